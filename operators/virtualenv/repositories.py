"""Keeps the unpacked bundles of Piece repositories on this machine."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from domino_plugin.operators.virtualenv.holding import hold

from domino_plugin.storage.bundles import unpack_bundle

#: Seconds after which an unfinished unpacking is surely a killed one.
_ABANDONED = 24 * 3600


class RepositoryStore:
    """The unpacked repositories below one folder, each in a folder named by its bundle's digest."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root) / "repositories"

    def folder(self, digest: str, archive: Callable[[], Path]) -> Path:
        """Return the folder of a repository, unpacked now if need be; whole or not at all.

        Args:
            digest: of its bundle.
            archive: returns the bundle; called only if it must be unpacked.

        Raises:
            Invalid: the archive is damaged.
        """
        target = self.root / digest
        if target.is_dir():
            return target
        self.root.mkdir(parents=True, exist_ok=True)
        self._sweep()
        temporary = Path(tempfile.mkdtemp(prefix=f".{digest[:16]}-", dir=self.root))
        try:
            temporary.chmod(0o755)
            unpack_bundle(archive(), digest, temporary.resolve())
            # Held once, as a task of another user can't make the file that it locks.
            with hold(target), contextlib.suppress(OSError):
                # Fails if another task was faster: its folder holds the same.
                temporary.rename(target)
        finally:
            if temporary.exists():
                shutil.rmtree(temporary, ignore_errors=True)
        return target

    def _sweep(self) -> None:
        for left_over in self.root.glob(".*-*"):
            with contextlib.suppress(OSError):
                if time.time() - left_over.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(left_over, ignore_errors=True)
