"""Jobs as runs of the system DAG, on a real metadata database; the worker's part is written by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.airflow
GROUPS = {"group0": {"requirements_file": None}, "group1": {"requirements_file": "requirements_1.txt"}}


@pytest.fixture
def system_dag(db_session: Any, airflow_home: Path) -> Iterator[None]:
    """The system DAG, known to Airflow."""
    from airflow.models.taskinstance import TaskInstance
    from domino_plugin.operators.system import DAG_ID, build_system_dag

    from domino_plugin.airflow_compat import dags, serialization
    from domino_plugin.airflow_compat.bundles import place_of

    folder = airflow_home / "dags" / "domino"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "domino_system.py").write_text("# airflow dag\n")
    assert serialization.write_dag(db_session, build_system_dag(), place_of(folder), "domino_system.py")
    yield
    db_session.rollback()
    db_session.query(TaskInstance).filter_by(dag_id=DAG_ID).update({"state": "failed"})
    dags.delete_dag(db_session, DAG_ID)
    db_session.commit()
    shutil.rmtree(folder)


@pytest.fixture
def version(db_session: Any) -> Any:
    """An installed repository version with two dependency groups."""
    from domino_plugin.db.models import Repository, RepositoryVersion, Workspace

    workspace = Workspace(name="Here")
    db_session.add(workspace)
    db_session.flush()
    repository = Repository(
        workspace_id=workspace.id, kind="local", source="/r", source_hash="0" * 64, name="r", label="R"
    )
    db_session.add(repository)
    db_session.flush()
    row = RepositoryVersion(
        repository_id=repository.id, version="1", bundle="b" * 64, groups=GROUPS, problems=[]
    )
    db_session.add(row)
    db_session.commit()
    return row


@pytest.fixture
def workspace_id(version: Any) -> int:
    return version.repository.workspace_id


End = Callable[..., None]
#: When the runs end, however long it takes until somebody looks.
ENDED = dt.datetime(2026, 1, 31, 6, tzinfo=dt.timezone.utc)


@pytest.fixture
def end_run(db_session: Any) -> End:
    """End a run of the system DAG, as the scheduler and a worker would."""

    def end(run_id: str, state: str, outcome: dict[str, Any] | None = None) -> None:
        from airflow.models.dagrun import DagRun
        from airflow.models.xcom import XComModel

        run = db_session.query(DagRun).filter_by(dag_id="domino_system", run_id=run_id).one()
        run.state = state
        run.end_date = ENDED
        db_session.commit()
        if outcome is not None:
            XComModel.set(
                key="return_value",
                value=outcome,
                task_id="build_environment",
                dag_id="domino_system",
                run_id=run_id,
                map_index=-1,
                session=db_session,
            )
            db_session.commit()

    return end


def test_each_group_gets_a_build_and_none_twice(db_session, system_dag, version, workspace_id):
    from airflow.models.dagrun import DagRun

    from domino_plugin.jobs import service

    jobs = service.request_builds(db_session, workspace_id, version, "ada")
    again = service.request_builds(db_session, workspace_id, version, "ada")

    assert [job.payload["group_key"] for job in jobs] == ["group0", "group1"]
    assert {job.state for job in jobs} == {"running"}
    assert again == []
    runs = db_session.query(DagRun).filter_by(dag_id="domino_system").all()
    assert {run.run_id: run.conf for run in runs} == {
        job.run_id: {"bundle": "b" * 64, "group": GROUPS[job.payload["group_key"]]} for job in jobs
    }


def test_a_job_tells_the_step_that_its_worker_is_at(db_session, system_dag, version, workspace_id, end_run):
    from airflow.models.xcom import XComModel

    from domino_plugin.jobs import service

    job, _ = service.request_builds(db_session, workspace_id, version, "ada")
    assert service.get_job(db_session, workspace_id, job.id).progress is None
    for done, step in enumerate(("unpack", "resolve")):
        progress = {"step": step, "done": done, "total": 4}
        XComModel.set(
            key="progress",
            value=progress,
            task_id="build_environment",
            dag_id="domino_system",
            run_id=job.run_id,
            map_index=-1,
            session=db_session,
        )
        db_session.commit()
        assert service.get_job(db_session, workspace_id, job.id).progress == progress


def test_a_job_waits_until_airflow_has_read_the_system_dag(db_session, version, workspace_id):
    from domino_plugin.jobs import service

    jobs = service.request_builds(db_session, workspace_id, version, "ada")
    assert {job.state for job in jobs} == {"queued"}
    assert {job.lease_owner for job in jobs} == {None}


def test_the_outcome_is_collected_when_somebody_looks(
    db_session, system_dag, version, workspace_id, end_run: End
):
    from domino_plugin.jobs import service

    job, other = service.request_builds(db_session, workspace_id, version, "ada")
    db_session.commit()
    end_run(job.run_id, "success", {"environment": "abc", "seconds": 1.5})

    found = service.get_job(db_session, workspace_id, job.id)
    assert (found.state, found.outcome) == ("succeeded", {"environment": "abc", "seconds": 1.5})
    assert found.finished_at == ENDED
    assert service.get_job(db_session, workspace_id, other.id).state == "running"


def test_a_failed_job_tells_the_builders_last_words_and_can_be_tried_again(
    db_session, system_dag, version, workspace_id, end_run: End, airflow_home: Path
):
    import json

    from airflow.models.taskinstance import TaskInstance

    from domino_plugin.jobs import service

    job, _ = service.request_builds(db_session, workspace_id, version, "ada")
    db_session.commit()
    task = db_session.query(TaskInstance).filter_by(dag_id="domino_system", run_id=job.run_id).one()
    task.state, task.try_number = "failed", 1
    end_run(job.run_id, "failed")
    log = (
        airflow_home
        / "logs/dag_id=domino_system"
        / f"run_id={job.run_id}"
        / "task_id=build_environment/attempt=1.log"
    )
    log.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        {"event": "chatter", "level": "info", "logger": "task"},
        {"event": "No version of pandas==99 exists", "level": "info", "logger": "domino.environment"},
    ]
    log.write_text(
        "".join(json.dumps({"timestamp": "2026-01-01T00:00:00Z", **line}) + "\n" for line in lines)
    )

    failed = service.get_job(db_session, workspace_id, job.id)
    assert (failed.state, failed.error) == ("failed", "No version of pandas==99 exists")
    assert service.read_log(db_session, failed)[0] == ["chatter", "No version of pandas==99 exists"]

    new = service.retry(db_session, workspace_id, job.id, "grace")
    assert (new.state, new.payload, new.created_by) == ("running", job.payload, "grace")
    assert new.run_id != job.run_id


def test_a_cancelled_job_stops_its_run(db_session, system_dag, version, workspace_id):
    from airflow.models.dagrun import DagRun

    from domino_plugin.errors import Conflict
    from domino_plugin.jobs import service

    job, _ = service.request_builds(db_session, workspace_id, version, "ada")
    db_session.commit()
    assert service.cancel(db_session, workspace_id, job.id).state == "cancelled"
    assert db_session.query(DagRun).filter_by(run_id=job.run_id).one().state == "failed"
    with pytest.raises(Conflict, match="ended already"):
        service.cancel(db_session, workspace_id, job.id)


def test_a_job_cancelled_when_its_run_was_just_started_elsewhere_leaves_no_run(
    db_session, system_dag, version, workspace_id
):
    from airflow.models.dagrun import DagRun

    from domino_plugin.airflow_compat import runs
    from domino_plugin.db.models import Job
    from domino_plugin.db.types import utcnow
    from domino_plugin.jobs import service

    payload = {"bundle": "b" * 64, "group": {}, "group_key": "group0"}
    job = Job(workspace_id=workspace_id, kind="build_environment", payload=payload)
    job.lease_owner, job.lease_until = "elsewhere:1", utcnow() + dt.timedelta(seconds=30)
    db_session.add(job)
    db_session.flush()
    runs.trigger(db_session, "domino_system", run_id=f"domino-job-{job.id}", conf={}, user=None)
    db_session.commit()

    assert service.cancel(db_session, workspace_id, job.id).state == "cancelled"
    assert db_session.query(DagRun).filter_by(run_id=f"domino-job-{job.id}").one().state == "failed"


def test_a_job_cancelled_while_this_process_starts_it_stays_cancelled_and_leaves_no_run(
    db_session, system_dag, version, workspace_id, monkeypatch
):
    from airflow.models.dagrun import DagRun

    from domino_plugin.airflow_compat import runs
    from domino_plugin.db.models import Job
    from domino_plugin.db.session import session_scope
    from domino_plugin.jobs import service

    payload = {"bundle": "b" * 64, "group": {}, "group_key": "group0"}
    job = Job(workspace_id=workspace_id, kind="build_environment", payload=payload)
    db_session.add(job)
    db_session.commit()
    trigger = runs.trigger

    def cancelled_meanwhile(session: Any, *arguments: Any, **named: Any) -> str:
        session.commit()
        with session_scope() as other:
            service.cancel(other, workspace_id, job.id)
        return trigger(session, *arguments, **named)

    monkeypatch.setattr(runs, "trigger", cancelled_meanwhile)
    assert service.get_job(db_session, workspace_id, job.id).state == "cancelled"
    assert db_session.query(DagRun).filter_by(run_id=f"domino-job-{job.id}").one().state == "failed"


def test_a_job_cancelled_before_it_could_start_is_never_started(
    db_session, system_dag, version, workspace_id
):
    from airflow.models.dagrun import DagRun

    from domino_plugin.db.models import Job
    from domino_plugin.jobs import service

    payload = {"bundle": "b" * 64, "group": {}, "group_key": "group0"}
    job = Job(workspace_id=workspace_id, kind="build_environment", payload=payload)
    db_session.add(job)
    db_session.commit()
    service.cancel(db_session, workspace_id, job.id)
    assert service.get_job(db_session, workspace_id, job.id).state == "cancelled"
    assert db_session.query(DagRun).filter_by(dag_id="domino_system").count() == 0


def test_a_job_claimed_by_another_process_is_left_to_it_until_its_lease_ends(
    db_session, system_dag, version, workspace_id
):
    from domino_plugin.db.models import Job
    from domino_plugin.db.types import utcnow
    from domino_plugin.jobs import service

    payload = {"bundle": "b" * 64, "group": {}, "group_key": "group0"}
    job = Job(workspace_id=workspace_id, kind="build_environment", payload=payload)
    job.lease_owner, job.lease_until = "elsewhere:1", utcnow() + dt.timedelta(seconds=30)
    db_session.add(job)
    db_session.commit()
    assert service.get_job(db_session, workspace_id, job.id).state == "queued"

    job.lease_until = utcnow() - dt.timedelta(seconds=1)
    db_session.commit()
    assert service.get_job(db_session, workspace_id, job.id).state == "running"


def test_a_run_started_by_a_process_that_died_is_taken_over(db_session, system_dag, version, workspace_id):
    from domino_plugin.airflow_compat import runs
    from domino_plugin.db.models import Job
    from domino_plugin.jobs import service

    job = Job(
        workspace_id=workspace_id,
        kind="build_environment",
        payload={"bundle": "b" * 64, "group": {}, "group_key": "group0"},
    )
    db_session.add(job)
    db_session.commit()
    runs.trigger(db_session, "domino_system", run_id=f"domino-job-{job.id}", conf={}, user=None)
    db_session.commit()

    taken = service.get_job(db_session, workspace_id, job.id)
    assert (taken.state, taken.run_id) == ("running", f"domino-job-{job.id}")


def test_a_job_of_another_workspace_is_not_found(db_session, system_dag, version, workspace_id):
    from domino_plugin.errors import NotFound
    from domino_plugin.jobs import service

    job, _ = service.request_builds(db_session, workspace_id, version, "ada")
    with pytest.raises(NotFound):
        service.get_job(db_session, workspace_id + 1, job.id)
    assert service.list_jobs(db_session, workspace_id + 1) == []


def test_jobs_are_listed_newest_first_and_by_repository(db_session, system_dag, version, workspace_id):
    from domino_plugin.jobs import service

    first, second = service.request_builds(db_session, workspace_id, version, "ada")
    db_session.commit()

    assert [job.id for job in service.list_jobs(db_session, workspace_id)] == [second.id, first.id]
    of_it = service.list_jobs(db_session, workspace_id, repository_id=version.repository_id)
    assert len(of_it) == 2
    assert service.list_jobs(db_session, workspace_id, repository_id=version.repository_id + 1) == []
