"""Makes an Airflow home ready, in a process of its own: tables, admin user, starter Pieces, examples.

One process does all, since importing Airflow is what takes the time; the command that starts it never
imports Airflow and so begins at once. Steps are reported as lines on a pipe; what Airflow prints goes to
the log. What has been done is noted in the home, so that the next start skips it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from domino_plugin.cli.standalone.home import ADMIN, Home
from domino_plugin.cli.standalone.process_tree import die_with_starter

_NOTE = ".domino-prepared.json"
#: A change in one of these calls for another migration.
_DISTRIBUTIONS = ("apache-airflow-core", "apache-airflow-providers-fab", "domino-plugin")


def is_done(home: Home, environment: Mapping[str, str], auth: str) -> bool:
    """Say whether the home needs no preparation."""
    note = _read_note(home)
    return note.get("state") == _state(environment, auth) and _database_exists(home, environment)


def main() -> None:
    """Prepare the home in AIRFLOW_HOME."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--auth", required=True)
    parser.add_argument("--progress", type=int, required=True, help="file descriptor of the pipe")
    arguments = parser.parse_args()
    die_with_starter()
    home = Home(Path(os.environ["AIRFLOW_HOME"]))
    with os.fdopen(arguments.progress, "w", buffering=1) as pipe:
        prepare(home, arguments.auth, lambda step: print(step, file=pipe))


def prepare(home: Home, auth: str, report: Callable[[str], None]) -> None:
    """Do what is left to do; `report` is told each step before it begins."""
    from domino_plugin.cli.standalone import content
    from domino_plugin.cli.standalone.airflow_cli import run_airflow

    note = _read_note(home) if _database_exists(home, os.environ) else {}
    report("Loading Airflow")
    run_airflow("version")
    report("Creating or migrating the database")
    run_airflow("db", "migrate")
    if auth == "fab":
        report("Creating the admin user")
        name = ["--firstname", "Domino", "--lastname", "Admin", "--email", "admin@localhost.localdomain"]
        run_airflow("users", "create", "-u", ADMIN, "-p", home.password, "-r", "Admin", *name)
        # Without it users other than administrators don't see the menu entries of any plugin.
        run_airflow("roles", "add-perms", "Viewer", "User", "-r", "Plugins", "-a", "can_read")
    report("Installing the starter Pieces")
    content.install_starter_pieces(ADMIN)
    if not note.get("examples"):
        report("Loading the example workflow")
        content.load_examples(ADMIN)
    _write_note(home, {"state": _state(os.environ, auth), "examples": True})


def _state(environment: Mapping[str, str], auth: str) -> str:
    """Return a digest of all that the preparation depends on."""
    digest = hashlib.sha256()
    for name in _DISTRIBUTIONS:
        digest.update(f"{name} {_version(name)}\n".encode())
    digest.update(f"{auth} {environment.get('AIRFLOW__DATABASE__SQL_ALCHEMY_CONN')}\n".encode())
    package = Path(__file__).parents[2]
    # In an editable installation migrations and starter Pieces change under the same version.
    for folder in ("db", "starter_pieces"):
        for file in sorted((package / folder).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(package)} {file.stat().st_size}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"


def _database_exists(home: Home, environment: Mapping[str, str]) -> bool:
    return bool(environment.get("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN")) or (home.path / "airflow.db").exists()


def _read_note(home: Home) -> dict[str, object]:
    try:
        note = json.loads((home.path / _NOTE).read_text())
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _write_note(home: Home, note: Mapping[str, object]) -> None:
    temporary = home.path / f"{_NOTE}.{os.getpid()}"
    temporary.write_text(json.dumps(note))
    temporary.replace(home.path / _NOTE)


if __name__ == "__main__":
    main()
