"""What a runtime and the runner tell each other: one request file in, one response file out, both JSON.

The runner is started inside a Piece's own interpreter as a plain file:
``<python of the Piece's environment> .../domino_plugin/runtime/runner.py REQUEST.json``. Log lines go to
standard error, what the Piece prints to standard output; neither carries data of the protocol, unless the
response can't be written: then `last_words` is a line of standard error.

The exit code is 0 for a finished Piece and 1 for a failed one; a Piece that ends its process with
``SystemExit(n)`` keeps its ``n``. The response is written on every path that Python survives, so it is
missing only if the process was killed or ended by ``os._exit``. Callers decide by the response's ``error``
first and the exit code second: ``SystemExit(0)`` before a result is an error with exit code 0.

Runs on Python 3.8 and later: the Piece's interpreter is not ours.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, TypedDict, cast

PROTOCOL = 1
#: Where Pieces see the shared storage of their run, whatever the runtime.
SHARED_STORAGE = "/home/shared_storage"
#: Folder in there with the files of the workspace, which are no part of the run.
WORKSPACE_FOLDER = ".files"
#: The runner as a file, to be handed to the interpreter of the Piece's environment.
RUNNER_FILE = Path(__file__).with_name("runner.py")
#: Characters of a text in a line that stands in for the response.
_SAID = 4000
#: Holds the ``domino`` package that Pieces import, for environments without the original runtime.
PROVIDED_FOLDER = Path(__file__).with_name("provided")


class Paths(TypedDict):
    """Folders of the task as the Piece's process sees them; all are absolute and exist or are made.

    `shared_storage` holds a folder per task of the run: `SHARED_STORAGE`, or the real run folder where it
    can't be mounted there.
    """

    task: str
    results: str
    report: str
    xcom: str
    shared_storage: str


class Context(TypedDict):
    """Where in which run the Piece stands. `logical_date` is ISO 8601 with an offset, if the run has one."""

    task_id: str
    dag_id: str
    run_id: str
    logical_date: str | None
    upstream_tasks: list[str]


class Request(TypedDict):
    """One call of one Piece.

    `inputs` are plain JSON with every upstream value already in place. `secrets_file` holds a JSON object of
    secret names and values (null is the same as absent); it may be ``/dev/fd/N``, is read once and closed.
    """

    protocol: int
    repository_path: str
    piece: str
    inputs: dict[str, Any]
    secrets_file: str | None
    paths: Paths
    context: Context
    response_file: str


class DisplayResult(TypedDict):
    """What the Piece wants shown.

    Exactly one of three: `base64_content` is set, content that the Piece gave itself, unchecked; or
    `file_path` names an existing file of the run of `size` bytes, which is a copy in the results if the
    Piece named one that lies elsewhere and would be lost; or both `base64_content` and `size` are None: the
    file the Piece named is missing, there is nothing to show. `file_type` is what the Piece said, unchecked
    ("md", "image", ...).
    """

    file_type: str
    file_path: str | None
    base64_content: str | None
    size: int | None


class Failure(TypedDict):
    """Why there are no outputs.

    `type` is the exception's class with its module, `message` its text, `summary` the same in one sentence
    for people, naming the input, its value and the reason where it is about an input. `input` (the field)
    and `value` (shortened, never that of a secret) are set if the Piece refused an input; of several, the
    first. `in_piece_code` tells a fault of the Piece's own code from one of its inputs, secrets or
    environment. `out_of_memory` says that there was no memory left. `traceback` holds the frames from the
    Piece's code on. No text holds a secret's value.
    """

    type: str
    message: str
    summary: str
    input: str | None
    value: str | None
    in_piece_code: bool
    out_of_memory: bool
    traceback: str


class Response(TypedDict):
    """The outcome: `outputs`, with NaN and Infinity as null, or an `error`.

    `storage_bytes` is the size of what the task has left in the shared storage.
    """

    protocol: int
    outputs: dict[str, Any] | None
    display_result: DisplayResult | None
    error: Failure | None
    storage_bytes: int


def write_request(path: Path | str, request: Request) -> None:
    """Write the request file, readable by its owner alone.

    Raises:
        ValueError: the inputs hold something JSON can't carry.
    """
    _write(Path(path), json.dumps(request, ensure_ascii=False, allow_nan=False))


def read_request(path: Path | str) -> Request:
    """Read a request file.

    Raises:
        ValueError: it is no request of this protocol.
    """
    request = json.loads(Path(path).read_text(encoding="utf-8"))
    if not isinstance(request, dict) or request.get("protocol") != PROTOCOL:
        raise ValueError(f"{path} is not a request of protocol {PROTOCOL}.")
    return cast("Request", request)


def failed(kind: str, message: str) -> Response:
    """Return the response in place of one that the Piece's process could not write."""
    error = Failure(
        type=kind,
        message=message,
        summary=message,
        input=None,
        value=None,
        in_piece_code=True,
        out_of_memory=False,
        traceback="",
    )
    return Response(protocol=PROTOCOL, outputs=None, display_result=None, error=error, storage_bytes=0)


def write_response(path: Path | str, response: Response) -> None:
    """Write the response file at once: a reader sees all of it or nothing."""
    _write(Path(path), json.dumps(response, ensure_ascii=False, allow_nan=False))


def last_words(path: Path | str, response: Response, reason: OSError) -> str:
    """Return a line to say what could not be written, for a reader of the process's output.

    It begins with the file's name, which nobody else knows, and says why there are no outputs.
    """
    error = response["error"]
    if error is None:
        why = reason.strerror or reason
        said = failed("ResponseLost", f"What the Piece returns can't be written: {why}.")
    else:
        # The log has the traceback, and a line isn't for long texts.
        short = {"message": error["message"][:_SAID], "summary": error["summary"][:_SAID], "value": None}
        said = failed(error["type"], "")
        said["error"] = cast("Failure", {**error, **short, "traceback": ""})
    return f"{Path(path).name} {json.dumps(said)}"


def read_response(path: Path | str) -> Response | None:
    """Read the response file, or None if the process ended without one.

    Raises:
        ValueError: it is no response of this protocol.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    return parse_response(text)


def parse_response(text: str | bytes) -> Response:
    """Return the response whose JSON this is.

    Raises:
        ValueError: it is no response of this protocol.
    """
    response = json.loads(text)
    if not isinstance(response, dict) or response.get("protocol") != PROTOCOL:
        raise ValueError(f"This is no response of protocol {PROTOCOL}.")
    return cast("Response", response)


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".part")
    descriptor = os.open(str(temporary), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    # A lone surrogate, which UTF-8 can't hold, becomes its JSON escape.
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        temporary.replace(path)
    except OSError:
        temporary.unlink()
        raise
