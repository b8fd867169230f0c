"""The files of one task on this machine, and what of them goes to S3."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from domino_plugin.errors import Invalid, Unavailable
from domino_plugin.storage import layout
from domino_plugin.storage.links import follow
from domino_plugin.storage.s3 import objects

if TYPE_CHECKING:
    from domino_plugin.storage.s3.upload import Uploader

log = logging.getLogger("domino.storage")
#: Size, time of the last change, inode and mode: another of these, and a Piece has changed the file.
_State = tuple[int, int, int, int]


@dataclass
class S3TaskFiles:
    """A `TaskFiles` whose run folder is a copy of what the task needs.

    Attributes:
        run_folder: what the Piece sees.
        task_folder: the task's own in it.
        workspace_files: those that the inputs name, if any.
        prefix: what the keys of the run begin with.
        uploader: stores files.
    """

    run_folder: Path
    task_folder: Path
    workspace_files: Path | None
    prefix: str
    uploader: Uploader
    _fetched: dict[str, _State] = field(default_factory=dict)

    def remember(self) -> None:
        """Take the files that there are now for those that were fetched: they need not be stored again."""
        for path, file in _walk(self.run_folder):
            if file.is_file():
                self._fetched[path] = _state(file)

    def keep(self) -> None:
        """Store every file that is new or changed, and folders that are empty."""
        # First what tells this run from other programs' folders: whatever comes of the rest can be deleted.
        outputs = f"{self._path(self.task_folder)}/{layout.XCOM}/"
        try:
            files = [(self.prefix + _key(path), file) for path, file in self._changed()]
            self.uploader.mark(self.prefix + outputs)
            self.uploader.files(files)
        except OSError as error:
            raise Unavailable(f"What the Piece wrote can't be read: {error}") from error
        marks = {f"{_key(self._path(folder))}/" for folder in _empty_folders(self.task_folder)}
        for mark in sorted(marks - {outputs}):
            self.uploader.mark(self.prefix + mark)

    def _changed(self) -> Iterator[tuple[str, Path]]:
        root = self.run_folder.resolve()
        for path, file in _walk(self.run_folder):
            if file.is_symlink():
                yield from _behind(root, path)
            elif self._fetched.get(path) != _state(file):
                yield path, file

    def _path(self, folder: Path) -> str:
        return folder.relative_to(self.run_folder).as_posix()


def _state(file: Path) -> _State:
    status = file.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino, status.st_mode


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield files and links below a folder, with their paths relative to it; pipes and the like are none."""
    for current, folders, files in os.walk(folder, onerror=_tell):
        links = [name for name in folders if (Path(current) / name).is_symlink()]
        for name in [*files, *links]:
            path = Path(current) / name
            if path.is_symlink() or path.is_file():
                yield path.relative_to(folder).as_posix(), path


def _tell(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        log.warning("The folder %s can't be read: what is in it is not kept.", error.filename)


def _behind(root: Path, link: str) -> list[tuple[str, Path]]:
    """Return the files that a link stands for: itself, or all those in its folder, under names below its own.

    Args:
        root: the run's folder, resolved: nothing outside of it is returned.
        link: its path in there.
    """
    found: list[tuple[str, Path]] = []
    waiting = [(link, PurePosixPath(link))]
    # Each folder once, so that links in a folder behind a link neither go in circles nor multiply.
    seen = {root / folder for folder in PurePosixPath(link).parents}
    while waiting:
        name, place = waiting.pop()
        real = follow(root, place)
        if real is None or not real.is_relative_to(root):
            log.warning("The link %s leads out of the run's folder: it is not kept.", name)
        elif real.is_file():
            found.append((name, real))
        elif real in seen or (root / place).is_relative_to(real):
            log.warning(
                "The link %s leads to a folder that it is in, or that is there: it is not kept.", name
            )
        elif real.is_dir():
            seen.add(real)
            for inner, file in _walk(real):
                if file.is_symlink():
                    waiting.append((f"{name}/{inner}", PurePosixPath(file.relative_to(root))))
                else:
                    found.append((f"{name}/{inner}", file))
    return found


def _empty_folders(folder: Path) -> Iterator[Path]:
    for current, folders, files in os.walk(folder):
        if not folders and not files:
            yield Path(current)


def _key(path: str) -> str:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid(
            f"The file {path!r} has a name that is no UTF-8, which S3 can't keep: rename it."
        ) from None
    if not objects.can_be_written(path):
        raise Invalid(
            f"The file {path!r} has a control character in its name, which S3 can't delete again: rename it."
        )
    return path
