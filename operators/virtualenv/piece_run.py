"""Runs one Piece by the runner protocol in an environment that is there, and collects what it leaves."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from domino_plugin.operators.endings import response_of
from domino_plugin.operators.last_words import LastWords
from domino_plugin.operators.lines import OnLine
from domino_plugin.operators.outcome import PieceOutcome
from domino_plugin.operators.task_folder import TaskFolder
from domino_plugin.operators.threads import thread_variables
from domino_plugin.operators.virtualenv.call import PieceCall
from domino_plugin.operators.virtualenv.limits import choose_cores
from domino_plugin.operators.virtualenv.paths import PathMapping
from domino_plugin.operators.virtualenv.process import NamespaceRefusedError, ProcessTree
from domino_plugin.operators.virtualenv.variables import clean_variables

from domino_plugin.runtime import protocol
from domino_plugin.runtime.masking import Mask
from domino_plugin.storage.removal import remove_tree


def run_piece(call: PieceCall, on_line: OnLine | None = None) -> PieceOutcome:
    """Run one Piece to its end.

    Args:
        call: the Piece and everything it needs.
        on_line: takes each line the Piece writes, secrets masked.

    Returns:
        Its outcome; a Piece that fails is an outcome too.

    Raises:
        NamespaceRefusedError: the call insists on a namespace and the system refuses.
        OSError: the interpreter can't be started, or the storage can't be written.
        ValueError: the inputs are no plain JSON.
    """
    return PieceRun(call).run(on_line)


class PieceRun:
    """One run of a Piece, which can be stopped."""

    def __init__(self, call: PieceCall) -> None:
        self._call = call
        self._files = TaskFolder(call.run_folder, call.task_folder)
        self._tree: ProcessTree | None = None
        self._stopped = False

    def stop(self) -> None:
        """End all processes of the Piece; returns at once, may be called from a signal handler."""
        self._stopped = True
        if self._tree is not None:
            self._tree.stop()

    def run(self, on_line: OnLine | None = None) -> PieceOutcome:
        """Run the Piece; see `run_piece`."""
        scratch = Path(tempfile.mkdtemp(prefix="domino-"))
        try:
            for name in ("home", "work", "tmp"):
                (scratch / name).mkdir()
            with self._files.kept_log(self._call.secrets, on_line) as masked:
                return self._run_as_allowed(scratch, masked)
        finally:
            remove_tree(scratch)

    def _run_as_allowed(self, scratch: Path, on_line: OnLine) -> PieceOutcome:
        if self._call.isolation == "mapping":
            return self._run("mapping", scratch, on_line, None)
        try:
            return self._run("namespace", scratch, on_line, None)
        except NamespaceRefusedError as error:
            if self._call.isolation == "namespace":
                raise
            return self._run("mapping", scratch, on_line, str(error))

    def _run(
        self, isolation: Literal["namespace", "mapping"], scratch: Path, on_line: OnLine, note: str | None
    ) -> PieceOutcome:
        call = self._call
        mounted = isolation == "namespace"
        mapping = PathMapping(call.run_folder, call.workspace_files)
        response_file = scratch / f"response-{os.urandom(8).hex()}.json"
        words = LastWords(response_file.name, on_line)
        with _secrets_file(call.secrets) as secrets:
            request = self._request(response_file, secrets, mounted=mounted)
            if not mounted:
                request["inputs"] = mapping.to_real(request["inputs"])
            protocol.write_request(scratch / "request.json", request)
            cores = choose_cores(call.cpu_limit)
            self._tree = ProcessTree(
                [call.python, str(protocol.RUNNER_FILE), scratch / "request.json"],
                environment=self._variables(scratch, cores),
                folder=scratch / "work",
                inherited=[] if secrets is None else [secrets],
                shared_storage=call.run_folder if mounted else None,
                workspace_files=call.workspace_files if mounted else None,
                visible=[call.python, call.repository, protocol.RUNNER_FILE, scratch, call.task_folder],
                cores=cores,
                memory=None if call.memory_limit_mib is None else call.memory_limit_mib * 1024 * 1024,
                scratch=scratch,
                grace=call.grace,
            )
            if self._stopped:
                self._tree.stop()
            started = time.monotonic()
            ending = self._tree.run(words.hear, Mask(call.secrets.values()).encoded)
            seconds = time.monotonic() - started
        response = response_of(
            _read(response_file) or words.response,
            ending["code"],
            stopped=ending["stopped"],
            memory_limit_mib=call.memory_limit_mib,
        )
        outputs = response["outputs"] if response["error"] is None else None
        if outputs is not None and not mounted:
            outputs = mapping.to_canonical(outputs)
        if outputs is not None:
            self._files.write_outputs(outputs)
        return PieceOutcome(
            outputs=outputs,
            error=response["error"],
            exit_code=0 if ending["code"] is None else ending["code"],
            display=self._files.display(response["display_result"]),
            storage_bytes=response["storage_bytes"],
            isolation=isolation,
            note=note,
            seconds=seconds,
            left_over=ending["left_over"],
        )

    def _request(self, response: Path, secrets: int | None, *, mounted: bool) -> protocol.Request:
        call = self._call
        inside = mounted and call.task_folder.is_relative_to(call.run_folder)
        return call.request(
            repository=str(call.repository),
            task_folder=call.canonical_task_folder if inside else str(call.task_folder),
            shared_storage=protocol.SHARED_STORAGE if mounted else str(call.run_folder),
            response_file=str(response),
            secrets_file=None if secrets is None else f"/dev/fd/{secrets}",
        )

    def _variables(self, scratch: Path, cores: Sequence[int] | None) -> dict[str, str]:
        call = self._call
        folder = call.python.parent.parent
        clean = clean_variables()
        variables = {
            **clean,
            **(thread_variables(len(cores), clean) if cores else {}),
            "HOME": str(scratch / "home"),
            "TMPDIR": str(scratch / "tmp"),
            "PYTHONUNBUFFERED": "1",
            "PYTHONNOUSERSITE": "1",
            # Its cache of fonts takes seconds to make and is the same for all runs.
            "MPLCONFIGDIR": str(folder / "var" / "matplotlib"),
            **call.variables,
        }
        if (folder / "pyvenv.cfg").exists():
            variables["VIRTUAL_ENV"] = str(folder)
        variables["PATH"] = f"{call.python.parent}:{variables['PATH']}"
        if call.pythonpath:
            variables["PYTHONPATH"] = ":".join(str(path) for path in call.pythonpath)
        return variables


@contextlib.contextmanager
def _secrets_file(secrets: Mapping[str, str | None]):  # type: ignore[no-untyped-def]
    """Yield the descriptor of a file in memory alone that holds the secrets, or None without any."""
    if not secrets:
        yield None
        return
    descriptor = os.memfd_create("domino-secrets", os.MFD_CLOEXEC)
    try:
        os.write(descriptor, json.dumps(dict(secrets)).encode())
        # Who gets the descriptor gets its position too.
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
