"""A PostgreSQL server of the tests' own: on loopback, in a folder that is deleted, without any password."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path
from types import TracebackType

import psycopg
from typing_extensions import Self

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))


class PostgresServer:
    """A server for the time of a ``with``; each `new_database` is empty.

    PostgreSQL refuses to run as root: then the user ``postgres`` runs it.
    """

    def __init__(self) -> None:
        self._tools = _find_tools()
        self._folder = Path(tempfile.mkdtemp(prefix="domino-postgres-"))
        self._user = _unprivileged_user()
        self.port = _free_port()

    def __enter__(self) -> Self:
        if self._user:
            shutil.chown(self._folder, self._user)
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-U", "domino", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self._folder} -c fsync=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", options, "start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """Make an empty database and return its SQLAlchemy address, for Airflow's usual driver."""
        name = f"d{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self._address(name).replace("postgresql://", "postgresql+psycopg2://")

    def _address(self, name: str) -> str:
        return f"postgresql://domino@127.0.0.1:{self.port}/{name}"

    def _run(self, tool: str, *arguments: str) -> None:
        # The server must not keep our pipes open, so its output goes to files.
        with (self._folder.parent / f"{self._folder.name}.out").open("w+") as output:
            outcome = subprocess.run(
                [str(self._tools / tool), *arguments],
                check=False,
                user=self._user,
                group=self._user,
                extra_groups=[] if self._user else None,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                timeout=120,
            )
            output.seek(0)
            text = output.read()
        Path(output.name).unlink(missing_ok=True)
        if outcome.returncode:
            raise RuntimeError(f"{tool} failed:\n{text[-4000:]}")


def _find_tools() -> Path:
    """Return the folder of the server's programs; as root, PostgreSQL is installed when it is missing."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    if _INSTALLED:
        return _INSTALLED[-1]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "postgresql"]
        for command in (["apt-get", "update", "-q"], install):
            subprocess.run(command, check=True, env=environment, capture_output=True, timeout=600)
        return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    raise RuntimeError("These tests need PostgreSQL: install it (Debian: apt-get install postgresql).")


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    pwd.getpwnam("postgres")
    return "postgres"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
