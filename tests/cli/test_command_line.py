"""The command line as a user meets it: messages instead of tracebacks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from domino_plugin.version import __version__


def domino(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "domino_plugin.cli.main", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_version_is_printed() -> None:
    assert domino("--version").stdout.strip() == __version__


def test_help_names_every_command() -> None:
    text = domino("--help").stdout
    for command in ("standalone", "workflow", "repo", "piece"):
        assert command in text


def test_a_busy_port_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        outcome = domino("standalone", "--home", str(tmp_path / "home"), "--port", str(port))

    assert outcome.returncode == 1
    assert f"Port {port}" in outcome.stderr
    assert "--port" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_cannot_be_is_refused(tmp_path: Path, port: str) -> None:
    outcome = domino("standalone", "--home", str(tmp_path / "home"), "--port", port)

    assert outcome.returncode == 2
    assert "--port" in outcome.stderr
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("command", [["workflow", "sync"], ["repo", "list"]])
def test_an_airflow_without_our_tables_is_told_what_to_do(tmp_path: Path, command: list[str]) -> None:
    outcome = domino(*command, "--home", str(tmp_path))

    assert outcome.returncode == 1
    assert "airflow db migrate" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_starting_the_command_line_does_not_import_airflow() -> None:
    """It is what makes `domino standalone` answer at once."""
    program = "import sys, domino_plugin.cli.main; print('airflow' in sys.modules)"
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert outcome.stdout.strip() == "False"


@pytest.mark.parametrize("command", [("workflow", "sync"), ("repo", "list"), ("repo", "add", "starter")])
def test_a_home_that_is_not_there_is_told_and_not_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    outcome = domino(*command, "--home", str(tmp_path / "hmoe"))

    assert outcome.returncode == 1
    assert f"There is no Airflow home {tmp_path / 'hmoe'}" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (tmp_path / "hmoe").exists()
