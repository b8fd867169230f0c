"""Runs the measurements: ``python benchmarks/run.py [NAME...]``, all by default; `make bench` does it.

Each is a program of its own, prints its figures and ends with another code than 0 if what the documents
promise is not kept. For figures worth writing down nothing else should run on the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main() -> int:
    """Run the measurements named, or all."""
    known = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem != "run")
    names = sys.argv[1:] or known
    if unknown := sorted(set(names) - set(known)):
        print(f"There is no {', '.join(unknown)}; there are: {', '.join(known)}.")
        return 2
    print(f"Load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    broken = []
    for name in names:
        print(f"--- {name}", flush=True)
        if subprocess.run([sys.executable, str(FOLDER / f"{name}.py")], check=False).returncode:
            broken.append(name)
    print(f"--- not kept: {', '.join(broken)}" if broken else "--- all promises are kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
