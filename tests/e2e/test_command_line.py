"""The command line against a running Airflow: runs that are waited for, their logs, outputs and results."""

from __future__ import annotations

import getpass
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient, python_node

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def version(airflow_server: AirflowServer) -> str:
    return DominoClient(airflow_server).install_starter()


@pytest.fixture
def domino(airflow_server: AirflowServer) -> Any:
    def domino(*words: str, program: str = "domino_plugin.cli.main") -> subprocess.CompletedProcess[str]:
        words = (*(["domino"] if program == "airflow" else []), *words)
        return subprocess.run(
            [sys.executable, "-m", program, *words],
            env=airflow_server.environment,
            cwd=airflow_server.home,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    return domino


def document(name: str, version: str, script: str) -> dict[str, Any]:
    node = python_node(version, "compute", script, {"number": "integer"})
    return {"name": name, "nodes": [node], "edges": []}


def test_a_run_is_waited_for_and_read(domino: Any, version: str, tmp_path: Path) -> None:
    file = tmp_path / "workflow.json"
    script = "def custom_function():\n    print('computing')\n    return {'number': 42}\n"
    file.write_text(json.dumps(document("Waited for", version, script)))
    applied = domino("workflow", "apply", str(file))
    assert applied.returncode == 0, applied.stderr

    run = domino("workflow", "run", "Waited for", "--run-id", "first", "--wait", "--timeout", "500")

    assert (run.returncode, run.stdout) == (0, "first: success.\n"), run.stderr
    assert "compute: success" in run.stderr
    log = domino("workflow", "log", "Waited for", "compute", "--piece-only")
    assert "computing" in log.stdout.splitlines()
    outputs = domino("workflow", "outputs", "Waited for", "compute", program="airflow")
    assert json.loads(outputs.stdout)["number"] == 42, outputs.stderr
    saved = tmp_path / "compute.log"
    assert domino("workflow", "log", "Waited for", "compute", "--file", str(saved)).returncode == 0
    assert "computing" in saved.read_text()
    (listed,) = json.loads(domino("workflow", "runs", "Waited for", "--json").stdout)["items"]
    assert (listed["run_id"], listed["state"], listed["triggered_by"]) == ("first", "success", os_user())


def test_a_run_that_fails_is_told_by_the_exit_code(domino: Any, version: str, tmp_path: Path) -> None:
    file = tmp_path / "workflow.json"
    script = "def custom_function():\n    raise ValueError('on purpose')\n"
    file.write_text(json.dumps(document("Fails", version, script)))
    domino("workflow", "apply", str(file))

    run = domino("workflow", "run", "Fails", "--wait", "--timeout", "500")

    assert run.returncode == 3, run.stderr
    assert run.stdout.endswith(": failed.\n")
    assert "on purpose" in domino("workflow", "log", "Fails").stdout


def test_airflow_answers_as_domino_does(domino: Any) -> None:
    ours, theirs = (
        domino("workspace", "roles", "--json", program=program)
        for program in ("domino_plugin.cli.main", "airflow")
    )
    assert (ours.returncode, ours.stdout) == (theirs.returncode, theirs.stdout)
    refused = domino("member", "remove", "nobody", "--yes", program="airflow")
    assert (refused.returncode, "not a member" in refused.stderr) == (1, True)


def test_a_user_of_fab_acts_with_the_own_role(domino: Any) -> None:
    refused = domino("repo", "add", "--starter", "--user", "viewer")
    assert (refused.returncode, "needs the role 'admin'" in refused.stderr) == (1, True), refused.stderr
    unknown = domino("repo", "list", "--user", "vewer")
    assert (unknown.returncode, "Did you mean 'viewer'?" in unknown.stderr) == (1, True)


def os_user() -> str:
    return getpass.getuser()
