"""Airflow's own commands, run in this process: each as documented, without the seconds of a new process."""

from __future__ import annotations

import functools
from typing import Any


def run_airflow(*arguments: str) -> None:
    """Run ``airflow ARGUMENTS``.

    Raises:
        SystemExit: the command failed; it has printed why.
    """
    parsed = _parser().parse_args(arguments)
    parsed.func(parsed)


@functools.cache
def _parser() -> Any:
    from airflow.cli.cli_parser import get_parser

    return get_parser()
