"""Every route, whatever it does: who is let in and who isn't."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.blueprints import access
from domino_plugin.blueprints.app import create_app
from flask import Blueprint, Flask

from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow

#: All that anybody may see: changing this list is a decision about security.
PUBLIC = {
    "api_health.get_health",
    "api_description.get_description",
    "api_description.show_page",
    "api_description.get_asset",
    "editor.show_page",
    "editor.get_asset",
}


@dataclass(frozen=True)
class Route:
    endpoint: str
    method: str
    rule: str
    names: frozenset[str]
    declared: access.Access

    def address(self, **values: Any) -> str:
        """The address with these ids; the rest is made up."""
        address = self.rule
        for name in self.names:
            for kind in ("<int:{}>", "<page:{}>", "<path:{}>", "<{}>"):
                address = address.replace(kind.format(name), str(values.get(name, 1)))
        assert "<" not in address
        return address


def routes(app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        declared = access.declared_access(app, rule.endpoint)
        assert declared is not None, rule
        for method in sorted((rule.methods or set()) - {"HEAD"}):
            yield Route(rule.endpoint, method, rule.rule, frozenset(rule.arguments), declared)


def objects(workspace_id: int, suffix: str, owner: str = "ada") -> dict[str, int]:
    """Put one of everything into a workspace; return the ids as paths name them. The draft is the owner's."""
    with session_scope() as session:
        workflow = models.Workflow(
            workspace_id=workspace_id, name="w", dag_id=f"w-{suffix}", current_version=1, layout={}
        )
        repository = models.Repository(
            workspace_id=workspace_id, kind="git", source="s", source_hash=suffix, name="n", label="l"
        )
        payload = {"bundle": "0" * 64, "group_key": "group0", "group": {}}
        job = models.Job(workspace_id=workspace_id, kind="build_environment", state="failed", payload=payload)
        session.add_all([workflow, repository, job])
        session.flush()
        draft = models.Draft(
            workspace_id=workspace_id, workflow_id=workflow.id, owner=owner, name="d", document={}, layout={}
        )
        session.add(draft)
        session.flush()
        return {
            "workspace_id": workspace_id,
            "workflow_id": workflow.id,
            "draft_id": draft.id,
            "repository_id": repository.id,
            "job_id": job.id,
        }


#: What paths name, apart from the workspace.
OBJECTS = {"workflow_id", "repository_id", "job_id", "draft_id"}


def test_nobody_gets_anything_but_what_is_public(app: Flask) -> None:
    client = app.test_client()
    open_to_all = set()
    for route in routes(app):
        answer = client.open(route.address(), method=route.method, json={})
        if route.declared.kind == "public":
            open_to_all.add(route.endpoint)
            assert answer.status_code != 401, route
        else:
            assert (answer.status_code, answer.mimetype) == (401, "application/problem+json"), route
            assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert open_to_all == PUBLIC


def test_nobody_becomes_the_operator_by_a_request(app: Flask) -> None:
    """The command line's caller comes as an object in the process: headers and texts are none."""
    client = app.test_client()
    for headers in ({"domino.caller": "root"}, {"Domino-Caller": "root"}, {"Domino.Operator": "root"}):
        assert client.get("/api/v1/me", headers=headers).status_code == 401
    texts = {"domino.caller": "root", "domino.operator": "root"}
    assert client.get("/api/v1/me", environ_overrides=texts).status_code == 401


def test_a_strange_workspace_does_not_exist(app: Flask, sign_in: Any, new_workspace: Any) -> None:
    """Not even for an administrator of Airflow: other workspaces go strictly by membership."""
    administrator = sign_in("root", "admin")
    ids = objects(new_workspace(eve=Role.OWNER), "a")
    seen = 0
    for route in routes(app):
        if route.declared.kind == "workspace":
            answer = administrator.call(route.method, route.address(**ids), json={})
            assert answer.status_code == 404, (route, answer.text)
            seen += 1
    assert seen > 30


