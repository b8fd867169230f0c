"""Workflows as the web layer makes, reads, changes and deletes them."""

from __future__ import annotations

import threading

import pytest
from documents import chain, document, node, upstream, value
from samples import install_samples
from sqlalchemy import event

from domino_plugin.db.session import session_scope
from domino_plugin.errors import Conflict, Invalid, NotFound
from domino_plugin.workflows import service
from domino_plugin.workflows.names import new_dag_id

pytestmark = [pytest.mark.airflow, pytest.mark.usefixtures("dags_folder")]


@pytest.fixture
def make(db_session, workspace):
    def make(*nodes, **settings):
        return service.create(db_session, workspace, document(list(nodes), **settings), user="ann")

    return make


def statements_of(session, work):
    seen = []

    def count(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", count)
    try:
        work()
    finally:
        event.remove(session.get_bind(), "before_cursor_execute", count)
    return len(seen)


def test_what_is_saved_can_be_read_again_whole(db_session, workspace):
    numbers = {"deep": [None, True, 1, 1.0, -0.0, 10**600]}
    hostile = {"\ud800": ["{{ ds }}", "\x00\u2028", numbers], "b": "'''"}
    saved = document([node("a", {"text": value("x"), "anything": value(hostile)})], name="Ünï", tags=["t"])
    layout = {"nodes": {"a": {"x": 1.5, "y": 2}}}
    made = service.create(db_session, workspace, saved, user="ann", layout=layout, message="first")
    with session_scope() as session:
        found = service.get(session, workspace, made.id)
    assert service.parse_document(found.document) == saved
    assert list(found.document["nodes"][0]["inputs"]["anything"]["value"]) == ["\ud800", "b"]
    assert (found.layout, found.created_by, found.problems) == (layout, "ann", [])
    assert found.publish_error is None


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Größe: Zähler & Co.", "grosse-zahler-co-"),
        ("報告書", "workflow-"),
        ("  -- ", "workflow-"),
        ("A" * 200, "a" * 60 + "-"),
        ("../../etc/passwd", "etc-passwd-"),
    ],
)
def test_dag_ids_are_readable_and_harmless(name, start):
    name = name.replace("ß", "ss") if "ß" in name else name
    found = new_dag_id(name)
    assert found.startswith(start)
    assert len(found) == len(start) + 8
    assert found != new_dag_id(name)


def test_a_document_with_errors_is_not_saved(db_session, workspace):
    bad = document([node("a", {"text": value(5)}), node("b", name="SecretPiece")], "a b")
    with pytest.raises(Invalid) as caught:
        service.create(db_session, workspace, bad, user="ann")
    assert [(one["severity"], one["node"]) for one in caught.value.problems] == [
        ("error", "a"),
        ("warning", "b"),
    ]
    assert service.list_workflows(db_session, workspace) == ([], 0)


def test_warnings_are_told_and_keep_nothing_back(make):
    assert [one["severity"] for one in make(node("a", name="SecretPiece")).problems] == ["warning"]


def test_pieces_of_another_workspace_are_not_there(db_session, workspace):
    from domino_plugin.db.models import Workspace

    other = Workspace(name="other")
    db_session.add(other)
    db_session.commit()
    with pytest.raises(Invalid, match="not saved"):
        service.create(db_session, other.id, chain(1), user="ann")


def test_every_save_is_a_version_of_its_own(db_session, workspace, make):
    made = make(node("a"))
    service.update_workflow(
        db_session, workspace, made.id, chain(2), base_version=1, user="bob", message="two nodes"
    )
    versions, total = service.list_versions(db_session, workspace, made.id)
    assert total == 2
    assert [(one.number, one.message, one.created_by) for one in versions] == [
        (2, "two nodes", "bob"),
        (1, None, "ann"),
    ]
    assert len(service.get_version(db_session, workspace, made.id, 1).document["nodes"]) == 1
    assert len(service.get_version(db_session, workspace, made.id, 2).document["nodes"]) == 2
    assert service.list_versions(db_session, workspace, made.id, limit=1, offset=1)[0][0].number == 1
    with pytest.raises(NotFound, match="no version 3"):
        service.get_version(db_session, workspace, made.id, 3)


def test_a_change_of_an_old_version_is_refused(db_session, workspace, make):
    made = make(node("a"))
    service.update_workflow(db_session, workspace, made.id, chain(2), base_version=1, user="bob")
    with pytest.raises(Conflict, match="version 2 by now"):
        service.update_workflow(db_session, workspace, made.id, chain(3), base_version=1, user="ann")
    with pytest.raises(Conflict):
        service.update_workflow(db_session, workspace, made.id, chain(3), base_version=9, user="ann")
    assert len(service.get(db_session, workspace, made.id).document["nodes"]) == 2


