"""`domino repo` and `domino workflow sync` on a migrated Airflow home."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import migrated_database
from support.starter import shipped_version

pytestmark = pytest.mark.airflow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    migrated_database.copy_to(folder)
    return folder


def run(home: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        env=migrated_database.base_environment(home) | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_starter_pieces_are_installed_and_listed(home: Path) -> None:
    for _ in range(2):  # A second time changes nothing.
        added = run(home, "domino_plugin.cli.main", "repo", "add", "starter")
        assert added.returncode == 0, added.stderr
        assert "ReadCsvPiece" in added.stdout

    listed = run(home, "domino_plugin.cli.main", "repo", "list")

    assert listed.stdout.splitlines() == [f"starter_pieces\t{shipped_version()}\tstarter"]


def test_a_source_that_cannot_be_is_told_without_a_traceback(home: Path) -> None:
    outcome = run(home, "domino_plugin.cli.main", "repo", "add", "/nowhere/at/all")

    assert outcome.returncode == 1
    assert "/nowhere/at/all" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("domino_plugin.cli.main", "repo", "add", "starter"),
        ("domino_plugin.cli.main", "workflow", "sync"),
        ("airflow", "domino", "workflow", "sync"),
    ],
)
def test_an_option_that_cannot_be_is_told_without_a_traceback(home: Path, command: tuple[str, ...]) -> None:
    outcome = run(home, *command, AIRFLOW__DOMINO__FETCH_TIMEOUT="soon")

    assert outcome.returncode == 1
    assert "[domino] fetch_timeout is 'soon': it takes a whole number above 0." in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_an_unknown_workspace_is_told_with_the_nearest_name(home: Path) -> None:
    outcome = run(home, "domino_plugin.cli.main", "repo", "list", "--workspace", "Defalt")

    assert outcome.returncode == 1
    assert "Did you mean 'Default'?" in outcome.stderr


@pytest.mark.parametrize("arguments", [[], ["starter", "--starter"]])
def test_one_source_is_named(home: Path, arguments: list[str]) -> None:
    outcome = run(home, "domino_plugin.cli.main", "repo", "add", *arguments)

    assert outcome.returncode == 1
    assert "Name one source" in outcome.stderr


@pytest.fixture
def workflow_file(home: Path, tmp_path: Path) -> Path:
    """A workflow of one starter Piece; the starter Pieces are installed."""
    added = run(home, "domino_plugin.cli.main", "repo", "add", "--starter")
    assert added.returncode == 0, added.stderr
    version = added.stdout.split()[1].rstrip(":")
    node = {
        "id": "say",
        "name": "Say it",
        "piece": {"repository": "starter", "version": version, "name": "LogPiece"},
        "inputs": {"message": {"kind": "value", "value": "Grüße"}},
    }
    layout = {"nodes": {"say": {"x": 10, "y": 20}}}
    document = {"name": f"From {tmp_path.name}", "nodes": [node]}
    file = tmp_path / "workflow.json"
    file.write_text(json.dumps({"domino": "workflow", "document": document, "layout": layout}))
    return file


def workflow(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run(home, "domino_plugin.cli.main", "workflow", *map(str, arguments))


def changed(file: Path, change: Callable[[dict[str, Any]], Any]) -> Path:
    content = json.loads(file.read_text())
    change(content)
    other = file.with_name("changed.json")
    other.write_text(json.dumps(content))
    return other


def test_a_workflow_lives_in_a_file(home: Path, workflow_file: Path, tmp_path: Path) -> None:
    assert workflow(home, "validate", workflow_file).stdout == "No problems.\n"
    created = workflow(home, "apply", workflow_file)
    assert created.stdout.startswith("created: From "), created.stderr
    assert workflow(home, "apply", workflow_file).stdout.startswith("unchanged: ")

    name = json.loads(workflow_file.read_text())["document"]["name"]
    exported = tmp_path / "exported.json"
    assert workflow(home, "export", name, exported).returncode == 0
    content = json.loads(exported.read_text())
    assert content["domino"] == "workflow"
    assert content["document"]["nodes"][0]["inputs"]["message"]["value"] == "Grüße"
    assert content["layout"]["nodes"] == {"say": {"x": 10, "y": 20}}
    assert workflow(home, "apply", exported).stdout.startswith("unchanged: ")

    louder = changed(exported, lambda one: one["document"].update(description="Louder"))
    updated = workflow(home, "apply", louder)
    assert updated.stdout.startswith("updated: ")
    assert "version 2" in updated.stdout
    dag_id = updated.stdout.rpartition("DAG ")[2].strip().rstrip(")")
    assert json.loads(workflow(home, "export", dag_id).stdout)["document"]["description"] == "Louder"
    assert (home / "dags" / "domino" / f"{dag_id}.py").exists()


def test_errors_of_a_file_are_told_and_nothing_is_saved(home: Path, workflow_file: Path) -> None:
    def misname(content: dict[str, Any]) -> None:
        content["document"]["nodes"][0]["piece"]["name"] = "LogPeace"

    bad = changed(workflow_file, misname)
    checked = workflow(home, "validate", bad)
    assert checked.returncode == 1
    assert "error: say, piece: " in checked.stdout
    assert "Did you mean 'LogPiece'?" in checked.stdout
    (problem,) = json.loads(workflow(home, "validate", bad, "--json").stdout)["problems"]
    assert problem["node"] == "say"
    applied = workflow(home, "apply", bad)
    assert applied.returncode == 1
    assert "Did you mean 'LogPiece'?" in applied.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "is not JSON"),
        ("[]", "should be a JSON object"),
        ('{"domino": "nodes"}', "'nodes', not a workflow"),
        ('{"document": 3}', "its document should be"),
        ('{"document": {"name": "x"}, "layout": {"nodes": {"a": {"x": "left"}}}}', "layout.nodes.a"),
    ],
)
def test_what_is_no_workflow_is_told(home: Path, tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "file.json"
    file.write_text(text)
    outcome = workflow(home, "apply", file)
    assert outcome.returncode == 1
    assert words in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_workflow_that_is_not_there_is_told(home: Path, workflow_file: Path) -> None:
    name = json.loads(workflow_file.read_text())["document"]["name"]
    workflow(home, "apply", workflow_file)
    outcome = workflow(home, "export", name + "x")
    assert outcome.returncode == 1
    assert f"Did you mean {name!r}?" in outcome.stderr


@pytest.mark.parametrize("program", ["domino_plugin.cli.main", "airflow"])
def test_lost_dag_files_are_written_again(home: Path, program: str) -> None:
    command = [program, *(["domino"] if program == "airflow" else []), "workflow", "sync"]
    shutil.rmtree(home / "dags" / "domino", ignore_errors=True)

    first, second = run(home, *command), run(home, *command)

    assert first.returncode == 0, first.stderr
    assert "Published: domino_system" in first.stdout
    assert "Published: nothing" in second.stdout
    assert (home / "dags" / "domino" / "domino_system.py").exists()