def test_who_may_do_what_is_as_the_table_says(app: Flask, sign_in: Any, new_workspace: Any) -> None:
    """Each route, called by each role and by a stranger: what is let in is the table that the API shows.

    All of them may do everything in Airflow: only the workspace's role stands in the way. Each call finds a
    workspace of its own, as it may be the one that deletes it.
    """
    users = {role: sign_in(f"member-{role.value}", "admin") for role in Role}
    stranger = sign_in("stranger", "admin")
    members = {user.name: role for role, user in users.items()}
    table = {one["name"]: set(one["roles"]) for one in stranger.get("/api/v1/roles").json["items"]}
    let_in: dict[str, set[str]] = {}
    calls = 0
    for route in routes(app):
        right = route.declared.right
        if right is None:
            continue
        for role, user in {**users, None: stranger}.items():
            calls += 1
            ids = objects(new_workspace(f"W{calls}", **members), f"{calls}", owner=user.name)
            answer = user.call(route.method, route.address(**ids), json={})
            if role is None:
                assert (answer.status_code, "no workspace" in answer.text) == (404, True), route
            elif answer.status_code == 403:
                assert f"needs the role {right.needs.value!r}" in answer.json["detail"], (route, answer.text)
                assert role.value not in table[right.value], route
            else:
                assert answer.status_code < 500 or answer.status_code == 503, (route, role, answer.text)
                assert role.value in table[right.value], (route, role, answer.text)
                let_in.setdefault(right.value, set()).add(role.value)
    assert let_in == table, "no right is without a route, and each role has been let in where it says"
    assert calls > 250


def test_an_object_of_another_workspace_does_not_exist(app: Flask, sign_in: Any, new_workspace: Any) -> None:
    """Whoever owns both can't reach the one's objects through the other."""
    owner = sign_in("ada", "admin")
    mine = objects(new_workspace("Mine", ada=Role.OWNER), "a")
    other = objects(new_workspace("Other", ada=Role.OWNER), "b")
    seen = set()
    for route in routes(app):
        for name in route.names & OBJECTS:
            ids = mine | {name: other[name]}
            answer = owner.call(route.method, route.address(**ids), json={})
            assert answer.status_code == 404, (route, answer.text)
            assert f"{other[name]} in this workspace" in answer.json["detail"]
            seen.add(name)
    assert seen == OBJECTS


def test_a_draft_of_somebody_else_does_not_exist(app: Flask, sign_in: Any, new_workspace: Any) -> None:
    """Not even for the owner of the workspace who administers Airflow."""
    owner = sign_in("root", "admin")
    ids = objects(new_workspace(root=Role.OWNER, ada=Role.WRITE), "a", owner="ada")
    seen = set()
    for route in routes(app):
        if "draft_id" in route.names:
            answer = owner.call(route.method, route.address(**ids), json={})
            assert (answer.status_code, answer.json["detail"]) == (
                404,
                f"There is no draft {ids['draft_id']} in this workspace.",
            ), route
            seen.add(route.method)
    assert seen == {"GET", "PUT", "DELETE"}


def test_airflow_must_permit_it_too(app: Flask, sign_in: Any, new_workspace: Any) -> None:
    """The owner of a workspace who is but a viewer in Airflow changes no DAG and runs none."""
    viewer = sign_in("ada", "viewer")
    ids = objects(new_workspace(ada=Role.OWNER), "a")
    refused = set()
    for route in routes(app):
        right = route.declared.dag
        if right is None or right.method == "GET":
            continue
        answer = viewer.call(route.method, route.address(**ids), json={})
        assert answer.status_code == 403, (route, answer.text)
        assert "Airflow doesn't permit" in answer.json["detail"]
        refused.add(route.endpoint)
    assert "api_runs.trigger_run" in refused
    assert "api_workflows.create_workflow" in refused
    assert "api_workspaces.create_workspace" in refused
    assert {"api_drafts.create_draft", "api_drafts.get_draft", "api_drafts.save_draft"} <= refused


def test_every_route_on_a_workflow_asks_airflow(app: Flask) -> None:
    for route in routes(app):
        if "workflow_id" in route.names:
            assert route.declared.dag is not None, route
            reads = route.method == "GET"
            assert (route.declared.dag.method == "GET") == reads, route
            assert route.declared.right is not None, route
            assert (route.declared.right.needs is Role.READ) == reads, route


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_numbers_out_of_range_name_nothing(sign_in: Any, new_workspace: Any, number: int) -> None:
    owner = sign_in("ada", "admin")
    workspace_id = new_workspace(ada=Role.OWNER)
    assert owner.get(f"/api/v1/workspaces/{number}").status_code == 404
    assert owner.get(f"/api/v1/workspaces/{workspace_id}/workflows/{number}").status_code == 404


