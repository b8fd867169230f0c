"""Shared storage in a bucket of S3 or of any service that speaks its protocol."""

from __future__ import annotations

import contextlib
import functools
import itertools
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domino_plugin.errors import NotFound, Unavailable
from domino_plugin.storage import layout, references
from domino_plugin.storage.base import Concern, Readable, StorageKind, StoredRun, TaskKey
from domino_plugin.storage.bundles import check_digest
from domino_plugin.storage.s3 import objects
from domino_plugin.storage.s3.client import access_of
from domino_plugin.storage.s3.download import Downloader, Wanted
from domino_plugin.storage.s3.reading import S3File
from domino_plugin.storage.s3.requests import Requests
from domino_plugin.storage.s3.task_files import S3TaskFiles
from domino_plugin.storage.s3.upload import Uploader
from domino_plugin.storage.work_folders import work_folder

if TYPE_CHECKING:
    from domino_plugin.settings import S3Place


#: Seconds after which a bundle that nobody has asked for leaves the cache.
_FORGOTTEN = 30 * 24 * 3600


class S3Storage:
    """A `Storage` below one prefix of a bucket; made for one piece of work, as it stops for good if told to.

    Args:
        place: where, and who.
        patience: seconds for which requests are tried again; None for the option's.
    """

    def __init__(self, place: S3Place, *, patience: float | None = None) -> None:
        self._place = place
        self._patience = patience
        self._root = f"{place.prefix}/" if place.prefix else ""
        self._is_stopped = False

    @functools.cached_property
    def _requests(self) -> Requests:
        requests = Requests(self._place, patience=self._patience)
        if self._is_stopped:
            requests.stopped.set()
        return requests

    @property
    def _uploader(self) -> Uploader:
        return Uploader(self._requests, self._place.checksum)

    @property
    def _downloader(self) -> Downloader:
        return Downloader(self._requests, self._place.checksum)

    def _key(self, *parts: Any) -> str:
        return self._root + "/".join(str(part) for part in parts)

    def _run_prefix(self, dag_id: str, run_id: str) -> str:
        return self._key(layout.escape_run_id(dag_id), layout.escape_run_id(run_id), "")

    def _workflow_prefix(self, dag_id: str) -> str:
        return self._key(layout.escape_run_id(dag_id), "")

    def _url(self, key: str) -> str:
        return f"s3://{self._place.bucket}/{key}"

    @contextlib.contextmanager
    def open_task(
        self, task: TaskKey, inputs: Any, *, workspace_id: int | None = None
    ) -> Iterator[S3TaskFiles]:
        """Fetch what the inputs name into a folder of this machine; deleted afterwards."""
        prefix = self._run_prefix(task.dag_id, task.run_id)
        own = layout.task_path(task.task_id, task.map_index)
        self._keep_aside(prefix, f"{own}/")
        with contextlib.ExitStack() as stack:
            try:
                folder = stack.enter_context(work_folder(self._place.cache))
                files = S3TaskFiles(folder / "run", folder / "run" / own, None, prefix, self._uploader)
                self._fetch(files, folder / "workspace", references.tails(inputs), workspace_id)
                for name in (layout.RESULTS, layout.REPORT, layout.XCOM):
                    (files.task_folder / name).mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise self._no_room(error) from error
            yield files

    def _keep_aside(self, prefix: str, own: str) -> None:
        # Of a try whose process was killed while it stored its files.
        objects.abort_below(self._requests, prefix + own)
        if next(objects.listed(self._requests, prefix + own), None) is None:
            return
        stem = f"{prefix}{layout.TRIES_FOLDER}/{own.strip('/').replace('/', '.')}."
        numbers = [one.key[len(stem) :].split("/")[0] for one in objects.listed(self._requests, stem)]
        last = max((int(number) for number in numbers if number.isdigit()), default=0)
        objects.move_below(self._requests, prefix + own, f"{stem}{last + 1}/")

    def _fetch(
        self, files: S3TaskFiles, workspace_files: Path, tails: set[str], workspace_id: int | None
    ) -> None:
        files.run_folder.mkdir(parents=True)
        shared = f"{layout.WORKSPACE_FILES.name}"
        of_workspace = {tail for tail in tails if tail.split("/")[0].startswith(shared)}
        of_run = tails - of_workspace
        self._fetch_below(files.prefix, references.first_segments(of_run), of_run, files.run_folder)
        files.remember()
        if of_workspace and workspace_id is not None:
            prefix = self._key(layout.workspace_path(workspace_id), "")
            names = {tail[len(shared) :].lstrip("/") for tail in of_workspace}
            self._fetch_below(prefix, [""], names, workspace_files)
            files.workspace_files = workspace_files if workspace_files.is_dir() else None

    def _fetch_below(self, prefix: str, starts: Iterable[str], tails: set[str], folder: Path) -> None:
        if not tails:
            return
        found = {
            one.key[len(prefix) :]: one
            for start in starts
            for one in objects.listed(self._requests, prefix + start)
        }
        names = {name for name in found if _is_plain(name)}
        chosen = references.chosen(tails, names)
        for name in chosen:
            if name.endswith("/"):
                (folder / name).mkdir(parents=True, exist_ok=True)
        self._downloader.files(
            Wanted(found[name].key, found[name].size, found[name].tag, folder / name)
            for name in sorted(chosen)
            if not name.endswith("/")
        )

    def _no_room(self, error: OSError) -> Unavailable:
        return Unavailable(
            f"The files of the task can't be put into {self._place.cache}: {error.strerror or error}. Make "
            "room there, or set [domino] storage_cache to another folder."
        )

    def stop(self) -> None:
        """Send no more requests."""
        self._is_stopped = True
        requests = self.__dict__.get("_requests")
        if requests is not None:
            requests.stopped.set()

    def put_bundle(self, digest: str, file: Path) -> None:
        """Store the archive of a Piece repository under its digest."""
        key = self._key(layout.bundle_path(digest))
        check_digest(file, digest)
        if self._head(key) is None:
            self._uploader.files([(key, file)])

    def bundle_file(self, digest: str) -> Path:
        """Fetch the archive of a Piece repository, unless this machine has it."""
        inside = layout.bundle_path(digest)
        target = self._place.cache / "bundles" / inside.name
        if target.is_file():
            target.touch()
            return target
        key = self._key(inside)
        found = self._head(key)
        if found is None:
            raise NotFound(
                f"The Piece repository with the digest {digest[:12]} is not in the shared storage "
                f"{self._url(self._root)}. Check that every component has the same [domino] storage_root, or "
                "install the repository again."
            )
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".", dir=target.parent) as name:
                fetched = Path(name) / inside.name
                self._downloader.files([Wanted(key, found["ContentLength"], found["ETag"], fetched)])
                check_digest(fetched, digest)
                fetched.replace(target)
            _forget_old(target.parent)
        except OSError as error:
            raise self._no_room(error) from error
        return target

    def _head(self, key: str) -> Any | None:
        try:
            return self._requests.send("head_object", Key=key)
        except NotFound:
            return None

    def _file(self, key: str, shown: str) -> S3File:
        found = None if key.endswith("/") else self._head(key)
        if found is None:
            raise NotFound(f"There is no file {shown} in the shared storage.")
        name = key.rpartition("/")[2]
        return S3File(self._requests, key, name, found["ContentLength"], found["ETag"])

    def open_result(self, dag_id: str, run_id: str, canonical_path: str) -> S3File:
        """Return the file that a Piece knows as `canonical_path`."""
        inside = layout.inside_run(canonical_path)
        if inside is None or not inside.parts:
            raise NotFound(f"There is no file {canonical_path} in the shared storage of run {run_id}.")
        return self._file(self._run_prefix(dag_id, run_id) + str(inside), canonical_path)

    def open_workspace_file(self, workspace_id: int, name: str) -> S3File:
        """Return a file of a workspace."""
        return self._file(self._workspace_key(workspace_id, name), name)

    def _workspace_key(self, workspace_id: int, name: str) -> str:
        return self._key(layout.workspace_path(workspace_id), layout.plain_name(name))

    def put_file(self, workspace_id: int, name: str, source: Readable, *, max_bytes: int) -> int:
        """Store a file of a workspace, whole or not at all; return its size."""
        return self._uploader.stream(self._workspace_key(workspace_id, name), source, max_bytes=max_bytes)

    def delete_file(self, workspace_id: int, name: str) -> None:
        """Delete a file of a workspace."""
        self._requests.send("delete_object", Key=self._workspace_key(workspace_id, name))

    def delete_workspace(self, workspace_id: int) -> None:
        """Delete all files of a workspace."""
        objects.delete_below(self._requests, self._key(layout.workspace_path(workspace_id), ""))

    def delete_run(self, dag_id: str, run_id: str) -> None:
        """Delete all files of a run."""
        objects.delete_below(self._requests, self._run_prefix(dag_id, run_id))

    def delete_workflow(self, dag_id: str) -> None:
        """Delete all files of all runs of a workflow."""
        objects.delete_below(self._requests, self._workflow_prefix(dag_id))

    @property
    def kind(self) -> StorageKind:
        """A bucket."""
        return "s3"

    def workflow_place(self, dag_id: str) -> str:
        """Return the prefix of all runs of a workflow."""
        return self._url(self._workflow_prefix(dag_id))

    def run_place(self, dag_id: str, run_id: str) -> str:
        """Return the prefix of a run."""
        return self._url(self._run_prefix(dag_id, run_id))

    def workflow_usage(self, dag_id: str, *, seconds: float) -> int | None:
        """Return the bytes of all runs' objects."""
        return objects.bytes_below(self._requests, self._workflow_prefix(dag_id), seconds=seconds)

    def run_usage(self, dag_id: str, run_id: str, *, seconds: float) -> int | None:
        """Return the bytes of a run's objects."""
        return objects.bytes_below(self._requests, self._run_prefix(dag_id, run_id), seconds=seconds)

    def stored_runs(self, dag_id: str | None = None) -> Iterator[StoredRun]:
        """Yield what there is of each run; one pass over the keys, which S3 lists in order."""
        start = self._root if dag_id is None else self._workflow_prefix(dag_id)
        found = (
            (one, one.key[len(self._root) :].split("/")) for one in objects.listed(self._requests, start)
        )
        inside = ((one, parts) for one, parts in found if _may_be_of_a_run(parts))
        for (workflow, run), group in itertools.groupby(inside, key=lambda item: tuple(item[1][:2])):
            size, changed, is_ours = 0, 0.0, False
            for one, parts in group:
                size, changed = size + one.size, max(changed, one.changed)
                is_ours = is_ours or layout.is_task_output(parts[2:])
            if is_ours:
                yield StoredRun(workflow, run, size, changed)
            else:
                yield StoredRun(workflow, run, 0, 0.0, is_ours=False)

    def delete_stored_run(self, run: StoredRun) -> None:
        """Delete all objects of a run."""
        objects.delete_below(self._requests, self._key(run.workflow, run.run, ""))

    def sweep(self, *, older_than: float) -> int:
        """Delete parts of uploads that were never completed; S3 doesn't tell how many bytes they are."""
        objects.abort_below(
            self._requests, self._root, before=time.time() - older_than, only=self._is_of_domino
        )
        return 0

    def _is_of_domino(self, key: str) -> bool:
        """Whether an upload is ours: what a task stores first tells its run from other programs' folders."""
        parts = key[len(self._root) :].split("/")
        if parts[0] == layout.PRIVATE_FOLDER:
            return True
        if not _may_be_of_a_run(parts):
            return False
        run = self._key(*parts[:2], "")
        return any(
            layout.is_task_output(one.key[len(run) :].split("/"))
            for one in objects.listed(self._requests, run)
        )

    def check(self) -> str:
        """Write, read, list and delete a small object; see that broken-off uploads can be cleared away."""
        requests = Requests(self._place, patience=0, quick=True)
        prefix = self._key(layout.PRIVATE_FOLDER, "checks", "")
        key = f"{prefix}{uuid.uuid4().hex}"
        # Listing first: some services make a bucket that isn't there when something is written into it.
        requests.send("list_objects_v2", Prefix=prefix, MaxKeys=1)
        Uploader(requests, self._place.checksum).mark(key)
        try:
            requests.send("head_object", Key=key)
        finally:
            requests.send("delete_object", Key=key)
        objects.check_uploads(requests, key)
        return f"{self._url(self._root)} can be written."

    def concerns(self) -> list[Concern]:
        """That other programs may share the bucket, and that the connection says more than is used."""
        found = []
        if not self._root:
            found.append(
                Concern(
                    f"All of the bucket {self._place.bucket!r} is taken for Domino's: storage_root names no "
                    "prefix.",
                    "Unless nothing else is kept there, move what Domino has to a prefix, such as domino, "
                    f"and set storage_root to s3://{self._place.bucket}/domino.",
                )
            )
        unused = access_of(self._place).unused
        if unused:
            found.append(
                Concern(
                    f"{' and '.join(unused)} of the Airflow connection {self._place.connection!r} aren't "
                    "used by Domino.",
                    "Give the connection keys, or leave them out and boto3 finds some itself.",
                )
            )
        return found


def _may_be_of_a_run(parts: Sequence[str]) -> bool:
    """Whether a key, relative to the root, lies two folders deep, and these are named like ids."""
    return len(parts) > 2 and all(layout.is_folder_name(part) for part in parts[:2])  # noqa: PLR2004


def _is_plain(name: str) -> bool:
    """Whether a key below a run is the path of a file in it that tasks may see."""
    parts = name.removesuffix("/").split("/")
    return parts[0] != layout.TRIES_FOLDER and not {"", ".", ".."} & set(parts)


def _forget_old(bundles: Path) -> None:
    for file in bundles.glob("*.tar.gz"):
        with contextlib.suppress(OSError):
            if file.stat().st_mtime < time.time() - _FORGOTTEN:
                file.unlink()
