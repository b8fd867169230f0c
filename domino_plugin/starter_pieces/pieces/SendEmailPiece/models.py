from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

#: An address, alone or as "Name <address>".
Address = Annotated[str, Field(pattern=r"^([^<>@\r\n]*<)?[^\s<>@,;]+@[^\s<>@,;]+>?$", max_length=320)]


class InputModel(BaseModel):
    """The message."""

    to: list[Address] = Field(
        min_length=1,
        max_length=100,
        title="To",
        description="Addresses of the receivers, as ada@example.com or Ada Lovelace <ada@example.com>.",
    )
    subject: str = Field(min_length=1, max_length=500, title="Subject", description="Subject of the e-mail.")
    text: str = Field(
        default="",
        title="Text",
        description="The message as plain text, for all mail programs.",
        json_schema_extra={"widget": "textarea"},
    )
    html: str | None = Field(
        default=None,
        title="HTML",
        description="The message as HTML, for programs that show it; typed in or of an upstream Piece.",
        json_schema_extra={"widget": "codeeditor-html"},
    )
    html_path: str | None = Field(
        default=None,
        title="HTML file",
        description="The message as an HTML file of an upstream Piece, such as a report; in place of HTML.",
        json_schema_extra={"from_upstream": "always"},
    )
    attachments: list[str] = Field(
        default=[],
        title="Attachments",
        description="Files of upstream Pieces to attach.",
        json_schema_extra={"from_upstream": "always"},
    )
    cc: list[Address] = Field(default=[], max_length=100, title="Cc", description="Receivers of a copy.")
    bcc: list[Address] = Field(
        default=[], max_length=100, title="Bcc", description="Receivers of a copy whom the others don't see."
    )
    sender: Address | None = Field(
        default=None,
        title="From",
        description="Address of the sender; by default the one of the secret or the user name.",
    )
    reply_to: Address | None = Field(
        default=None, title="Reply to", description="Address that answers go to; by default the sender's."
    )
    priority: Literal["normal", "high", "low"] = Field(
        default="normal",
        title="Priority",
        description="How the mail program marks it.",
        json_schema_extra={"from_upstream": "never"},
    )
    timeout_seconds: int = Field(
        default=30,
        ge=1,
        le=600,
        title="Timeout",
        description="Seconds to wait for the mail server.",
        json_schema_extra={"from_upstream": "never"},
    )


class SecretsModel(BaseModel):
    """The mail server and who sends."""

    SMTP_URL: str = Field(
        description="Address of the mail server: smtps://user:password@host:465 (encrypted from the start), "
        "smtp://user:password@host:587 (encrypted by STARTTLS); ?from_email=... names a sender, "
        "?encryption=none sends readable. Or connection:NAME for one of Airflow's Connections.",
    )


class OutputModel(BaseModel):
    """What was sent."""

    message_id: str = Field(title="Message id", description="The e-mail's id, as in its headers.")
    receivers: list[str] = Field(title="Receivers", description="Addresses that the mail server took it for.")
    refused: list[str] = Field(title="Refused", description="Addresses that the mail server refused.")
    size_bytes: int = Field(title="Size", description="Size of the e-mail in bytes.")