def test_an_undeclared_route_keeps_the_application_from_starting() -> None:
    app = Flask("x", static_folder=None)
    app.add_url_rule("/secret", "secret", lambda: "everything")
    with pytest.raises(RuntimeError, match=r"/secret .* doesn't declare"):
        access.install(app)


def test_a_workspace_route_must_name_its_workspace() -> None:
    app = Flask("x", static_folder=None)
    app.add_url_rule("/things", "things", access.in_workspace(Role.READ)(lambda: "x"))
    with pytest.raises(RuntimeError, match="don't fit"):
        access.install(app)


def test_a_route_registered_afterwards_answers_nothing() -> None:
    app = create_app()
    late = Blueprint("late", __name__)
    late.add_url_rule("/api/v1/late", "late", lambda: "everything")
    app.register_blueprint(late)
    answer = app.test_client().get("/api/v1/late")
    assert answer.status_code == 500
    assert "everything" not in answer.text


@dataclass
class Cookie:
    client: Any
    token: str

    def post(self, **arguments: Any) -> Any:
        self.client.set_cookie("_token", self.token)
        return self.client.post("/api/v1/workspaces", **arguments)


class TestCookies:
    @pytest.fixture
    def cookie(self, app: Flask, sign_in: Any) -> Cookie:
        return Cookie(app.test_client(), sign_in("ada").token)

    def test_a_form_of_another_site_is_refused(self, cookie: Cookie) -> None:
        answer = cookie.post(data='{"name": "x"}', content_type="text/plain")
        assert answer.status_code == 403
        assert "X-Requested-With" in answer.json["detail"]

    def test_json_is_taken(self, cookie: Cookie) -> None:
        assert cookie.post(json={"name": "x"}).status_code == 201

    def test_a_header_of_ours_is_taken(self, cookie: Cookie) -> None:
        answer = cookie.post(json={"name": "y"}, headers={"X-Requested-With": "domino"})
        assert answer.status_code == 201

    def test_reading_needs_no_header(self, cookie: Cookie) -> None:
        cookie.client.set_cookie("_token", cookie.token)
        assert cookie.client.get("/api/v1/me").json["user_name"] == "ada"

    def test_the_header_wins_over_the_cookie(self, cookie: Cookie, sign_in: Any) -> None:
        cookie.client.set_cookie("_token", cookie.token)
        headers = {"Authorization": f"Bearer {sign_in('eve').token}"}
        assert cookie.client.get("/api/v1/me", headers=headers).json["user_name"] == "eve"


@pytest.mark.parametrize("header", ["Bearer x.y.z", "Bearer ", "Basic YWRtaW46YWRtaW4=", "bearer null"])
def test_a_bad_token_is_no_token(app: Flask, header: str) -> None:
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert "ign in" in answer.json["detail"]


def test_an_expired_token_says_so(app: Flask) -> None:
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

    from domino_plugin.airflow_compat.identity import issue_token

    token = issue_token(SimpleAuthManagerUser(username="ada", role="admin"), seconds=-60)
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json["detail"]) == (401, "The sign-in has expired: sign in again.")


def test_missing_tables_are_told(
    sign_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Airflow's own tables are there, ours aren't: the plugin was installed without a migration."""
    from sqlalchemy import text

    from domino_plugin.db import version_check
    from domino_plugin.db.migrate import VERSION_TABLE

    user = sign_in("ada")
    monkeypatch.setattr(version_check, "_known_good", False)
    with session_scope() as session:
        session.execute(text(f"ALTER TABLE {VERSION_TABLE} RENAME TO kept_aside"))
    try:
        answer = user.get("/api/v1/workspaces")
        assert answer.status_code == 503
        assert "run `airflow db migrate`" in answer.json["detail"]
        assert user.get("/").status_code in {200, 503}, "the page itself comes up"
    finally:
        with session_scope() as session:
            session.execute(text(f"ALTER TABLE kept_aside RENAME TO {VERSION_TABLE}"))
    assert user.get("/api/v1/workspaces").status_code == 200
