"""Sends a request and writes the answer to a file."""

from __future__ import annotations

import contextlib
import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from starter_files import TableError, existing_file

from .credentials import CarefulSession, credentials
from .models import FormBody, InputModel, JsonBody, Method, TextBody

#: What may pass if one waits a little.
PASSING = {429, 502, 503, 504}
CHUNK = 1024 * 1024


def send(asked: InputModel, secret: str | None, target: Path, logger: logging.Logger) -> requests.Response:
    """Send the request, trying again if asked to, and write the answer's body to `target`.

    Raises:
        TableError: the server can't be reached, or the request can't be made.
    """
    found = credentials(secret, asked)
    header, value = found.header(asked) if found else (None, None)
    headers = {**asked.headers, **({header: value} if header else {})}
    wait = 1.0
    with CarefulSession(asked.url, header) as session, contextlib.ExitStack() as files:
        for attempt in range(asked.retries + 1):
            last = attempt == asked.retries
            try:
                answer = _attempt(session, asked, headers, target, files)
            except requests.RequestException as error:
                if last or isinstance(error, requests.exceptions.InvalidSchema | ValueError):
                    raise TableError(
                        f"url: {address(asked.url)} can't be reached: {_reason(error)}"
                    ) from None
                logger.warning("Attempt %d failed: %s", attempt + 1, _reason(error))
            else:
                if last or answer.status_code not in PASSING:
                    return answer
                logger.warning("Attempt %d was answered with %d", attempt + 1, answer.status_code)
            time.sleep(wait)
            wait = min(wait * 2, 30)
    raise AssertionError


def _attempt(
    session: requests.Session,
    asked: InputModel,
    headers: dict[str, str],
    target: Path,
    files: contextlib.ExitStack,
) -> requests.Response:
    answer = session.request(
        asked.method.value,
        asked.url,
        params={name: _plain(item) for name, item in asked.query.items()},
        timeout=asked.timeout_seconds,
        verify=asked.verify_certificate,
        stream=True,
        **_body(asked, headers, files),
    )
    with answer, target.open("wb") as file:
        for chunk in answer.iter_content(CHUNK):
            file.write(chunk)
    return answer


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _body(asked: InputModel, headers: dict[str, str], files: contextlib.ExitStack) -> dict[str, Any]:
    body = asked.body
    if body is None:
        return {"headers": headers}
    if asked.method in {Method.get, Method.head}:
        raise TableError(
            f"body: {asked.method.value} sends no body; choose POST, PUT or PATCH, or remove it."
        )
    typed = any(name.lower() == "content-type" for name in headers)
    if isinstance(body, JsonBody):
        kind = {} if typed else {"Content-Type": "application/json"}
        return {"headers": {**headers, **kind}, "data": json.dumps(body.content, ensure_ascii=False).encode()}
    if isinstance(body, TextBody):
        kind = {} if typed else {"Content-Type": body.content_type}
        return {"headers": {**headers, **kind}, "data": body.content.encode()}
    return {"headers": headers, **_form(body, files)}


def _form(body: FormBody, files: contextlib.ExitStack) -> dict[str, Any]:
    if not body.file_path:
        return {"data": body.fields}
    path = existing_file(body.file_path, "body.file_path", "file")
    file = files.enter_context(path.open("rb"))
    return {"data": body.fields, "files": {body.file_field: (path.name, file)}}


def address(url: str) -> str:
    """Return an address for messages: without user, password and query, which may be secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _reason(error: BaseException) -> str:
    """Return the innermost reason, such as 'Connection refused', and no address with its query."""
    for inner in _causes(error):
        if isinstance(inner, OSError) and not isinstance(inner, requests.RequestException) and inner.strerror:
            return f"{inner.strerror}."
    words = {
        requests.exceptions.Timeout: "no answer in time; raise the timeout.",
        requests.exceptions.SSLError: "its certificate is not trusted.",
        requests.exceptions.TooManyRedirects: "it redirects without end.",
        requests.exceptions.ConnectionError: "no connection; is the address right?",
    }
    return next((text for kind, text in words.items() if isinstance(error, kind)), f"{type(error).__name__}.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    pending: list[Any] = [error]
    while pending:
        one = pending.pop()
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        pending += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
