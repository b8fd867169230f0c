"""Runs through Airflow's own services, on a real metadata database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

pytestmark = pytest.mark.airflow


@pytest.fixture
def runs() -> Any:
    from domino_plugin.runs import service

    return service


def test_a_triggered_run_is_queued_for_the_user_with_the_workflows_version(db_session, workflow, runs):
    run = runs.trigger(db_session, workflow, "ada")

    assert run.state == "queued"
    assert run.triggered_by == "ada"
    assert run.workflow_version == 3
    assert sum(run.task_states.values()) == 2
    assert not run.finished


def test_each_run_keeps_the_version_it_was_made_from(db_session, workflow, runs, airflow_home, finish):
    from support.runs_of_mine import spec, write_dag

    first = runs.trigger(db_session, workflow, "ada")
    db_session.commit()
    write_dag(db_session, airflow_home, spec(version=4))
    second = runs.trigger(db_session, workflow, "ada")

    assert runs.get_run(db_session, workflow, first.run_id).workflow_version == 3
    assert second.workflow_version == 4


def test_a_second_run_of_the_same_id_is_refused(db_session, workflow, runs):
    from domino_plugin.errors import Conflict

    runs.trigger(db_session, workflow, "ada", run_id="mine")
    db_session.commit()
    with pytest.raises(Conflict, match="mine"):
        runs.trigger(db_session, workflow, "ada", run_id="mine")


@pytest.mark.parametrize("run_id", ["", "a/b", ".hidden", "line\nbreak", "x" * 201])
def test_a_run_id_that_could_harm_is_refused(db_session, workflow, runs, run_id):
    from domino_plugin.errors import Invalid

    with pytest.raises(Invalid, match="run id"):
        runs.trigger(db_session, workflow, "ada", run_id=run_id)


def test_triggering_a_paused_workflow_without_a_schedule_resumes_it(db_session, workflow, runs):
    from domino_plugin.airflow_compat import paused

    runs.set_paused(db_session, workflow, is_paused=True)
    runs.trigger(db_session, workflow, "ada")

    assert paused.paused_states(db_session, [workflow.dag_id]) == {workflow.dag_id: False}


def test_triggering_a_paused_workflow_with_a_schedule_asks_first(db_session, workflow, runs):
    from domino_plugin.airflow_compat import paused
    from domino_plugin.db.models import WorkflowVersion
    from domino_plugin.errors import Conflict

    version = db_session.query(WorkflowVersion).filter_by(workflow_id=workflow.id).one()
    version.document = {**version.document, "schedule": {"kind": "preset", "preset": "daily"}}
    db_session.flush()
    runs.set_paused(db_session, workflow, is_paused=True)

    with pytest.raises(Conflict, match="unpause=true"):
        runs.trigger(db_session, workflow, "ada")
    assert paused.paused_states(db_session, [workflow.dag_id]) == {workflow.dag_id: True}

    runs.trigger(db_session, workflow, "ada", unpause=True)
    assert paused.paused_states(db_session, [workflow.dag_id]) == {workflow.dag_id: False}


def test_an_unpublished_workflow_tells_why_it_cannot_run(db_session, workflow, runs):
    from domino_plugin.errors import Conflict

    workflow.published_version = None
    workflow.publish_error = "the dags folder is read-only"
    with pytest.raises(Conflict, match="read-only"):
        runs.trigger(db_session, workflow, "ada")


def test_runs_are_listed_newest_first_by_page_and_state(db_session, workflow, runs, finish):
    for number in range(5):
        runs.trigger(db_session, workflow, "ada", run_id=f"run-{number}")
        db_session.commit()
    finish("run-1", "failed", {"first": "failed", "second": "upstream_failed"})

    page, total = runs.list_runs(db_session, workflow, limit=2, offset=1)
    assert total == 5
    assert [run.run_id for run in page] == ["run-3", "run-2"]

    failed, count = runs.list_runs(db_session, workflow, state="failed")
    assert count == 1
    assert failed[0].task_states == {"failed": 1, "upstream_failed": 1}
    assert failed[0].finished
    assert failed[0].duration == pytest.approx(30, abs=1)


def test_listing_runs_takes_as_many_statements_for_many_as_for_one(db_session, workflow, runs):
    def statements(limit: int) -> int:
        seen = []

        def count(*args: Any) -> None:
            seen.append(args[2])

        engine = db_session.get_bind()
        event.listen(engine, "before_cursor_execute", count)
        try:
            runs.list_runs(db_session, workflow, limit=limit)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    for number in range(12):
        runs.trigger(db_session, workflow, "ada", run_id=f"run-{number}")
    db_session.commit()
    db_session.expire_all()
    runs.list_runs(db_session, workflow)  # warm

    assert statements(12) == statements(1)


def test_runs_of_many_versions_take_no_more_statements_either(
    db_session, workflow, runs, airflow_home, monkeypatch
):
    from support.runs_of_mine import spec, write_dag

    from domino_plugin.airflow_compat import runs as airflow_runs

    for number in range(3, 8):
        write_dag(db_session, airflow_home, spec(version=number))
        runs.trigger(db_session, workflow, "ada", run_id=f"run-{number}")
        db_session.commit()
    monkeypatch.setattr(airflow_runs, "_KNOWN_VERSIONS", airflow_runs._BoundedCache())
    seen = []

    def note(*args: Any) -> None:
        seen.append(args[2])

    event.listen(db_session.get_bind(), "before_cursor_execute", note)
    try:
        page, _ = runs.list_runs(db_session, workflow)
    finally:
        event.remove(db_session.get_bind(), "before_cursor_execute", note)
    assert [run.workflow_version for run in page] == [7, 6, 5, 4, 3]
    assert sum("FROM serialized_dag" in statement for statement in seen) == 1


def test_a_page_holds_as_many_runs_as_are_asked_for(db_session, workflow, runs):
    """Else whoever goes on by the page's size would skip some."""
    from airflow.models.dagrun import DagRun, DagRunState

    runs.trigger(db_session, workflow, "ada", run_id="first")
    first = db_session.query(DagRun).filter_by(dag_id=workflow.dag_id).one()
    db_session.add_all(
        DagRun(
            dag_id=workflow.dag_id,
            run_id=f"run-{number}",
            run_type="manual",
            state=DagRunState.SUCCESS,
            run_after=first.run_after,
        )
        for number in range(120)
    )
    db_session.commit()
    page, total = runs.list_runs(db_session, workflow, limit=200)
    assert len(page) == total == 121


