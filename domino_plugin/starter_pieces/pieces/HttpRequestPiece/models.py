from __future__ import annotations

from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, Field


class Method(str, Enum):
    """What is done with the address."""

    get = "GET"
    post = "POST"
    put = "PUT"
    patch = "PATCH"
    delete = "DELETE"
    head = "HEAD"


class Authentication(str, Enum):
    """How the secret HTTP_CREDENTIALS is sent."""

    none = "none"
    basic = "basic"
    bearer = "bearer"
    header = "header"


class JsonBody(BaseModel):
    """Sends JSON."""

    kind: Literal["json"] = Field(
        default="json",
        title="Kind",
        description="This body is JSON.",
        json_schema_extra={"from_upstream": "never"},
    )
    content: Any = Field(
        default={},
        title="JSON",
        description="Any JSON, or an output of an upstream Piece.",
        json_schema_extra={"widget": "codeeditor-json"},
    )


class TextBody(BaseModel):
    """Sends text as it is."""

    kind: Literal["text"] = Field(
        default="text",
        title="Kind",
        description="This body is text.",
        json_schema_extra={"from_upstream": "never"},
    )
    content: str = Field(
        default="",
        title="Text",
        description="The text, sent as UTF-8.",
        json_schema_extra={"widget": "textarea"},
    )
    content_type: str = Field(
        default="text/plain; charset=utf-8",
        title="Content type",
        description="What the text is, such as text/csv or application/xml.",
    )


class FormBody(BaseModel):
    """Sends the fields of a form, and files."""

    kind: Literal["form"] = Field(
        default="form",
        title="Kind",
        description="This body is a form.",
        json_schema_extra={"from_upstream": "never"},
    )
    fields: dict[str, str] = Field(default={}, title="Fields", description="Names and values of the fields.")
    file_path: str | None = Field(
        default=None,
        title="File",
        description="A file to upload, of an upstream Piece; empty sends none.",
        json_schema_extra={"format": "file-path"},
    )
    file_field: str = Field(
        default="file",
        min_length=1,
        title="Field of the file",
        description="Name of the field with the file.",
    )


class InputModel(BaseModel):
    """The request, and what becomes of the answer."""

    url: str = Field(
        min_length=1,
        max_length=8000,
        pattern=r"^[hH][tT][tT][pP][sS]?://[^\s/]+",
        title="Address",
        description="Web address, starting with https:// or http://.",
    )
    method: Method = Field(
        default=Method.get,
        title="Method",
        description="GET asks, POST sends something new, PUT and PATCH change, DELETE deletes.",
        json_schema_extra={"from_upstream": "never"},
    )
    query: dict[str, str | int | float | bool] = Field(
        default={}, title="Query", description="Names and values that are put behind the ? of the address."
    )
    headers: dict[str, str] = Field(
        default={},
        title="Headers",
        description="Names and values of headers. Nothing secret belongs here: use the authentication below.",
    )
    body: JsonBody | TextBody | FormBody | None = Field(
        default=None,
        title="Body",
        description="What is sent along; GET and HEAD have none.",
    )
    authentication: Authentication = Field(
        default=Authentication.none,
        title="Authentication",
        description="How the secret HTTP_CREDENTIALS is sent: basic (user, password), bearer (the password "
        "as a token) or header (the password in a header of its own). Only to the server it is for.",
        json_schema_extra={"from_upstream": "never"},
    )
    authentication_header: str = Field(
        default="X-API-Key",
        pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
        title="Authentication header",
        description="Name of the header, if the authentication is 'header'.",
        json_schema_extra={"from_upstream": "never"},
    )
    answer: Literal["auto", "json", "text", "file"] = Field(
        default="auto",
        title="Answer",
        description="auto: JSON or text as the server says, else a file; or what it has to be.",
        json_schema_extra={"from_upstream": "never"},
    )
    fail_on_error: bool = Field(
        default=True,
        title="Fail on error",
        description="Whether a status of 400 or above fails this Piece; else the answer is passed on.",
        json_schema_extra={"from_upstream": "never"},
    )
    timeout_seconds: float = Field(
        default=30,
        gt=0,
        le=3600,
        title="Timeout",
        description="Seconds to wait for the server before giving up.",
    )
    retries: int = Field(
        default=0,
        ge=0,
        le=10,
        title="Retries",
        description="How often to try again if the server can't be reached, or answers 429, 502, 503 or 504.",
        json_schema_extra={"from_upstream": "never"},
    )
    verify_certificate: bool = Field(
        default=True,
        title="Check certificate",
        description="Whether the server has to prove who it is. Switch it off for tests only.",
        json_schema_extra={"from_upstream": "never"},
    )


class SecretsModel(BaseModel):
    """Who asks."""

    HTTP_CREDENTIALS: str | None = Field(
        default=None,
        description="Server with user and password: https://user:password@api.example.com, or with a token "
        "alone: https://:token@api.example.com. Sent to this server only. Or connection:NAME for one of "
        "Airflow's Connections.",
    )


class OutputModel(BaseModel):
    """The answer."""

    status: int = Field(title="Status", description="Status of the answer, such as 200.")
    ok: bool = Field(title="OK", description="Whether the status is below 400.")
    headers: dict[str, str] = Field(
        title="Headers", description="Headers of the answer, names in lower case."
    )
    json_value: Any = Field(title="JSON", description="The answer's JSON; nothing if it is something else.")
    text: str | None = Field(
        title="Text", description="The answer's text, if it is text of at most 1 MB; nothing if not."
    )
    file_path: str = Field(title="File", description="The answer as a file.")
    size_bytes: int = Field(title="Size", description="Size of the answer in bytes.")
    url: str = Field(title="Address", description="The address that answered, after redirects.")
