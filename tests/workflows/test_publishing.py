"""Publishing against a real metadata database, with no scheduler and no dag-processor running."""

from __future__ import annotations

import stat

import pytest
from airflow_tables import requests, serialized
from documents import chain, document, node, upstream, value
from sqlalchemy import event

from domino_plugin.airflow_compat import dags, serialization
from domino_plugin.db.models import Workflow
from domino_plugin.db.session import session_scope
from domino_plugin.errors import Unavailable
from domino_plugin.workflows import dag_files, generation, publishing, service

pytestmark = pytest.mark.airflow


def trigger(dag_id, run_id="one"):
    from airflow.api.common.trigger_dag import trigger_dag
    from airflow.utils.types import DagRunTriggeredByType

    return trigger_dag(dag_id=dag_id, run_id=run_id, triggered_by=DagRunTriggeredByType.TEST)


def test_a_created_workflow_is_runnable_at_once(db_session, made, dags_folder):
    assert (made.version, made.published_version, made.publish_error) == (1, 1, None)
    assert made.is_paused is False
    file = dags_folder / f"{made.dag_id}.py"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    _, tasks, versions, source = serialized(db_session, made.dag_id)
    assert (tasks, versions, source) == (3, 1, file.read_text())
    assert ("dags-folder", f"domino/{made.dag_id}.py") in requests(db_session)
    run = trigger(made.dag_id)
    assert {ti.task_id for ti in run.get_task_instances()} == {"n0", "n1", "n2"}


def test_the_dag_processor_gets_the_same_dag(db_session, workspace, dags_folder, parse_as_airflow):
    schedule = {"kind": "cron", "cron": "0 6 * * *", "timezone": "Europe/Berlin"}
    nodes = [
        node("a", {"text": value("{{ ds }} '''\u2028\x00\n" * 1), "anything": value({"x": ["\ud800", 1.0]})}),
        node("b", {"text": upstream("a", "path")}, retries=2, timeout_seconds=60),
    ]
    made = service.create(
        db_session,
        workspace,
        document(
            nodes,
            "a b",
            name="Größe „x“ 'y'",
            tags=["b", "a", "ü"],
            schedule=schedule,
            start="2026-01-01T00:00:00+05:30",
            catchup=False,
            max_active_runs=3,
        ),
        user="ann",
    )
    assert made.publish_error is None
    publishing.sync_all(db_session)
    parsed = parse_as_airflow()
    assert parsed["errors"] == {}
    assert set(parsed["dags"]) == {made.dag_id, "domino_system"}
    for dag_id, dag in parsed["dags"].items():
        assert dag["hash"] == serialized(db_session, dag_id)[0]
        assert dag["fileloc"] == str(dags_folder / f"{dag_id}.py")
        assert dag["relative_fileloc"] == f"domino/{dag_id}.py"
        assert dag["paused"] is False


def test_an_edit_is_serialized_at_once_and_keeps_the_paused_state(db_session, workspace, made):
    from airflow.models.dag import DagModel

    db_session.get(DagModel, made.dag_id).is_paused = True
    db_session.commit()
    changed = service.update_workflow(db_session, workspace, made.id, chain(5), base_version=1, user="bob")
    assert (changed.version, changed.published_version, changed.is_paused) == (2, 2, True)
    _, tasks, versions, source = serialized(db_session, made.dag_id)
    assert (tasks, versions) == (5, 1)
    assert generation.header_of(source) == (made.id, 2)


def test_a_run_keeps_its_version_of_the_dag(db_session, workspace, made):
    trigger(made.dag_id)
    service.update_workflow(db_session, workspace, made.id, chain(4), base_version=1, user="bob")
    assert serialized(db_session, made.dag_id)[2] == 2
    assert len(trigger(made.dag_id, "two").get_task_instances()) == 4


def test_a_second_request_for_the_same_file_is_no_error(db_session, made):
    place = publishing.publishing_place()
    for _ in range(2):
        serialization.request_parsing(db_session, place, f"{made.dag_id}.py")


def test_without_airflows_internals_the_dag_processor_does_it(
    db_session, workspace, dags_folder, monkeypatch
):
    def moved(*_arguments, **_options):
        raise ImportError("it has moved")

    monkeypatch.setattr(serialization, "_write", moved)
    made = service.create(db_session, workspace, chain(2), user="ann")
    assert (made.published_version, made.publish_error) == (1, None)
    assert serialized(db_session, made.dag_id) is None
    assert ("dags-folder", f"domino/{made.dag_id}.py") in requests(db_session)


