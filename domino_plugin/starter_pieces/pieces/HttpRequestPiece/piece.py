from __future__ import annotations

import json
import mimetypes
import re
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from domino.base_piece import BasePiece
from starter_files import TableError

from .models import InputModel, OutputModel, SecretsModel
from .sending import address, send

#: Bytes of an answer that are passed on as text or JSON; more is in the file alone.
MAX_TEXT = 1024 * 1024
#: How an answer is shown, by its type.
SHOWN_AS = {
    "application/json": "json",
    "text/html": "html",
    "text/markdown": "md",
    "text/csv": "csv",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/svg+xml": "svg",
}


class HttpRequestPiece(BasePiece):
    """Sends a request and passes the answer on."""

    def piece_function(self, input_data: InputModel, secrets_data: SecretsModel) -> OutputModel:
        results = Path(self.results_path).absolute()
        body = results / "answer"
        answer = send(input_data, secrets_data.HTTP_CREDENTIALS, body, self.logger)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        path = body.rename(results / _file_name(answer, kind))
        size = path.stat().st_size
        self.logger.info(
            "%s %s: %d %s, %d bytes of %s",
            input_data.method.value,
            address(input_data.url),
            answer.status_code,
            answer.reason,
            size,
            kind or "no type",
        )
        text = _text(answer, kind, path, input_data)
        if input_data.fail_on_error and not answer.ok:
            hint = f" It says: {text[:500]}" if text else ""
            raise TableError(
                f"url: {address(input_data.url)} answered {answer.status_code} {answer.reason}.{hint}"
            )
        self._show(path, kind, text)
        return OutputModel(
            status=answer.status_code,
            ok=answer.ok,
            headers={name.lower(): value for name, value in answer.headers.items()},
            json_value=_json(text, kind, input_data),
            text=text,
            file_path=str(path),
            size_bytes=size,
            url=answer.url,
        )

    def _show(self, path: Path, kind: str, text: str | None) -> None:
        shown = "json" if _is_json(kind) else SHOWN_AS.get(kind, "txt" if text is not None else None)
        if shown:
            self.display_result = {"file_type": shown, "file_path": str(path)}


def _file_name(answer: requests.Response, kind: str) -> str:
    """Return a name for the file: the one the server gives, else the end of the address."""
    message = Message()
    message["Content-Disposition"] = answer.headers.get("Content-Disposition", "")
    given = message.get_filename() or unquote(urlsplit(answer.url).path).rstrip("/").rpartition("/")[2]
    name = re.sub(r"[^\w. -]", "_", given).strip(". ")[:120] or "answer"
    # The log of the task lies in the same folder.
    name = name if name not in {"answer", "log.txt"} else "answer_file"
    return name if Path(name).suffix else name + (mimetypes.guess_extension(kind) or "")


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind.endswith("+json")


def _text(answer: requests.Response, kind: str, path: Path, asked: InputModel) -> str | None:
    textual = kind.startswith("text/") or _is_json(kind) or kind.endswith(("/xml", "+xml", "/x-ndjson"))
    if asked.answer == "file" or (asked.answer == "auto" and not textual) or path.stat().st_size > MAX_TEXT:
        return None
    charset = answer.encoding if "charset" in answer.headers.get("Content-Type", "").lower() else "utf-8"
    try:
        return path.read_bytes().decode(charset or "utf-8", errors="replace")
    except LookupError:
        return path.read_bytes().decode("utf-8", errors="replace")


def _json(text: str | None, kind: str, asked: InputModel) -> Any:
    if asked.answer == "json" and text is None:
        raise TableError(
            f"answer: it has more than {MAX_TEXT} bytes, too many to pass on as JSON. Take it as a file and "
            "read that by the Piece 'Read JSON'."
        )
    if text is None or not (asked.answer == "json" or (asked.answer == "auto" and _is_json(kind))):
        return None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if asked.answer == "auto":
            return None
        raise TableError(f"answer: it is no JSON ({error}). It starts with: {text[:200]!r}") from None
