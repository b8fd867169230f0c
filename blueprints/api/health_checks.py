"""What the health page looks at: each check says what it found and what to do about it."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from domino_plugin.blueprints.api.schemas.health import HealthCheck

from domino_plugin import settings
from domino_plugin.airflow_compat import bundles, installation
from domino_plugin.db.session import session_scope
from domino_plugin.db.version_check import tables_problem
from domino_plugin.errors import DominoError, Unavailable
from domino_plugin.storage import open_storage

log = logging.getLogger(__name__)
#: Anybody may ask for the state, so the answer is kept for some seconds.
_KEEP_SECONDS = 3.0
_lock = threading.Lock()
_last: tuple[float, list[HealthCheck]] | None = None


def run_checks() -> list[HealthCheck]:
    """Look at everything, or return what was found a moment ago."""
    global _last  # noqa: PLW0603  the kept answer
    with _lock:
        now = time.monotonic()
        if _last is None or now - _last[0] > _KEEP_SECONDS:
            _last = (now, [check for name, look in _CHECKS.items() for check in _safely(name, look)])
        return _last[1]


def _safely(name: str, look: Callable[[], list[HealthCheck]]) -> list[HealthCheck]:
    try:
        return look()
    except DominoError as error:
        return [_error(name, error.message, "Put that right first.")]
    except Exception as error:
        log.exception("The check of %s failed", name)
        return [_error(name, f"Could not be checked: {type(error).__name__}.", "See the server's log.")]


def _settings() -> list[HealthCheck]:
    try:
        settings.load()
    except settings.SettingsError as error:
        fix = "Correct it in airflow.cfg, or in the variable AIRFLOW__DOMINO__..., and restart Airflow."
        return [_error("settings", error.message, fix)]
    return [_ok("settings", "The options of the section [domino] can be read.")]


def _tables() -> list[HealthCheck]:
    with session_scope() as session:
        found = tables_problem(session)
    if found:
        return [_error("tables", found, "Run `airflow db migrate`.")]
    return [_ok("tables", "The tables fit this release.")]


def _dags_folder() -> list[HealthCheck]:
    folder = bundles.dags_folder() / settings.load().dags_subfolder
    try:
        place = bundles.place_of(folder)
    except Unavailable as error:
        return [_error("dags folder", error.message, "Change [core] dags_folder or the list of DAG bundles.")]
    return [_writable("dags folder", folder, f"Read by the DAG bundle {place.bundle.name!r}.")]


def _storage() -> list[HealthCheck]:
    name = "shared storage"
    try:
        storage = open_storage()
        found = storage.check()
    except Unavailable as error:
        return [_error(name, error.message, "Put that right, for the webserver and for all workers.")]
    concerns = storage.concerns()
    if not concerns:
        return [_ok(name, found)]
    reason = " ".join([found, *(one.reason for one in concerns)])
    return [_warning(name, reason, " ".join(one.fix for one in concerns))]


def _components() -> list[HealthCheck]:
    found = []
    with session_scope() as session:
        for component in installation.COMPONENTS:
            if installation.is_alive(session, component):
                found.append(_ok(component, "Sends its heartbeat."))
            else:
                found.append(_silent(component))
    return found


def _silent(component: str) -> HealthCheck:
    reason = "Has sent no heartbeat lately."
    if component == "triggerer":
        # Needed by deferred tasks only.
        return _warning(component, reason, "Start it if tasks are deferred: `airflow triggerer`.")
    return _error(component, reason, f"Start it: `airflow {component}`.")


def _isolation() -> list[HealthCheck]:
    available, reason = _namespaces()
    if available:
        return [_ok("path isolation", f"On this machine: {reason}")]
    fix = "Allow unprivileged user namespaces on the workers, for Pieces with fixed paths in their code."
    return [_warning("path isolation", f"On this machine: {reason}", fix)]


@cache
def _namespaces() -> tuple[bool, str]:
    from domino_plugin.operators.virtualenv.paths import namespace_available

    return namespace_available()


def _docker() -> list[HealthCheck]:
    from domino_plugin.operators import containers
    from domino_plugin.operators.docker import Engine

    options = settings.load()
    if "docker" not in options.runtimes:
        return [_ok("docker", "Pieces don't run in containers here: [domino] runtimes doesn't name docker.")]
    try:
        engine = Engine.connect(containers.docker_options(options))
    except Unavailable as error:
        if "virtualenv" in options.runtimes and not options.docker_url:
            # Nobody has asked for one, and nothing is wrong without.
            return [_ok("docker", f"On this machine, Pieces run in virtual environments. {error.message}")]
        return [_error("docker", f"On this machine: {error.message}", "Workers need it to run Pieces.")]
    text = f"On this machine, Docker engine {engine.version} answers at {engine.url}."
    return [_ok("docker", f"{text} Pieces with an image run in containers.")]


def _fernet_key() -> list[HealthCheck]:
    if installation.has_fernet_key():
        return [_ok("secrets", "Airflow encrypts Variables.")]
    return [
        _warning(
            "secrets",
            "[core] fernet_key is empty, so secrets can't be saved.",
            "Set it to the output of: python -c 'from cryptography.fernet import Fernet; "
            "print(Fernet.generate_key().decode())'",
        )
    ]


def _menu() -> list[HealthCheck]:
    with session_scope() as session:
        roles = installation.roles_without_plugins(session)
    if not roles:
        return [_ok("menu entry", "Every role sees Domino in Airflow's menu.")]
    return [
        _warning(
            "menu entry",
            f"Users with the role {' or '.join(roles)} don't see Domino in Airflow's menu: the role may not "
            "read the list of plugins.",
            f"airflow roles add-perms {' '.join(roles)} -r Plugins -a can_read",
        )
    ]


def _writable(name: str, folder: Path, good: str) -> HealthCheck:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return _ok(name, good)
    except OSError as error:
        return _error(
            name, f"{folder} can't be written: {error.strerror}.", "Give the web server the right to."
        )


def _ok(name: str, reason: str) -> HealthCheck:
    return HealthCheck(name=name, status="ok", reason=reason, fix=None)


def _warning(name: str, reason: str, fix: str) -> HealthCheck:
    return HealthCheck(name=name, status="warning", reason=reason, fix=fix)


def _error(name: str, reason: str, fix: str) -> HealthCheck:
    return HealthCheck(name=name, status="error", reason=reason, fix=fix)


_CHECKS: dict[str, Callable[[], list[HealthCheck]]] = {
    "settings": _settings,
    "tables": _tables,
    "dags folder": _dags_folder,
    "shared storage": _storage,
    "components": _components,
    "path isolation": _isolation,
    "docker": _docker,
    "secrets": _fernet_key,
    "menu entry": _menu,
}
