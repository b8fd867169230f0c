"""The plugin in a real Airflow: with both auth managers, and below a path."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.airflow]


@pytest.fixture(scope="module", params=["fab", "simple"])
def airflow(request: pytest.FixtureRequest, start_airflow: Any) -> Any:
    return start_airflow(auth=request.param, path_prefix="/air/flow")


def test_the_plugin_is_listed_with_its_menu_entry_and_tabs(airflow: Any) -> None:
    plugins = airflow.airflow("GET", "plugins").json()["plugins"]
    (ours,) = [one for one in plugins if one["name"] == "domino"]
    views = {view["destination"]: view["href"] for view in ours["external_views"]}
    assert views["nav"] == "/air/flow/domino/"
    assert set(views) == {"nav", "dag", "dag_run", "task_instance"}
    assert airflow.airflow("GET", "plugins/importErrors").json()["total_entries"] == 0


def test_page_description_and_health_are_public(airflow: Any) -> None:
    base = f"{airflow.base_url}/domino"
    page = airflow.anonymous("GET", f"{base}/workflows/1")
    assert page.status_code in {200, 503}, "503: the web app isn't built here"
    assert "/air/flow/domino" in page.text
    found = airflow.anonymous("GET", f"{base}/api/v1/openapi.json").json()
    assert found["servers"] == [{"url": "/air/flow/domino"}]
    assert airflow.anonymous("GET", f"{base}/api/v1/health").json()["checks"] is None
    assert airflow.anonymous("GET", f"{base}/api/v1/me").status_code == 401


def test_users_are_airflows(airflow: Any) -> None:
    admin, user, viewer = (
        airflow.domino("GET", "me", user=name).json() for name in ("admin", "user", "viewer")
    )
    assert (admin["user_name"], admin["workspaces"][0]["role"]) == ("admin", "owner")
    assert (user["workspaces"][0]["role"], user["may_create_workflows"]) == ("write", True)
    assert (viewer["workspaces"][0]["role"], viewer["may_create_workflows"]) == ("write", False)
    workspace_id = admin["workspaces"][0]["id"]
    people = airflow.domino("GET", f"workspaces/{workspace_id}/people").json()
    assert {one["name"] for one in people["items"]} == {"admin", "op", "user", "viewer"}


def test_the_cookie_of_airflows_page_is_enough(airflow: Any) -> None:
    url = f"{airflow.base_url}/domino/api/v1/me"
    answer = airflow.anonymous("GET", url, cookies={"_token": airflow.token("user")})
    assert answer.json()["user_name"] == "user"
    assert "Set-Cookie" not in answer.headers


def test_what_a_viewer_may_not(airflow: Any) -> None:
    workspace_id = airflow.domino("GET", "me").json()["workspaces"][0]["id"]
    path = f"workspaces/{workspace_id}/workflows"
    body = {"document": {"name": "Empty"}}
    assert airflow.domino("POST", path, user="viewer", json=body).status_code == 403
    made = airflow.domino("POST", path, user="user", json=body)
    assert made.status_code == 201, made.text
    assert [one["id"] for one in airflow.domino("GET", path, user="viewer").json()["items"]] == [
        made.json()["id"]
    ]
    one = f"{path}/{made.json()['id']}"
    assert airflow.domino("POST", f"{one}/runs", user="viewer", json={}).status_code == 403
    assert airflow.domino("DELETE", one, user="viewer").status_code == 403
    assert airflow.domino("POST", f"{one}/runs", user="user", json={}).status_code == 201
    run = airflow.domino("GET", f"{one}/runs", user="viewer").json()["items"][0]
    assert run["triggered_by"] == "user"


def test_everything_is_healthy(airflow: Any) -> None:
    found = {one["name"]: one for one in airflow.domino("GET", "health", user="viewer").json()["checks"]}
    for name in ("tables", "dags folder", "shared storage", "scheduler", "dag-processor", "secrets"):
        assert found[name]["status"] == "ok", found[name]
    assert found["menu entry"]["status"] == ("warning" if airflow.auth == "fab" else "ok")


def test_the_log_has_no_warning_of_ours(airflow: Any) -> None:
    for file in (airflow.home / "component-logs").glob("*.log"):
        for line in file.read_text(errors="replace").splitlines():
            assert not re.search(r"\[(warning|error|critical)", line) or "omino" not in line, line
