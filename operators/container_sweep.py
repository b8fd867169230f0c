"""Removes the containers of workers that are gone, from within a task."""

from __future__ import annotations

import logging

from airflow.sdk.exceptions import AirflowException, AirflowSkipException
from domino_plugin.operators.containers import docker_options
from domino_plugin.operators.docker import Engine, EngineSilent, MissingExtra, sweep

from domino_plugin import settings
from domino_plugin.errors import DominoError

log = logging.getLogger("domino.task")


def sweep_by_options() -> int:
    """Remove the containers that dead workers have left on the engine of the options; return how many.

    Raises:
        AirflowSkipException: no Piece runs in a container on this worker.
        AirflowException: the engine refuses.
    """
    try:
        options = settings.load()
        if "docker" not in options.runtimes:
            raise AirflowSkipException("Containers are not allowed here ([domino] runtimes).")
        removed = sweep(Engine.connect(docker_options(options)))
    except (EngineSilent, MissingExtra) as error:
        raise AirflowSkipException(error.message) from None
    except DominoError as error:
        log.error("%s", error.message)  # noqa: TRY400  the text says it all
        raise AirflowException(error.message) from None
    log.info("Removed %d containers that workers had left behind.", removed)
    return removed
