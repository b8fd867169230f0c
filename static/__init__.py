"""The web app: its sources (``src``) and, after the package's build step, what browsers load (``dist``).

The page may be mounted anywhere (``/domino/``, ``/airflow/domino/``), so it is built without an address of
its own: its ``<base>`` carries a placeholder, and every asset is addressed relative to it.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

#: What the build step made: ``index.html``, ``editor.html`` and ``assets/``. Names carry a content hash:
#: they may be kept for ever.
DIST = Path(__file__).parent / "dist"
#: Stands in the pages where the page's root path belongs.
ROOT_PLACEHOLDER = "__DOMINO_ROOT__"


class NotBuiltError(RuntimeError):
    """The web app has not been built: a source tree used without installing it."""


@lru_cache(maxsize=2)
def _template(name: str, changed: float) -> str:  # noqa: ARG001 - the cache's key
    return (DIST / name).read_text(encoding="utf-8")


def page(root: str, *, is_editor: bool = False) -> str:
    """Return the web app's page for the path it is mounted at.

    Args:
        root: path of the mount as the browser sees it, without a slash at its end: ``/domino`` or
            ``/airflow/domino`` (Flask's ``request.script_root``).
        is_editor: whether the address is the editor's, whose page asks for the editor's code at once.

    Raises:
        NotBuiltError: there is no built web app; the text says how to make it.
    """
    name = "editor.html" if is_editor else "index.html"
    try:
        changed = (DIST / name).stat().st_mtime
    except FileNotFoundError:
        raise NotBuiltError(
            "The web app is not built. In the source tree, run: python build_web.py build"
        ) from None
    return _template(name, changed).replace(ROOT_PLACEHOLDER, escape(root.rstrip("/"), quote=True))
