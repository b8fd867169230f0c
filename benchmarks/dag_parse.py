"""CPU seconds of a fresh process that imports and parses a DAG of 100 Pieces, against 100 EmptyOperators.

Each Piece has 1.5 KB of inputs; the files are parsed by Airflow's own `DagBag`, one process each, in turn:
``python benchmarks/dag_parse.py [rounds]``. The promise: at most 1.2 times the CPU of EmptyOperators.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIECES, ROUNDS, PROMISED = 100, 7, 1.2
EMPTY = f"""\
# Airflow DAG of EmptyOperators, to compare with.
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import DAG

with DAG(dag_id="empty", schedule=None, catchup=False, is_paused_upon_creation=False, tags=["x"]) as dag:
    previous = None
    for number in range({PIECES}):
        task = EmptyOperator(task_id=f"n{{number}}", retries=0)
        if previous is not None:
            previous >> task
        previous = task
"""
PARSE = """\
import sys
from pathlib import Path
from airflow.dag_processing.dagbag import DagBag
folder = Path(sys.argv[1])
bag = DagBag(dag_folder=folder, bundle_path=folder, bundle_name="dags-folder", load_op_links=False)
assert not bag.import_errors, bag.import_errors
(dag,) = bag.dags.values()
assert len(dag.tasks) == int(sys.argv[2])
"""


def piece_file() -> str:
    """Return a generated DAG file of 100 Pieces with 1.5 KB of inputs each."""
    sys.path[:0] = [str(ROOT / "tests" / "workflows")]
    from documents import catalogue, chain, value

    from domino_plugin.workflows import generation

    text = "\n".join(["a line of code that a user wrote, with 'quotes' in it"] * 27)
    document = chain(PIECES, {"text": value("x"), "anything": value({"script": text, "numbers": [1, 2.5]})})
    spec = generation.build_spec(
        document, catalogue(), dag_id="pieces-abcdefgh", workflow_id=1, workspace_id=1, version=1
    )
    return generation.file_text(spec)


def cpu_seconds(folder: Path, environment: dict[str, str]) -> float:
    """Return user and system CPU of one process that parses a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", PARSE, str(folder), str(PIECES)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    """Print both figures and their ratio; end with 1 if the promise is broken."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="domino-bench-") as name:
        home = Path(name)
        environment = os.environ | {
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
        }
        os.environ |= environment
        files = {"pieces": piece_file(), "empty": EMPTY}
        for kind, text in files.items():
            (home / kind).mkdir()
            (home / kind / "dag.py").write_text(text)
        for kind in files:
            cpu_seconds(home / kind, environment)  # bytecode and file cache
        seconds: dict[str, list[float]] = {kind: [] for kind in files}
        for _ in range(rounds):
            for kind in files:
                seconds[kind].append(cpu_seconds(home / kind, environment))
    pieces, empty = (statistics.median(seconds[kind]) for kind in ("pieces", "empty"))
    print(
        f"parsing {PIECES} tasks in a fresh process: CPU of Pieces {pieces:.2f} s, Empty ones {empty:.2f} s, "
        f"ratio {pieces / empty:.2f} (promised: at most {PROMISED})"
    )
    sys.exit(1 if pieces / empty > PROMISED else 0)


if __name__ == "__main__":
    main()
