"""A workflow whose DAG is in Airflow's tables, and runs of it in any state."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.runs_of_mine import DAG_ID, spec, write_dag


@pytest.fixture
def storage_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shared storage of the test's own."""
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path / "storage"))
    return tmp_path / "storage"


@pytest.fixture
def workflow(db_session: Any, airflow_home: Path, storage_root: Path) -> Iterator[Any]:
    """A published workflow without a schedule, its DAG known to Airflow."""
    from airflow.models.taskinstance import TaskInstance

    from domino_plugin.airflow_compat import dags
    from domino_plugin.db.models import Workflow, WorkflowVersion, Workspace

    workspace = Workspace(name="Here")
    db_session.add(workspace)
    db_session.flush()
    row = Workflow(
        workspace_id=workspace.id,
        name="Runs of mine",
        dag_id=DAG_ID,
        current_version=3,
        published_version=3,
        layout={},
    )
    db_session.add(row)
    db_session.flush()
    document = {"schema_version": 1, "name": "Runs of mine", "schedule": {"kind": "none"}}
    db_session.add(WorkflowVersion(workflow_id=row.id, number=3, document=document))
    write_dag(db_session, airflow_home, spec())
    yield row
    db_session.rollback()
    db_session.query(TaskInstance).filter_by(dag_id=DAG_ID).update({"state": "failed"})
    dags.delete_dag(db_session, DAG_ID)
    db_session.commit()
    shutil.rmtree(airflow_home / "dags" / "domino", ignore_errors=True)


@pytest.fixture
def finish(db_session: Any) -> Any:
    """Put a run and its tasks into a state, as the scheduler and workers would."""

    def finish(run_id: str, state: str, tasks: dict[str, str] | None = None) -> None:
        import datetime as dt

        from airflow.models.dagrun import DagRun
        from airflow.models.taskinstance import TaskInstance

        now = dt.datetime.now(dt.timezone.utc)
        run = db_session.query(DagRun).filter_by(dag_id=DAG_ID, run_id=run_id).one()
        run.state = state
        run.start_date = now - dt.timedelta(seconds=30)
        run.end_date = now if state in {"success", "failed"} else None
        for task_id, task_state in (tasks or {}).items():
            task = (
                db_session.query(TaskInstance).filter_by(dag_id=DAG_ID, run_id=run_id, task_id=task_id).one()
            )
            task.state = task_state
            task.try_number = 1
            task.start_date = now - dt.timedelta(seconds=20)
            task.end_date = now - dt.timedelta(seconds=15)
        db_session.commit()

    return finish
