"""What all blueprints of the API have in common."""

from __future__ import annotations

from typing import Any

from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

PREFIX = "/api/v1"
WORKSPACE = "/workspaces/<int:workspace_id>"
SECURITY_SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "POST /auth/token"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "_token", "description": "Airflow's web page"},
}


def _problem(description: str) -> dict[str, Any]:
    reference = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
    return {"description": description, "content": {"application/problem+json": reference}}


def problem_responses() -> dict[Any, Any]:
    """Return how errors look in the description of every operation."""
    return {
        "401": _problem("Not signed in"),
        "403": _problem("The role in the workspace, or Airflow, doesn't permit it"),
        "404": _problem("No such thing in this workspace"),
        "409": _problem("It has changed meanwhile, or is in use"),
        "422": _problem("The request doesn't fit; `problems` names field and reason"),
        "default": _problem("Any other error"),
    }


def api_blueprint(name: str, import_name: str, description: str, prefix: str = "") -> APIBlueprint:
    """Make a blueprint of the API; `name` is its tag in the description as well."""
    return APIBlueprint(
        f"api_{name}",
        import_name,
        url_prefix=PREFIX + prefix,
        abp_tags=[Tag(name=name, description=description)],
        abp_security=[{scheme: []} for scheme in SECURITY_SCHEMES],
        abp_responses=problem_responses(),
        operation_id_callback=_operation_id,
    )


def file_response(description: str) -> dict[str, Any]:
    """Return how an answer that is a file looks in the description."""
    return {
        "description": description,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }


def _operation_id(*, name: str, path: str, method: str) -> str:
    del path, method
    return name
