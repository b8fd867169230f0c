"""`domino standalone`: started, used and stopped, twice, as a user does it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from support.airflow_server import free_port, processes_of

pytestmark = [pytest.mark.e2e, pytest.mark.network]


class Standalone:
    """A running `domino standalone`."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.url = f"http://127.0.0.1:{port}"
        self.output = home.parent / f"{home.name}.out"
        command = f"-m domino_plugin.cli.main standalone --home {home} --port {port}"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command.split()],
                # The environment's `bin` folder needn't be on PATH.
                env=clean_environment(PATH="/usr/local/bin:/usr/bin:/bin"),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def text(self) -> str:
        """What it has printed."""
        return self.output.read_text(errors="replace")

    def wait_ready(self, seconds: float = 240) -> None:
        """Wait until it says that it is ready."""
        deadline = time.monotonic() + seconds
        while "Ready after" not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < deadline, self.text
            time.sleep(0.2)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        """Stop it as Ctrl-C, or another signal, does."""
        self.process.send_signal(number)
        self.process.wait(60)

    def session(self, user: str = "", password: str = "") -> requests.Session:
        """Sign in, with the login that it has printed if none is given."""
        printed = re.search(r"Login\s+(\S+) / (\S+)", self.text).groups()
        login = {"username": user or printed[0], "password": password or printed[1]}
        session = requests.Session()
        session.trust_env = False
        answer = session.post(f"{self.url}/auth/token", json=login)
        assert answer.status_code == 201, answer.text
        session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return session


def clean_environment(**more: str) -> dict[str, str]:
    """Return the environment without what the tests' own Airflow needs."""
    return {name: text for name, text in os.environ.items() if not name.startswith("AIRFLOW")} | more


@contextmanager
def standalone(home: Path, port: int) -> Iterator[Standalone]:
    running = Standalone(home, port)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop(signal.SIGTERM)
        for pid in processes_of(home):
            os.kill(pid, signal.SIGKILL)


def _workflows(session: requests.Session, url: str) -> list[dict[str, Any]]:
    workspaces = session.get(f"{url}/domino/api/v1/workspaces").json()["items"]
    return session.get(f"{url}/domino/api/v1/workspaces/{workspaces[0]['id']}/workflows").json()["items"]


def test_it_starts_serves_stops_and_starts_again_without_preparing(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    with standalone(home, port) as first:
        first.wait_ready()
        session = first.session()

        assert session.get(f"{first.url}/domino/").status_code == 200
        assert session.get(f"{first.url}/domino/api/v1/openapi.json").json()["openapi"].startswith("3.1")
        health = session.get(f"{first.url}/api/v2/monitor/health").json()
        for component in ("scheduler", "dag_processor", "triggerer"):
            assert health[component]["status"] == "healthy"
        examples = _workflows(session, first.url)
        assert len(examples) >= 1
        dags = session.get(f"{first.url}/api/v2/dags").json()["total_entries"]
        assert dags == len(examples) + 1, "Airflow's own examples are left out"
        _check_that_a_viewer_sees_the_menu(first, home)

        first.stop()
        assert first.process.returncode == 0
        assert processes_of(home) == {}

    with standalone(home, port) as second:
        second.wait_ready()

        assert _workflows(second.session(), second.url) == examples, "the login and all data are the same"
        assert "database" not in second.text, "what is done is skipped"
        _check_that_a_component_that_ends_is_started_again(second, home)
        _check_that_one_that_does_not_last_is_reported(second, home)


def _check_that_a_viewer_sees_the_menu(running: Standalone, home: Path) -> None:
    command = "users create -u vera -p vera -r Viewer -f Vera -l Viewer -e vera@example.com"
    created = subprocess.run(
        [sys.executable, "-m", "airflow", *command.split()],
        env=clean_environment(AIRFLOW_HOME=str(home)),
        capture_output=True,
        check=False,
    )
    assert created.returncode == 0, created.stderr

    plugins = running.session("vera", "vera").get(f"{running.url}/api/v2/plugins")

    assert plugins.status_code == 200, plugins.text
    assert any(plugin["name"] == "domino" for plugin in plugins.json()["plugins"])


def _triggerers(home: Path) -> list[int]:
    return [pid for pid, line in processes_of(home).items() if "airflow triggerer" in line]


def _check_that_a_component_that_ends_is_started_again(running: Standalone, home: Path) -> None:
    victims = _triggerers(home)
    os.kill(victims[0], signal.SIGKILL)
    deadline = time.monotonic() + 60
    while not set(_triggerers(home)) - set(victims):
        assert time.monotonic() < deadline, running.text
        time.sleep(0.2)
    assert "The triggerer was ended by SIGKILL and is started again." in running.text
    assert running.session().get(f"{running.url}/domino/api/v1/me").status_code == 200


def _check_that_one_that_does_not_last_is_reported(running: Standalone, home: Path) -> None:
    # It has something to say before it is ended again.
    deadline = time.monotonic() + 60
    while len((home / "logs" / "standalone" / "triggerer.log").read_text().splitlines()) < 5:
        assert time.monotonic() < deadline, running.text
        time.sleep(0.2)
    os.kill(_triggerers(home)[0], signal.SIGKILL)
    running.process.wait(60)

    assert running.process.returncode == 1
    assert "The triggerer was ended by SIGKILL." in running.text
    said, _, log = running.text.partition("The last lines of ")
    assert "triggerer.log" in log
    assert len(log.splitlines()) > 1, "what the component said at the end"
    assert "Traceback" not in said
    assert processes_of(home) == {}


def test_it_can_be_stopped_while_it_prepares_and_goes_on_the_next_time(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with standalone(home, free_port()) as running:
        deadline = time.monotonic() + 60
        while "database ..." not in running.text:
            assert time.monotonic() < deadline, running.text
            time.sleep(0.05)
        running.stop(signal.SIGTERM)

        assert running.process.returncode == 0
        assert "Traceback" not in running.text
        assert processes_of(home) == {}
    with standalone(home, free_port()) as again:
        again.wait_ready()
        again.stop(signal.SIGTERM)
        assert again.process.returncode == 0
        assert processes_of(home) == {}
