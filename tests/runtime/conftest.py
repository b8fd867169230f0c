"""Runs sample Pieces through the runner, as a runtime does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domino_plugin.runtime import protocol

SAMPLES = Path(__file__).parents[1] / "samples" / "runtime_pieces"


@dataclass
class Ran:
    """What is left of a run."""

    exit_code: int
    response: dict[str, Any] | None
    stdout: str
    stderr: str

    @property
    def outputs(self) -> dict[str, Any]:
        assert self.response is not None
        assert self.response["error"] is None, self.response["error"]
        return self.response["outputs"]

    @property
    def error(self) -> dict[str, Any]:
        assert self.response is not None
        assert self.response["outputs"] is None
        return self.response["error"]

    @property
    def shown(self) -> dict[str, Any]:
        assert self.response is not None
        return self.response["display_result"]


@pytest.fixture(scope="session")
def interpreter() -> str:
    """The Pieces' interpreter; here it has pydantic 2."""
    return sys.executable


@pytest.fixture
def run_piece(tmp_path: Path, interpreter: str) -> Callable[..., Ran]:
    """Return a function that runs a Piece of the samples in the folder ``tmp_path / "run"``."""

    def run(
        piece: str,
        inputs: dict[str, Any] | None = None,
        *,
        secrets: dict[str, Any] | None = None,
        secrets_file: str | None = None,
        context: dict[str, Any] | None = None,
        variables: dict[str, str] | None = None,
        repository: Path = SAMPLES,
        cwd: Path | None = None,
        **options: Any,
    ) -> Ran:
        shared, work = tmp_path / "run", tmp_path / "work"
        work.mkdir(exist_ok=True)
        task = shared / "task"
        if secrets is not None:
            secrets_file = str(tmp_path / "secrets.json")
            Path(secrets_file).write_text(json.dumps(secrets), encoding="utf-8")
        request = {
            "protocol": 1,
            "repository_path": str(repository),
            "piece": piece,
            "inputs": inputs or {},
            "secrets_file": secrets_file,
            "paths": {
                "task": str(task),
                "results": str(task / "results"),
                "report": str(task / "report"),
                "xcom": str(task / "xcom_out"),
                "shared_storage": str(shared),
            },
            "context": {
                "task_id": "task",
                "dag_id": "dag",
                "run_id": "manual__1",
                "logical_date": "2024-01-02T04:04:05+01:00",
                "upstream_tasks": [],
                **(context or {}),
            },
            "response_file": str(tmp_path / "response.json"),
        }
        protocol.write_request(tmp_path / "request.json", request)
        ended = subprocess.run(
            [interpreter, str(protocol.RUNNER_FILE), str(tmp_path / "request.json")],
            cwd=cwd or work,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **(variables or {})},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **options,
        )
        return Ran(
            ended.returncode, protocol.read_response(tmp_path / "response.json"), ended.stdout, ended.stderr
        )

    return run
