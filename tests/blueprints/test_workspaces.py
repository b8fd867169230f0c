"""The life of a workspace through the API: who may do what with it, its members and all that is in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.workspaces.roles import INVITED, Role

pytestmark = pytest.mark.airflow

USERS = "owner:admin,admin:admin,write:admin,read:admin,invited:admin,nobody:admin,guest:user"
#: What each verb is called with, and who may: by role, for users of whom Airflow permits everything.
VERBS: dict[str, tuple[str, str, Any, set[str]]] = {
    "see it": ("GET", "", None, {"owner", "admin", "write", "read"}),
    "see its members": ("GET", "/members", None, {"owner", "admin", "write", "read"}),
    "leave it": ("DELETE", "/membership", None, {"admin", "write", "read"}),
    "look for people": ("GET", "/people", None, {"owner", "admin"}),
    "invite somebody": ("PUT", "/members/guest", {"role": "write"}, {"owner", "admin"}),
    "invite an owner": ("PUT", "/members/guest", {"role": "owner"}, {"owner"}),
    "change a role": ("PUT", "/members/read", {"role": "write"}, {"owner", "admin"}),
    "change an owner's role": ("PUT", "/members/second", {"role": "read"}, {"owner"}),
    "remove a member": ("DELETE", "/members/write", None, {"owner", "admin"}),
    "remove an owner": ("DELETE", "/members/second", None, {"owner"}),
    "take an invitation back": ("DELETE", "/members/invited", None, {"owner", "admin"}),
    "rename it": ("PATCH", "", {"name": "New"}, {"owner"}),
    "hand it over": ("PUT", "/owner", {"user_name": "admin"}, {"owner"}),
    "count what is in it": ("GET", "/contents", None, {"owner"}),
    "delete it": ("DELETE", "", None, {"owner"}),
}
ROLES = ("owner", "admin", "write", "read", "invited", "nobody")


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", f"{USERS},second:admin")


@pytest.fixture
def team() -> int:
    """A workspace with a member of each role, a second owner, and somebody invited."""
    with session_scope() as session:
        workspace = models.Workspace(name="Team")
        for role in Role:
            workspace.members.append(models.Member(user_name=role.value, role=role.value))
        workspace.members.append(models.Member(user_name="invited", role="admin", state=INVITED))
        workspace.members.append(models.Member(user_name="second", role="owner"))
        session.add(workspace)
        session.flush()
        return workspace.id


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ROLES)
def test_who_may_do_what(sign_in: Any, team: int, who: str, verb: str) -> None:
    method, path, body, allowed = VERBS[verb]
    if verb == "leave it" and who == "owner":
        allowed = allowed | {"owner"}  # there is a second one
    answer = sign_in(who, "admin").call(method, f"/api/v1/workspaces/{team}{path}", json=body)
    if who in allowed:
        assert answer.status_code in {200, 204}, answer.text
    else:
        is_inside = who not in {"invited", "nobody"}
        assert answer.status_code == (403 if is_inside else 404), answer.text
        assert answer.json["detail"]


def test_who_airflow_lets_delete_nothing_deletes_no_workspace(sign_in: Any, team: int) -> None:
    answer = sign_in("owner", "viewer").delete(f"/api/v1/workspaces/{team}")
    assert (answer.status_code, "Airflow doesn't permit" in answer.json["detail"]) == (403, True)


def test_from_the_invitation_to_leaving(sign_in: Any, team: int) -> None:
    owner, guest = sign_in("owner", "admin"), sign_in("guest")
    base = f"/api/v1/workspaces/{team}"
    invited = owner.put(f"{base}/members/guest", json={"role": "write"}).json
    assert (invited["state"], invited["invited_by"]) == ("invited", "owner")

    (invitation,) = guest.get("/api/v1/invitations").json["items"]
    assert {name: invitation[name] for name in ("workspace_id", "workspace_name", "role", "invited_by")} == {
        "workspace_id": team,
        "workspace_name": "Team",
        "role": "write",
        "invited_by": "owner",
    }
    assert guest.get(base).status_code == 404
    assert guest.post(f"/api/v1/invitations/{team}/accept").json["state"] == "accepted"
    assert guest.get(base).json["role"] == "write"
    assert guest.post(f"/api/v1/invitations/{team}/accept").status_code == 404
    assert guest.delete(f"{base}/membership").status_code == 204
    assert guest.get(base).status_code == 404


def test_an_invitation_is_declined(sign_in: Any, team: int) -> None:
    invited = sign_in("invited")
    assert invited.delete(f"/api/v1/invitations/{team}").status_code == 204
    assert invited.get("/api/v1/invitations").json == {"items": [], "total": 0}
    assert invited.delete(f"/api/v1/invitations/{team}").status_code == 404


@pytest.mark.parametrize("number", [0, 2**31, 10**30])
def test_an_invitation_to_nowhere(sign_in: Any, number: int) -> None:
    assert sign_in("guest").post(f"/api/v1/invitations/{number}/accept").status_code == 404


class TestDeleting:
    @pytest.fixture
    def full(
        self,
        sign_in: Any,
        team: int,
        airflow_home: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> Iterator[SimpleNamespace]:
        """A workspace with two workflows, a repository, a secret and a draft."""
        from domino_plugin.airflow_compat import dags
        from domino_plugin.workflows.publishing import publishing_place

        monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))
        owner, base = sign_in("owner", "admin"), f"/api/v1/workspaces/{team}"
        installed = owner.post(f"{base}/repositories", json={"source": "starter"}).json
        node = {
            "id": "say",
            "name": "Say it",
            "piece": {
                "repository": "starter",
                "version": installed["version"]["version"],
                "name": "LogPiece",
            },
            "inputs": {"message": {"kind": "value", "value": "Hi"}},
        }
        made = [
            owner.post(f"{base}/workflows", json={"document": {"name": name, "nodes": [node]}}).json
            for name in ("One", "Two")
        ]
        begun = {"name": "Begun", "document": {"name": "Begun"}}
        assert owner.post(f"{base}/drafts", json=begun).status_code == 201
        uploaded = owner.put(f"{base}/files/data.csv", data=b"a,b", content_type="application/octet-stream")
        assert uploaded.status_code == 200, uploaded.text
        yield SimpleNamespace(owner=owner, base=base, id=team, dags=[one["dag_id"] for one in made])
        with session_scope() as session:
            for dag_id in dags.dags_in(session, publishing_place()):
                dags.delete_dag(session, dag_id)
        shutil.rmtree(airflow_home / "dags" / "domino", ignore_errors=True)

    def test_what_would_go_is_counted(self, full: SimpleNamespace) -> None:
        counted = full.owner.get(f"{full.base}/contents").json
        assert counted == {
            "workflows": 2,
            "repositories": 1,
            "secrets": 0,
            "drafts": 1,
            "files": 1,
            "members": 6,
        }

    def test_everything_goes(self, full: SimpleNamespace, sign_in: Any, airflow_home: Path) -> None:
        files = airflow_home / "dags" / "domino"
        assert len(list(files.glob("*.py"))) == 2
        answer = full.owner.delete(full.base)
        assert answer.status_code == 204, answer.text
        assert full.owner.get(full.base).status_code == 404
        assert list(files.glob("*.py")) == []
        with session_scope() as session:
            from airflow.models.dag import DagModel

            assert session.query(DagModel).filter(DagModel.dag_id.in_(full.dags)).count() == 0
            for table in models.metadata.sorted_tables:
                if "workspace_id" in table.columns:
                    assert session.query(table).filter_by(workspace_id=full.id).count() == 0, table
        assert sign_in("guest").get("/api/v1/workspaces").json["total"] == 1, "the default one is left"

    def test_not_while_a_task_runs(self, full: SimpleNamespace) -> None:
        second = full.owner.get(f"{full.base}/workflows?search=Two").json["items"][0]["id"]
        assert full.owner.post(f"{full.base}/workflows/{second}/runs", json={}).status_code == 201
        assert set_states(full.dags[1], "running") == 1
        try:
            answer = full.owner.delete(full.base)
            assert answer.status_code == 409
            assert "Tasks are running in 'Two'" in answer.json["detail"]
            assert full.owner.get(f"{full.base}/workflows").json["total"] == 2, "nothing is deleted halfway"
        finally:
            set_states(full.dags[1], "failed")

    def test_the_default_one_stays(self, sign_in: Any) -> None:
        root = sign_in("admin", "admin")
        default = root.get("/api/v1/workspaces").json["items"][0]
        answer = root.delete(f"/api/v1/workspaces/{default['id']}")
        assert (answer.status_code, "default workspace can't be deleted" in answer.json["detail"]) == (
            409,
            True,
        )


def set_states(dag_id: str, state: str) -> int:
    """Put the DAG's tasks into a state, as no scheduler does it here; return how many there are."""
    from airflow.models.taskinstance import TaskInstance

    with session_scope() as session:
        return session.query(TaskInstance).filter_by(dag_id=dag_id).update({"state": state})