def test_tasks_come_in_the_order_of_their_start(db_session, workflow, runs, finish):
    run = runs.trigger(db_session, workflow, "ada")
    db_session.commit()
    finish(run.run_id, "running", {"second": "success"})

    tasks = runs.list_tasks(db_session, workflow, run.run_id)
    assert [(task.task_id, task.name, task.state) for task in tasks] == [
        ("second", "Second", "success"),
        ("first", "First", "none"),
    ]
    assert tasks[0].duration == pytest.approx(5)


def test_a_run_is_stopped_before_it_is_deleted_with_its_files(
    db_session, workflow, runs, finish, storage_root: Path
):
    from domino_plugin.errors import Conflict, NotFound
    from domino_plugin.storage import open_storage

    run = runs.trigger(db_session, workflow, "ada")
    db_session.commit()
    finish(run.run_id, "running", {"first": "running"})
    folder = open_storage().prepare_task(workflow.dag_id, run.run_id, "first")

    with pytest.raises(Conflict, match="stop it"):
        runs.delete_run(db_session, workflow, run.run_id)
    assert folder.exists()

    stopped = runs.stop_run(db_session, workflow, run.run_id)
    assert stopped.state == "failed"
    with pytest.raises(Conflict, match="ended already"):
        runs.stop_run(db_session, workflow, run.run_id)

    runs.delete_run(db_session, workflow, run.run_id)
    assert not folder.exists()
    assert storage_root.exists()
    with pytest.raises(NotFound):
        runs.get_run(db_session, workflow, run.run_id)


def test_a_run_of_another_workflow_is_not_found(db_session, workflow, runs):
    from domino_plugin.db.models import Workflow
    from domino_plugin.errors import NotFound

    run = runs.trigger(db_session, workflow, "ada")
    other = Workflow(
        workspace_id=workflow.workspace_id,
        name="Other",
        dag_id="other-abcd1234",
        current_version=1,
        layout={},
    )
    with pytest.raises(NotFound, match="no run"):
        runs.get_run(db_session, other, run.run_id)


def test_the_pieces_own_lines_are_told_from_airflows(db_session, workflow, runs, finish, airflow_home):
    import json

    run = runs.trigger(db_session, workflow, "ada")
    db_session.commit()
    finish(run.run_id, "success", {"first": "success"})
    lines = [
        {"timestamp": "2026-01-01T00:00:00Z", "event": "Starting", "level": "info", "logger": "task"},
        {
            "timestamp": "2026-01-01T00:00:01Z",
            "event": "uv: built",
            "level": "info",
            "logger": "domino.environment",
        },
        {"timestamp": "2026-01-01T00:00:02Z", "event": "hello", "level": "info", "logger": "domino.piece"},
        {
            "timestamp": "2026-01-01T00:00:03Z",
            "event": "{{ world }}",
            "level": "info",
            "logger": "domino.piece",
        },
        {
            "timestamp": "2026-01-01T00:00:04Z",
            "event": "Task failed",
            "level": "error",
            "logger": "task",
            "error_detail": [{"exc_type": "ValueError", "exc_value": "too few rows", "frames": []}],
        },
    ]
    file = (
        airflow_home
        / "logs"
        / f"dag_id={workflow.dag_id}"
        / f"run_id={run.run_id}"
        / "task_id=first"
        / "attempt=1.log"
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))

    whole = runs.read_log(db_session, workflow, run.run_id, "first")
    assert [(line.source, line.text) for line in whole.lines] == [
        ("airflow", "Starting"),
        ("environment", "uv: built"),
        ("piece", "hello"),
        ("piece", "{{ world }}"),
        ("airflow", "Task failed\nValueError: too few rows"),
    ]
    assert whole.finished

    own = runs.read_log(db_session, workflow, run.run_id, "first", piece_only=True)
    assert [line.text for line in own.lines] == ["hello", "{{ world }}"]

    head = runs.read_log(db_session, workflow, run.run_id, "first", limit=2)
    assert len(head.lines) == 2
    assert not head.finished
    rest = runs.read_log(db_session, workflow, run.run_id, "first", after=head.next)
    assert [line.text for line in rest.lines][:2] == ["hello", "{{ world }}"]
    assert rest.finished
