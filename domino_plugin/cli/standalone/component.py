"""Becomes one Airflow component: ``python -m domino_plugin.cli.standalone.component ARGUMENTS``.

The detour over this module ties the component's life to its starter's, even when the starter is killed
without a chance to stop anything; the kernel keeps the tie over the exec.
"""

from __future__ import annotations

import os
import sys

from domino_plugin.cli.standalone.process_tree import die_with_starter


def main() -> None:
    """Become ``airflow`` with the arguments given."""
    starter = os.getppid()
    die_with_starter()
    if os.getppid() != starter:  # It ended before the tie was made.
        sys.exit(1)
    # The interpreter's own airflow: the one on PATH may be another or missing.
    os.execv(sys.executable, [sys.executable, "-m", "airflow", *sys.argv[1:]])  # noqa: S606


if __name__ == "__main__":
    main()
