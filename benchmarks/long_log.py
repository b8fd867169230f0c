"""Seconds for a page from the middle of a log of 100,000 lines, against parsing all of it.

Airflow's own reader parses all lines at each look: ``python benchmarks/long_log.py [rounds]``. The promise: a
tenth of what parsing takes.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from domino_plugin.airflow_compat.log_files import read_lines

LINES, PAGE, ROUNDS, PROMISED = 100_000, 1000, 7, 0.1


def main() -> None:
    """Print both figures and their ratio; end with 1 if the promise is broken."""
    page, everything = [], []
    with tempfile.TemporaryDirectory(prefix="domino-bench-") as folder:
        log = Path(folder) / "attempt=1.log"
        record = {"timestamp": "2026-01-01T00:00:01Z", "level": "info", "logger": "domino.piece"}
        log.write_text(
            "".join(json.dumps({**record, "event": f"line {number}"}) + "\n" for number in range(LINES))
        )
        for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
            started = time.perf_counter()
            records, position, _ = read_lines(log, after=LINES // 2, limit=PAGE, whole=True)
            page.append(time.perf_counter() - started)
            assert (len(records), position) == (PAGE, LINES // 2 + PAGE)
            started = time.perf_counter()
            parsed = [json.loads(line) for line in log.read_text().splitlines()]
            everything.append(time.perf_counter() - started)
            assert parsed[LINES // 2] == records[0]
    ratio = statistics.median(page) / statistics.median(everything)
    print(
        f"a page of a log of {LINES} lines: {statistics.median(page) * 1000:.0f} ms, parsing all of it "
        f"{statistics.median(everything) * 1000:.0f} ms, ratio {ratio:.2f} (promised: at most {PROMISED})"
    )
    sys.exit(1 if ratio > PROMISED else 0)


if __name__ == "__main__":
    main()
