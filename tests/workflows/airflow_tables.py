"""What Airflow's own tables hold of a DAG."""

from __future__ import annotations

from sqlalchemy import func, select


def serialized(session, dag_id):
    """Hash, number of tasks, versions and source of a DAG in Airflow's tables."""
    from airflow.models.dag_version import DagVersion
    from airflow.models.dagcode import DagCode
    from airflow.models.serialized_dag import SerializedDagModel

    session.rollback()
    row = session.scalar(
        select(SerializedDagModel)
        .where(SerializedDagModel.dag_id == dag_id)
        .order_by(SerializedDagModel.created_at.desc())
        .limit(1)
    )
    if row is None:
        return None
    versions = session.scalar(select(func.count()).select_from(DagVersion).where(DagVersion.dag_id == dag_id))
    source = session.scalar(select(DagCode.source_code).where(DagCode.dag_id == dag_id))
    return row.dag_hash, len(row.data["dag"]["tasks"]), versions, source


def requests(session):
    from airflow.models.dagbag import DagPriorityParsingRequest

    session.rollback()
    return set(
        session.execute(
            select(DagPriorityParsingRequest.bundle_name, DagPriorityParsingRequest.relative_fileloc)
        )
    )
