"""The values of the options in force, typed and checked.

They are read from Airflow's configuration, so each can be set in ``airflow.cfg`` or as
``AIRFLOW__DOMINO__<OPTION>``. What there is stands in `domino_plugin.options`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domino_plugin.errors import Unavailable
from domino_plugin.options import OPTIONS, SECTION

_S3_URL = re.compile(r"[sS]3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/.*)?")
#: Bytes; a thousand thousands, as sizes are shown in the web app.
MEGABYTE = 1_000_000
#: Where Pieces can run.
RUNTIMES = ("docker", "virtualenv")


class SettingsError(Unavailable, ValueError):
    """An option holds something it can't; the text names the option and the way out."""


_DEFAULTS = {option.name: option.default for option in OPTIONS}


@dataclass(frozen=True)
class S3Place:
    """Where the shared storage is if it is S3, and how it is reached.

    Attributes:
        bucket: its name.
        prefix: what all keys begin with, without slashes around it; may be empty.
        endpoint: the service's address; None for the connection's or Amazon's.
        connection: id of the Airflow connection with the credentials; None for what boto3 finds itself.
        checksum: ``crc32``, ``sha256`` or ``none``.
        patience: seconds for which an operation is tried again while the service can't be reached.
        cache: folder of this machine for what is worked with.
    """

    bucket: str
    prefix: str
    endpoint: str | None
    connection: str | None
    checksum: str
    patience: int
    cache: Path


@dataclass(frozen=True)
class Settings:
    """The values in force, typed; `storage_root` has no meaning if `s3` is set."""

    storage_root: Path
    s3: S3Place | None
    retention_days: int
    retention_runs: int
    retention_schedule: str
    environments_root: Path
    dags_subfolder: str
    default_workspace_role: str
    local_repository_folders: tuple[Path, ...]
    fetch_timeout: int
    fetch_max_bytes: int
    request_max_bytes: int
    upload_max_bytes: int
    workspace_files_max_bytes: int
    build_queue: str | None
    environment_build_timeout: int
    piece_python: str
    piece_python_download: bool
    package_index: str | None
    wheel_folder: Path | None
    packages_offline: bool
    environments_max_bytes: int
    environments_days: int
    path_isolation: str
    runtimes: tuple[str, ...]
    docker_url: str
    docker_network: str
    docker_pull: str
    docker_registries: tuple[str, ...]
    docker_volumes: tuple[str, ...]
    docker_environment: Mapping[str, str]
    docker_host_paths: tuple[tuple[Path, Path], ...]


def airflow_home() -> Path:
    """Return the Airflow home as Airflow itself resolves it."""
    return Path(os.environ.get("AIRFLOW_HOME", "~/airflow")).expanduser()


def load() -> Settings:
    """Read the options from Airflow's configuration.

    Raises:
        SettingsError: an option holds something it can't.
    """
    home = airflow_home()
    folders = [Path(part.strip()) for part in _text("local_repository_folders").split(",") if part.strip()]
    return Settings(
        storage_root=_folder("storage_root", home / "domino" / "storage"),
        s3=_s3(home),
        retention_days=_integer("retention_days", least=0),
        retention_runs=_integer("retention_runs", least=0),
        retention_schedule=_text("retention_schedule"),
        environments_root=_folder("environments_root", home / "domino" / "environments"),
        dags_subfolder=_text("dags_subfolder"),
        default_workspace_role=_one_of("default_workspace_role", ("none", "read", "write", "admin", "owner")),
        local_repository_folders=tuple(folders) or (home / "pieces",),
        fetch_timeout=_integer("fetch_timeout"),
        fetch_max_bytes=_integer("fetch_max_megabytes") * MEGABYTE,
        request_max_bytes=_integer("request_max_megabytes") * MEGABYTE,
        upload_max_bytes=_integer("upload_max_megabytes") * MEGABYTE,
        workspace_files_max_bytes=_integer("workspace_files_max_megabytes") * MEGABYTE,
        build_queue=_text("build_queue") or None,
        environment_build_timeout=_integer("environment_build_timeout"),
        piece_python=_text("piece_python"),
        piece_python_download=_boolean("piece_python_download"),
        package_index=_text("package_index") or None,
        wheel_folder=Path(_text("wheel_folder")).expanduser() if _text("wheel_folder") else None,
        packages_offline=_boolean("packages_offline"),
        environments_max_bytes=_integer("environments_max_megabytes", least=0) * MEGABYTE,
        environments_days=_integer("environments_days", least=0),
        path_isolation=_one_of("path_isolation", ("auto", "namespace", "mapping")),
        runtimes=allowed_runtimes(),
        docker_url=_text("docker_url"),
        docker_network=_text("docker_network"),
        docker_pull=_one_of("docker_pull", ("missing", "always", "never")),
        docker_registries=_list("docker_registries"),
        docker_volumes=_volumes("docker_volumes"),
        docker_environment=_texts("docker_environment"),
        docker_host_paths=_pairs("docker_host_paths"),
    )


