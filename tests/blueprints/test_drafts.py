"""Drafts as a browser uses them: saved all the time, by one person in several windows."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domino_plugin.db import models
from domino_plugin.db.session import session_scope
from domino_plugin.workflows import drafts as service
from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow

#: Any JSON, with what tends to get lost: halves of surrogate pairs, NUL, whole numbers beyond 64 bits.
TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@pytest.fixture
def room(sign_in: Any, new_workspace: Any) -> SimpleNamespace:
    """A workspace with a workflow; ada and bob write in it, carol only reads."""
    workspace_id = new_workspace(ada=Role.WRITE, bob=Role.WRITE, carol=Role.READ)
    with session_scope() as session:
        row = models.Workflow(
            workspace_id=workspace_id, name="w", dag_id="w-drafts01", current_version=3, layout={}
        )
        session.add(row)
        session.flush()
        workflow_id = row.id
    return SimpleNamespace(
        ada=sign_in("ada"),
        id=workspace_id,
        base=f"/api/v1/workspaces/{workspace_id}/drafts",
        workflow_id=workflow_id,
    )


def content(**changes: Any) -> dict[str, Any]:
    return {"name": "Mine", "document": {"nodes": "not even a list"}, **changes}


def test_a_draft_is_made_saved_read_and_given_up(room: SimpleNamespace) -> None:
    layout = {"nodes": {"a": {"x": 1.0, "y": 2.0}}, "notes": [], "groups": [], "orientation": "vertical"}
    made = room.ada.post(room.base, json=content(workflow_id=room.workflow_id, base_version=3))
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert made.json["workflow_id"] == room.workflow_id
    path = f"{room.base}/{made.json['id']}"
    changed = content(name="Ours", base_version=3, document={"a": [1]}, layout=layout)
    saved = room.ada.put(path, json=changed, headers={"If-Match": '"1"'})
    assert (saved.status_code, saved.headers["ETag"], saved.json["revision"]) == (200, '"2"', 2)
    assert saved.json["updated_at"] >= made.json["updated_at"]
    read = room.ada.get(path)
    assert read.headers["ETag"] == '"2"'
    assert read.json == {**saved.json, "document": {"a": [1]}, "layout": layout}
    assert (read.json["name"], read.json["base_version"]) == ("Ours", 3)
    assert room.ada.delete(path).status_code == 204
    assert room.ada.get(path).status_code == 404


def test_two_windows_notice_each_other(room: SimpleNamespace) -> None:
    path = f"{room.base}/{room.ada.post(room.base, json=content()).json['id']}"
    first = room.ada.put(path, json=content(name="one"), headers={"If-Match": '"1"'})
    late = room.ada.put(path, json=content(name="other"), headers={"If-Match": '"1"'})
    assert (late.status_code, late.mimetype) == (409, "application/problem+json")
    assert late.json["revision"] == 2
    assert late.json["updated_at"].replace("+00:00", "Z") == first.json["updated_at"]
    assert "at revision 2 by now" in late.json["detail"]
    assert room.ada.get(path).json["name"] == "one"
    ahead = room.ada.put(path, json=content(), headers={"If-Match": '"7"'})
    assert (ahead.status_code, ahead.json["revision"]) == (409, 2)


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}, {"If-Match": "soon"}])
def test_a_save_must_say_what_it_is_based_on(room: SimpleNamespace, headers: dict[str, str]) -> None:
    path = f"{room.base}/{room.ada.post(room.base, json=content()).json['id']}"
    refused = room.ada.put(path, json=content(), headers=headers)
    assert (refused.status_code, refused.json["problems"][0]["field"]) == (422, "If-Match")


def test_the_list_is_ones_own_last_saved_first(room: SimpleNamespace, sign_in: Any) -> None:
    bob = sign_in("bob")
    made = [
        room.ada.post(room.base, json=content(name=name, workflow_id=of)).json["id"]
        for name, of in [("a", None), ("b", room.workflow_id), ("c", None)]
    ]
    assert bob.post(room.base, json=content(name="bob's")).status_code == 201
    room.ada.put(f"{room.base}/{made[0]}", json=content(name="a"), headers={"If-Match": "1"})
    listed = room.ada.get(room.base).json
    assert ([one["name"] for one in listed["items"]], listed["total"]) == (["a", "c", "b"], 3)
    assert all("document" not in one and "layout" not in one for one in listed["items"])
    of_workflow = room.ada.get(f"{room.base}?workflow_id={room.workflow_id}").json
    assert ([one["name"] for one in of_workflow["items"]], of_workflow["total"]) == (["b"], 1)
    page = room.ada.get(f"{room.base}?limit=1&offset=1").json
    assert ([one["name"] for one in page["items"]], page["total"]) == (["c"], 3)


def test_a_list_does_not_read_documents(room: SimpleNamespace) -> None:
    from sqlalchemy import event

    from domino_plugin.db.session import open_session

    room.ada.post(room.base, json=content())
    seen: list[str] = []
    with open_session() as session:
        engine = session.get_bind()

    def note(*arguments: Any) -> None:
        seen.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert room.ada.get(room.base).json["total"] == 1
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert any("FROM domino_draft" in one for one in seen)
    assert not any("document" in one for one in seen)


def test_a_draft_of_a_workflow_needs_the_right_to_edit_it(
    room: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Airflow may permit some DAGs and not others: it is asked about the very one."""
    from domino_plugin.airflow_compat.identity import Caller, DagRight

    path = f"{room.base}/{room.ada.post(room.base, json=content(workflow_id=room.workflow_id)).json['id']}"
    asked = []

    def may(_caller: Caller, right: DagRight, dag_id: str | None = None) -> bool:
        asked.append((right.method, dag_id))
        return dag_id != "w-drafts01"

    monkeypatch.setattr(Caller, "may", may)
    calls = [
        ("POST", room.base, content(workflow_id=room.workflow_id)),
        ("GET", path, None),
        ("PUT", path, content()),
    ]
    for method, address, body in calls:
        answer = room.ada.call(method, address, json=body, headers={"If-Match": "1"})
        assert answer.status_code == 403, (method, answer.text)
    assert asked == [("PUT", "w-drafts01")] * 3
    assert room.ada.post(room.base, json=content()).status_code == 201, "one of no workflow"
    assert room.ada.delete(path).status_code == 204, "giving up what is one's own"


