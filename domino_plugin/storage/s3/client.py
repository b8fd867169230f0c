"""Clients for an S3 service: made of the options and an Airflow connection, and shared within the process."""

from __future__ import annotations

import functools
import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domino_plugin.errors import Unavailable

if TYPE_CHECKING:
    from domino_plugin.settings import S3Place

#: Requests at once; more gain nothing on one machine's network.
CONNECTIONS = 10
#: Seconds to connect, and to wait for the next bytes.
_CONNECT, _READ = 5, 30
_MISSING = "The shared storage is S3, which needs boto3: pip install 'domino-plugin[s3]'"
#: What S3-compatible services take for the region, which they don't have.
_ANY_REGION = "us-east-1"
#: What Airflow's own hooks take from a connection's extra, and Domino doesn't.
_UNUSED = (
    "profile_name",
    "session_kwargs",
    "service_config",
    "assume_role_method",
    "assume_role_kwargs",
    "external_id",
)


@dataclass(frozen=True)
class Access:
    """Everything that a client is made of; its representation shows no secret.

    Attributes:
        config: further options of botocore's ``Config``, as JSON.
        unused: names in the connection's extra that Domino doesn't take.
    """

    endpoint: str | None
    connection: str | None
    with_checksums: bool
    access_key: str | None
    secret_key: str | None = None
    token: str | None = None
    region: str | None = None
    verify: bool | str | None = None
    config: str = "{}"
    unused: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Access({self.endpoint!r}, {self.connection!r})"


def access_of(place: S3Place) -> Access:
    """Read the connection, if the options name one.

    Raises:
        Unavailable: there is no such connection, or it is of a kind that can't be used.
    """
    with_checksums = place.checksum != "none"
    if place.connection is None:
        return Access(place.endpoint, None, with_checksums, None)
    connection = _connection(place.connection)
    extra: dict[str, Any] = connection.extra_dejson or {}
    if extra.get("role_arn"):
        raise Unavailable(
            f"The Airflow connection {place.connection!r} names a role_arn, which Domino doesn't assume: "
            "give the machines that role, or the connection keys of its own."
        )
    access_key = connection.login or extra.get("aws_access_key_id")
    secret_key = connection.password or extra.get("aws_secret_access_key")
    if bool(access_key) != bool(secret_key):
        raise Unavailable(
            f"The Airflow connection {place.connection!r} needs both, the access key as login and its "
            "secret as password, or neither of them."
        )
    return Access(
        place.endpoint or extra.get("endpoint_url"),
        place.connection,
        with_checksums,
        access_key,
        secret_key,
        extra.get("aws_session_token"),
        extra.get("region_name"),
        extra.get("verify"),
        _config(place.connection, extra.get("config_kwargs") or {}),
        tuple(name for name in _UNUSED if extra.get(name)),
    )


def _config(conn_id: str, options: Any) -> str:
    if not isinstance(options, dict):
        raise Unavailable(
            f"config_kwargs of the Airflow connection {conn_id!r} is none: it takes an object, such as "
            '{"s3": {"addressing_style": "virtual"}}.'
        )
    return json.dumps(options)


def _connection(conn_id: str) -> Any:
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException, AirflowRuntimeError

    try:
        return Connection.get(conn_id)
    except (AirflowNotFoundException, AirflowRuntimeError):
        raise Unavailable(
            f"The shared storage needs the Airflow connection {conn_id!r} ([domino] s3_connection), which "
            "isn't there. Make it under Admin > Connections, or name another one."
        ) from None


def client_for(access: Access, *, quick: bool = False) -> Any:
    """Return a client, which any number of threads may use.

    Args:
        access: where and who.
        quick: give up soon on a service that doesn't answer.

    Raises:
        Unavailable: boto3 isn't installed, or can't make anything of the options.
    """
    with _lock:
        return _make(access, quick)


_lock = threading.Lock()


@functools.lru_cache(maxsize=8)
def _make(access: Access, quick: bool) -> Any:  # noqa: FBT001  the cache takes arguments by place
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ImportError:
        raise Unavailable(_MISSING) from None

    checksums = "when_supported" if access.with_checksums else "when_required"
    ours = Config(
        connect_timeout=2 if quick else _CONNECT,
        read_timeout=5 if quick else _READ,
        # We try again ourselves, for longer and part by part.
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=CONNECTIONS + 2,
        request_checksum_calculation=checksums,
        response_checksum_validation=checksums,
        user_agent_extra="domino-plugin",
    )
    try:
        config = Config(**json.loads(access.config)).merge(ours)
    except (BotoCoreError, TypeError, ValueError) as error:
        raise Unavailable(
            f"config_kwargs of the Airflow connection {access.connection!r} can't be used: {error}"
        ) from None
    try:
        session = boto3.session.Session(
            aws_access_key_id=access.access_key,
            aws_secret_access_key=access.secret_key,
            aws_session_token=access.token,
            region_name=access.region,
        )
        region = session.region_name or (_ANY_REGION if access.endpoint else None)
        return session.client(
            "s3", endpoint_url=access.endpoint, region_name=region, verify=access.verify, config=config
        )
    except (BotoCoreError, ValueError) as error:
        raise Unavailable(f"The shared storage can't be used: {error}") from None
