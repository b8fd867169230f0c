"""Seconds of a Piece in a container: the operator's `execute` against a bare ``docker run`` of the same work.

Both run the same Piece in the same image by the same runner with the same mounts, in turn; `execute` in a
process that has imported what Airflow's task process has, and no more: ``python benchmarks/docker.py
[rounds]``. The promise: at most 1.1 times the bare run and 0.15 s. Ends without figures where no Docker
engine answers and none can be started.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# This file has the name of Docker's SDK, which is to be found under it.
sys.path[:] = [
    str(ROOT / "tests"),
    *(path for path in sys.path if Path(path).resolve() != ROOT / "benchmarks"),
]
ROUNDS, TIMES, SECONDS = 9, 1.1, 0.15
MODELS = """\
from typing import Any
from pydantic import BaseModel

class InputModel(BaseModel):
    number: int

class OutputModel(BaseModel):
    number: int
"""
PIECE = """\
from domino.base_piece import BasePiece
from .models import InputModel, OutputModel

class WorkPiece(BasePiece):
    def piece_function(self, input_data):
        print("working")
        return OutputModel(number=input_data.number + 1)
"""
#: As Airflow's task process: the SDK is there, nothing of Docker's is.
EXECUTE = """\
import json, sys, time
from types import SimpleNamespace
from domino_plugin.operators import DominoPieceOperator
image, repository, number = sys.argv[1:]
operator = DominoPieceOperator(
    task_id="t", repository=repository, piece="WorkPiece", group={"image": image}, runtime="docker",
    inputs={"number": int(number)},
)
ti = SimpleNamespace(dag_id="d", run_id="r", task_id="t", map_index=-1, xcom_push=lambda key, value: None)
started = time.perf_counter()
outputs = type(operator).execute.__wrapped__(operator, {"ti": ti, "logical_date": None})
seconds = time.perf_counter() - started
assert outputs == {"number": int(number) + 1}, outputs
print("seconds:", seconds)
"""


def make_repository(root: Path) -> Path:
    """Write a repository with one Piece that does next to nothing."""
    piece = root / "pieces" / "WorkPiece"
    piece.mkdir(parents=True)
    (piece / "models.py").write_text(MODELS)
    (piece / "piece.py").write_text(PIECE)
    return root


def execute(image: str, repository: Path, environment: dict[str, str]) -> float:
    """Return the seconds that `execute` takes in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", EXECUTE, image, str(repository), "1"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return float(done.stdout.rpartition("seconds:")[2])


def bare(image: str, repository: Path, folder: Path, url: str) -> float:
    """Return the seconds of ``docker run`` with the runner, the repository and a run's folder mounted."""
    runner = ROOT / "domino_plugin" / "runtime"
    shared = "/home/shared_storage"
    request = {
        "protocol": 1,
        "repository_path": "/repository",
        "piece": "WorkPiece",
        "inputs": {"number": 1},
        "secrets_file": None,
        "paths": {
            "task": f"{shared}/t",
            "results": f"{shared}/t/results",
            "report": f"{shared}/t/report",
            "xcom": f"{shared}/t/xcom_out",
            "shared_storage": shared,
        },
        "context": {"task_id": "t", "dag_id": "d", "run_id": "r", "logical_date": None, "upstream_tasks": []},
        "response_file": f"{shared}/response.json",
    }
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "request.json").write_text(json.dumps(request))
    mounts = [f"{runner}:/runner:ro", f"{repository}:/repository:ro", f"{folder}:{shared}"]
    command = ["docker", "--host", url, "run", "--rm", "--network", "none", "--log-driver", "none"]
    for mount in mounts:
        command += ["--volume", mount]
    command += [image, "python3", "/runner/runner.py", f"{shared}/request.json"]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    response = json.loads((folder / "response.json").read_text())
    if done.returncode or response["outputs"] != {"number": 2}:
        sys.exit(f"docker run fails: {done.stderr}")
    return seconds


def measure(url: str, rounds: int) -> tuple[list[float], list[float]]:
    """Return the seconds of `execute` and of the bare runs."""
    from support.docker_engine import connect
    from support.docker_images import TestImages

    image = TestImages(connect(url)).plain()
    with tempfile.TemporaryDirectory(prefix="domino-bench-") as name:
        home = Path(name)
        repository = make_repository(home / "repository")
        environment = os.environ | {
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
            "AIRFLOW__DOMINO__DOCKER_URL": url,
            "AIRFLOW__DOMINO__DOCKER_NETWORK": "none",
            "AIRFLOW__DOMINO__STORAGE_ROOT": str(home / "storage"),
        }
        execute(image, repository, environment)
        bare(image, repository, home / "bare", url)
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(rounds):
            ours.append(execute(image, repository, environment))
            theirs.append(bare(image, repository, home / "bare", url))
    return ours, theirs


def compile_packages() -> None:
    """Have what installed packages have: bytecode, which some installers leave to the first import."""
    packages = sysconfig.get_path("purelib")
    names = ("docker", "requests", "urllib3", "charset_normalizer", "idna", "certifi")
    for folder in (*(Path(packages) / name for name in names), ROOT / "operators", ROOT / "domino_plugin"):
        compileall.compile_dir(folder, quiet=2)


def main() -> None:
    """Print the figures; end with 1 if the promise is broken."""
    from support.docker_engine import EngineUnavailable, OwnEngine, answering

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    url: Any = answering()
    own = None
    if url is None:
        own = OwnEngine()
        try:
            own.start()
        except EngineUnavailable as error:
            print(f"not measured: {error}")
            return
        url = own.url
    try:
        compile_packages()
        ours, theirs = measure(url, rounds)
    finally:
        if own is not None:
            own.stop()
    execute_seconds, bare_seconds = statistics.median(ours), statistics.median(theirs)
    allowed = TIMES * bare_seconds + SECONDS
    print(
        f"a Piece in a container: execute {execute_seconds:.2f} s, bare docker run {bare_seconds:.2f} s "
        f"(promised: at most {TIMES} times that and {SECONDS} s, {allowed:.2f} s)"
    )
    sys.exit(1 if execute_seconds > allowed else 0)


if __name__ == "__main__":
    main()
