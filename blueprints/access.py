"""Who may call what: every route says it, and this is the only place that checks it.

A view is decorated with `public`, `signed_in` or `in_workspace`; an application with a route that says
nothing doesn't start. In a workspace, the caller's role there counts; every object named in the path must
belong to the workspace, and a draft to the caller, else it doesn't exist for the caller; and where a
workflow's DAG is concerned, Airflow must permit it as well.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from domino_plugin.blueprints.command_line import operator_calling
from domino_plugin.blueprints.transaction import current_session
from flask import g, request
from sqlalchemy import select
from werkzeug.exceptions import BadRequest

from domino_plugin.airflow_compat.identity import Caller, DagRight, identify
from domino_plugin.db.models import Draft, Job, Repository, Workflow
from domino_plugin.db.types import MAX_ID
from domino_plugin.db.version_check import require_tables
from domino_plugin.errors import Forbidden, NotAuthenticated, NotFound
from domino_plugin.workspaces import rights
from domino_plugin.workspaces import service as workspaces
from domino_plugin.workspaces.rights import Right
from domino_plugin.workspaces.roles import Role

if TYPE_CHECKING:
    from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "domino_access"
#: What a path may name, and the table that tells which workspace it belongs to.
_OBJECTS: dict[str, type[Repository | Job | Workflow | Draft]] = {
    "repository_id": Repository,
    "job_id": Job,
    "workflow_id": Workflow,
    "draft_id": Draft,
}

#: What a route may need of Airflow.
CREATE_DAG = EDIT_DAG = DagRight("PUT")
READ_DAG = DagRight("GET")
DELETE_DAG = DagRight("DELETE")
TRIGGER_RUN = DagRight("POST", "RUN")
READ_RUNS = DagRight("GET", "RUN")
STOP_RUN = DagRight("PUT", "RUN")
DELETE_RUN = DagRight("DELETE", "RUN")
READ_LOGS = DagRight("GET", "TASK_LOGS")
READ_OUTPUTS = DagRight("GET", "XCOM")


@dataclass(frozen=True)
class Access:
    """What a route asks of its caller."""

    kind: Literal["public", "signed_in", "workspace"]
    right: Right | None = None
    dag: DagRight | None = None
    body_names_workflow: bool = False


def public(view: View) -> View:
    """Let everybody in. For what holds no data of anybody: the page, its assets, the API's description."""
    setattr(view, _ATTRIBUTE, Access("public"))
    return view


def signed_in(dag: DagRight | None = None) -> Callable[[View], View]:
    """Let in who is signed in to Airflow and has the right, if one is named."""

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, Access("signed_in", dag=dag))
        return view

    return declare


def in_workspace(
    right: Right, dag: DagRight | None = None, *, body_names_workflow: bool = False
) -> Callable[[View], View]:
    """Let in whose role has the right in the workspace of the path, and who has Airflow's on the DAG.

    The DAG is that of the workflow which the path names, or which the path's draft is of; with
    `body_names_workflow`, that of the body's ``workflow_id``, unless it is null.
    """

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, Access("workspace", right, dag, body_names_workflow))
        return view

    return declare


def declared_access(app: Flask, endpoint: str) -> Access | None:
    """Return what a route declares."""
    return getattr(app.view_functions[endpoint], _ATTRIBUTE, None)


def airflow_permissions(app: Flask, right: Right) -> list[str]:
    """Return what Airflow must permit as well to whoever uses a right, sorted: ``PUT DAG`` and so on."""
    declared = (declared_access(app, endpoint) for endpoint in app.view_functions)
    mine = (one.dag for one in declared if one is not None and one.right is right)
    return sorted({dag.text for dag in mine if dag is not None})


def install(app: Flask) -> None:
    """Check every request; call it after all blueprints are registered.

    Raises:
        RuntimeError: a route declares nothing, or declares a workspace that its path doesn't name.
    """
    for rule in app.url_map.iter_rules():
        access = declared_access(app, rule.endpoint)
        if access is None:
            raise RuntimeError(f"The route {rule.rule} ({rule.endpoint}) doesn't declare who may call it.")
        if (access.kind == "workspace") != ("workspace_id" in rule.arguments):
            raise RuntimeError(f"The route {rule.rule}: declared access and path don't fit each other.")
    app.before_request(_check)


def caller() -> Caller:
    """Return who is calling; for routes that aren't public."""
    found: Caller = g.domino_caller
    return found


def caller_if_any() -> Caller | None:
    """Return who is calling, or None; for public routes that tell more to those signed in."""
    if operator := operator_calling():
        return operator
    try:
        return identify(request.headers.get("Authorization"), request.cookies)
    except NotAuthenticated:
        return None


