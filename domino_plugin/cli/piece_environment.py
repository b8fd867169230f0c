"""Finds the interpreter that ``domino piece run`` runs a Piece with."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import NamedTuple

from domino_plugin import settings
from domino_plugin.errors import Invalid, NotFound
from domino_plugin.operators.virtualenv import EnvironmentStore, PackageSource, group_of, read_requirements


class PieceEnvironment(NamedTuple):
    """The interpreter, and the folders the author puts on its import path."""

    python: Path
    pythonpath: tuple[Path, ...]


def environment(repository: Path, piece: str, given: Path | None) -> PieceEnvironment:
    """Return the environment: with the interpreter given, else one with what the Piece requires.

    Raises:
        NotFound: the interpreter given can't be executed.
        DominoError: the environment can't be built.
    """
    group = group_of(repository, piece)
    if given is None:
        requirements = read_requirements(repository, group)
        store = _store()
        # What takes minutes is told while it goes on; by Airflow's own logging it would be among the outputs.
        logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr, force=True)
        made = store.ensure(requirements.text, requirements.python)
        return PieceEnvironment(made.python, requirements.pythonpath)
    if not (given.is_file() and os.access(given, os.X_OK)):
        raise NotFound(f"--python names {given}, which can't be executed. Give a Python interpreter.")
    try:
        pythonpath = read_requirements(repository, group).pythonpath
    except Invalid:
        # A missing requirements file doesn't matter to an interpreter that has everything.
        pythonpath = ()
    # Resolving the link would leave its environment.
    return PieceEnvironment(given.absolute(), pythonpath)


def _store() -> EnvironmentStore:
    """Return the store of the Airflow home, if one is set, so that what a worker has built is used."""
    if os.environ.get("AIRFLOW_HOME"):
        options = settings.load()
        return EnvironmentStore(
            options.environments_root,
            python=options.piece_python,
            build_timeout=options.environment_build_timeout,
            source=PackageSource(options.package_index, options.wheel_folder, options.packages_offline),
        )
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return EnvironmentStore(cache / "domino")
