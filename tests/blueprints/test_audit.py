"""What the API changes is told by Airflow's audit log, without any content."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.blueprints import audit
from flask import Flask

from domino_plugin.db.session import session_scope
from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow


@pytest.fixture(autouse=True)
def empty_log(metadata_database: Path) -> Iterator[None]:
    _clear()
    yield
    _clear()


def _clear() -> None:
    from airflow.models.log import Log

    with session_scope() as session:
        session.query(Log).filter(Log.event.startswith("domino.")).delete(synchronize_session=False)


def entries() -> list[dict[str, Any]]:
    """Our entries of the audit log, oldest first."""
    from airflow.models.log import Log

    with session_scope() as session:
        rows = session.query(Log).filter(Log.event.startswith("domino.")).order_by(Log.id)
        return [
            {"event": row.event, "owner": row.owner, "dag_id": row.dag_id, **json.loads(row.extra)}
            for row in rows
        ]


def test_every_route_that_changes_something_is_recorded(app: Flask) -> None:
    """A new route is recorded unless somebody decides otherwise."""
    unrecorded = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"GET", "HEAD"}
        if not audit.is_audited(app, rule.endpoint, method)
    }
    assert unrecorded == audit.UNAUDITED


def test_members_come_and_go_on_record(sign_in: Any, new_workspace: Any) -> None:
    owner = sign_in("ada", "admin")
    team = new_workspace(ada=Role.OWNER, bob=Role.READ)
    path = f"/api/v1/workspaces/{team}/members/bob"
    assert owner.put(path, json={"role": "write"}).status_code == 200
    assert owner.delete(path).status_code == 204
    about = {"owner": "ada", "dag_id": None, "workspace_id": team, "user_name": "bob"}
    assert entries() == [
        {"event": "domino.set_member", "role": "write", **about},
        {"event": "domino.remove_member", **about},
    ]


def test_what_is_refused_or_only_read_is_not_recorded(sign_in: Any, new_workspace: Any) -> None:
    reader = sign_in("bob", "admin")
    team = new_workspace(bob=Role.READ)
    assert reader.get(f"/api/v1/workspaces/{team}").status_code == 200
    assert reader.delete(f"/api/v1/workspaces/{team}").status_code == 403
    assert reader.call("PATCH", f"/api/v1/workspaces/{team}", json={"name": ""}).status_code in {403, 422}
    assert entries() == []


def test_a_workflows_entries_belong_to_its_dag(
    sign_in: Any, new_workspace: Any, airflow_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))
    owner = sign_in("ada", "admin")
    base = f"/api/v1/workspaces/{new_workspace(ada=Role.OWNER)}"
    made = owner.post(f"{base}/workflows", json={"document": {"name": "Hello"}}).json
    try:
        assert owner.delete(f"{base}/workflows/{made['id']}").status_code == 204
        created, deleted = entries()
        assert (created["event"], created["dag_id"], created["name"]) == (
            "domino.create_workflow",
            made["dag_id"],
            "Hello",
        )
        assert (deleted["event"], deleted["dag_id"]) == ("domino.delete_workflow", made["dag_id"])
        assert "document" not in created
    finally:
        shutil.rmtree(airflow_home / "dags" / "domino", ignore_errors=True)


def test_a_secrets_value_is_nowhere_in_it(
    sign_in: Any, new_workspace: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domino_plugin.db import models

    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))
    owner = sign_in("ada", "admin")
    team = new_workspace(ada=Role.OWNER)
    with session_scope() as session:
        repository = models.Repository(
            workspace_id=team, kind="git", source="s", source_hash="h", name="n", label="l"
        )
        repository.secrets.append(models.Secret(name="KEY", variable_key="domino_secret__audit__KEY"))
        session.add(repository)
        session.flush()
        number = repository.id
    path = f"/api/v1/workspaces/{team}/repositories/{number}/secrets/KEY"
    assert owner.put(path, json={"value": "canary-4711"}).status_code == 200
    (entry,) = entries()
    assert (entry["event"], entry["name"], entry["repository_id"]) == ("domino.set_secret", "KEY", number)
    assert "canary-4711" not in json.dumps(entry)
    assert owner.delete(path).status_code == 204
