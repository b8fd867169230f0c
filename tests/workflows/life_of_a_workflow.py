"""A workflow's life in the database of the environment: hostile content, four savers at once, a run, its end.

Run by `test_postgres` in a process of its own, because an Airflow process has one database.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from airflow.api.common.trigger_dag import trigger_dag
from airflow.utils.types import DagRunTriggeredByType
from documents import chain, document, node, value
from samples import install_samples

from domino_plugin.airflow_compat import dags
from domino_plugin.db.session import session_scope
from domino_plugin.errors import Conflict
from domino_plugin.workflows import publishing, service

HOSTILE = {"\ud800": ["{{ ds }}", "\x00\u2028", 10**600, -0.0, 1.0, True], "'''": "\\"}


def main() -> None:
    with session_scope() as session:
        workspace = install_samples(session)
        saved = document([node("a", {"text": value("x"), "anything": value(HOSTILE)})], name="Ünï “x”")
        made = service.create(session, workspace, saved, user="ann")
        assert made.publish_error is None, made.publish_error
    with session_scope() as session:
        assert service.parse_document(service.get(session, workspace, made.id).document) == saved
        (listed,), _ = service.list_workflows(session, workspace, search="ünï")
        assert listed.is_paused is False
    assert sorted(save_at_once(workspace, made.id)) == ["conflict"] * 3 + ["saved"]
    with session_scope() as session:
        current = service.get(session, workspace, made.id)
        assert (current.version, current.published_version) == (2, 2)
        nodes = len(current.document["nodes"])
        run = trigger_dag(dag_id=made.dag_id, run_id="one", triggered_by=DagRunTriggeredByType.TEST)
        assert len(run.get_task_instances()) == nodes
        publishing.sync_all(session)
        assert publishing.sync_all(session).published == []
        service.delete_workflow(session, workspace, made.id)
        assert dags.dag_states(session, [made.dag_id]) == {}
    print("lived")


def save_at_once(workspace: int, workflow_id: int) -> list[str]:
    barrier, outcomes = threading.Barrier(4), []

    def save(length: int) -> None:
        barrier.wait()
        try:
            with session_scope() as session:
                service.update_workflow(
                    session, workspace, workflow_id, chain(length), base_version=1, user="x"
                )
            outcomes.append("saved")
        except Conflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=save, args=(length,)) for length in range(2, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


if __name__ == "__main__":
    main()
