"""Writes a DAG to Airflow's tables at once, as the dag-processor would do later.

Reason: the dag-processor notices a new file only when it next lists the folder, by default after up to 300
seconds, and skips a change that follows another within 30 seconds. The calls used here are those of the
dag-processor itself; they have moved between minor releases. If they aren't there, or take other arguments,
`write_dag` says so, and the priority request alone makes the dag-processor read the file in a second or two.
"""

from __future__ import annotations

import logging
import os
import time
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domino_plugin.airflow_compat.bundles import Place
from domino_plugin.errors import Unavailable

log = logging.getLogger(__name__)


def write_dag(session: Session, dag: Any, place: Place, file_name: str) -> bool:
    """Write a DAG that the factory has built, as if its file had been parsed; never touches paused state.

    The file must be there already: Airflow stores its source beside the DAG.

    Args:
        session: committed by this function.
        dag: the DAG, an `airflow.sdk.DAG`.
        place: the folder of its file.
        file_name: name of its file in that folder.

    Returns:
        False if this Airflow's internals can't be used; the dag-processor has to do it.

    Raises:
        Unavailable: a cluster policy of this Airflow refuses the DAG.
    """
    dag.fileloc = str(place.folder / file_name)
    dag.relative_fileloc = str(place.relative / file_name)
    start = time.perf_counter()
    _apply_policies(dag, place)
    try:
        _write(session, dag, place.bundle.name, start)
    except (ImportError, AttributeError, TypeError):
        session.rollback()
        log.warning(
            "DAG %s is left to the dag-processor: Airflow's internals differ.", dag.dag_id, exc_info=True
        )
        return False
    session.commit()
    return True


def request_parsing(session: Session, place: Place, file_name: str) -> None:
    """Ask the dag-processor to read a file before all others, new, changed or gone; commits the session."""
    from airflow.models.dagbag import DagPriorityParsingRequest

    relative = str(place.relative / file_name)
    request = DagPriorityParsingRequest(bundle_name=place.bundle.name, relative_fileloc=relative)
    try:
        session.add(request)
        session.commit()
    except IntegrityError:
        # Somebody has asked already.
        session.rollback()


def _write(session: Session, dag: Any, bundle_name: str, start: float) -> None:
    from airflow.models.dagbundle import DagBundleModel
    from airflow.models.serialized_dag import SerializedDagModel
    from airflow.serialization.definitions.dag import SerializedDAG
    from airflow.serialization.serialized_objects import LazyDeserializedDAG

    if session.scalar(select(DagBundleModel.name).where(DagBundleModel.name == bundle_name)) is None:
        # No dag-processor has run yet.
        session.add(DagBundleModel(name=bundle_name))
        session.flush()
    lazy = LazyDeserializedDAG.from_dag(dag)
    SerializedDAG.bulk_write_to_db(bundle_name, None, [lazy], time.perf_counter() - start, session=session)
    SerializedDagModel.write_dag(
        lazy, bundle_name=bundle_name, bundle_version=None, min_update_interval=None, session=session
    )


def _apply_policies(dag: Any, place: Place) -> None:
    """Let the installation's cluster policies look at the DAG and change it, as the dag-processor does."""
    try:
        from airflow.dag_processing.dagbag import DagBag

        bag = DagBag(
            dag_folder=os.devnull,
            bundle_path=place.bundle.path,
            bundle_name=place.bundle.name,
            collect_dags=False,
            load_op_links=False,
        )
        check, bag_dag = dag.validate, bag.bag_dag
    except (ImportError, AttributeError, TypeError):
        log.warning("Cluster policies can't be applied to DAG %s beforehand.", dag.dag_id, exc_info=True)
        return
    try:
        check()
        bag_dag(dag=dag)
    except Exception as error:  # policies are other people's code: whatever they raise refuses the DAG
        raise Unavailable(
            f"This Airflow refuses the DAG {dag.dag_id!r}: {error}. If a cluster policy says so, "
            "ask its administrator."
        ) from error
