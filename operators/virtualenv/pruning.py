"""Deletes environments and repositories of this machine that nobody uses any more, and what they leave."""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domino_plugin.operators.virtualenv.disk_use import DiskUse, size_of
from domino_plugin.operators.virtualenv.holding import try_exclusive, try_lock, used_at
from domino_plugin.operators.virtualenv.uv_cache import FOLDER as CACHE

_DAY = 24 * 3600
#: What was used in the last seconds is about to be used again.
_FRESH = 60
#: Seconds after which a folder that is being unpacked was surely left.
_ABANDONED = _DAY
_DELETED = "-deleted"


@dataclass(frozen=True)
class Stored:
    """One environment or unpacked repository, or what belongs to them.

    Attributes:
        kind: ``environment``, ``repository``, ``package cache``, which is uv's, or ``left-over`` of a build,
            an unpacking or a deletion that was killed.
        name: its key or digest, or the name of its folder.
        path: its folder.
        bytes: of its files; those that uv shares between environments and its cache count in each.
        used: when it was last used, in seconds since the epoch.
        detail: what is in it, in a few words.
    """

    kind: str
    name: str
    path: Path
    bytes: int
    used: float
    detail: str


@dataclass
class Cleared:
    """What was deleted, or would be, and what was left alone; shared files count once."""

    count: int = 0
    bytes: int = 0
    in_use: int = 0
    kept: int = 0
    kept_bytes: int = 0


def stored(root: Path) -> list[Stored]:
    """Return what lies below a folder, the one used longest ago first."""
    environments, repositories = root / "environments", root / "repositories"
    pointed = _pointed(environments)
    found = [
        *_environments(pointed),
        *_repositories(repositories),
        *_left_overs(environments, repositories, pointed),
    ]
    if (cache := root / CACHE).is_dir():
        detail = "What uv keeps to build environments faster."
        found.append(Stored("package cache", CACHE, cache, size_of(cache), used_at(cache), detail))
    return sorted(found, key=lambda one: one.used)


def clear(
    root: Path,
    *,
    days: float | None = None,
    max_bytes: int | None = None,
    dry_run: bool = False,
    on_each: Callable[[Stored], None] | None = None,
) -> Cleared:
    """Delete what wasn't used for so many days, and then what was used longest ago until the rest fits.

    Left-overs go in any case. Of what is too much uv's cache goes first, as it is only there for speed; and
    it goes with every environment, whose files would stay in it.

    Args:
        root: the folder with environments and repositories.
        days: keep what was used since; None keeps any age.
        max_bytes: what all may take together; None for any size.
        dry_run: delete nothing, but say what would be.
        on_each: is told of each before it is deleted, with the bytes that come free.
    """
    everything = stored(root)
    clearing = _Clearing(everything, dry_run=dry_run, on_each=on_each)
    now = time.time()

    def too_much() -> bool:
        return max_bytes is not None and clearing.disk.bytes > max_bytes

    def too_old(one: Stored) -> bool:
        return days is not None and one.used < now - days * _DAY

    for one in _of(everything, "left-over"):
        clearing.delete(one)
    caches = _of(everything, "package cache")
    early = [one for one in caches if too_much() or too_old(one)]
    for one in early:
        clearing.delete(one)
    environments = 0
    for one in _of(everything, "environment", "repository"):
        if (too_old(one) or too_much()) and one.used < now - _FRESH and clearing.delete(one):
            environments += one.kind == "environment"
    for one in caches:
        if environments and one not in early:
            clearing.delete(one)
    return clearing.done()


class _Clearing:
    """Deletes one after the other, and counts."""

    def __init__(
        self, everything: Sequence[Stored], *, dry_run: bool, on_each: Callable[[Stored], None] | None
    ) -> None:
        self.disk = DiskUse(one.path for one in everything)
        self._kept = len(everything)
        self._dry_run = dry_run
        self._on_each = on_each
        self._done = Cleared()

    def delete(self, one: Stored) -> bool:
        """Delete it unless somebody is using it; return whether it is gone, or would be."""
        with _unused(one) as free:
            if not free:
                self._done.in_use += 1
                return False
            freed = self.disk.take_away(one.path)
            if self._on_each is not None:
                self._on_each(replace(one, bytes=freed))
            doomed = None if self._dry_run else _put_aside(one)
        if doomed is not None:
            shutil.rmtree(doomed, ignore_errors=True)
        self._done.count, self._done.bytes = self._done.count + 1, self._done.bytes + freed
        self._kept -= 1
        return True

    def done(self) -> Cleared:
        return replace(self._done, kept=self._kept, kept_bytes=self.disk.bytes)


def _of(everything: Sequence[Stored], *kinds: str) -> list[Stored]:
    return [one for one in everything if one.kind in kinds]


@contextlib.contextmanager
def _unused(one: Stored) -> Iterator[bool]:
    """Yield whether nobody uses it; nobody can as long as the block runs then."""
    if one.kind != "left-over":
        with try_exclusive(one.path) as free:
            yield free
    elif one.name.startswith("."):
        yield True
    else:
        try:
            lock = (one.path.parent / f"{_key(one.path)}.lock").open("a")
        except PermissionError:
            yield False
            return
        with lock:
            # A builder holds it until there is a pointer.
            yield try_lock(lock.fileno()) and one.path not in _pointed(one.path.parent)


def _put_aside(one: Stored) -> Path:
    """Take it out of sight at once, as no killed deletion may leave a half that is taken for whole."""
    if one.name.startswith("."):
        return one.path
    if one.kind == "environment":
        (one.path.parent / f"{one.name}.json").unlink(missing_ok=True)
    doomed = one.path.with_name(f".{one.path.name}{_DELETED}")
    shutil.rmtree(doomed, ignore_errors=True)
    with contextlib.suppress(OSError):
        one.path.rename(doomed)
    return doomed


def _key(folder: Path) -> str:
    return folder.name.rpartition("-")[0]


def _pointed(folder: Path) -> dict[Path, Path]:
    """Return the folders of environments with the pointers to them."""
    found = {}
    for pointer in folder.glob("*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            found[folder / str(json.loads(pointer.read_bytes())["folder"])] = pointer
    return found


def _environments(pointed: dict[Path, Path]) -> Iterator[Stored]:
    for path, pointer in pointed.items():
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            data = json.loads(pointer.read_bytes())
            detail = f"Python {data['version']}, {len(data['packages'])} packages"
            yield Stored("environment", pointer.stem, path, size_of(path), used_at(path), detail)


def _repositories(folder: Path) -> Iterator[Stored]:
    for path in _folders(folder):
        if not path.name.startswith("."):
            yield Stored("repository", path.name, path, size_of(path), used_at(path), "")


def _left_overs(environments: Path, repositories: Path, pointed: dict[Path, Path]) -> Iterator[Stored]:
    for path in _folders(environments):
        hidden = path.name.startswith(".")
        # A pointer that can't be read may be a good one.
        if path not in pointed and (hidden or not (environments / f"{_key(path)}.json").exists()):
            yield _left_over(path)
    for path in _folders(repositories):
        abandoned = path.name.endswith(_DELETED) or used_at(path) < time.time() - _ABANDONED
        if path.name.startswith(".") and abandoned:
            yield _left_over(path)


def _left_over(path: Path) -> Stored:
    return Stored("left-over", path.name, path, size_of(path), used_at(path), "Of what was killed.")


def _folders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir()]
    except OSError:
        return []
