"""Deletes environments and repositories of this machine that nobody uses any more."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domino_plugin.operators.virtualenv.holding import try_exclusive, used_at

_DAY = 24 * 3600
#: What was used in the last seconds is about to be used again.
_FRESH = 60


@dataclass(frozen=True)
class Stored:
    """One environment or unpacked repository.

    Attributes:
        kind: ``environment`` or ``repository``.
        name: its key or digest.
        path: its folder.
        bytes: of its files; those that uv shares between environments count in each.
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
    """What was deleted, or would be, and what was left alone."""

    count: int = 0
    bytes: int = 0
    in_use: int = 0
    kept: int = 0
    kept_bytes: int = 0


def stored(root: Path) -> list[Stored]:
    """Return the environments and repositories below a folder, the one used longest ago first."""
    found = [*_environments(root / "environments"), *_repositories(root / "repositories")]
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

    Args:
        root: the folder with environments and repositories.
        days: keep what was used since; None keeps any age.
        max_bytes: what all may take together; None for any size.
        dry_run: delete nothing, but say what would be.
        on_each: is told of each before it is deleted.
    """
    done = Cleared()
    everything = stored(root)
    total = sum(one.bytes for one in everything)
    now = time.time()
    for one in everything:
        too_old = days is not None and one.used < now - days * _DAY
        too_much = max_bytes is not None and total > max_bytes
        wanted = (too_old or too_much) and one.used < now - _FRESH
        if wanted and _delete(one, dry_run=dry_run, on_each=on_each):
            done.count, done.bytes = done.count + 1, done.bytes + one.bytes
            total -= one.bytes
        else:
            done.in_use += wanted
            done.kept, done.kept_bytes = done.kept + 1, done.kept_bytes + one.bytes
    return done


def _delete(one: Stored, *, dry_run: bool, on_each: Callable[[Stored], None] | None) -> bool:
    """Delete it unless a Piece is using it; return whether it is gone, or would be."""
    with try_exclusive(one.path) as free:
        if free and on_each is not None:
            on_each(one)
        if free and not dry_run:
            # The pointer first: an environment is there whole or not at all.
            (one.path.parent / f"{one.name}.json").unlink(missing_ok=True)
            shutil.rmtree(one.path, ignore_errors=True)
        return free


def _environments(folder: Path) -> Iterator[Stored]:
    for pointer in folder.glob("*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            data = json.loads(pointer.read_bytes())
            path = folder / str(data["folder"])
            detail = f"Python {data['version']}, {len(data['packages'])} packages"
            yield Stored("environment", pointer.stem, path, _bytes(path), used_at(path), detail)


def _repositories(folder: Path) -> Iterator[Stored]:
    with contextlib.suppress(FileNotFoundError):
        for path in folder.iterdir():
            if path.is_dir() and not path.name.startswith("."):
                yield Stored("repository", path.name, path, _bytes(path), used_at(path), "")


def _bytes(folder: Path) -> int:
    total = 0
    for current, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                total += (Path(current) / name).lstat().st_size
    return total