def allowed_runtimes() -> tuple[str, ...]:
    """Return where Pieces may run.

    Raises:
        SettingsError: the option names something else, or nothing.
    """
    names = tuple(dict.fromkeys(name.lower() for name in _list("runtimes")))
    if not names or not set(names) <= set(RUNTIMES):
        raise SettingsError(
            f"[{SECTION}] runtimes is {_text('runtimes')!r}: it takes one or more of {', '.join(RUNTIMES)}."
        )
    return names


def provider_config() -> dict[str, Any]:
    """Return the section as Airflow's provider information describes it."""
    return {
        SECTION: {
            "description": "Options of Domino, the visual workflow plugin.",
            "options": {
                option.name: {
                    "description": option.meaning + "\n",
                    "version_added": None,
                    "type": option.type,
                    "example": None,
                    "default": option.default,
                }
                for option in OPTIONS
            },
        }
    }


def _text(name: str) -> str:
    from airflow.configuration import conf

    return str(conf.get(SECTION, name, fallback=_DEFAULTS[name]) or "").strip()


def _folder(name: str, default: Path) -> Path:
    text = _text(name)
    return Path(text).expanduser() if text else default


def _s3(home: Path) -> S3Place | None:
    root = _text("storage_root")
    if not root.lower().startswith("s3:"):
        return None
    match = _S3_URL.fullmatch(root)
    if match is None:
        raise SettingsError(
            f"[{SECTION}] storage_root is {root!r}: it takes a folder, or s3://BUCKET/PREFIX with a bucket's "
            "name of 3 to 63 small letters, digits, hyphens and full stops."
        )
    endpoint = _text("s3_endpoint")
    if endpoint and not re.match(r"https?://[^/\s]", endpoint):
        raise SettingsError(
            f"[{SECTION}] s3_endpoint is {endpoint!r}: it takes an address such as https://s3.example.com."
        )
    return S3Place(
        bucket=match[1],
        prefix=(match[2] or "").strip("/"),
        endpoint=endpoint or None,
        connection=_text("s3_connection") or None,
        checksum=_one_of("s3_checksum", ("crc32", "sha256", "none")),
        patience=_integer("storage_patience", least=0),
        cache=_folder("storage_cache", home / "domino" / "cache"),
    )


def _integer(name: str, *, least: int = 1) -> int:
    text = _text(name)
    try:
        value = int(text)
    except ValueError:
        value = least - 1
    if value < least:
        takes = "a whole number above 0" if least else "0 or a whole number above it"
        raise SettingsError(f"[{SECTION}] {name} is {text!r}: it takes {takes}.")
    return value


def _boolean(name: str) -> bool:
    text = _text(name).lower()
    if text not in ("true", "false", "t", "f", "1", "0", "yes", "no", "on", "off"):
        raise SettingsError(f"[{SECTION}] {name} is {text!r}: it takes True or False.")
    return text in ("true", "t", "1", "yes", "on")


def _list(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _text(name).split(",") if part.strip())


def _volumes(name: str) -> tuple[str, ...]:
    for text in _list(name):
        parts = text.split(":")
        if not (len(parts) in (2, 3) and parts[1].startswith("/") and parts[2:] in ([], ["ro"], ["rw"])):
            raise SettingsError(f"[{SECTION}] {name} holds {text!r}: it takes /there:/in/the/container[:ro].")
    return _list(name)


def _pairs(name: str) -> tuple[tuple[Path, Path], ...]:
    pairs = []
    for text in _list(name):
        here, _, there = text.partition(":")
        if not (here.startswith("/") and there.startswith("/")):
            raise SettingsError(f"[{SECTION}] {name} holds {text!r}: it takes /here:/there, absolute.")
        pairs.append((Path(here), Path(there)))
    return tuple(pairs)


def _texts(name: str) -> Mapping[str, str]:
    text = _text(name)
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        value = None
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise SettingsError(f'[{SECTION}] {name} takes a JSON object of texts, such as {{"NAME": "value"}}.')
    return value


def _one_of(name: str, choices: tuple[str, ...]) -> str:
    text = _text(name).lower()
    if text not in choices:
        raise SettingsError(f"[{SECTION}] {name} is {text!r}: it takes one of {', '.join(choices)}.")
    return text
