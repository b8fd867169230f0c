"""What every runtime leaves in a task's folder for a Piece: its outputs, its log, what it displays."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from domino_plugin.operators.contents import decoded
from domino_plugin.operators.lines import OnLine, masking
from domino_plugin.operators.outcome import Display

from domino_plugin.runtime import endings, protocol
from domino_plugin.storage import layout
from domino_plugin.storage.links import follow

#: Shown in place of content that is none.
_UNDECODABLE = "The Piece's display_result can't be shown: its base64_content can't be decoded."
_MAX_UNUSED = 10_000


class TaskFolder:
    """The folder of a task, as a Piece has left it.

    A Piece in a container can do to its run's folder what it likes, but not to the rest of the machine: no
    link that it has laid is followed in writing.

    Args:
        run_folder: the folder of the run; nothing above it is in the Piece's hands.
        task_folder: the task's folder.
    """

    def __init__(self, run_folder: Path, task_folder: Path) -> None:
        self._run_folder = run_folder
        inside = task_folder.is_relative_to(run_folder) and task_folder != run_folder
        self._root = run_folder if inside else task_folder
        self._parts = task_folder.relative_to(self._root).parts

    @contextlib.contextmanager
    def kept_log(self, secrets: Mapping[str, str | None], on_line: OnLine | None) -> Iterator[OnLine]:
        """Yield what takes the Piece's lines: for `on_line`, and for a file beside its results in the end.

        The file comes last, so that the Piece finds its folder empty.
        """
        with tempfile.TemporaryFile(prefix="domino-log-") as file:

            def take(line: str) -> None:
                file.write(line.encode("utf-8", "replace") + b"\n")
                if on_line is not None:
                    on_line(line)

            try:
                yield masking(secrets, take)
            finally:
                file.seek(0)
                stem, _, ending = layout.LOG_FILE.partition(".")
                with contextlib.suppress(OSError):
                    self._add(stem, ending, file)

    def take(self, name: str) -> bytes | None:
        """Read a file of the task's folder and delete it; None if there is none, or it is no plain file."""
        with contextlib.ExitStack() as opened:
            try:
                place = self._enter(opened, self._parts)
                # Without waiting for somebody at the other end of a pipe.
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                descriptor = os.open(name, flags, dir_fd=place)
            except OSError:
                return None
            with os.fdopen(descriptor, "rb") as file:
                content = file.read() if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=place)
            return content

    def write_outputs(self, outputs: object) -> None:
        """Keep the outputs as JSON.

        Raises:
            OSError: they can't be written.
        """
        with self._open(layout.XCOM, layout.XCOM_FILE, os.O_TRUNC) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace")
            json.dump(outputs, text, ensure_ascii=False)
            text.flush()

    def display(self, result: protocol.DisplayResult | None) -> Display | None:
        """Return what the Piece wants shown as a file; what it gave as content becomes one."""
        if result is None:
            return None
        file_type = str(result["file_type"])
        if result["base64_content"] is not None:
            data = decoded(result["base64_content"])
            if data is None:
                file_type, data = "txt", _UNDECODABLE.encode()
            ending = endings.ending(file_type, data[: endings.HEAD])
            file = self._add("display_result", ending, io.BytesIO(data))
            return Display(file_type=file_type, file=file, size=len(data))
        if result["file_path"] is not None and result["size"] is not None:
            found = self._find(result["file_path"])
            if found is not None:
                return Display(file_type=file_type, file=found[0], size=found[1])
        return Display(file_type=file_type, file=None, size=None)

    def _find(self, path: str) -> tuple[Path, int] | None:
        """Return the file that a Piece calls `path`, and its size, if it is one of the run or the task."""
        given = layout.real_path(path, self._run_folder)
        for folder in (self._run_folder, self._root):
            with contextlib.suppress(OSError, ValueError):
                if found := _inside(folder, given):
                    return found
        return None

    def _add(self, stem: str, ending: str, content: IO[bytes]) -> Path:
        """Write a file beside the results, under a name that no file of the Piece has."""
        for number in range(1, _MAX_UNUSED):
            name = f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}"
            try:
                with self._open(layout.RESULTS, name, os.O_EXCL) as file:
                    shutil.copyfileobj(content, file)
            except FileExistsError:
                continue
            return self._root.joinpath(*self._parts, layout.RESULTS, name)
        raise FileExistsError(f"All names like {stem}.{ending} are taken.")

    def _open(self, folder: str, name: str, how: int) -> IO[bytes]:
        self._root.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as opened:
            place = self._enter(opened, (*self._parts, folder))
            flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | how
            return os.fdopen(os.open(name, flags, 0o644, dir_fd=place), "wb")

    def _enter(self, opened: contextlib.ExitStack, parts: tuple[str, ...]) -> int:
        """Return a descriptor of a folder below the root, made if need be."""
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        place = os.open(self._root, flags)
        opened.callback(os.close, place)
        for part in parts:
            with contextlib.suppress(FileExistsError):
                os.mkdir(part, dir_fd=place)
            place = os.open(part, flags | os.O_NOFOLLOW, dir_fd=place)
            opened.callback(os.close, place)
        return place


def _inside(folder: Path, given: Path) -> tuple[Path, int] | None:
    """Return a file below a folder, and its size; None if a link leads it out of there."""
    root = folder.resolve()
    # A Piece may have resolved what it was told.
    base = folder if given.is_relative_to(folder) else root
    name = given.relative_to(base)
    real = follow(root, PurePosixPath(name))
    if real is None or not real.is_relative_to(root) or not real.is_file():
        return None
    return folder / name, real.stat().st_size
