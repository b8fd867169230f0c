"""What heals by itself: a publisher killed between two steps, a lost or altered dags folder, a broken row."""

from __future__ import annotations

import os

import pytest
from airflow_tables import serialized
from documents import chain, document, node
from sqlalchemy import select

from domino_plugin.airflow_compat import dags, serialization
from domino_plugin.db.models import Workflow
from domino_plugin.db.session import session_scope
from domino_plugin.workflows import dag_files, publishing, service

pytestmark = pytest.mark.airflow


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours catches it."""


@pytest.mark.parametrize(
    ("module", "step"),
    [
        (dag_files, "write"),
        (serialization, "write_dag"),
        (serialization, "_write"),
        (serialization, "request_parsing"),
        (publishing, "cast"),
    ],
)
@pytest.mark.parametrize("edit", [False, True])
def test_a_kill_between_any_two_steps_of_publishing_is_healed(
    db_session, workspace, dags_folder, monkeypatch, module, step, edit
):
    made = service.create(db_session, workspace, chain(2), user="ann") if edit else None

    def die(*_arguments, **_options):
        raise Killed

    def save():
        if made:
            service.update_workflow(db_session, workspace, made.id, chain(4), base_version=1, user="ann")
        else:
            service.create(db_session, workspace, chain(4), user="ann")

    with monkeypatch.context() as patch:
        patch.setattr(module, step, die)
        with pytest.raises(Killed):
            save()
    db_session.rollback()
    with session_scope() as session:
        publishing.sync_all(session)
    row = db_session.execute(select(Workflow).execution_options(populate_existing=True)).scalar_one()
    assert row.published_version == row.current_version == (2 if edit else 1)
    _, tasks, _, source = serialized(db_session, row.dag_id)
    assert tasks == 4
    assert (dags_folder / f"{row.dag_id}.py").read_text() == source


@pytest.mark.parametrize(
    ("module", "step"),
    [
        (dags, "retire_dags"),
        (dag_files, "remove"),
        (dags, "delete_dag"),
        (serialization, "request_parsing"),
    ],
)
def test_a_kill_between_any_two_steps_of_deleting_is_healed(
    db_session, workspace, made, dags_folder, monkeypatch, module, step
):
    def die(*_arguments, **_options):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, step, die)
        with pytest.raises(Killed):
            service.delete_workflow(db_session, workspace, made.id)
    db_session.rollback()
    with session_scope() as session:
        publishing.sync_all(session)
    assert not (dags_folder / f"{made.dag_id}.py").exists()
    assert dags.dag_states(db_session, [made.dag_id]) == {}


def test_sync_rebuilds_a_lost_folder_and_repairs_altered_files(db_session, workspace, made, dags_folder):
    publishing.sync_all(db_session)
    file = dags_folder / f"{made.dag_id}.py"
    good = file.read_text()
    for path in dags_folder.iterdir():
        path.unlink()
    dags_folder.rmdir()
    report = publishing.sync_all(db_session)
    assert sorted(report.published) == sorted([made.dag_id, "domino_system"])
    assert file.read_text() == good
    file.write_text(good + "# changed by hand\n")
    assert publishing.sync_all(db_session).published == [made.dag_id]
    assert file.read_text() == good


def test_sync_touches_nothing_that_is_in_order(db_session, made, dags_folder):
    publishing.sync_all()
    before = {path: path.stat().st_mtime_ns for path in dags_folder.iterdir()}
    report = publishing.sync_all(db_session)
    assert (report.published, report.removed, report.failed) == ([], [], {})
    assert {path: path.stat().st_mtime_ns for path in dags_folder.iterdir()} == before


def test_sync_removes_orphans_of_ours_and_leaves_other_peoples_files(db_session, made, dags_folder):
    stranger = dags_folder / "handmade-abcdefgh.py"
    stranger.write_text("# my own DAG\n")
    orphan = dags_folder / "gone-abcdefgh.py"
    orphan.write_text((dags_folder / f"{made.dag_id}.py").read_text())
    leftover = dags_folder / ".x.py.abc.tmp"
    leftover.write_text("half")
    os.utime(leftover, (0, 0))
    assert publishing.sync_all(db_session).removed == ["gone-abcdefgh"]
    assert stranger.exists()
    assert not orphan.exists()
    assert not leftover.exists()


def test_one_broken_workflow_does_not_keep_the_others_back(db_session, workspace, made, dags_folder):
    from domino_plugin.db.models import Piece

    other = service.create(db_session, workspace, document([node("c", {}, "CustomPiece")]), user="ann")
    db_session.query(Piece).filter_by(name="WorkPiece").delete()
    db_session.commit()
    (dags_folder / f"{other.dag_id}.py").unlink()
    report = publishing.sync_all(db_session)
    assert "WorkPiece" in report.failed[made.dag_id]
    assert other.dag_id in report.published
    # What was published before goes on living.
    assert (dags_folder / f"{made.dag_id}.py").exists()


def test_a_stored_document_that_no_longer_reads_is_told(db_session, workspace, made, dags_folder):
    from domino_plugin.db.models import WorkflowVersion

    other = service.create(db_session, workspace, chain(1), user="ann")
    row = db_session.query(WorkflowVersion).filter_by(workflow_id=made.id).one()
    row.document = {"schema_version": 0}
    db_session.commit()
    (dags_folder / f"{other.dag_id}.py").unlink()
    report = publishing.sync_all(db_session)
    assert list(report.failed) == [made.dag_id]
    assert other.dag_id in report.published


def test_the_maintenance_dag_comes_and_goes_with_the_options(db_session, workspace, dags_folder, monkeypatch):
    file = dags_folder / "domino_maintenance.py"
    publishing.sync_all(db_session)
    assert not file.exists()

    monkeypatch.setenv("AIRFLOW__DOMINO__RETENTION_DAYS", "30")
    monkeypatch.setenv("AIRFLOW__DOMINO__RETENTION_SCHEDULE", "30 4 * * 1")
    assert "domino_maintenance" in publishing.sync_all(db_session).published
    assert publishing.sync_all(db_session).published == []
    assert "build_maintenance_dag('30 4 * * 1')" in file.read_text()
    _, tasks, _, source = serialized(db_session, "domino_maintenance")
    assert (tasks, source) == (2, file.read_text())

    monkeypatch.setenv("AIRFLOW__DOMINO__RETENTION_SCHEDULE", "0 5 * * *")
    assert publishing.sync_all(db_session).published == ["domino_maintenance"]

    monkeypatch.setenv("AIRFLOW__DOMINO__RETENTION_DAYS", "0")
    assert publishing.sync_all(db_session).removed == ["domino_maintenance"]
    assert not file.exists()
    assert serialized(db_session, "domino_maintenance") is None


def test_a_schedule_that_cannot_be_read_stops_nothing_else(db_session, workspace, dags_folder, monkeypatch):
    monkeypatch.setenv("AIRFLOW__DOMINO__RETENTION_RUNS", "5")
    monkeypatch.setenv("AIRFLOW__DOMINO__RETENTION_SCHEDULE", "whenever")
    report = publishing.sync_all(db_session)
    assert "retention_schedule is 'whenever'" in report.failed["domino_maintenance"]
    assert not (dags_folder / "domino_maintenance.py").exists()
    assert "domino_system" in report.published
