"""The API's own description: the OpenAPI document and a page to read it, which works offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from domino_plugin.blueprints.access import public
from domino_plugin.blueprints.api.blueprint import PREFIX
from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    render_template_string,
    request,
    send_from_directory,
)

if TYPE_CHECKING:
    from flask_openapi3.openapi import OpenAPI

api = Blueprint("api_description", __name__, url_prefix=PREFIX)
#: The page's assets may be kept by browsers for a day; they change with the package only.
_ASSET_AGE = 24 * 3600
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Domino REST API</title>
<link rel="stylesheet" href="{{ base }}/docs/css/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="{{ base }}/docs/js/swagger-ui-bundle.js"></script>
<script>
SwaggerUIBundle({
  url: "{{ base }}/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  requestInterceptor: (request) => {
    request.headers["X-Requested-With"] = "domino-docs";
    return request;
  },
});
</script>
</body>
</html>
"""


def description(app: OpenAPI, base: str) -> dict[str, Any]:
    """Return the OpenAPI document of an application that is served under `base`."""
    return {**app.api_doc, "servers": [{"url": base or "/"}]}


@api.get("/openapi.json")
@public
def get_description() -> Response:
    """Answer with the OpenAPI document."""
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  Flask's way
    return jsonify(description(app, request.script_root))


@api.get("/docs")
@public
def show_page() -> str:
    """Show the document to people."""
    return render_template_string(_PAGE, base=request.script_root + PREFIX)


@api.get("/docs/<path:name>")
@public
def get_asset(name: str) -> Response:
    """Serve the page's script and style."""
    import flask_openapi3_swagger  # type: ignore[import-untyped]

    folder = Path(flask_openapi3_swagger.__file__).parent / "templates" / "swagger"
    return send_from_directory(folder, name, max_age=_ASSET_AGE)
