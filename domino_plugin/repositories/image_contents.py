"""Tells what of a dependency group only a published image can have."""

from __future__ import annotations

from pathlib import Path

from domino_plugin.errors import Invalid
from domino_plugin.operators.virtualenv.requirements import read_requirements
from domino_plugin.repositories.model import DependencyGroup, OnlyInImage

#: Commands of a Dockerfile that are kept, and their longest text.
_MAX_STEPS, _MAX_STEP = 10, 200


def only_in_image(folder: Path, group: DependencyGroup) -> OnlyInImage:
    """Return what the repository in `folder` lacks for a group, and what its Dockerfile does besides."""
    files = tuple(
        name
        for name in (group.dockerfile, group.requirements_file)
        if name and not (folder / "dependencies" / name).is_file()
    )
    # The Dockerfile wins: then no other file is read.
    needed = files[:1] if group.dockerfile in files or not group.dockerfile else ()
    return OnlyInImage(
        pieces=tuple(name for name in group.pieces if not (folder / "pieces" / name).is_dir()),
        files=needed,
        steps=_steps(folder, group),
    )


def _steps(folder: Path, group: DependencyGroup) -> tuple[str, ...]:
    try:
        steps = read_requirements(folder, {"dockerfile": group.dockerfile}).steps
    except (Invalid, OSError):
        return ()
    return tuple(step[:_MAX_STEP] for step in steps[:_MAX_STEPS])
