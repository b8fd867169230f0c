"""Runs a Piece for ``domino piece run``: no namespace, so every absolute path stays what it is."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domino_plugin.operators.virtualenv.paths import PathMapping
from domino_plugin.operators.virtualenv.process import ProcessTree
from domino_plugin.operators.virtualenv.variables import clean_variables
from domino_plugin.runtime import protocol
from domino_plugin.runtime.masking import Mask


@dataclass(frozen=True)
class Call:
    """What to run and where.

    Attributes:
        results: folder of the Piece's files.
        run_folder: what ``/home/shared_storage`` in the inputs stands for, if anything.
        scratch: an empty folder of this call.
        work_dir: working directory of the Piece; by default one in `scratch`.
    """

    repository: Path
    piece: str
    inputs: dict[str, Any]
    secrets: dict[str, Any]
    python: Path
    pythonpath: tuple[Path, ...]
    task_id: str
    results: Path
    run_folder: Path | None
    scratch: Path
    work_dir: Path | None


@dataclass(frozen=True)
class Outcome:
    """How the Piece's process ended, for people (`ending`) and as an exit code; no response if killed."""

    response: protocol.Response | None
    exit_code: int
    ending: str


def run(call: Call) -> Outcome:
    """Run the Piece, what it logs and prints going to standard error; an interrupt ends all it started."""
    request_file, response_file = call.scratch / "request.json", call.scratch / "response.json"
    work_dir = call.work_dir or call.scratch / "work"
    for folder in (work_dir, call.results, call.scratch / "home", call.scratch / "tmp"):
        folder.mkdir(parents=True, exist_ok=True)
    with _in_memory(call.secrets) as secrets:
        protocol.write_request(request_file, _request(call, secrets, response_file))
        tree = ProcessTree(
            [call.python, protocol.RUNNER_FILE, request_file],
            environment=_environment(call),
            folder=work_dir,
            inherited=[secrets],
            # It holds the inputs: if this process is killed, the launcher deletes it.
            scratch=call.scratch,
        )
        mask = Mask(call.secrets.values())
        ending = tree.run(lambda line: print(mask(line), file=sys.stderr, flush=True), mask.encoded)
    response = protocol.read_response(response_file)
    code = ending["code"] or 0
    if code < 0:
        return Outcome(response, 128 - code, f"by signal {signal.Signals(-code).name}")
    return Outcome(response, code or (0 if response else 1), f"with exit code {code}")


def shown(response: protocol.Response) -> dict[str, Any] | None:
    """Return the display result with its content, as the original runtime hands it on."""
    display = response["display_result"]
    if display is None:
        return None
    content = display["base64_content"]
    if content is None and display["size"] is not None and display["file_path"]:
        content = base64.b64encode(Path(display["file_path"]).read_bytes()).decode()
    return {
        "file_type": display["file_type"],
        "file_path": display["file_path"],
        "base64_content": content,
    }


def _request(call: Call, secrets: int, response_file: Path) -> protocol.Request:
    task = call.scratch / "task"
    shared_storage = call.run_folder or task.parent
    inputs = PathMapping(call.run_folder).to_real(call.inputs) if call.run_folder else call.inputs
    return protocol.Request(
        protocol=protocol.PROTOCOL,
        repository_path=str(call.repository),
        piece=call.piece,
        inputs=inputs,
        secrets_file=f"/dev/fd/{secrets}",
        paths=protocol.Paths(
            task=str(call.results),
            results=str(call.results),
            report=str(task / "report"),
            xcom=str(task / "xcom_out"),
            shared_storage=str(shared_storage),
        ),
        context=protocol.Context(
            task_id=call.task_id, dag_id="none", run_id="none", logical_date=None, upstream_tasks=[]
        ),
        response_file=str(response_file),
    )


def _environment(call: Call) -> dict[str, str]:
    """Return clean environment variables, so that a Piece here meets what it meets in a task."""
    variables = {
        **clean_variables(),
        "HOME": str(call.scratch / "home"),
        "TMPDIR": str(call.scratch / "tmp"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONNOUSERSITE": "1",
    }
    if call.pythonpath:
        variables["PYTHONPATH"] = os.pathsep.join(str(folder) for folder in call.pythonpath)
    folder = call.python.parent.parent
    if (folder / "pyvenv.cfg").exists():
        variables["VIRTUAL_ENV"] = str(folder)
    variables["PATH"] = f"{call.python.parent}{os.pathsep}{variables['PATH']}"
    return variables


@contextlib.contextmanager
def _in_memory(secrets: Mapping[str, Any]) -> Iterator[int]:
    """Yield the descriptor of a file that holds the secrets and has no name."""
    descriptor = os.memfd_create("domino-secrets")
    try:
        os.write(descriptor, json.dumps(dict(secrets)).encode())
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)
