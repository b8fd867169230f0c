"""Links that Pieces make in their run's folder, followed without leaving it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from domino_plugin.storage import layout

#: More links in a row than anybody makes, other than in a circle.
_MAX_LINKS = 20


def follow(run_folder: Path, inside: PurePosixPath) -> Path | None:
    """Resolve links; one into ``/home/shared_storage``, as a Piece makes it, means the run folder.

    Args:
        run_folder: resolved.
        inside: a path relative to it.

    Returns:
        Where it leads to, which may be anywhere and need not exist; None if it leads in a circle.
    """
    real = run_folder / inside
    for _ in range(_MAX_LINKS):
        try:
            resolved = real.resolve()
        except (OSError, RuntimeError):
            return None
        canonical = PurePosixPath(resolved)
        if not canonical.is_relative_to(layout.CANONICAL_ROOT) or resolved.is_relative_to(run_folder):
            return resolved
        real = run_folder / canonical.relative_to(layout.CANONICAL_ROOT)
    return None
