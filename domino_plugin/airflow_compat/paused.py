"""Whether Airflow starts a DAG's runs: read and changed from the web process, as its REST API does."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from domino_plugin.errors import NotFound


def paused_states(session: Session, dag_ids: Sequence[str]) -> dict[str, bool]:
    """Return for each DAG that Airflow knows whether it is paused, in one query."""
    from airflow.models.dag import DagModel

    if not dag_ids:
        return {}
    query = select(DagModel.dag_id, DagModel.is_paused).where(DagModel.dag_id.in_(dag_ids))
    return {dag_id: bool(paused) for dag_id, paused in session.execute(query)}


def set_paused(session: Session, dag_id: str, *, paused: bool) -> None:
    """Pause or resume a DAG.

    Raises:
        NotFound: Airflow doesn't know the DAG (yet).
    """
    from airflow.models.dag import DagModel

    dag = session.get(DagModel, dag_id)
    if dag is None:
        raise NotFound(f"Airflow has no DAG {dag_id!r} yet; publish the workflow again.")
    dag.is_paused = paused
    session.flush()
