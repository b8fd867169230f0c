"""Whatever is sent, the answer says what is wrong; never a traceback, never a 500."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from domino_plugin.blueprints import problems
from flask import Flask

from domino_plugin.errors import Invalid, problem
from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow


def is_problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    body: dict[str, Any] = answer.json
    assert body["status"] == status
    assert body["detail"]
    assert isinstance(body["problems"], list)
    assert "Traceback" not in answer.text
    return body


@pytest.fixture
def user(sign_in: Any) -> Any:
    return sign_in("ada", "admin")


def test_an_unknown_address(user: Any) -> None:
    for path in ("/api/v1/nothing", "/api", "/api/v2/me", "/api/v1/workspaces/x", "/assets/nothing.js"):
        is_problem(user.get(path), 404)


def test_a_wrong_method_names_the_right_ones(user: Any) -> None:
    answer = user.post("/api/v1/me", json={})
    assert is_problem(answer, 405)["detail"] == "POST is not possible here; possible: GET, HEAD."
    assert answer.headers["Allow"] == "GET, HEAD"
    is_problem(user.call("OPTIONS", "/api/v1/workspaces"), 405)


def test_a_body_that_does_not_fit_names_field_and_reason(user: Any) -> None:
    body = is_problem(user.post("/api/v1/workspaces", json={"nmae": "x"}), 422)
    assert [(one["field"], one["reason"]) for one in body["problems"]] == [
        ("name", "Field required"),
        ("nmae", "Extra inputs are not permitted"),
    ]
    assert body["detail"] == "name: Field required (and 1 more)"


def test_a_query_that_does_not_fit(user: Any) -> None:
    body = is_problem(user.get(f"/api/v1/workspaces/{default(user)}/jobs?limit=lots"), 422)
    assert body["problems"][0]["field"] == "limit"


def default(user: Any) -> int:
    return user.get("/api/v1/me").json["workspaces"][0]["id"]


@pytest.mark.parametrize("text", ["{", "", "nope", '{"name": }', "[" * 100_000, "1" * 5000])
def test_what_is_no_json(user: Any, text: str) -> None:
    answer = user.call("POST", "/api/v1/workspaces", data=text.encode(), content_type="application/json")
    is_problem(answer, 400)


def test_bytes_that_are_no_text(user: Any) -> None:
    answer = user.call(
        "POST", "/api/v1/workspaces", data=b'{"name": "\xff"}', content_type="application/json"
    )
    is_problem(answer, 400)


def test_another_content_type(user: Any) -> None:
    is_problem(user.call("POST", "/api/v1/workspaces", data="name=x", content_type="text/plain"), 415)


@pytest.mark.parametrize("value", [None, 5, [], {}, True, 1e400, "", "   ", "x" * 101, "a\u0000b", "\ud800"])
def test_names_that_are_none(user: Any, value: Any) -> None:
    assert user.post("/api/v1/workspaces", json={"name": value}).status_code in {400, 422}


def test_too_much(app: Flask, user: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1024 * 1024)
    body = is_problem(user.post("/api/v1/workspaces", json={"name": "x" * 2_000_000}), 413)
    assert "request_max_megabytes" in body["detail"]


def test_the_unexpected_is_logged_and_not_shown(
    app: Flask, user: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from domino_plugin.blueprints.api import people

    def fail(*_: Any) -> None:
        raise KeyError("the password is swordfish")

    monkeypatch.setattr(people.service, "list_workspaces", fail)
    with caplog.at_level(logging.ERROR, logger=problems.__name__):
        body = is_problem(user.get("/api/v1/workspaces"), 500)
    assert "swordfish" not in str(body)
    (record,) = (one for one in caplog.records if one.name == problems.__name__)
    assert body["incident"] in record.getMessage()
    assert record.exc_info
    assert "swordfish" in str(record.exc_info[1])


def test_an_error_takes_back_what_the_request_has_done(
    user: Any, sign_in: Any, new_workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from domino_plugin.blueprints.api import people

    workspace_id = new_workspace(ada=Role.OWNER)
    rename = people.service.rename_workspace

    def rename_and_fail(*arguments: Any) -> None:
        rename(*arguments)
        raise Invalid("no")

    monkeypatch.setattr(people.service, "rename_workspace", rename_and_fail)
    path = f"/api/v1/workspaces/{workspace_id}"
    assert user.call("PATCH", path, json={"name": "Other"}).status_code == 422
    assert user.get(path).json["name"] == "Team"


def test_a_database_that_is_busy_at_the_commit(
    user: Any, new_workspace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view is done by then, and what fails is the last thing of the request."""
    from domino_plugin.blueprints.api import people
    from sqlalchemy.exc import OperationalError

    path = f"/api/v1/workspaces/{new_workspace(ada=Role.OWNER)}"
    rename = people.service.rename_workspace

    def busy() -> None:
        raise OperationalError("COMMIT", {}, Exception("database is locked"))

    def rename_in_a_busy_database(session: Any, *arguments: Any) -> Any:
        session.commit = busy
        return rename(session, *arguments)

    monkeypatch.setattr(people.service, "rename_workspace", rename_in_a_busy_database)
    answer = user.call("PATCH", path, json={"name": "Busy"})
    assert is_problem(answer, 503)["incident"]
    assert answer.headers["Retry-After"]
    assert user.get(path).json["name"] == "Team"


def test_the_list_of_problems_is_bounded(app: Flask) -> None:
    with app.test_request_context():
        answer = problems.render(422, "t", "d", [problem("r")] * 5000)
    assert len(answer.json["problems"]) == problems.MAX_PROBLEMS


def test_a_name_is_taken(user: Any) -> None:
    assert user.post("/api/v1/workspaces", json={"name": "x"}).status_code == 201
    assert (
        "choose another name"
        in is_problem(user.post("/api/v1/workspaces", json={"name": "x"}), 409)["detail"]
    )
