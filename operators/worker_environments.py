"""The environments and unpacked repositories of this worker, as the options say."""

from __future__ import annotations

import logging
from pathlib import Path

from domino_plugin.operators.failures import task_failure
from domino_plugin.operators.virtualenv import (
    Environment,
    EnvironmentStore,
    PackageSource,
    RepositoryStore,
    Requirements,
    clear,
    hold,
)

from domino_plugin import settings
from domino_plugin.errors import Invalid, NotFound
from domino_plugin.storage import Storage

environment_log = logging.getLogger("domino.environment")


def worker_settings() -> settings.Settings:
    """Return the options; one that can't be fails the task."""
    try:
        return settings.load()
    except settings.SettingsError as error:
        raise task_failure(error) from None


def environment_store(options: settings.Settings) -> EnvironmentStore:
    """Return the environments of this machine, as the options say."""
    return EnvironmentStore(
        options.environments_root,
        python=options.piece_python,
        build_timeout=options.environment_build_timeout,
        allow_download=options.piece_python_download,
        source=PackageSource(options.package_index, options.wheel_folder, options.packages_offline),
    )


def build_environment(
    store: EnvironmentStore, requirements: Requirements, options: settings.Settings
) -> Environment:
    """Build an environment, or find it built, and delete what the options for environments exclude."""
    for step in requirements.steps:
        environment_log.warning("Not done outside a container image: %s", step)
    environment = store.ensure(requirements.text, requirements.python)
    days, most = options.environments_days, options.environments_max_bytes
    if days or most:
        with hold(environment.folder):
            done = clear(options.environments_root, days=days or None, max_bytes=most or None)
        if done.count:
            environment_log.info("Deleted %d environments and repositories, long unused.", done.count)
    return environment


def repository_folder(repository: str, storage: Storage, environments_root: Path) -> Path:
    """Return the folder of a Piece repository, its bundle unpacked if need be.

    Raises:
        Invalid: `repository` is none of "starter", an absolute folder and "sha256:<digest>".
        NotFound: it isn't there.
    """
    if repository == "starter":
        return Path(settings.__file__).parent / "starter_pieces"
    if repository.startswith("sha256:"):
        digest = repository.removeprefix("sha256:")
        return RepositoryStore(environments_root).folder(digest, lambda: storage.bundle_file(digest))
    folder = Path(repository)
    if not folder.is_absolute():
        raise Invalid(
            f"The repository {repository!r} is unknown; it takes 'starter', an absolute folder or "
            "'sha256:<digest>' of an installed one."
        )
    if not (folder / "pieces").is_dir():
        raise NotFound(f"{folder} is no Piece repository: it has no folder pieces.")
    return folder
