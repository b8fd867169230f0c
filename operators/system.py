"""The system DAG: work that has to happen on a worker, such as building environments."""

from __future__ import annotations

from typing import Any

from airflow.sdk import DAG, BaseOperator

DAG_ID = "domino_system"
TASK_ID = "build_environment"
#: XCom that tells how far the task is: ``{"step": name, "done": steps, "total": steps}``.
PROGRESS_KEY = "progress"


class BuildEnvironmentOperator(BaseOperator):
    """Builds the environment of one dependency group, or finds it built.

    The run's ``conf`` is ``{"bundle": digest of the repository's bundle, "group": dependency group}``.
    Returns ``{"environment": its key, "python": version, "seconds": that the building took, "packages":
    ["name==version"]}``.
    """

    def execute(self, context: Any) -> dict[str, Any]:
        """Build the environment."""
        from domino_plugin.operators.environment_build import EnvironmentBuild
        from domino_plugin.operators.supervisor import ended_with_supervisor

        self._build = EnvironmentBuild(context)
        with ended_with_supervisor(self.on_kill):
            return self._build.run()

    def on_kill(self) -> None:
        """End the build."""
        build = getattr(self, "_build", None)
        if build is not None:
            build.stop()


def build_system_dag() -> DAG:
    """Build the system DAG; its queue is the option ``[domino] build_queue``."""
    import datetime as dt

    from airflow.sdk.configuration import conf

    queue = (conf.get("domino", "build_queue", fallback="") or "").strip()
    dag = DAG(
        dag_id=DAG_ID,
        dag_display_name="Domino: environments of Pieces",
        description="Builds the environments that Pieces run in. Domino starts its runs.",
        tags=["domino-system"],
        schedule=None,
        catchup=False,
        is_paused_upon_creation=False,
    )
    options: dict[str, Any] = {"queue": queue} if queue else {}
    BuildEnvironmentOperator(
        task_id=TASK_ID,
        dag=dag,
        retries=1,
        retry_delay=dt.timedelta(seconds=10),
        **options,
    )
    return dag
