"""Turns what went wrong into what the response says of it, without giving a secret away."""

from __future__ import annotations

import enum
import os
import reprlib
import traceback
from pathlib import Path
from typing import Any

from domino_plugin.runtime.masking import Mask
from domino_plugin.runtime.memory import is_about_memory
from domino_plugin.runtime.protocol import Failure

#: Findings about inputs that the summary tells in full.
SHOWN_FINDINGS = 3
#: Characters that a text of an exception may have; some quote whole files.
LONGEST_SUMMARY, LONGEST_TEXT = 1_000, 20_000
_RUNTIME_FOLDER = str(Path(__file__).resolve().parent)


class RequestError(Exception):
    """The request asks for what the repository doesn't have; the text is for people."""


class Stage(enum.Enum):
    """How far a call has come, which tells what an exception is about."""

    LOADING = "loading"
    SECRETS = "secrets"
    INPUTS = "inputs"
    PIECE = "piece"
    OUTPUTS = "outputs"


def describe(
    error: BaseException,
    *,
    stage: Stage,
    repository: Path,
    inputs: dict[str, Any],
    mask: Mask,
) -> Failure:
    """Describe an exception that ended a call; texts are masked before they are shortened."""
    findings = _findings(error) if stage in (Stage.SECRETS, Stage.INPUTS) else []
    name, value = None, None
    if findings and stage is Stage.INPUTS:
        name, value = _field(findings[0]), _value(findings[0], inputs, mask)
    if findings:
        # Of Pydantic's own text just the first line: the others quote values, in halves that nobody knows for
        # a secret's.
        sentences = _sentences(findings, stage, inputs, mask)
        message, summary = "\n".join([_text(error).partition("\n")[0], *sentences]), _few(sentences)
    else:
        message = _text(error)
        summary = _first_line(error, message)
    about_code = not findings and not isinstance(error, RequestError)
    return Failure(
        type=_type(error),
        message=_limited(mask(message), LONGEST_TEXT),
        summary=_limited(mask(summary), LONGEST_SUMMARY),
        input=name,
        value=value,
        out_of_memory=is_about_memory(error),
        in_piece_code=about_code and _in_code_of(error, repository),
        traceback=_limited(mask(_traceback(error)), LONGEST_TEXT) if about_code else "",
    )


def _limited(text: str, limit: int) -> str:
    """Return a text, or its beginning and end if it is too long."""
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} [{len(text) - 2 * half} characters left out] {text[-half:]}"


def _findings(error: BaseException) -> list[dict[str, Any]]:
    """Return pydantic's findings, of version 1 or 2; none for any other exception."""
    if type(error).__name__ != "ValidationError" or not callable(getattr(error, "errors", None)):
        return []
    return [dict(finding) for finding in error.errors()]  # type: ignore[attr-defined]


def _sentences(findings: list[dict[str, Any]], stage: Stage, inputs: dict[str, Any], mask: Mask) -> list[str]:
    if stage is Stage.SECRETS:
        return [_secret_sentence(finding) for finding in findings]
    return [_input_sentence(finding, inputs, mask) for finding in findings]


def _few(sentences: list[str]) -> str:
    more = len(sentences) - SHOWN_FINDINGS
    return " ".join(sentences[:SHOWN_FINDINGS]) + (f" And {more} more." if more > 0 else "")


def _input_sentence(finding: dict[str, Any], inputs: dict[str, Any], mask: Mask) -> str:
    where, reason, value = _location(finding), finding["msg"], _value(finding, inputs, mask)
    if value is None:
        return f"Input {where!r} is missing: {reason}."
    return f"Input {where!r} is {value}: {reason}."


def _secret_sentence(finding: dict[str, Any]) -> str:
    state = "is missing" if _is_missing(finding) else "is not accepted"
    return "Secret {!r} {}: {}.".format(_location(finding), state, finding["msg"])


def _is_missing(finding: dict[str, Any]) -> bool:
    return finding["type"] in ("missing", "value_error.missing")


def _field(finding: dict[str, Any]) -> str | None:
    return str(finding["loc"][0]) if finding["loc"] and finding["loc"][0] != "__root__" else None


def _location(finding: dict[str, Any]) -> str:
    return ".".join(str(part) for part in finding["loc"])


def _value(finding: dict[str, Any], inputs: dict[str, Any], mask: Mask) -> str | None:
    """Return the refused value, masked and shortened, or None if there is none."""
    if _is_missing(finding):
        return None
    value: Any = inputs
    if "input" in finding:
        value = finding["input"]
    else:
        for part in finding["loc"]:
            value = _member(value, part)
    return mask(_Short(mask).repr(value))


def _member(value: Any, part: Any) -> Any:
    """Return a member of a value, or the value itself if it has none of that name."""
    if isinstance(value, dict):
        return value.get(part, value)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return value[part]
    return value


class _Short(reprlib.Repr):
    """Shows a value in few characters. Texts are masked first: half a secret would not be known for one."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask
        self.maxstring = self.maxother = 100

    def repr_str(self, x: str, level: int) -> str:
        """Show a text."""
        return super().repr_str(self._mask(x), level)


def _type(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - a Piece's exception may fail to describe itself
        return ""


def _first_line(error: BaseException, message: str) -> str:
    line = message.strip().split("\n", 1)[0]
    return line if isinstance(error, RequestError) else f"{type(error).__name__}: {line}".rstrip(": ")


def _in_code_of(error: BaseException, repository: Path) -> bool:
    """Whether the exception came out of a file of the repository, or out of its parsing."""
    prefix = str(repository.resolve()) + os.sep
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        files.append(error.filename)
    return any(str(Path(file).resolve()).startswith(prefix) for file in files)


def _traceback(error: BaseException) -> str:
    """Return the traceback from the Piece's code on, without our frames and the import system's."""
    summary = traceback.TracebackException.from_exception(error)
    part: traceback.TracebackException | None = summary
    while part is not None:
        kept = [frame for frame in part.stack if not _is_ours(frame.filename)]
        part.stack[:] = kept
        part = part.__cause__ or part.__context__
    return "".join(summary.format())


def _is_ours(file: str) -> bool:
    return file.startswith("<frozen importlib") or str(Path(file).parent) == _RUNTIME_FOLDER
