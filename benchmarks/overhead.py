"""Seconds that running a Piece in a warm virtual environment costs beyond starting its Python.

Measured is `DominoPieceOperator.execute` of a Piece that does nothing, as a task would run it (inputs,
storage, process, outputs, XCom), minus ``python -c 'import pydantic'`` in the same environment, taking turns:
``python benchmarks/overhead.py [ROUNDS]``. The promise: a median below 0.15 s.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROUNDS = 30
PROMISED = 0.15


def main() -> int:
    """Measure, print, and tell whether the promise is kept."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="domino-bench-") as name:
        os.environ["AIRFLOW_HOME"] = name
        os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "WARNING"
        median = measure(Path(name), rounds)
    return 0 if median < PROMISED else 1


def measure(home: Path, rounds: int) -> float:
    """Return the median of the differences."""
    repository = make_repository(home / "repository")
    # The first time builds the environment.
    execute(repository)
    logging.disable(logging.INFO)
    [python] = (home / "domino" / "environments" / "environments").glob("*/bin/python")
    command = [str(python), "-c", "import pydantic"]
    pieces, bare = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=True)
        between = time.perf_counter()
        execute(repository)
        pieces.append(time.perf_counter() - between)
        bare.append(between - start)
    differences = [piece - alone for piece, alone in zip(pieces, bare, strict=True)]
    median = statistics.median(differences)
    print(
        f"execute {statistics.median(pieces):.3f} s, import pydantic {statistics.median(bare):.3f} s: "
        f"overhead {median:.3f} s, at most {max(differences):.3f} s in {rounds} rounds (promised "
        f"{PROMISED} s)"
    )
    return median


def execute(repository: Path) -> None:
    """Run the Piece as a task would."""
    from domino_plugin.operators import DominoPieceOperator

    operator = DominoPieceOperator(
        task_id="nothing", repository=str(repository), piece="NothingPiece", inputs={"text": "x"}
    )
    ti = SimpleNamespace(
        dag_id="d", run_id="r", task_id="nothing", map_index=-1, xcom_pull=None, xcom_push=lambda **_: None
    )
    context: Any = {"ti": ti}
    # As Airflow's task runner calls it, without the guard against calls from elsewhere.
    outputs = DominoPieceOperator.execute.__wrapped__(operator, context)
    if outputs != {"text": "x"}:
        raise RuntimeError(f"The Piece returned {outputs}.")


def make_repository(root: Path) -> Path:
    """Make a repository with a Piece that returns what it gets."""
    piece = root / "pieces" / "NothingPiece"
    piece.mkdir(parents=True)
    (piece / "models.py").write_text(
        "from pydantic import BaseModel\n\n"
        "class InputModel(BaseModel):\n    text: str\n\nclass OutputModel(BaseModel):\n    text: str\n"
    )
    (piece / "piece.py").write_text(
        "from domino.base_piece import BasePiece\nfrom .models import InputModel, OutputModel\n\n"
        "class NothingPiece(BasePiece):\n    def piece_function(self, input_data: InputModel):\n"
        "        return OutputModel(text=input_data.text)\n"
    )
    (root / ".domino").mkdir()
    metadata = {"name": "NothingPiece", "dependency": {}, "input_schema": {}, "output_schema": {}}
    (root / ".domino" / "compiled_metadata.json").write_text(json.dumps({"NothingPiece": metadata}))
    return root


if __name__ == "__main__":
    sys.exit(main())
