"""Shared storage in a folder that every component sees: a local disk, NFS or a mounted volume."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from domino_plugin.errors import NotFound, Unavailable
from domino_plugin.storage import folders, layout
from domino_plugin.storage.base import Concern, Readable, StorageKind, StoredRun, TaskKey
from domino_plugin.storage.bundles import check_digest
from domino_plugin.storage.inside import open_inside
from domino_plugin.storage.links import follow
from domino_plugin.storage.removal import UndeletableError, remove_tree
from domino_plugin.storage.replacing import replaced

log = logging.getLogger("domino.storage")
#: What opening a file fails with if it has gone, or became a link or a folder, since it was looked at.
_GONE = frozenset({errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.EMLINK})
#: Names of folders on their way out, see `_delete`.
_GRAVE = re.compile(r"\.deleted-\d+-.+")


@dataclass(frozen=True)
class LocalFile:
    """A file of this machine.

    Attributes:
        path: where it is.
        size: its bytes.
        version: see `StoredFile`.
        folder: what it must not lead out of, if others can change what is below that.
    """

    path: Path
    size: int
    version: str
    folder: Path | None = None

    @property
    def name(self) -> str:
        """Its name."""
        return self.path.name

    def open(self) -> BinaryIO:
        """Open it for reading."""
        try:
            return self.path.open("rb") if self.folder is None else open_inside(self.folder, self.path)
        except OSError as error:
            if error.errno in _GONE:
                raise NotFound(f"The file {self.name} is not in the shared storage any more.") from None
            raise Unavailable(f"The file {self.name} can't be read: {error.strerror or error}.") from error


@dataclass(frozen=True)
class LocalTaskFiles:
    """Folders of the storage itself: nothing is copied."""

    run_folder: Path
    task_folder: Path
    workspace_files: Path | None

    def keep(self) -> None:
        """Do nothing: what is written is in the storage at once."""


class LocalStorage:
    """A `Storage` below one folder."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    @contextlib.contextmanager
    def open_task(
        self, task: TaskKey, inputs: Any, *, workspace_id: int | None = None
    ) -> Iterator[LocalTaskFiles]:
        """Make an empty task folder; everything else of the run is there as it is."""
        del inputs
        try:
            folder = self.prepare_task(task.dag_id, task.run_id, task.task_id, task.map_index)
        except OSError as error:
            raise self._unwritable(error) from error
        files = None if workspace_id is None else self.workspace_folder(workspace_id)
        yield LocalTaskFiles(
            run_folder=self.run_folder(task.dag_id, task.run_id),
            task_folder=folder,
            workspace_files=files if files is not None and files.is_dir() else None,
        )

    def stop(self) -> None:
        """Do nothing: nobody waits for a folder."""

    def _unwritable(self, error: OSError) -> Unavailable:
        return Unavailable(
            f"The shared storage {self.root} can't be written: {error.strerror or error}. See that it is "
            "there, has space left, and that the user of this process may write it."
        )

    def run_folder(self, dag_id: str, run_id: str) -> Path:
        """Return the folder of a run; it need not exist."""
        return layout.run_path(self.root, dag_id, run_id)

    def task_folder(self, dag_id: str, run_id: str, task_id: str, map_index: int = -1) -> Path:
        """Return the folder of a task's latest try; it need not exist."""
        return self.run_folder(dag_id, run_id) / layout.task_path(task_id, map_index)

    def prepare_task(self, dag_id: str, run_id: str, task_id: str, map_index: int = -1) -> Path:
        """Make an empty task folder, the earlier try's kept aside, and return it."""
        folder = self.task_folder(dag_id, run_id, task_id, map_index)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            self._keep_aside(folder, dag_id, run_id, task_id, map_index)
        for name in (layout.RESULTS, layout.REPORT, layout.XCOM):
            (folder / name).mkdir(parents=True)
        return folder

    def _keep_aside(self, folder: Path, dag_id: str, run_id: str, task_id: str, map_index: int) -> None:
        tries = self.run_folder(dag_id, run_id) / layout.TRIES_FOLDER
        tries.mkdir(exist_ok=True)
        stem = ".".join(layout.task_path(task_id, map_index).parts)
        number = 1
        # Two tries of one task don't run at once, so that counting up needs no lock.
        while (tries / f"{stem}.{number}").exists():
            number += 1
        folder.rename(tries / f"{stem}.{number}")

    def put_bundle(self, digest: str, file: Path) -> None:
        """Store the archive of a Piece repository under its digest, whole or not at all."""
        target = self._bundle_path(digest)
        if target.exists():
            return
        check_digest(file, digest)
        try:
            with file.open("rb") as source:
                replaced(target, source)
        except OSError as error:
            raise self._unwritable(error) from error

    def bundle_file(self, digest: str) -> Path:
        """Return the archive of a Piece repository."""
        path = self._bundle_path(digest)
        if not path.is_file():
            raise NotFound(
                f"The Piece repository with the digest {digest[:12]} is not in the shared storage "
                f"{self.root}. Check that every component sees the same [domino] storage_root, or install "
                "the repository again."
            )
        return path

    def _bundle_path(self, digest: str) -> Path:
        return self.root / layout.bundle_path(digest)

    def open_result(self, dag_id: str, run_id: str, canonical_path: str) -> LocalFile:
        """Return the file that a Piece knows as `canonical_path`; links never lead out of the run."""
        inside = layout.inside_run(canonical_path)
        run_folder = self.run_folder(dag_id, run_id).resolve()
        real = None if inside is None else follow(run_folder, inside)
        if real is None or not real.is_relative_to(run_folder):
            raise NotFound(f"There is no file {canonical_path} in the shared storage of run {run_id}.")
        return local_file(real, canonical_path, folder=run_folder)

    def workspace_folder(self, workspace_id: int) -> Path:
        """Return the folder with the files of a workspace; it need not exist."""
        return self.root / layout.workspace_path(workspace_id)

    def open_workspace_file(self, workspace_id: int, name: str) -> LocalFile:
        """Return a file of a workspace."""
        return local_file(self.workspace_folder(workspace_id) / layout.plain_name(name), name)

    def put_file(self, workspace_id: int, name: str, source: Readable, *, max_bytes: int) -> int:
        """Store a file of a workspace, whole or not at all; return its size."""
        target = self.workspace_folder(workspace_id) / layout.plain_name(name)
        try:
            return replaced(target, source, max_bytes=max_bytes)
        except OSError as error:
            raise self._unwritable(error) from error

    def delete_file(self, workspace_id: int, name: str) -> None:
        """Delete a file of a workspace; does nothing if it isn't there."""
        (self.workspace_folder(workspace_id) / PurePosixPath(name).name).unlink(missing_ok=True)

    def delete_workspace(self, workspace_id: int) -> None:
        """Delete all files of a workspace; those of its runs stay."""
        self._delete_surely(self.workspace_folder(workspace_id))

    def delete_run(self, dag_id: str, run_id: str) -> None:
        """Delete all files of a run; does nothing if there are none."""
        folder = self.run_folder(dag_id, run_id)
        self._delete_surely(folder)
        _delete_empty(folder.parent)

    def delete_workflow(self, dag_id: str) -> None:
        """Delete all files of all runs of a workflow."""
        self._delete_surely(self._workflow_folder(dag_id))

    @property
    def kind(self) -> StorageKind:
        """A folder that every component sees."""
        return "folder"

    def workflow_place(self, dag_id: str) -> str:
        """Return the folder that holds one for each of a workflow's runs; it need not exist."""
        return str(self._workflow_folder(dag_id))

    def run_place(self, dag_id: str, run_id: str) -> str:
        """Return the folder of a run; it need not exist."""
        return str(self.run_folder(dag_id, run_id))

    def workflow_usage(self, dag_id: str, *, seconds: float) -> int | None:
        """Return the bytes of all runs' files, or None if counting takes longer; links count nothing."""
        return folders.bytes_of(self._workflow_folder(dag_id), seconds=seconds)

    def run_usage(self, dag_id: str, run_id: str, *, seconds: float) -> int | None:
        """Return the bytes that a run's files take, earlier tries included; links count nothing."""
        return folders.bytes_of(self.run_folder(dag_id, run_id), seconds=seconds)

    def stored_runs(self, dag_id: str | None = None) -> Iterator[StoredRun]:
        """Yield what there is of each run."""
        try:
            os.scandir(self.root).close()
        except FileNotFoundError:
            return
        except OSError as error:
            raise Unavailable(
                f"The shared storage {self.root} can't be read: {error.strerror or error}. See that the user "
                "of this process may."
            ) from error
        workflows = folders.named_like_ids(self.root) if dag_id is None else [self._workflow_folder(dag_id)]
        for workflow in workflows:
            for run in folders.named_like_ids(workflow):
                if folders.is_run(run):
                    size, changed = folders.extent(run)
                    yield StoredRun(workflow.name, run.name, size, changed)
                else:
                    yield StoredRun(workflow.name, run.name, 0, 0.0, is_ours=False)

    def delete_stored_run(self, run: StoredRun) -> None:
        """Delete all files of a run."""
        folder = self.root / run.workflow / run.run
        left = _delete(folder)
        _delete_empty(folder.parent)
        if left is not None:
            raise UndeletableError(_not_deleted(folder, left))

    def sweep(self, *, older_than: float) -> int:
        """Delete half-written files and half-deleted folders."""
        end = time.time() - older_than
        private = self.root / layout.PRIVATE_FOLDER
        freed = sum(_bury(grave) for place in (self.root, private) for grave in _graves(place))
        # Others delete, too: a folder may be gone before it is looked into.
        with contextlib.suppress(OSError):
            for part in private.rglob(".*.part"):
                with contextlib.suppress(OSError):
                    status = part.stat()
                    if status.st_mtime < end:
                        part.unlink()
                        freed += status.st_size
        return freed

    def check(self) -> str:
        """Write a file without a name."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root) as file:
                file.write(b"domino")
                file.flush()
        except OSError as error:
            raise self._unwritable(error) from error
        return f"{self.root} can be written."

    def concerns(self) -> list[Concern]:
        """Nothing."""
        return []

    def _workflow_folder(self, dag_id: str) -> Path:
        return self.root / layout.escape_run_id(dag_id)

    @staticmethod
    def _delete_surely(folder: Path) -> None:
        """Delete a folder; what can't be deleted is out of the way, and the administrator told."""
        left = _delete(folder)
        if left is not None:
            log.warning("%s", _not_deleted(folder, left))


