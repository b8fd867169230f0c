"""The state of the Airflow installation, for the health page.

Reason: Airflow's own health endpoint says nothing about the Fernet key or permissions, and its function for
the heartbeats imports the whole scheduler; the tables and settings are read here instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Airflow's names of the components' heartbeats.
COMPONENTS = {
    "scheduler": "SchedulerJob",
    "dag-processor": "DagProcessorJob",
    "triggerer": "TriggererJob",
}
#: FAB's roles that can't read the list of plugins as they are delivered.
_ROLES_WITHOUT_PLUGINS = ("Viewer", "User")


def is_alive(session: Session, component: str) -> bool:
    """Return whether a component has sent a heartbeat lately."""
    from airflow.jobs.job import most_recent_job

    job = most_recent_job(COMPONENTS[component], session=session)
    return job is not None and bool(job.is_alive())


def has_fernet_key() -> bool:
    """Return whether Airflow encrypts Variables."""
    from airflow.configuration import conf

    return bool(conf.get("core", "fernet_key", fallback=""))


def roles_without_plugins(session: Session) -> list[str]:
    """Return FAB's roles whose users get no menu entry, because they may not read the list of plugins."""
    if not _uses_fab():
        return []
    from airflow.providers.fab.auth_manager.models import Action, Permission, Resource, Role

    able = (
        select(Role.name)
        .join(Role.permissions)
        .join(Permission.action)
        .join(Permission.resource)
        .where(Action.name == "can_read", Resource.name == "Plugins")
    )
    query = select(Role.name).where(Role.name.in_(_ROLES_WITHOUT_PLUGINS), Role.name.not_in(able))
    return sorted(session.scalars(query))


def _uses_fab() -> bool:
    from airflow.configuration import conf

    return conf.get("core", "auth_manager", fallback="").endswith(".FabAuthManager")
