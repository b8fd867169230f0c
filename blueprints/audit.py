"""Every change by the API becomes an entry of Airflow's audit log: who, what, where, never a content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domino_plugin.blueprints.access import caller, declared_access, workflow_if_any
from domino_plugin.blueprints.command_line import operator_name
from domino_plugin.blueprints.transaction import current_session
from flask import current_app, g, request

from domino_plugin.airflow_compat import audit

if TYPE_CHECKING:
    from flask import Flask, Response

#: Calls that change nothing, or only what nobody but the caller sees: they'd bury what matters.
UNAUDITED = frozenset(
    {
        "api_workflows.validate_workflow",
        "api_workflows.set_layout",
        "api_schedules.preview_schedule",
        "api_drafts.create_draft",
        "api_drafts.save_draft",
        "api_drafts.delete_draft",
    }
)
#: What of a request's body is told. Values of secrets and whole documents never are.
_TOLD = ("name", "role", "user_name", "version", "message", "is_paused")
#: What of an answer is told where something was made.
_MADE = ("id", "name", "label")
_LONGEST = 200
_CREATED, _FIRST_ERROR = 201, 400


def install(app: Flask) -> None:
    """Record changes. Call it after the transactions' own hooks: entry and change are committed as one."""
    app.before_request(_remember)
    app.after_request(_record)


def is_audited(app: Flask, endpoint: str, method: str) -> bool:
    """Tell whether a call of this route is recorded."""
    access = declared_access(app, endpoint)
    if method in {"GET", "HEAD"} or access is None or access.kind == "public":
        return False
    return endpoint not in UNAUDITED


def _remember() -> None:
    """Keep the DAG's id: after the call its workflow may be gone."""
    target = workflow_if_any() if "domino_objects" in g else None
    g.domino_audit_dag = target.dag_id if target is not None else None


def _record(response: Response) -> Response:
    endpoint = request.endpoint
    if endpoint is None or response.status_code >= _FIRST_ERROR:
        return response
    if not is_audited(current_app, endpoint, request.method):
        return response
    made = response.get_json(silent=True) if response.status_code == _CREATED else None
    made = made if isinstance(made, dict) else {}
    arguments = dict(request.view_args or {})
    run_id = arguments.pop("run_id", None) or made.get("run_id")
    arguments.pop("workflow_id", None)
    details = arguments | _told(request.get_json(silent=True), _TOLD) | _told(made, _MADE)
    if operator := operator_name():
        # Whoever has the command line may act for anybody: that must not be taken for the user's own deed.
        details["command_line_of"] = operator
    audit.record(
        current_session(),
        f"domino.{endpoint.rpartition('.')[2]}",
        caller().name,
        details=details,
        dag_id=g.get("domino_audit_dag") or made.get("dag_id"),
        run_id=run_id,
    )
    return response


def _told(content: Any, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(content, dict):
        return {}
    found = {name: content[name] for name in names if isinstance(content.get(name), str | int | bool)}
    return {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in found.items()}
