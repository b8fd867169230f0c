"""Where recordings of public Piece repositories lie: their metadata, and what their Pieces did.

They are other people's and no part of this project: a folder beside the checkout, or the one named by the
environment variable ``DOMINO_SHARED_PIECES``. Tests that read them skip where they aren't.
"""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).parents[2]
RECORDINGS = Path(os.environ.get("DOMINO_SHARED_PIECES") or PROJECT.parent / "shared" / "pieces")
#: A folder per repository, with its metadata.
REPOSITORIES = RECORDINGS / "repositories"
#: A file per recorded case, see ``tests/golden``.
CASES = RECORDINGS / "golden"
#: The packages of each set the cases name.
PACKAGES = RECORDINGS / "golden-packages.json"
MISSING = f"no recordings of public repositories in {RECORDINGS}: set DOMINO_SHARED_PIECES"
