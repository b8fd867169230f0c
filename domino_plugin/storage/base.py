"""What every shared storage can do, so that callers need not know where the bytes are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

StorageKind = Literal["folder", "s3"]


class Readable(Protocol):
    """Whatever bytes are read from, part by part."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""


class StoredFile(Protocol):
    """One file of the storage, to be read in parts from anywhere in it."""

    @property
    def name(self) -> str:
        """The file's name, without folders."""

    @property
    def size(self) -> int:
        """Its bytes."""

    @property
    def version(self) -> str:
        """Names this file with this content: another content, another version."""

    def open(self) -> BinaryIO:
        """Open it for reading; it can seek, and never holds more than a few parts in memory.

        Raises:
            NotFound: it is gone.
            Unavailable: the storage can't be read.
        """


class TaskFiles(Protocol):
    """The files of one try of a task as folders of this machine, for as long as it runs.

    A runtime gives `run_folder` to the Piece as ``/home/shared_storage``, and `workspace_files`, if there
    are any, as ``/home/shared_storage/.files``, only to be read.
    """

    @property
    def run_folder(self) -> Path:
        """Folder with what the task may need of its run; its own folder is in it."""

    @property
    def task_folder(self) -> Path:
        """The task's folder, with empty ``results``, ``report`` and ``xcom_out`` in it."""

    @property
    def workspace_files(self) -> Path | None:
        """Folder with files of the workspace, if there are any."""

    def keep(self) -> None:
        """Keep what the Piece has written; to be called once nothing writes any more, if it failed as well.

        Raises:
            Unavailable: the storage can't be written.
        """


@dataclass(frozen=True)
class TaskKey:
    """Which task instance: ids as Airflow has them, `map_index` below 0 if it isn't mapped."""

    dag_id: str
    run_id: str
    task_id: str
    map_index: int = -1


@dataclass(frozen=True)
class StoredRun:
    """What the storage has of a run.

    Attributes:
        workflow: name of the workflow's folder, see `layout.escape_run_id`.
        run: name of the run's folder in it.
        bytes: of all its files.
        changed: when one was last written, in seconds since the epoch.
        is_ours: whether a task of Domino has been there; else somebody else's files merely lie where a run's
            would. Nothing of them is looked at: `bytes` and `changed` are 0.
    """

    workflow: str
    run: str
    bytes: int
    changed: float
    is_ours: bool = True


@dataclass(frozen=True)
class Concern:
    """Something about the storage that an administrator had better change: what, and how."""

    reason: str
    fix: str


class Storage(Protocol):
    """The files of all runs and workspaces, and the bundles of the installed Piece repositories.

    Ids are Airflow's own (unescaped). Every method may raise `Unavailable` if the storage can't be used; the
    text names the cause.
    """

    def open_task(
        self, task: TaskKey, inputs: Any, *, workspace_id: int | None = None
    ) -> AbstractContextManager[TaskFiles]:
        """Make the files of a new try of a task ready.

        What an earlier try has left is kept aside, in ``.tries`` of the run.

        Args:
            task: the task instance.
            inputs: of the Piece; the files and folders that texts in them name are there, others need not.
            workspace_id: the workspace whose files the Piece may read, if any.
        """

    def stop(self) -> None:
        """Give up waiting soon; may be called from a signal handler."""

    def put_bundle(self, digest: str, file: Path) -> None:
        """Store the archive of a Piece repository under its digest; does nothing if it is there.

        Raises:
            Invalid: the file's sha256 is not `digest`.
        """

    def bundle_file(self, digest: str) -> Path:
        """Return the archive of a Piece repository as a file of this machine.

        Raises:
            NotFound: it isn't there.
        """

    def open_result(self, dag_id: str, run_id: str, canonical_path: str) -> StoredFile:
        """Return the file that a Piece knows as `canonical_path` (``/home/shared_storage/<task>/...``).

        Raises:
            NotFound: there is no such file in the folder of this run.
        """

    def open_workspace_file(self, workspace_id: int, name: str) -> StoredFile:
        """Return a file of a workspace.

        Raises:
            NotFound: there is none of this name.
        """

    def put_file(self, workspace_id: int, name: str, source: Readable, *, max_bytes: int) -> int:
        """Store a file of a workspace under a plain file name, whole or not at all; return its size in bytes.

        A file of this name is replaced; who has it open still reads the old one.

        Raises:
            TooLarge: `source` holds more than `max_bytes`.
            Unavailable: the storage can't be written, such as when the disk is full.
        """

    def delete_file(self, workspace_id: int, name: str) -> None:
        """Delete a file of a workspace; does nothing if it isn't there."""

    def delete_workspace(self, workspace_id: int) -> None:
        """Delete all files of a workspace; those of its runs stay."""

    def delete_run(self, dag_id: str, run_id: str) -> None:
        """Delete all files of a run; does nothing if there are none."""

    def delete_workflow(self, dag_id: str) -> None:
        """Delete all files of all runs of a workflow."""

    @property
    def kind(self) -> StorageKind:
        """What the storage is."""

    def workflow_place(self, dag_id: str) -> str:
        """Return where the files of a workflow's runs are, as an administrator knows the place."""

    def run_place(self, dag_id: str, run_id: str) -> str:
        """Return where the files of a run are, as an administrator knows the place."""

    def workflow_usage(self, dag_id: str, *, seconds: float) -> int | None:
        """Return the bytes that the files of all its runs take, or None if counting takes longer."""

    def run_usage(self, dag_id: str, run_id: str, *, seconds: float) -> int | None:
        """Return the bytes of a run's files, earlier tries included, or None if counting takes longer."""

    def stored_runs(self, dag_id: str | None = None) -> Iterator[StoredRun]:
        """Yield what there is of each run: of one workflow, or of all, workflow by workflow.

        What can't be read is left out.
        """

    def delete_stored_run(self, run: StoredRun) -> None:
        """Delete all files of a run that `stored_runs` has told of.

        Raises:
            UndeletableError: some of them can't be deleted, which says nothing about other runs.
        """

    def sweep(self, *, older_than: float) -> int:
        """Delete what interrupted writers have left behind, older than so many seconds; return its bytes.

        Whatever may be somebody else's stays.
        """

    def check(self) -> str:
        """Write, read and delete something small, and say where; quick even if nobody answers.

        Raises:
            Unavailable: the storage can't be used; the text says why.
        """

    def concerns(self) -> list[Concern]:
        """Return what is no fault, but had better be otherwise; asks nobody."""
