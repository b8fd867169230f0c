"""uv's cache: beside the environments, whose files are links into it where both lie on one file system.

There the limits for environments count and clear it. An administrator who has told uv where its cache is
keeps it, and its size, in hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

#: Its name below the folder of environments and repositories.
FOLDER = "uv-cache"


def own_cache(root: Path, variables: Mapping[str, str]) -> Path | None:
    """Return where uv is to keep its cache, or None to leave that to its variables."""
    # An environment of symbolic links would end with a cache that is cleared.
    elsewhere = variables.get("UV_CACHE_DIR") or variables.get("UV_LINK_MODE") == "symlink"
    return None if elsewhere else root / FOLDER