def test_a_failure_is_told_and_loses_nothing(db_session, workspace, made, dags_folder, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    before = (dags_folder / f"{made.dag_id}.py").read_text()
    with monkeypatch.context() as patch:
        patch.setattr(dag_files, "write", full)
        broken = service.update_workflow(db_session, workspace, made.id, chain(4), base_version=1, user="a")
    assert (broken.version, broken.published_version) == (2, 1)
    assert "No space left" in broken.publish_error
    assert (dags_folder / f"{made.dag_id}.py").read_text() == before
    assert serialized(db_session, made.dag_id)[1] == 3
    mended = service.publish(db_session, workspace, made.id)
    assert (mended.published_version, mended.publish_error) == (2, None)


def test_a_dag_that_a_cluster_policy_refuses(db_session, workspace, dags_folder, monkeypatch):
    from airflow import settings as airflow_settings
    from airflow.exceptions import AirflowClusterPolicyViolation

    def refuse(dag):
        raise AirflowClusterPolicyViolation("every DAG needs an owner")

    monkeypatch.setattr(airflow_settings, "dag_policy", refuse)
    made = service.create(db_session, workspace, chain(1), user="ann")
    assert made.published_version is None
    assert "every DAG needs an owner" in made.publish_error


def test_deleting_removes_every_trace(db_session, workspace, made, dags_folder):
    trigger(made.dag_id)
    service.delete_workflow(db_session, workspace, made.id)
    assert not (dags_folder / f"{made.dag_id}.py").exists()
    assert serialized(db_session, made.dag_id) is None
    assert dags.dag_states(db_session, [made.dag_id]) == {}


def test_deleting_leaves_the_dag_processor_nothing_to_write(
    db_session, workspace, made, dags_folder, monkeypatch
):
    """It looks at the folder just when the file is gone, and would end if the row went meanwhile."""
    from airflow.models.dag import DagModel

    changed = []
    delete = dags.delete_dag

    def look_first(session, dag_id):
        present = {f"domino/{path.name}" for path in dags_folder.glob("*.py")}
        assert f"domino/{dag_id}.py" not in present
        with session_scope() as other:
            DagModel.deactivate_deleted_dags("dags-folder", present, session=other)
            changed.extend(row for row in other.dirty if other.is_modified(row))
            other.rollback()
        delete(session, dag_id)

    monkeypatch.setattr(dags, "delete_dag", look_first)
    service.delete_workflow(db_session, workspace, made.id)
    assert changed == []
    assert made.dag_id not in dags.dag_states(db_session, [made.dag_id])


def test_deleting_with_history_kept(db_session, workspace, made, dags_folder):
    trigger(made.dag_id)
    service.delete_workflow(db_session, workspace, made.id, keep_history=True)
    assert not (dags_folder / f"{made.dag_id}.py").exists()
    assert dags.dag_states(db_session, [made.dag_id])[made.dag_id].is_stale


def test_nothing_is_deleted_while_a_task_runs(db_session, workspace, made, dags_folder):
    from domino_plugin.errors import Conflict

    run = trigger(made.dag_id)
    task = run.get_task_instances()[0]
    with session_scope() as session:
        session.merge(task).state = "running"
    with pytest.raises(Conflict, match="running"):
        service.delete_workflow(db_session, workspace, made.id)
    assert (dags_folder / f"{made.dag_id}.py").exists()
    assert service.get(db_session, workspace, made.id).name == "Test"
    with session_scope() as session:
        session.merge(task).state = "success"


def test_a_version_saved_while_another_is_being_published_wins(db_session, workspace, made, monkeypatch):
    """Two web processes: the one that writes the older version last must notice."""
    original = dag_files.write
    raced = []

    def race(folder, name, text):
        if not raced:
            raced.append(True)
            with session_scope() as session:
                service.update_workflow(session, workspace, made.id, chain(6), base_version=2, user="bob")
        original(folder, name, text)

    monkeypatch.setattr(dag_files, "write", race)
    service.update_workflow(db_session, workspace, made.id, chain(5), base_version=1, user="ann")
    final = service.get(db_session, workspace, made.id)
    assert (final.version, final.published_version) == (3, 3)
    _, tasks, _, source = serialized(db_session, made.dag_id)
    assert (tasks, generation.header_of(source)) == (6, (made.id, 3))


def test_a_workflow_deleted_while_it_is_being_published_stays_deleted(
    db_session, workspace, made, dags_folder, monkeypatch
):
    original = dag_files.write

    def race(folder, name, text):
        with session_scope() as session:
            if session.get(Workflow, made.id):
                service.delete_workflow(session, workspace, made.id)
        original(folder, name, text)

    monkeypatch.setattr(dag_files, "write", race)
    publishing.publish(db_session, made.id)
    assert not (dags_folder / f"{made.dag_id}.py").exists()
    assert dags.dag_states(db_session, [made.dag_id]) == {}


def test_a_folder_that_airflow_does_not_read(metadata_database, tmp_path):
    from domino_plugin.airflow_compat.bundles import place_of

    with pytest.raises(Unavailable, match="dag_bundle_config_list"):
        place_of(tmp_path / "elsewhere")


def test_a_bundle_of_another_name_and_a_git_bundle_beside_it(metadata_database, tmp_path, monkeypatch):
    import json

    from domino_plugin.airflow_compat.bundles import place_of

    local = "airflow.dag_processing.bundles.local.LocalDagBundle"
    bundles = [
        {"name": "team", "classpath": local, "kwargs": {"path": str(tmp_path)}},
        {"name": "inner", "classpath": local, "kwargs": {"path": str(tmp_path / "a")}},
    ]
    monkeypatch.setenv("AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST", json.dumps(bundles))
    place = place_of(tmp_path / "domino")
    assert (place.bundle.name, str(place.relative)) == ("team", "domino")
    assert place_of(tmp_path / "a" / "b").bundle.name == "inner"


def test_publishing_takes_a_bounded_number_of_statements(db_session, workspace, dags_folder):
    statements = []

    def count(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    def of(length):
        statements.clear()
        service.create(db_session, workspace, chain(length), user="ann")
        return len(statements)

    engine = db_session.get_bind()
    event.listen(engine, "before_cursor_execute", count)
    try:
        assert of(2) == of(60)
    finally:
        event.remove(engine, "before_cursor_execute", count)