def local_file(path: Path, shown: str, *, folder: Path | None = None) -> LocalFile:
    """Return a file of this machine.

    Args:
        path: where it is.
        shown: what the reader knows it by, for the error.
        folder: what it must not lead out of, also if somebody lays a link between now and its opening.

    Raises:
        NotFound: there is no such file.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        status = None
    if status is None or not path.is_file():
        raise NotFound(f"There is no file {shown} in the shared storage.")
    return LocalFile(path, status.st_size, f"{path}:{status.st_mtime_ns}:{status.st_size}", folder)


def _graves(place: Path) -> Iterator[Path]:
    for pattern in (".deleted-*", "*/.deleted-*"):
        found: list[Path] = []
        with contextlib.suppress(OSError):
            found += place.glob(pattern)
        yield from (path for path in found if _GRAVE.fullmatch(path.name))


def _bury(grave: Path) -> int:
    """Go on with the deletion of a folder; return the bytes that this has freed."""
    before = folders.extent(grave)[0]
    if remove_tree(grave):
        return before
    log.warning("%s", _not_deleted(grave, grave))
    return before - folders.extent(grave)[0]


def _delete_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _delete(folder: Path) -> Path | None:
    """Delete a folder; return what is left of it, under another name, if its owner is somebody else."""
    # Away first, so that a reader never meets half of it and a second delete finds nothing.
    grave = folder.with_name(f".deleted-{os.getpid()}-{os.urandom(4).hex()}-{folder.name[:100]}")
    try:
        folder.rename(grave)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UndeletableError(
            f"{folder} can't be deleted: {error.strerror or error}. Give it to the user of this process, or "
            "delete it by hand."
        ) from None
    return None if remove_tree(grave) else grave


def _not_deleted(folder: Path, left: Path) -> str:
    return (
        f"Not all of {folder} can be deleted: what is left is in {left}. Give it to the user of this "
        "process, or delete it by hand."
    )
