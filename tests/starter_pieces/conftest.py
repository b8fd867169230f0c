"""The starter Pieces in an environment of their own: through the runner, or many in one process."""

from __future__ import annotations

import fcntl
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REPOSITORY = ROOT / "domino_plugin" / "starter_pieces"
PROVIDED = ROOT / "domino_plugin" / "runtime" / "provided"
RUNNER = ROOT / "domino_plugin" / "runtime" / "runner.py"
SAMPLE = REPOSITORY / "pieces" / "ReadCsvPiece" / "data" / "penguins.csv"
#: Survives the test run: building an environment takes a while.
CACHE = ROOT / ".cache" / "test-environments"


def _build_environment(requirements: list[str]) -> Path:
    """Return the interpreter of a virtual environment with the requirements, building it if there is none."""
    key = hashlib.sha256("\n".join([sys.version, *requirements]).encode()).hexdigest()[:16]
    folder, ready = CACHE / key, CACHE / f"{key}.ready"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            uv = [sys.executable, "-m", "uv"]
            for command in (
                [*uv, "venv", "--clear", "--python", sys.executable, folder],
                [*uv, "pip", "install", "--only-binary", ":all:", "--python", folder / "bin" / "python"],
            ):
                last = requirements if "install" in command else []
                done = subprocess.run([*command, *last], capture_output=True, text=True, check=False)
                assert done.returncode == 0, done.stderr
            ready.touch()
    return folder / "bin" / "python"


def _pinned() -> list[str]:
    """Return the requirements of all groups, and what every environment of Pieces has besides."""
    files = sorted((REPOSITORY / "dependencies").glob("*.txt"))
    texts = ["requests\n", *(file.read_text(encoding="utf-8") for file in files)]
    return sorted({line.strip() for text in texts for line in text.splitlines() if line.strip()})


@pytest.fixture(scope="session")
def build_environment() -> Callable[[list[str]], Path]:
    """Build an environment: ``build_environment(requirements)``."""
    return _build_environment


@pytest.fixture(scope="session")
def pinned() -> list[str]:
    """The requirements of all starter Pieces."""
    return _pinned()


@pytest.fixture(scope="session")
def environment() -> Path:
    """The interpreter of an environment in which every starter Piece runs."""
    return _build_environment([*_pinned(), "pydantic>=2.11", "pytest>=8"])


@dataclass
class Outcome:
    """What came of a Piece: its outputs, or the type and text of its error; and what it displays."""

    outputs: dict[str, Any] | None
    error: dict[str, Any] | None
    display_result: dict[str, Any] | None
    log: str


@pytest.fixture
def run_piece(tmp_path: Path) -> Callable[..., Outcome]:
    """Run a Piece as the virtualenv runtime does: ``run_piece(python, piece, inputs, task_id)``."""

    def run(python: Path | str, piece: str, inputs: dict[str, Any], task_id: str = "task") -> Outcome:
        task = tmp_path / "run" / task_id
        paths = {name: task / name for name in ("results", "report", "xcom_out")}
        for folder in paths.values():
            folder.mkdir(parents=True)
        request = {
            "protocol": 1,
            "repository_path": str(REPOSITORY),
            "piece": piece,
            "inputs": inputs,
            "secrets_file": None,
            "paths": {
                "task": str(task),
                "results": str(paths["results"]),
                "report": str(paths["report"]),
                "xcom": str(paths["xcom_out"]),
                "shared_storage": str(task.parent),
            },
            "context": {
                "task_id": task_id,
                "dag_id": "dag",
                "run_id": "run",
                "logical_date": None,
                "upstream_tasks": [],
            },
            "response_file": str(task / "response.json"),
        }
        (task / "request.json").write_text(json.dumps(request), encoding="utf-8")
        command = [str(python), str(RUNNER), str(task / "request.json")]
        done = subprocess.run(command, capture_output=True, text=True, cwd=task, check=False)
        response = json.loads((task / "response.json").read_text(encoding="utf-8"))
        assert done.returncode == (1 if response["error"] else 0), done.stderr
        return Outcome(response["outputs"], response["error"], response["display_result"], done.stderr)

    return run


@pytest.fixture(scope="session")
def _dry_runner(environment: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [str(environment), str(Path(__file__).with_name("dry_runner.py")), str(PROVIDED), str(REPOSITORY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process
    process.stdin.close()
    process.wait(timeout=30)


@pytest.fixture
def dry_run(_dry_runner: subprocess.Popen[str], tmp_path: Path) -> Callable[..., Outcome]:
    """Run a Piece in a process that stays: ``dry_run(piece, **inputs)``, quick enough for many cases.

    `_secrets` are its secrets, `_folder` is the name of its results folder.
    """

    def run(
        piece: str, _secrets: dict[str, str] | None = None, _folder: str = "results", **inputs: Any
    ) -> Outcome:
        results = tmp_path / _folder
        results.mkdir(exist_ok=True)
        request = {"piece": piece, "inputs": inputs, "secrets": _secrets or {}, "results": str(results)}
        _dry_runner.stdin.write(json.dumps(request) + "\n")
        _dry_runner.stdin.flush()
        answer = json.loads(_dry_runner.stdout.readline())
        return Outcome(answer["outputs"], answer["error"], None, "")

    return run


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., str]:
    """Write a file and return its path: ``table(text or bytes, name=..., encoding=...)``."""

    def write(content: str | bytes, name: str = "table.csv", encoding: str = "utf-8") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return str(path)

    return write
