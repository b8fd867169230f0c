"""Deletes folders with all that is in them, whatever a Piece has made of their modes."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from domino_plugin.errors import Unavailable


class UndeletableError(Unavailable):
    """Something of one run can't be deleted; that says nothing about the others."""


def remove_tree(folder: Path) -> bool:
    """Delete a folder, even what its owner may not write or read; return whether it is gone.

    Never follows links, and never raises `OSError`: what can't be deleted stays.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if os.path.lexists(folder):
        _open_up(folder)
        shutil.rmtree(folder, ignore_errors=True)
    return not os.path.lexists(folder)


def _open_up(folder: Path) -> None:
    """Let the owner read and change every folder of a tree: each before what is in it is looked at."""
    _grant(folder)
    for current, names, _ in os.walk(folder):
        for name in names:
            _grant(Path(current, name))


def _grant(folder: Path) -> None:
    with contextlib.suppress(OSError):
        if not folder.is_symlink():
            folder.chmod(0o700)
