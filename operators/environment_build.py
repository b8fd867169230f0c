"""The task of the system DAG that builds an environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from domino_plugin.operators.failures import task_failure, unwritable
from domino_plugin.operators.system import PROGRESS_KEY
from domino_plugin.operators.virtualenv import Environment, read_requirements
from domino_plugin.operators.worker_environments import (
    build_environment,
    environment_log,
    environment_store,
    repository_folder,
    worker_settings,
)

from domino_plugin.errors import DominoError, Invalid
from domino_plugin.storage import open_storage

if TYPE_CHECKING:
    from airflow.sdk import Context

#: The steps of a build, in their order.
BUILD_STEPS = ("unpack", "resolve", "download", "install")


class EnvironmentBuild:
    """Builds an environment as the task of the system DAG."""

    def __init__(self, context: Context) -> None:
        self._conf: Mapping[str, Any] = context["dag_run"].conf or {}
        self._task = context["ti"]
        self._settings = worker_settings()
        self._environments = environment_store(self._settings)
        self._environments.on_step = self._tell

    def stop(self) -> None:
        """End the build soon."""
        self._environments.stop()

    def run(self) -> dict[str, Any]:
        """Build the environment, or find it built.

        Raises:
            AirflowFailException: it can't be built.
            AirflowException: it could not be built this time.
        """
        try:
            environment = self._build()
        except DominoError as error:
            raise task_failure(error) from None
        except OSError as error:
            raise task_failure(unwritable(error)) from None
        return {
            "environment": environment.key,
            "python": environment.version,
            "seconds": environment.seconds,
            "packages": list(environment.packages),
        }

    def _tell(self, step: str) -> None:
        """Tell the web process, which has no other sight of a worker, how far it is."""
        progress = {"step": step, "done": BUILD_STEPS.index(step), "total": len(BUILD_STEPS)}
        self._task.xcom_push(key=PROGRESS_KEY, value=progress)

    def _build(self) -> Environment:
        self._tell("unpack")
        bundle, group = self._conf.get("bundle"), self._conf.get("group")
        if not isinstance(bundle, str) or not isinstance(group, Mapping):
            raise Invalid('The run\'s conf takes {"bundle": digest, "group": dependency group}.')
        root = self._settings.environments_root
        repository = repository_folder(f"sha256:{bundle}", open_storage(patient=True), root)
        requirements = read_requirements(repository, group)
        environment = build_environment(self._environments, requirements, self._settings)
        environment_log.info(
            "Environment %s has Python %s and %d packages.",
            environment.key,
            environment.version,
            len(environment.packages),
        )
        return environment
