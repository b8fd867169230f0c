"""The logins of private image registries, from Airflow's Connections."""

from __future__ import annotations

from collections.abc import Iterable

from domino_plugin.operators.docker import RegistryLogin

from domino_plugin.errors import Invalid


def registry_logins(connections: Iterable[str]) -> list[RegistryLogin]:
    """Return the logins that Connections of type Docker hold; their passwords are masked in logs.

    Raises:
        Invalid: there is no such Connection, or it names no registry or user.
    """
    return [_login(name) for name in connections]


def _login(name: str) -> RegistryLogin:
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException
    from airflow.sdk.log import mask_secret

    try:
        connection = Connection.get(name)
    except AirflowNotFoundException:
        raise Invalid(
            f"[domino] docker_registries names the Connection {name!r}, which Airflow doesn't have. Make it "
            "under Admin > Connections, of type Docker."
        ) from None
    if not connection.host or not connection.login:
        raise Invalid(
            f"The Connection {name!r} of [domino] docker_registries needs a registry (host) and a user name."
        )
    mask_secret(connection.password)
    registry = f"{connection.host}:{connection.port}" if connection.port else str(connection.host)
    return RegistryLogin(registry, str(connection.login), str(connection.password or ""), name=name)