def test_of_two_saves_at_the_same_moment_one_wins(db_session, workspace, make):
    made = make(node("a"))
    barrier, outcomes = threading.Barrier(4), []

    def save(length):
        barrier.wait()
        try:
            with session_scope() as session:
                service.update_workflow(session, workspace, made.id, chain(length), base_version=1, user="x")
            outcomes.append(length)
        except Conflict:
            outcomes.append(None)

    threads = [threading.Thread(target=save, args=(length,)) for length in (2, 3, 4, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [length for length in outcomes if length]
    assert len(outcomes) == 4
    assert len(winners) == 1
    found = service.get(db_session, workspace, made.id)
    assert (found.version, found.published_version) == (2, 2)
    assert len(found.document["nodes"]) == winners[0]


def test_moving_nodes_makes_no_version(db_session, workspace, make):
    made = make(node("a"))
    service.set_layout(db_session, workspace, made.id, {"nodes": {"a": {"x": 1, "y": 2}}})
    db_session.commit()
    found = service.get(db_session, workspace, made.id)
    assert (found.version, found.layout) == (1, {"nodes": {"a": {"x": 1, "y": 2}}})
    service.update_workflow(db_session, workspace, made.id, chain(1), base_version=1, user="a")
    assert service.get(db_session, workspace, made.id).layout == found.layout


def test_the_list_tells_what_airflow_knows(db_session, workspace, make):
    from airflow.api.common.trigger_dag import trigger_dag
    from airflow.utils.types import DagRunTriggeredByType

    schedule = {"kind": "cron", "cron": "0 6 * * *", "timezone": "UTC"}
    planned = make(node("a"), name="Planned", schedule=schedule, tags=["x"], description="Every day")
    manual = make(node("a"), name="Manual")
    trigger_dag(dag_id=manual.dag_id, run_id="one", triggered_by=DagRunTriggeredByType.TEST)
    (second, first), total = service.list_workflows(db_session, workspace)
    assert (total, second.name, first.name) == (2, "Manual", "Planned")
    assert (first.is_paused, first.tags, first.schedule, first.description) == (
        False,
        ["x"],
        schedule,
        "Every day",
    )
    assert (first.next_run_at.hour, first.last_run) == (6, None)
    assert second.next_run_at is None
    assert (second.last_run.run_id, second.last_run.state) == ("one", "queued")
    assert planned.dag_id == first.dag_id


def test_the_list_is_searched_filtered_and_paged(db_session, workspace, make):
    made = [make(name=name) for name in ("100% cotton", "100 x cotton", "Wool", "wool_2")]
    names = lambda **options: {  # noqa: E731
        one.name for one in service.list_workflows(db_session, workspace, **options)[0]
    }
    assert names(search="100%") == {"100% cotton"}
    assert names(search=" WOOL ") == {"Wool", "wool_2"}
    assert names(search="l_2") == {"wool_2"}
    assert names(dag_ids=[made[2].dag_id]) == {"Wool"}
    assert names(dag_ids=[]) == set()
    page, total = service.list_workflows(db_session, workspace, limit=3, offset=3)
    assert (len(page), total) == (1, 4)


def test_the_list_takes_the_same_number_of_statements_for_any_length(db_session, workspace, make):
    def read():
        service.list_workflows(db_session, workspace)

    make(name="one")
    few = statements_of(db_session, read)
    for number in range(5):
        make(node("a"), name=f"more {number}")
    assert statements_of(db_session, read) == few == 4


def test_a_workflow_of_another_workspace_is_not_there(db_session, workspace, make):
    made = make(node("a"))
    other = install_samples(db_session)
    for work in (
        lambda: service.get(db_session, other, made.id),
        lambda: service.update_workflow(db_session, other, made.id, chain(1), base_version=1, user="x"),
        lambda: service.delete_workflow(db_session, other, made.id),
        lambda: service.publish(db_session, other, made.id),
        lambda: service.set_layout(db_session, other, made.id, {}),
        lambda: service.list_versions(db_session, other, made.id),
        lambda: service.get_version(db_session, other, made.id, 1),
    ):
        with pytest.raises(NotFound):
            work()
    assert service.list_workflows(db_session, other) == ([], 0)


def test_a_deleted_workflow_is_gone(db_session, workspace, make):
    made = make(node("a"))
    service.delete_workflow(db_session, workspace, made.id)
    with pytest.raises(NotFound):
        service.get(db_session, workspace, made.id)
    assert service.list_workflows(db_session, workspace) == ([], 0)


def test_problems_of_plain_json_name_the_node(db_session, workspace):
    data = {
        "name": "Test",
        "nodes": [
            node("a") | {"retries": -1},
            node("b", {"text": {"kind": "list", "items": [{"kind": "value", "value": float("nan")}]}}),
        ],
        "wrong": 1,
    }
    problems = service.check(db_session, workspace, data)
    assert [(one["node"], one["field"]) for one in problems] == [
        ("a", "retries"),
        ("b", "inputs.text.items[0].value"),
        (None, "wrong"),
    ]


@pytest.mark.parametrize("data", [None, [], {"nodes": 5}, {"name": "x", "nodes": [5]}, {"name": "\x00"}])
def test_what_is_no_document_at_all(db_session, workspace, data):
    problems = service.check(db_session, workspace, data)
    assert problems
    assert all(one["reason"] for one in problems)


def test_checking_a_good_document_finds_nothing(db_session, workspace):
    data = document([node("a"), node("b", {"text": upstream("a", "path")})], "a b").model_dump(mode="json")
    assert service.check(db_session, workspace, data) == []


def test_checking_tells_the_near_miss_of_a_piece(db_session, workspace):
    bad = node("a")
    bad["piece"]["name"] = "WorkPeice"
    (problem,) = service.check(db_session, workspace, {"name": "x", "nodes": [bad]})
    assert problem["fix"] == "Did you mean 'WorkPiece'?"
