"""The application on a real migrated database, called by real tokens of Airflow's auth manager."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from support.log_workflow import document

from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.workspaces.roles import Role


@dataclass
class User:
    """A user of Airflow, signed in: every call carries the token."""

    name: str
    client: FlaskClient
    token: str

    def call(self, method: str, path: str, **arguments: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", **arguments.pop("headers", {})}
        return self.client.open(path, method=method, headers=headers, **arguments)

    def get(self, path: str, **arguments: Any) -> Any:
        return self.call("GET", path, **arguments)

    def post(self, path: str, json: Any = None, **arguments: Any) -> Any:
        return self.call("POST", path, json=json, **arguments)

    def put(self, path: str, json: Any = None, **arguments: Any) -> Any:
        return self.call("PUT", path, json=json, **arguments)

    def delete(self, path: str, **arguments: Any) -> Any:
        return self.call("DELETE", path, **arguments)


SignIn = Callable[..., User]


@pytest.fixture(scope="session")
def app(metadata_database: Path) -> Flask:
    """The application as the web server makes it."""
    from airflow import settings
    from domino_plugin.blueprints.app import create_app

    settings.initialize()
    assert "AUTH_MANAGER" not in "".join(os.environ), "the Simple auth manager is Airflow's default"
    return create_app()


@pytest.fixture(autouse=True)
def clean_tables(metadata_database: Path) -> Iterator[None]:
    """Leave none of our rows to the next test."""
    yield
    with session_scope() as session:
        for table in reversed(models.metadata.sorted_tables):
            session.execute(table.delete())


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Sign a user in with a role of the Simple auth manager: viewer, user, op or admin."""
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

    from domino_plugin.airflow_compat.identity import issue_token

    def sign_in(name: str = "ada", role: str = "user") -> User:
        return User(name, app.test_client(), issue_token(SimpleAuthManagerUser(username=name, role=role)))

    return sign_in


@pytest.fixture
def new_workspace(app: Flask) -> Callable[..., int]:
    """Make a workspace with these members; return its id."""

    def make(name: str = "Team", **members: Role) -> int:
        with session_scope() as session:
            workspace = models.Workspace(name=name)
            for user_name, role in members.items():
                workspace.members.append(models.Member(user_name=user_name, role=role.value))
            session.add(workspace)
            session.flush()
            return workspace.id

    return make


@pytest.fixture
def team(
    sign_in: Any, new_workspace: Any, airflow_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SimpleNamespace]:
    """A workspace with the starter Pieces, an owner, and everything published removed afterwards."""
    from domino_plugin.airflow_compat import dags
    from domino_plugin.workflows.publishing import publishing_place

    storage = tmp_path / "storage"
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(storage))
    owner = sign_in("ada", "admin")
    workspace_id = new_workspace(ada=Role.OWNER, bob=Role.WRITE, carol=Role.READ)
    base = f"/api/v1/workspaces/{workspace_id}"
    installed = owner.post(f"{base}/repositories", json={"source": "starter"})
    assert installed.status_code == 201, installed.text
    yield SimpleNamespace(owner=owner, id=workspace_id, base=base, storage=storage, installed=installed.json)
    with session_scope() as session:
        for dag_id in dags.dags_in(session, publishing_place()):
            fail_everything(session, dag_id)
            dags.delete_dag(session, dag_id)
    shutil.rmtree(airflow_home / "dags" / "domino", ignore_errors=True)


def fail_everything(session: Any, dag_id: str) -> None:
    from airflow.models.taskinstance import TaskInstance

    session.query(TaskInstance).filter_by(dag_id=dag_id).update({"state": "failed"})
    session.commit()


@pytest.fixture
def workflow(team: SimpleNamespace) -> dict[str, Any]:
    """A saved workflow of one Piece, as the API told it."""
    answer = team.owner.post(f"{team.base}/workflows", json={"document": document()})
    assert answer.status_code == 201, answer.text
    return answer.json
