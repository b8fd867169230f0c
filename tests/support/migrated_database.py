"""A migrated SQLite metadata database with users in it, made once and copied.

Made anew whenever Airflow, its FAB provider, or our tables change.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: User names, each also its password, with their roles; FAB and the Simple auth manager know them.
USERS = {"admin": "Admin", "op": "Op", "user": "User", "viewer": "Viewer"}
FAB = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
SIMPLE = "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager"
#: Test keys; never used anywhere else.
FERNET_KEY = "ZG9taW5vLXRlc3RzLW9ubHktZmVybmV0LWtleS0zMmI="
JWT_SECRET = "domino-tests-only-jwt-secret-0123456789abcdef0123456789abcdef012"
CACHE = ROOT / ".cache" / "tests"


def copy_to(home: Path) -> Path:
    """Put a copy of the database into an Airflow home and return its file."""
    home.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(_template(), home / "airflow.db"))


def migrate(environment: dict[str, str], *, users: bool = True) -> None:
    """Migrate the database of an Airflow environment and create the users; one process does all."""
    commands = [["db", "migrate"]]
    if users:
        commands += [
            f"users create -u {name} -p {name} -r {role} -f {name} -l Test -e {name}@example.com".split()
            for name, role in USERS.items()
        ]
    program = (
        "import json, sys\n"
        "from airflow.cli.cli_parser import get_parser\n"
        "parser = get_parser()\n"
        "for command in json.loads(sys.argv[1]):\n"
        "    arguments = parser.parse_args(command)\n"
        "    arguments.func(arguments)\n"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program, json.dumps(commands)],
        check=False,
        env=environment | {"AIRFLOW__CORE__AUTH_MANAGER": FAB},
        cwd=environment["AIRFLOW_HOME"],
        capture_output=True,
        text=True,
        timeout=300,
    )
    if outcome.returncode:
        raise RuntimeError(f"Airflow's migration failed:\n{outcome.stdout[-4000:]}\n{outcome.stderr[-8000:]}")


def _template() -> Path:
    CACHE.mkdir(parents=True, exist_ok=True)
    file = CACHE / f"airflow-{_key()}.db"
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            home = CACHE / "making"
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            migrate(base_environment(home))
            (home / "airflow.db").replace(file)
            shutil.rmtree(home, ignore_errors=True)
    return file


def base_environment(home: Path) -> dict[str, str]:
    """Return the environment of an Airflow in `home`: nothing of the caller's own Airflow gets in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "PYTHON"))}
    return kept | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__FERNET_KEY": FERNET_KEY,
        "AIRFLOW__API_AUTH__JWT_SECRET": JWT_SECRET,
        "AIRFLOW__API__SECRET_KEY": JWT_SECRET,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }


def _key() -> str:
    digest = hashlib.sha256()
    for name in ("apache-airflow-core", "apache-airflow-providers-fab", "sqlalchemy"):
        digest.update(f"{name}=={version(name)}\n".encode())
    for file in sorted((ROOT / "domino_plugin" / "db").rglob("*.py")):
        digest.update(file.read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()[:16]
