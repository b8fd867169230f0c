"""A real Airflow for tests: scheduler, dag-processor and api-server (and triggerer if wanted) on free ports.

    with AirflowServer(home) as airflow:
        airflow.domino("GET", "workflows")

Nothing of Airflow's configuration that concerns speed is changed, except the number of worker processes
and of database connections.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import requests
from typing_extensions import Self

from domino_plugin.cli.standalone import health
from domino_plugin.cli.standalone.processes import COMPONENTS
from support import migrated_database

KEEPER = Path(__file__).with_name("keep_airflow.py")
FINISHED = {"success", "failed"}


class AirflowServer:
    """One Airflow with Domino in it.

    Args:
        home: the Airflow home to use; made if it isn't there.
        auth: ``fab`` or ``simple``; both know the users of `support.migrated_database.USERS`.
        database_url: an SQLAlchemy address of an empty or migrated database; SQLite in `home` if None.
        triggerer: whether to start one.
        environment: more environment variables, such as ``AIRFLOW__DOMINO__...``.
        path_prefix: path that the server is served below, such as ``/airflow``.
        components: what to start, by the names of `COMPONENTS`; None for all, the triggerer only if wanted.
    """

    def __init__(
        self,
        home: Path,
        *,
        auth: str = "fab",
        database_url: str | None = None,
        triggerer: bool = False,
        environment: Mapping[str, str] | None = None,
        path_prefix: str = "",
        components: Sequence[str] | None = None,
    ) -> None:
        self.home = home
        self.auth = auth
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}{path_prefix}"
        self.dags_folder = home / "dags"
        self._database_url = database_url
        all_wanted = [name for name in COMPONENTS if triggerer or name != "triggerer"]
        self._components = all_wanted if components is None else components
        self._keeper: subprocess.Popen[str] | None = None
        self._sessions: dict[str, requests.Session] = {}
        self.environment = (
            migrated_database.base_environment(home)
            | {
                "AIRFLOW__CORE__AUTH_MANAGER": {
                    "fab": migrated_database.FAB,
                    "simple": migrated_database.SIMPLE,
                }[auth],
                "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(
                    f"{name}:{role.lower()}" for name, role in migrated_database.USERS.items()
                ),
                "AIRFLOW__CORE__PARALLELISM": "4",
                "AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE": "60",
                "AIRFLOW__API__HOST": "127.0.0.1",
                "AIRFLOW__API__PORT": str(self.port),
                "AIRFLOW__API__BASE_URL": self.base_url,
            }
            | ({"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database_url} if database_url else {})
            | dict(environment or {})
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, *, seconds: float = 120) -> None:
        """Start the components and wait until they all work."""
        self._prepare()
        names = self._components
        spec = self.home / "components.json"
        spec.write_text(
            json.dumps(
                {
                    "log_folder": str(self.home / "component-logs"),
                    "components": {name: COMPONENTS[name] for name in names},
                }
            )
        )
        self._keeper = subprocess.Popen(
            [sys.executable, str(KEEPER), str(spec)],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        deadline = time.monotonic() + seconds
        while not set(names) <= (healthy := health.healthy_components(self.base_url)):
            if self._keeper.poll() is not None:
                raise RuntimeError(f"Airflow did not start:\n{self._keeper.stdout.read()}")
            if time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"Not ready after {seconds} s: only {sorted(healthy)}.\n{self.logs()}")
            time.sleep(0.3)

    def stop(self) -> None:
        """End every process of this server, the tasks' and the Pieces' included."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()
        if self._keeper is not None:
            self._keeper.communicate(timeout=60)
            self._keeper = None

    def logs(self) -> str:
        """Return the last lines of each component's log, for a failing test's report."""
        return "\n".join(
            f"--- {file.name}\n{file.read_text(errors='replace')[-4000:]}"
            for file in sorted((self.home / "component-logs").glob("*.log"))
        )

    def session(self, user: str = "admin") -> requests.Session:
        """Return an HTTP session signed in as `user`; it must be used by one thread only."""
        if user not in self._sessions:
            session = requests.Session()
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {self.token(user)}"
            self._sessions[user] = session
        return self._sessions[user]

    def token(self, user: str = "admin") -> str:
        """Return a fresh JWT of `user`."""
        answer = self.anonymous(
            "POST", f"{self.base_url}/auth/token", json={"username": user, "password": user}
        )
        answer.raise_for_status()
        return str(answer.json()["access_token"])

    def anonymous(self, method: str, url: str, **arguments: Any) -> requests.Response:
        """Send a request without signing in."""
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, url, timeout=60, **arguments)

    def airflow(self, method: str, path: str, user: str = "admin", **arguments: Any) -> requests.Response:
        """Send a request to Airflow's own REST API, `path` relative to ``/api/v2/``."""
        return self.session(user).request(method, f"{self.base_url}/api/v2/{path}", timeout=60, **arguments)

    def domino(self, method: str, path: str, user: str = "admin", **arguments: Any) -> requests.Response:
        """Send a request to our REST API, `path` relative to ``/domino/api/v1/``."""
        return self.session(user).request(
            method, f"{self.base_url}/domino/api/v1/{path}", timeout=120, **arguments
        )

    def add_dag(self, name: str, text: str, *, dag_id: str, seconds: float = 60) -> None:
        """Write a DAG file by hand, have it parsed and wait until the DAG can be triggered."""
        self.dags_folder.mkdir(parents=True, exist_ok=True)
        (self.dags_folder / name).write_text(text)
        self.cli("dags", "reserialize")
        deadline = time.monotonic() + seconds
        while self.airflow("GET", f"dags/{dag_id}").status_code != 200:
            if time.monotonic() > deadline:
                errors = self.airflow("GET", "importErrors").json()
                raise RuntimeError(f"{dag_id} did not appear: {errors}")
            time.sleep(0.5)
        self.airflow("PATCH", f"dags/{dag_id}", json={"is_paused": False}).raise_for_status()

    def trigger(self, dag_id: str, conf: dict[str, Any] | None = None) -> str:
        """Trigger a DAG through Airflow's own API and return the run's id."""
        answer = self.airflow(
            "POST", f"dags/{dag_id}/dagRuns", json={"logical_date": None, "conf": conf or {}}
        )
        answer.raise_for_status()
        return str(answer.json()["dag_run_id"])

    def wait_for_run(self, dag_id: str, run_id: str, *, seconds: float = 300) -> str:
        """Wait for a run to end and return its state."""
        for run in self._poll(f"dags/{dag_id}/dagRuns/{run_id}", seconds):
            if run["state"] in FINISHED:
                return str(run["state"])
        raise TimeoutError(f"{dag_id} {run_id} is still {run['state']} after {seconds} s.\n{self.logs()}")

    def wait_for_task(
        self, dag_id: str, run_id: str, task_id: str, state: str, *, seconds: float = 180
    ) -> dict[str, Any]:
        """Wait until a task is in `state` and return what Airflow tells of it."""
        for task in self._poll(f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}", seconds):
            if task["state"] == state:
                return task
            if task["state"] in {"success", "failed", "upstream_failed", "skipped", "removed"}:
                raise AssertionError(f"{task_id} is {task['state']}, not {state}:\n{self.task_log(task)}")
        raise TimeoutError(f"{task_id} is {task['state']}, not {state}, after {seconds} s.\n{self.logs()}")

    def task_log(self, task: Mapping[str, Any]) -> str:
        """Return the whole log of a task's last try."""
        path = f"dags/{task['dag_id']}/dagRuns/{task['dag_run_id']}/taskInstances/{task['task_id']}"
        answer = self.airflow("GET", f"{path}/logs/{task['try_number']}", params={"full_content": "true"})
        if answer.status_code != 200:
            return f"(no log: {answer.status_code} {answer.text[:300]})"
        return "\n".join(
            str(line.get("event", line)) if isinstance(line, dict) else str(line)
            for line in answer.json()["content"]
        )

    def cli(self, *arguments: str) -> str:
        """Run an ``airflow`` command in this server's environment and return what it printed."""
        outcome = subprocess.run(
            [sys.executable, "-m", "airflow", *arguments],
            check=False,
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=180,
        )
        if outcome.returncode:
            raise RuntimeError(f"airflow {' '.join(arguments)}:\n{outcome.stdout}\n{outcome.stderr}")
        return outcome.stdout

    def _prepare(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.dags_folder.mkdir(exist_ok=True)
        passwords = {name: name for name in migrated_database.USERS}
        (self.home / "simple_auth_manager_passwords.json.generated").write_text(json.dumps(passwords))
        if self._database_url:
            migrated_database.migrate(self.environment)
        elif not (self.home / "airflow.db").exists():
            migrated_database.copy_to(self.home)

    def _poll(self, path: str, seconds: float) -> Iterator[dict[str, Any]]:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            answer = self.airflow("GET", path)
            answer.raise_for_status()
            yield answer.json()
            time.sleep(0.4)


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(home: Path) -> dict[int, str]:
    """Return the running processes that have `home` in their environment or command, with their commands."""
    needle = os.fsencode(home)
    found = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        try:
            command = (folder / "cmdline").read_bytes()
            if needle in (folder / "environ").read_bytes() or needle in command:
                found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
    return {pid: command for pid, command in found.items() if command}


def remove(home: Path) -> None:
    """Delete a home; Airflow's logs can be many."""
    shutil.rmtree(home, ignore_errors=True)
