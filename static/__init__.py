"""The web app: its sources (``src``) and, after the package's build step, what browsers load (``dist``).

The page may be mounted anywhere (``/domino/``, ``/airflow/domino/``), so it is built without an address of
its own: its ``<base>`` carries a placeholder, and every asset is addressed relative to it.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

#: What the build step made: ``index.html`` and ``assets/`` (names carry a content hash: cache for ever).
DIST = Path(__file__).parent / "dist"
#: Stands in ``index.html`` where the page's root path belongs.
ROOT_PLACEHOLDER = "__DOMINO_ROOT__"


class NotBuiltError(RuntimeError):
    """The web app has not been built: a source tree used without installing it."""


@lru_cache(maxsize=1)
def _template(changed: float) -> str:  # noqa: ARG001 - the cache's key
    return (DIST / "index.html").read_text(encoding="utf-8")


def page(root: str) -> str:
    """Return the web app's page for the path it is mounted at.

    Args:
        root: path of the mount as the browser sees it, without a slash at its end: ``/domino`` or
            ``/airflow/domino`` (Flask's ``request.script_root``).

    Raises:
        NotBuiltError: there is no built web app; the text says how to make it.
    """
    try:
        changed = (DIST / "index.html").stat().st_mtime
    except FileNotFoundError:
        raise NotBuiltError(
            "The web app is not built. In the source tree, run: python build_web.py build"
        ) from None
    return _template(changed).replace(ROOT_PLACEHOLDER, escape(root.rstrip("/"), quote=True))
