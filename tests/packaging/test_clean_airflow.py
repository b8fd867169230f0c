"""The wheel in an Airflow that knew nothing of it: installed, served by each auth manager, removed again."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
import requests
from support import migrated_database
from support.airflow_server import free_port
from support.distributions import ROOT, Distributions, run

pytestmark = [pytest.mark.packaging, pytest.mark.network, pytest.mark.timeout(1200)]
CORE = f"apache-airflow=={version('apache-airflow')}"
#: The versions that this Airflow is tested with.
CONSTRAINTS = ROOT / f"constraints-airflow-{version('apache-airflow')}.txt"
if not CONSTRAINTS.exists():
    CONSTRAINTS = ROOT / "constraints.txt"
FAB_PROVIDER = f"apache-airflow-providers-fab=={version('apache-airflow-providers-fab')}"
PASSWORD = "a-long-password"


class CleanAirflow:
    """An Airflow in an environment and a home of its own, SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.python = folder / "venv" / "bin" / "python"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        run(sys.executable, "-m", "uv", "venv", "--python", sys.executable, folder / "venv", cwd=folder)
        self.home.mkdir()
        (self.home / "simple_auth_manager_passwords.json.generated").write_text(
            json.dumps({"admin": PASSWORD})
        )

    def pip(self, *arguments: str | Path) -> None:
        """Install or remove distributions; Airflow's own versions stay as they are."""
        run(sys.executable, "-m", "uv", "pip", *arguments, "--python", self.python, cwd=self.folder)

    def install(self, *requirements: str | Path) -> None:
        """Install distributions in the versions that the tests run with."""
        self.pip("install", "-c", CONSTRAINTS, *requirements)

    def environment(self, auth_manager: str) -> dict[str, str]:
        """Return the environment of every component; nothing of Domino is configured in it."""
        return migrated_database.base_environment(self.home) | {
            "AIRFLOW__CORE__AUTH_MANAGER": auth_manager,
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
            "AIRFLOW__API__BASE_URL": self.url,
            "PATH": os.pathsep.join([str(self.python.parent), os.environ.get("PATH", os.defpath)]),
        }

    def airflow(self, *arguments: str, auth_manager: str = migrated_database.SIMPLE) -> str:
        """Run an ``airflow`` command and return all it printed; it must succeed."""
        ended = subprocess.run(
            [str(self.python), "-m", "airflow", *arguments],
            env=self.environment(auth_manager),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert ended.returncode == 0, ended.stdout[-4000:] + ended.stderr[-4000:]
        return ended.stdout + ended.stderr

    @contextmanager
    def api_server(self, auth_manager: str) -> Iterator[Path]:
        """Run an api-server and give the file of its log."""
        log = self.folder / f"api-server-{auth_manager.rpartition('.')[2]}.log"
        with log.open("w") as sink:
            server = subprocess.Popen(
                [
                    str(self.python),
                    "-m",
                    "airflow",
                    "api-server",
                    "--host",
                    "127.0.0.1",
                    "--port",
                    str(self.port),
                ],
                env=self.environment(auth_manager),
                cwd=self.folder,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            deadline = time.monotonic() + 180
            while not self._answers(server):
                assert time.monotonic() < deadline, log.read_text()[-4000:]
                time.sleep(0.5)
            yield log
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)

    def _answers(self, server: subprocess.Popen[bytes]) -> bool:
        assert server.poll() is None, "the api-server has ended"
        try:
            return self.get("/api/v2/version").status_code == 200
        except requests.ConnectionError:
            return False

    def get(self, path: str, token: str | None = None) -> requests.Response:
        """Read an address."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with requests.Session() as session:
            session.trust_env = False
            return session.get(self.url + path, headers=headers, timeout=60)

    def token(self) -> str:
        """Sign in as the administrator."""
        with requests.Session() as session:
            session.trust_env = False
            credentials = {"username": "admin", "password": PASSWORD}
            answer = session.post(f"{self.url}/auth/token", json=credentials, timeout=60)
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def tables(self) -> set[str]:
        """Return the names of our tables."""
        with sqlite3.connect(self.home / "airflow.db") as database:
            found = database.execute("SELECT name FROM sqlite_master WHERE name LIKE '%domino%'")
            return {name for (name,) in found if not name.startswith(("ix_", "sqlite_", "uq_"))}


def warnings_of_ours(log: str) -> list[str]:
    """Return the lines of a log in which something of ours, or because of ours, is complained about."""
    complaint = re.compile(r"warn|error|exception|traceback|deprecat", re.IGNORECASE)
    ours = re.compile(r"domino|plugin", re.IGNORECASE)
    # What was asked for is no complaint, whatever the address says.
    lines = [line for line in log.splitlines() if "[http.access]" not in line]
    return [line for line in lines if complaint.search(line) and ours.search(line)]


def assert_served(airflow: CleanAirflow, auth_manager: str) -> None:
    with airflow.api_server(auth_manager) as log:
        page = airflow.get("/domino/")
        assert page.status_code == 200
        assert '<base href="/domino/"' in page.text
        for asset in re.findall(r'(?:src|href)="\./?([^"]+)"', page.text):
            assert airflow.get(f"/domino/{asset}").status_code == 200, asset
        assert airflow.get("/domino/api/v1/openapi.json").json()["openapi"].startswith("3.1")
        assert airflow.get("/domino/api/v1/me").status_code == 401
        token = airflow.token()
        assert airflow.get("/domino/api/v1/me", token).json()["user_name"] == "admin"
        checks = {item["name"]: item for item in airflow.get("/domino/api/v1/health", token).json()["checks"]}
        assert checks["tables"]["status"] == "ok"
        plugins = airflow.get("/api/v2/plugins", token).json()["plugins"]
        (domino,) = [plugin for plugin in plugins if plugin["name"] == "domino"]
        assert "Domino" in {view["name"] for view in domino["external_views"]}
        assert airflow.get("/api/v2/plugins/importErrors", token).json()["import_errors"] == []
        assert warnings_of_ours(log.read_text()) == []


def test_installed_served_and_removed(distributions: Distributions, tmp_path: Path) -> None:
    airflow = CleanAirflow(tmp_path)
    airflow.install(CORE)
    airflow.airflow("db", "migrate")
    assert airflow.tables() == set()

    airflow.install(distributions.wheel)
    assert warnings_of_ours(airflow.airflow("db", "migrate")) == []
    assert {"domino_workflow", "domino_workspace", "alembic_version_domino"} <= airflow.tables()
    assert "domino" in airflow.airflow("plugins", "-o", "plain")
    # The FAB provider, Airflow's user store, isn't needed.
    assert_served(airflow, migrated_database.SIMPLE)

    airflow.install(FAB_PROVIDER)
    airflow.airflow("db", "migrate", auth_manager=migrated_database.FAB)
    person = ["-u", "admin", "-r", "Admin", "-f", "Ada", "-l", "Admin", "-e", "ada@example.com"]
    airflow.airflow("users", "create", *person, "-p", PASSWORD, auth_manager=migrated_database.FAB)
    assert_served(airflow, migrated_database.FAB)

    airflow.airflow("domino", "db", "downgrade", "--to", "base", "--yes")
    assert airflow.tables() <= {"alembic_version_domino"}
    airflow.pip("uninstall", "domino-plugin")
    airflow.airflow("db", "migrate", auth_manager=migrated_database.FAB)
    with airflow.api_server(migrated_database.FAB):
        assert airflow.get("/domino/api/v1/openapi.json").headers["Content-Type"].startswith("text/html")
        token = airflow.token()
        assert airflow.get("/api/v2/dags", token).status_code == 200
        assert airflow.get("/api/v2/plugins", token).json()["plugins"] == []
