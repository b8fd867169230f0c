"""How a Piece sees the shared storage at ``/home/shared_storage``: mounted there, or by paths rewritten."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from domino_plugin.operators.virtualenv.process import NamespaceRefusedError, ProcessTree

from domino_plugin.runtime.protocol import SHARED_STORAGE
from domino_plugin.storage import layout

#: What may stand on either side of a path without being a part of it.
_BEFORE, _AFTER = r"(?<![A-Za-z0-9_.~/-])", r"(?![A-Za-z0-9_.-])"


def namespace_available() -> tuple[bool, str]:
    """Return whether a Piece can have the storage mounted on this machine, and why (not)."""
    with tempfile.TemporaryDirectory(prefix="domino-probe-") as name:
        folder = Path(name)
        (folder / "probe").touch()
        tree = ProcessTree(
            [sys.executable, "-I", "-S", "-c", f"import os; os.stat({SHARED_STORAGE + '/probe'!r})"],
            environment={},
            folder=folder,
            shared_storage=folder,
            visible=[Path(sys.executable)],
        )
        try:
            ending = tree.run(lambda _: None)
        except (NamespaceRefusedError, OSError) as error:
            return False, f"Paths are rewritten in inputs and outputs, because {error}."
        if ending["code"] != 0:
            return False, "Paths are rewritten in inputs and outputs, because what is mounted can't be read."
    return True, f"The run's files are mounted at {SHARED_STORAGE}, for each Piece in a namespace of its own."


class PathMapping:
    """Rewrites canonical prefixes to the real folders and back, anywhere in text.

    Args:
        run_folder: what is called ``/home/shared_storage``.
        workspace_files: what is called ``/home/shared_storage/.files``, if there is anything.
    """

    def __init__(self, run_folder: Path, workspace_files: Path | None = None) -> None:
        pairs = [(SHARED_STORAGE, str(run_folder))]
        if workspace_files is not None:
            # First: the other prefix is a part of it.
            pairs.insert(0, (str(layout.WORKSPACE_FILES), str(workspace_files)))
        self._pairs = [(_prefix(canonical), canonical, _prefix(real), real) for canonical, real in pairs]

    def to_real(self, value: Any) -> Any:
        """Return `value` with canonical paths made real, in every text inside it."""
        for canonical, _, _, real in self._pairs:
            value = _replace(value, canonical, real)
        return value

    def to_canonical(self, value: Any) -> Any:
        """Return `value` with real paths made canonical, in every text inside it."""
        for _, canonical, real, _ in self._pairs:
            value = _replace(value, real, canonical)
        return value


def _prefix(path: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + re.escape(path) + _AFTER)


def _replace(value: Any, pattern: re.Pattern[str], by: str) -> Any:
    if isinstance(value, str):
        return pattern.sub(lambda _: by, value)
    if isinstance(value, dict):
        return {name: _replace(item, pattern, by) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_replace(item, pattern, by) for item in value]
    return value