def caller_role() -> Role:
    """Return the caller's role in the workspace of the path."""
    role: Role = g.domino_role
    return role


def workflow() -> Workflow:
    """Return the workflow that the path names."""
    found: Workflow = g.domino_objects["workflow_id"]
    return found


def workflow_if_any() -> Workflow | None:
    """Return the workflow that path, draft or body name, or None if they name none."""
    found: Workflow | None = g.get("domino_objects", {}).get("workflow_id")
    return found


def require(right: DagRight) -> None:
    """Refuse who lacks a right on the path's DAG that its route alone doesn't ask for.

    Raises:
        Forbidden: Airflow doesn't permit it.
    """
    target = workflow_if_any()
    dag_id = target.dag_id if target is not None else None
    if not caller().may(right, dag_id):
        what = f"{right.text} {dag_id or ''}".strip()
        raise Forbidden(f"Airflow doesn't permit you this ({what}): ask its administrator for the role.")


def draft() -> Draft:
    """Return the caller's draft that the path names."""
    found: Draft = g.domino_objects["draft_id"]
    return found


def _check() -> None:
    if request.url_rule is None or request.endpoint is None:
        return  # no such route, or not with this method: Flask's answer holds nothing of anybody's
    from flask import current_app

    access = declared_access(current_app, request.endpoint)
    if access is None:
        raise RuntimeError(f"{request.endpoint} was registered after the check of all routes")
    if access.kind != "public":
        g.domino_caller = operator_calling() or identify(
            request.headers.get("Authorization"), request.cookies
        )
        _refuse_forged(g.domino_caller)
        require_tables(current_session())
        if access.kind == "workspace":
            _check_workspace(access, request.view_args or {})
        _check_dag(access)
    _read_body(current_app.view_functions[request.endpoint])


def _check_workspace(access: Access, arguments: dict[str, Any]) -> None:
    workspace_id = arguments["workspace_id"]
    session = current_session()
    role = workspaces.role_of(session, workspace_id, caller()) if workspace_id <= MAX_ID else None
    if role is None:
        raise NotFound(f"There is no workspace {workspace_id}, or you are no member of it.")
    g.domino_role = role
    if access.right is None or not rights.has(role, access.right):
        needed = access.right.needs.value if access.right else "none"
        raise Forbidden(f"This needs the role {needed!r} in the workspace; yours is {role.value!r}.")
    names = {name: arguments[name] for name in _OBJECTS.keys() & arguments.keys()}
    if access.body_names_workflow:
        names |= _named_in_body()
    g.domino_objects = {name: _object(name, number, workspace_id) for name, number in names.items()}
    of_draft = g.domino_objects["draft_id"].workflow_id if "draft_id" in names else None
    if of_draft is not None:
        g.domino_objects["workflow_id"] = _object("workflow_id", of_draft, workspace_id)


def _named_in_body() -> dict[str, int]:
    body = _json_body()
    number = body.get("workflow_id") if isinstance(body, dict) else None
    # Anything else is refused by the body's model, which takes no number for a text or the like.
    return {"workflow_id": number} if isinstance(number, int) and not isinstance(number, bool) else {}


def _object(name: str, number: int, workspace_id: int) -> Any:
    model = _OBJECTS[name]
    found = None
    if 0 <= number <= MAX_ID:
        query = select(model).where(model.id == number, model.workspace_id == workspace_id)
        if model is Draft:
            query = query.where(Draft.owner == caller().name)
        found = current_session().scalar(query)
    if found is None:
        raise NotFound(f"There is no {model.__name__.lower()} {number} in this workspace.")
    return found


def _check_dag(access: Access) -> None:
    if access.dag is not None:
        require(access.dag)


def _refuse_forged(who: Caller) -> None:
    """Refuse a write that another web site could have made the browser send with the user's cookie."""
    if who.via != "cookie" or request.method in {"GET", "HEAD"}:
        return
    if not request.is_json and "X-Requested-With" not in request.headers:
        raise Forbidden(
            "A write with the browser's cookie must be JSON (Content-Type: application/json) or carry the "
            "header X-Requested-With, which other web sites can't send."
        )


def _read_body(view: Callable[..., Any]) -> None:
    """Read a JSON body where the view takes one: what isn't JSON is told apart from what doesn't fit."""
    if "body" in inspect.signature(view).parameters:
        _json_body()


def _json_body() -> Any:
    try:
        return request.get_json()
    except RecursionError as error:
        raise BadRequest("The JSON is nested too deep.") from error
