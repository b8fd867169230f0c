"""The Airflow home of `domino standalone`: its configuration, its secrets and who uses it."""

from __future__ import annotations

import configparser
import contextlib
import fcntl
import os
import secrets
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path

from domino_plugin.errors import Conflict, Unavailable

DEFAULT = "~/airflow-domino"
ADMIN = "admin"
AUTH_MANAGERS = {
    "fab": "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
    "simple": "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
}

_HEADER = """\
# Written once by `domino standalone`; yours to edit. Every option of Airflow may be added. It holds the keys
# that encrypt secrets and sign logins: keep it private, and keep it with the database.
"""


def default_home() -> Path:
    """Return the home that commands use when none is given."""
    return Path(os.environ.get("AIRFLOW_HOME") or DEFAULT).expanduser().absolute()


class Home:
    """An Airflow home for one machine.

    Attributes:
        path: the folder.
        log_folder: where the components log to.
        password_file: holds the admin's first password.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()
        self.log_folder = self.path / "logs" / "standalone"
        self.password_file = self.path / "admin-password.txt"

    def create(self) -> None:
        """Make the folder and what is missing in it; nothing that is there is changed.

        Raises:
            Unavailable: the folder can't be made or written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in (self.log_folder, self.path / "dags"):
                folder.mkdir(parents=True, exist_ok=True)
            if not self.password_file.exists():
                write_private(self.password_file, secrets.token_urlsafe(12) + "\n")
            if not self._own_options.exists():
                write_private(self._own_options, _HEADER + _text(_first_options()))
        except OSError as error:
            raise Unavailable(
                f"The Airflow home {self.path} can't be written: {error.strerror}. "
                "Choose another folder with --home."
            ) from None

    @property
    def password(self) -> str:
        """The password that the admin user was created with."""
        return self.password_file.read_text().strip()

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the home for this process.

        Raises:
            Conflict: another `domino standalone` runs in it.
        """
        with (self.path / ".standalone.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                raise Conflict(
                    f"`domino standalone` already runs in {self.path} (process {holder}). "
                    "Stop it, or choose another folder with --home and another port with --port."
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def environment(self, caller: Mapping[str, str], *, auth: str, port: int) -> dict[str, str]:
        """Return the environment of the components.

        Args:
            caller: the environment of the command; its ``AIRFLOW__*`` variables keep their effect, but
                for those that the command's options set.
            auth: ``fab`` or ``simple``.
            port: TCP port of the webserver.
        """
        url = f"http://127.0.0.1:{port}"
        local = ",".join(
            filter(None, [caller.get("NO_PROXY") or caller.get("no_proxy"), "127.0.0.1,localhost"])
        )
        return {
            **self._options_missing_in_config(),
            **caller,
            "AIRFLOW_HOME": str(self.path),
            "AIRFLOW__CORE__AUTH_MANAGER": AUTH_MANAGERS[auth],
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API__BASE_URL": url,
            # Tasks report to the webserver on this machine: never by a proxy.
            "NO_PROXY": local,
            "no_proxy": local,
            # Tools of this interpreter's environment, such as uv, come before those of the same name.
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), caller.get("PATH", os.defpath)]),
        }

    @property
    def _own_options(self) -> Path:
        """The file with our options: Airflow's own configuration file, unless somebody else wrote one."""
        config = self.path / "airflow.cfg"
        if not config.exists():
            return config
        with config.open() as lines:
            ours = lines.readline() == _HEADER.splitlines(keepends=True)[0]
        return config if ours else self.path / "domino-standalone.cfg"

    def _options_missing_in_config(self) -> dict[str, str]:
        """Return our options that an ``airflow.cfg`` of somebody else doesn't set, as variables."""
        config, ours = _parser(), _parser()
        config.read(self.path / "airflow.cfg")
        ours.read(self._own_options)
        return {
            f"AIRFLOW__{section.upper()}__{option.upper()}": value
            for section in ours.sections()
            for option, value in ours.items(section)
            if not config.has_option(section, option)
        }


def _first_options() -> dict[str, dict[str, str]]:
    return {
        "core": {
            "auth_manager": AUTH_MANAGERS["fab"],
            "load_examples": "False",
            # Idle worker processes take memory, and one machine runs few tasks at a time.
            "parallelism": "4",
            "fernet_key": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        },
        # With Airflow's default of 5 a browser with several tabs makes the webserver wait for connections.
        "database": {"sql_alchemy_pool_size": "60"},
        "api": {"host": "127.0.0.1", "secret_key": secrets.token_urlsafe(32)},
        "api_auth": {"jwt_secret": secrets.token_urlsafe(64)},
        "usage_data_collection": {"enabled": "False"},
    }


def _text(options: Mapping[str, Mapping[str, str]]) -> str:
    return "\n".join(
        "\n".join([f"[{section}]", *(f"{name} = {value}" for name, value in values.items()), ""])
        for section, values in options.items()
    )


def _parser() -> configparser.ConfigParser:
    return configparser.ConfigParser(interpolation=None, strict=False)


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner may read, from its first moment on."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
    temporary.replace(file)
