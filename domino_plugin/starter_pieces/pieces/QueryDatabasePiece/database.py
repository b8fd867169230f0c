"""Opens a database by its address: one typed in, or that of an Airflow Connection."""

from __future__ import annotations

import re
from urllib.parse import unquote

from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError
from starter_files import TableError, nearest

#: Names that addresses have, Airflow's connection types among them, and the drivers installed for them.
DRIVERS = {
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
    "mysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "sqlite": "sqlite",
}
#: What each driver calls the seconds to wait for a connection.
TIMEOUT = {"postgresql+psycopg": "connect_timeout", "mysql+pymysql": "connect_timeout", "sqlite": "timeout"}


def engine(address: str, seconds: int) -> Engine:
    """Return an engine for the database; nothing is opened yet.

    Raises:
        TableError: the address can't be used; the message doesn't show it, as it holds a password.
    """
    url = _url(address)
    return create_engine(url, connect_args={TIMEOUT[url.drivername]: seconds}, hide_parameters=True)


def _url(address: str) -> URL:
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+_.-]*(?=:)", address.strip())
    name = scheme[0].partition("+")[0].lower() if scheme else ""
    if name not in DRIVERS:
        raise TableError(
            f"The secret DATABASE_URL starts with {name or 'no scheme'!r}, no database that this Piece "
            f"knows.{nearest(name, DRIVERS)} It takes postgresql://, mysql:// and sqlite://."
        )
    try:
        url = make_url(DRIVERS[name] + address.strip()[len(scheme[0]) :])
    except (ArgumentError, ValueError):
        raise TableError(
            "The secret DATABASE_URL is no address of a database: write it as "
            "postgresql://user:password@host:5432/name, and signs such as @ or / in a password as %40 or %2F."
        ) from None
    # Airflow adds what belongs to its hooks, not to the driver, and quotes a file's path as a host.
    url = url.difference_update_query(["__extra__"])
    if url.drivername == "sqlite" and url.host:
        return URL.create("sqlite", database=unquote(url.host), query=url.query)
    return url