@pytest.mark.parametrize("number", ["1", 1.0, True, [1], -1, 2**70])
def test_a_workflow_is_named_by_a_whole_number_only(room: SimpleNamespace, number: Any) -> None:
    """Whatever is no number is not looked up, so it must not be taken for one later."""
    refused = room.ada.post(room.base, json=content(workflow_id=number))
    assert refused.status_code in {404, 422}
    assert room.ada.get(room.base).json["total"] == 0


def test_a_workflow_of_another_workspace_does_not_exist(room: SimpleNamespace, new_workspace: Any) -> None:
    other = new_workspace("Other", ada=Role.WRITE)
    refused = room.ada.post(f"/api/v1/workspaces/{other}/drafts", json=content(workflow_id=room.workflow_id))
    assert (refused.status_code, "There is no workflow" in refused.json["detail"]) == (404, True)


def test_who_only_reads_keeps_no_drafts(room: SimpleNamespace, sign_in: Any) -> None:
    assert sign_in("carol").post(room.base, json=content()).status_code == 403


@pytest.mark.parametrize(
    ("document", "status", "words"),
    [
        (b'{"a": NaN}', 422, "NaN"),
        (b'{"a": 1e999}', 422, "NaN or Infinity"),
        (b"[1]", 422, "document"),
        (b'"text"', 422, "document"),
        (b'{"a": ' + b"[" * 200 + b"]" * 200 + b"}", 422, "nested deeper than 150"),
        (b'{"a": "' + b"x" * service.MAX_BYTES + b'"}', 413, "4 MB"),
    ],
)
def test_what_is_no_json_object_or_too_much_is_refused(
    room: SimpleNamespace, document: bytes, status: int, words: str
) -> None:
    body = b'{"name": "x", "document": ' + document + b"}"
    refused = room.ada.call("POST", room.base, data=body, content_type="application/json")
    assert (refused.status_code, words in refused.json["detail"]) == (status, True), refused.text[:500]


def test_the_number_of_drafts_is_limited(room: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_DRAFTS", 3)
    for name in ("oldest", "b", "c"):
        assert room.ada.post(room.base, json=content(name=name)).status_code == 201
    refused = room.ada.post(room.base, json=content(name="d"))
    assert refused.status_code == 409
    assert "3 drafts" in refused.json["detail"]
    assert "'oldest'" in refused.json["detail"]
    assert room.ada.get(room.base).json["total"] == 3, "none was given up for the new one"
    first = room.ada.get(room.base).json["items"][0]
    saved = room.ada.put(f"{room.base}/{first['id']}", json=content(), headers={"If-Match": "1"})
    assert saved.status_code == 200, "those that are there can still be saved"


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=st.dictionaries(TEXT, JSON, max_size=5))
def test_a_document_comes_back_as_it_was(room: SimpleNamespace, document: dict[str, Any]) -> None:
    """Also in its order and in the spelling of its numbers: 1.0 is not 1."""
    made = send(room, "POST", room.base, content(document=document))
    path = f"{room.base}/{made.json['id']}"
    assert json.dumps(json.loads(room.ada.get(path).data)["document"]) == json.dumps(document)
    send(room, "PUT", path, content(document={"it was": document}))
    assert json.dumps(json.loads(room.ada.get(path).data)["document"]) == json.dumps({"it was": document})
    assert room.ada.delete(path).status_code == 204


def send(room: SimpleNamespace, method: str, path: str, body: Any) -> Any:
    """Send JSON in the order of its keys, which the test client would sort."""
    headers = {"If-Match": "1"}
    answer = room.ada.call(
        method, path, data=json.dumps(body), content_type="application/json", headers=headers
    )
    assert answer.status_code in {200, 201}, answer.text
    return answer
