"""How views answer: JSON from a model, nothing, or a file out of the shared storage."""

from __future__ import annotations

import hashlib
import json
from typing import IO, TYPE_CHECKING

from flask import Response, request, send_file
from pydantic_core import PydanticSerializationError, to_jsonable_python
from werkzeug.exceptions import RequestedRangeNotSatisfiable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from domino_plugin.runs.model import ResultFile

#: Pieces are third-party code: what they show may run scripts, but only in an origin of its own.
_UNTRUSTED = {
    "Content-Security-Policy": "sandbox allow-scripts",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


def answer(model: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with a model as JSON.

    A GET carries a tag made of the content, so that polling costs no transfer while nothing changes; a tag
    given in `headers` means something else and is left alone.
    """
    response = Response(_text(model), status, content_type="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers.update(headers or {})
    if request.method == "GET" and "ETag" not in response.headers:
        response.add_etag(weak=True)
        response.make_conditional(request)
    return response


def _text(model: BaseModel) -> str:
    try:
        return model.model_dump_json()
    except PydanticSerializationError:
        # Half a surrogate pair, which a document or an output may hold: JSON carries it as an escape.
        return json.dumps(model.model_dump(), default=to_jsonable_python)


def no_content() -> Response:
    """Answer that it is done and there is nothing to say."""
    return Response(status=204)


def text_download(content: IO[bytes], name: str) -> Response:
    """Answer with a text to save as a file."""
    response = send_file(content, mimetype="text/plain", as_attachment=True, download_name=name, max_age=None)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def untrusted_file(file: ResultFile, *, download: bool) -> Response:
    """Stream a file that a Piece wrote, whole or the range that is asked for; never held in memory."""
    content = file.source.open()
    response = send_file(
        content,
        mimetype=file.media_type,
        as_attachment=download or file.media_type == "application/octet-stream",
        download_name=file.name,
        conditional=False,
        etag=hashlib.sha256(file.source.version.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        max_age=None,
    )
    response.content_length = file.size
    response.headers.update(_UNTRUSTED)
    try:
        response.make_conditional(request, accept_ranges=True, complete_length=file.size)
    except RequestedRangeNotSatisfiable:
        content.close()
        raise
    return response
