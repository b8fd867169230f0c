"""The web app's page: one document for all its addresses, and its assets under hashed names."""

from __future__ import annotations

import re
from html import escape

from domino_plugin.blueprints.access import public
from flask import Blueprint, Response, abort, request, send_from_directory
from werkzeug.routing import PathConverter
from werkzeug.security import safe_join

from domino_plugin import static

#: Names of assets carry a hash of their content.
_FOR_EVER = 365 * 24 * 3600
_HOUR = 3600
#: Airflow shows the page in a frame of its own, hence the last one.
_POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "worker-src 'self' blob:; "
    "frame-src 'self' blob:; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'self'"
)
#: Addresses of the editor, as `static/src/api/ahead.ts` has them.
EDITOR = re.compile(r"workflows/(?:new|\d+/edit)")
_PAGES = ("index.html", "editor.html")
_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Domino</title></head>
<body><h1>Domino's web app is not built</h1><p>{reason}</p>
<p>The REST API works: <a href="{root}/api/v1/docs">its documentation</a>.</p></body></html>
"""


class PagePath(PathConverter):
    """Addresses of the web app's own: all that are neither the API's nor an asset's."""

    regex = r"(?!api(?:/|$)|assets/)[^/].*?"


blueprint = Blueprint("editor", __name__)


@blueprint.record
def _register_converter(state: object) -> None:
    state.app.url_map.converters["page"] = PagePath  # type: ignore[attr-defined]


@blueprint.get("/")
@blueprint.get("/<page:address>")
@public
def show_page(address: str = "") -> Response:
    """Show the web app, whatever its address; it finds out itself what to show there."""
    file = safe_join(str(static.DIST), address) if address and "/" not in address else None
    if file is not None and address not in _PAGES and (static.DIST / address).is_file():
        return send_from_directory(static.DIST, address, max_age=_HOUR)
    try:
        page = static.page(request.script_root, is_editor=EDITOR.fullmatch(address) is not None)
        response = Response(page, content_type="text/html; charset=utf-8")
    except static.NotBuiltError as error:
        page = _NOT_BUILT.format(reason=escape(str(error)), root=escape(request.script_root, quote=True))
        return Response(page, 503, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@blueprint.get("/assets/<path:name>")
@public
def get_asset(name: str) -> Response:
    """Serve a script, style or picture of the web app."""
    if not static.DIST.is_dir():
        abort(404)
    response = send_from_directory(static.DIST / "assets", name, max_age=_FOR_EVER)
    response.headers["Cache-Control"] = f"public, max-age={_FOR_EVER}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
