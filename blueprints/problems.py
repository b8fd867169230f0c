"""Errors as ``application/problem+json`` (RFC 9457): what is wrong and what to do; never a traceback."""

from __future__ import annotations

import json
import logging
import uuid
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, request
from pydantic import ValidationError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from domino_plugin.errors import Conflict, DominoError, Invalid, Outdated, Unavailable, problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Flask

    from domino_plugin.errors import Problem

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
#: Problems named in one answer: enough to work with, and bounded whatever was sent.
MAX_PROBLEMS = 100


def render(
    status: int,
    title: str,
    detail: str,
    problems: Sequence[Problem] = (),
    *,
    incident: str | None = None,
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Return an error answer; `more` are members that this kind of error has on top."""
    body: dict[str, Any] = {"type": "about:blank", "status": status, "title": title, "detail": detail}
    body["problems"] = list(problems)[:MAX_PROBLEMS]
    if incident:
        body["incident"] = incident
    body.update(more or {})
    response = Response(json.dumps(body), status, content_type=MEDIA_TYPE)
    response.headers.update(headers or {})
    response.headers["Cache-Control"] = "no-store"
    return response


def from_validation(error: ValidationError) -> Response:
    """Return the answer to a request that doesn't fit its model: each problem with field and reason."""
    problems = [
        problem(str(item["msg"]).removeprefix("Value error, "), field=_field(item["loc"]))
        for item in error.errors(include_url=False, include_context=False, include_input=False)[:MAX_PROBLEMS]
    ]
    first = problems[0]
    where = f"{first['field']}: " if first["field"] else ""
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return render(422, Invalid.title, f"{where}{first['reason']}{more}", problems)


def install(app: Flask) -> None:
    """Make the application answer every error this way."""
    app.register_error_handler(DominoError, _domino)
    app.register_error_handler(ValidationError, from_validation)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(IntegrityError, _concurrent)
    app.register_error_handler(StaleDataError, _concurrent)
    app.register_error_handler(DataError, _does_not_fit)
    app.register_error_handler(OperationalError, _database_trouble)
    app.register_error_handler(Exception, _unexpected)


def _domino(error: DominoError) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None  # noqa: PLR2004
    more = None
    if isinstance(error, Outdated):
        more = {"revision": error.revision, "updated_at": error.updated_at.isoformat()}
    return render(error.status, error.title, error.message, error.problems, headers=headers, more=more)


def _http(error: HTTPException) -> Response | HTTPException:
    if error.response is not None or error.code is None:
        return error
    headers = {}
    detail = error.description or error.name
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
        detail = f"{request.method} is not possible here; possible: {headers['Allow']}."
    elif isinstance(error, RequestEntityTooLarge):
        limit = (current_app.config["MAX_CONTENT_LENGTH"] or 0) // (1024 * 1024)
        detail = f"A request may have {limit} MB ([domino] request_max_megabytes)."
    elif error.code == 404:  # noqa: PLR2004
        detail = "There is nothing at this address."
    return render(error.code, error.name, detail, headers=headers)


def _concurrent(error: Exception) -> Response:
    log.info("Refused a concurrent change: %s", error)
    return render(409, Conflict.title, "Somebody else changed the same thing at this moment: try again.")


def _does_not_fit(error: Exception) -> Response:
    log.info("Refused a value the database can't hold: %s", error)
    return render(422, Invalid.title, "A value is too long or holds what the database can't store.")


def _database_trouble(error: Exception) -> Response:
    incident = _report(error)
    return render(
        503,
        Unavailable.title,
        "Airflow's metadata database is busy or can't be reached: try again in a moment.",
        incident=incident,
        headers={"Retry-After": "2"},
    )


def _unexpected(error: Exception) -> Response:
    if isinstance(error, ValueError) and "NUL" in str(error):
        # PostgreSQL's driver refuses the character U+0000 in texts before any SQL is sent.
        return _does_not_fit(error)
    incident = _report(error)
    return render(
        500,
        "Internal error",
        f"Something went wrong on the server. Its log has the details under the incident {incident}.",
        incident=incident,
    )


def _report(error: Exception) -> str:
    incident = uuid.uuid4().hex[:12]
    log.error("Incident %s: %s %s", incident, request.method, request.path, exc_info=error)
    return incident


def _field(location: tuple[int | str, ...]) -> str | None:
    """Return ``nodes[0].inputs.rows`` for ("nodes", 0, "inputs", "rows")."""
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".") or None
