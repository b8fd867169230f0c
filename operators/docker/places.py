"""Where this worker's files lie for the engine, which may be on another side of a container's wall.

A worker that itself runs in a container of the engine has paths of its own. The engine tells which of them
are mounted, and from where. What it can't see is copied into the container instead.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from domino_plugin.operators.docker.engine import Engine

from domino_plugin.errors import Unavailable

if TYPE_CHECKING:
    from tarfile import TarInfo

#: Where container runtimes mount the names of a container's machine from; the id is in the path.
_OWN_ID = re.compile(r"/containers/([0-9a-f]{64})/(?:hostname|hosts|resolv\.conf)")


class Unreachable(Unavailable):
    """The engine can't see a folder that it must."""

    title = "The Docker engine can't see the files"


class Places:
    """Translates paths of this worker to paths of the engine's machine.

    Args:
        pairs: folders of this worker and where they lie there, as the administrator has said.
        complete: whether no other path of this worker exists there.
    """

    def __init__(self, pairs: tuple[tuple[Path, Path], ...], *, complete: bool) -> None:
        # The longest first: it tells most.
        self._pairs = sorted(pairs, key=lambda pair: len(pair[0].parts), reverse=True)
        self._complete = complete

    @classmethod
    def seen_by(cls, engine: Engine, host_paths: tuple[tuple[Path, Path], ...]) -> Places:
        """Find out what the engine sees of this worker."""
        own = own_container_id()
        mounts = () if own is None else tuple(_mounts_of(engine, own))
        # Who says where some folders lie there says that the others don't: they are copied.
        return cls((*host_paths, *mounts), complete=bool(mounts or host_paths))

    def find(self, path: Path) -> Path | None:
        """Return where a path lies on the engine's machine, or None if it can't be seen from there."""
        real = path.resolve()
        for here, there in self._pairs:
            if real.is_relative_to(here):
                return there / real.relative_to(here)
        return None if self._complete else real

    def need(self, path: Path) -> Path:
        """Return where a path lies on the engine's machine.

        Raises:
            Unreachable: it can't be seen from there.
        """
        found = self.find(path)
        if found is None:
            raise Unreachable(
                f"The engine's machine doesn't have the folder {path}: it is not mounted from there, "
                "nor below a folder of [domino] docker_host_paths. Mount the shared storage into the worker "
                "from a folder or volume of that machine, or say in that option where it lies there."
            )
        return found


def own_container_id(mountinfo: Path = Path("/proc/self/mountinfo")) -> str | None:
    """Return the id of the container this process runs in, if it runs in one of Docker's."""
    try:
        text = mountinfo.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = _OWN_ID.search(text)
    return found[1] if found else None


def archive_of(folder: Path, target: PurePosixPath) -> bytes:
    """Return a tar archive that puts a folder at `target`, for the root of a container."""
    import tarfile

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for parent in [*reversed(target.parents)][1:]:
            entry = tarfile.TarInfo(str(parent).lstrip("/"))
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            archive.addfile(entry)
        archive.add(folder, arcname=str(target).lstrip("/"), filter=_for_everybody)
    return packed.getvalue()


def _for_everybody(entry: TarInfo) -> TarInfo | None:
    if PurePosixPath(entry.name).name == "__pycache__":
        return None
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def _mounts_of(engine: Engine, container: str) -> Iterator[tuple[Path, Path]]:
    import docker.errors

    with engine.refusals("This worker's own container can't be looked up"):
        try:
            found: dict[str, Any] = engine.api.inspect_container(container)
        except docker.errors.NotFound:
            # A container of another engine: only the administrator knows what this one sees.
            return
    for mount in found.get("Mounts") or ():
        if mount.get("Source") and mount.get("Destination"):
            yield Path(mount["Destination"]), Path(mount["Source"])
    if found.get("Mounts") == []:
        # Nothing is mounted: nothing can be seen.
        yield Path(os.devnull), Path(os.devnull)
