"""Reads a Piece's secrets from Airflow Variables when it runs, and has Airflow mask them in the task's log.

A Variable may name one of Airflow's Connections, as ``connection:NAME``. The Piece then gets the Connection's
URI, by the same channel as any secret: its own process knows nothing of Airflow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domino_plugin.connection_reference import connection_of
from domino_plugin.errors import Invalid
from domino_plugin.runtime.masking import spellings


def read_secrets(wanted: Mapping[str, str | Mapping[str, Any]], piece: str) -> dict[str, str]:
    """Return the values of a Piece's secrets; those that aren't required may be missing.

    Args:
        wanted: secret name to the key of its Airflow Variable, or to ``{"variable": key, "required": bool}``.
        piece: the Piece's name, for errors.

    Raises:
        Invalid: a required secret has no value, or one names a Connection that isn't there.
    """
    from airflow.sdk import Variable
    from airflow.sdk.log import mask_secret

    values = {}
    for name, where in wanted.items():
        key = where if isinstance(where, str) else str(where["variable"])
        required = True if isinstance(where, str) else bool(where.get("required", True))
        value = Variable.get(key, default=None)
        if value is None or value == "":
            if required:
                raise Invalid(
                    f"Piece {piece} needs the secret {name!r}, which has no value. Set it on the "
                    f"repository's page in Domino (it is kept in the Airflow Variable {key!r})."
                )
            continue
        connection = connection_of(str(value))
        values[name] = str(value) if connection is None else _connection_uri(connection, name)
        # Without a name: Airflow would mask nothing for one that doesn't sound secret.
        mask_secret([*sorted(spellings(values[name]))])
    return values


def _connection_uri(conn_id: str, secret: str) -> str:
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException

    try:
        connection = Connection.get(conn_id)
    except AirflowNotFoundException:
        raise Invalid(
            f"The secret {secret!r} refers to the Connection {conn_id!r}, which Airflow doesn't have. Make it"
            " under Admin > Connections, or set the secret to another one."
        ) from None
    return str(connection.get_uri())
