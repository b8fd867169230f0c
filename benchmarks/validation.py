"""CPU seconds of checking a workflow of 500 nodes, against reading the same document from its JSON.

Checking happens at each pause in typing and at each save: ``python benchmarks/validation.py [rounds]``. The
promise: at most what pydantic takes to read the document.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NODES, ROUNDS, PROMISED = 500, 15, 1.0


def _seconds(work: Callable[[], Any]) -> float:
    started = time.thread_time()
    work()
    return time.thread_time() - started


def main() -> None:
    """Print both figures and their ratio; end with 1 if the promise is broken."""
    sys.path[:0] = [str(ROOT / "tests" / "workflows")]
    from documents import catalogue, chain, value

    from domino_plugin.workflows.document_errors import parse_document
    from domino_plugin.workflows.validation import validate

    inputs = {
        "count": value("7"),
        "conditions": value([{"column": "a", "operator": "lower", "value": 3}] * 3),
        "names": {"kind": "list", "items": [value("a"), value("b")]},
        "day": value("2026-01-01"),
    }
    text = json.dumps(chain(NODES, {"text": value("x"), **inputs}).as_json())
    document, known = parse_document(json.loads(text)), catalogue()
    # Each node its own: what is alike is checked once.
    for place, one in enumerate(document.nodes[1:], start=1):
        one.inputs["text"] = document.nodes[0].inputs["text"].model_copy(update={"value": f"node {place}"})
    assert validate(document, known) == []
    checking, reading = [], []
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
        checking.append(_seconds(lambda: validate(document, known)))
        reading.append(_seconds(lambda: parse_document(json.loads(text))))
    ratio = statistics.median(checking) / statistics.median(reading)
    print(
        f"{NODES} nodes: checked in {statistics.median(checking) * 1000:.0f} ms of CPU, read in "
        f"{statistics.median(reading) * 1000:.0f} ms, ratio {ratio:.2f} (promised: at most {PROMISED})"
    )
    sys.exit(1 if ratio > PROMISED else 0)


if __name__ == "__main__":
    main()
