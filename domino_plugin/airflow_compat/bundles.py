"""Which DAG bundle of Airflow a folder belongs to.

Reason: Airflow identifies a DAG file by the name of its bundle and the path inside, and names its bundles in
the configuration only. The manager's table of bundle classes is internal; without it, Airflow's own default
(one bundle ``dags-folder`` on the dags folder) is assumed.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from domino_plugin.errors import Unavailable

log = logging.getLogger(__name__)
DEFAULT_BUNDLE = "dags-folder"


@dataclass(frozen=True)
class LocalBundle:
    """A bundle on a local folder: its name, and the folder as Airflow spells it."""

    name: str
    path: Path


@dataclass(frozen=True)
class Place:
    """A folder inside a bundle."""

    bundle: LocalBundle
    relative: Path

    @property
    def folder(self) -> Path:
        """The folder, spelled as Airflow spells the files in it."""
        return self.bundle.path / self.relative


def dags_folder() -> Path:
    """Return ``[core] dags_folder``."""
    from airflow.configuration import conf

    return Path(conf.get_mandatory_value("core", "dags_folder")).expanduser()


def place_of(folder: Path) -> Place:
    """Return where a folder lies in Airflow's bundles.

    Raises:
        Unavailable: no local bundle contains it, so Airflow would never read its files.
    """
    from airflow.configuration import conf

    return _place_of(folder, conf.get("dag_processor", "dag_bundle_config_list", fallback=""))


@lru_cache(maxsize=16)
def _place_of(folder: Path, configured: str) -> Place:
    del configured  # part of the cache's key only
    real = folder.resolve()
    found = [
        Place(bundle, real.relative_to(bundle.path.resolve()))
        for bundle in _local_bundles()
        if real.is_relative_to(bundle.path.resolve())
    ]
    if not found:
        raise Unavailable(
            f"Airflow reads no DAG files from {folder}: none of its local DAG bundles contains that folder. "
            "Point [core] dags_folder into the path of a LocalDagBundle of [dag_processor] "
            "dag_bundle_config_list, or add such a bundle; files can't be written into a Git bundle."
        )
    # The innermost bundle, should one contain another.
    return min(found, key=lambda place: len(place.relative.parts))


def _local_bundles() -> list[LocalBundle]:
    try:
        from airflow.dag_processing.bundles.local import LocalDagBundle
        from airflow.dag_processing.bundles.manager import DagBundlesManager

        manager = DagBundlesManager()  # type: ignore[no-untyped-call,unused-ignore]
        # Only classes are looked at before a bundle is made: making one of Git may reach for the network.
        names = [
            name
            for name, configured in manager._bundle_config.items()  # noqa: SLF001
            if isinstance(configured.bundle_class, type)
            and issubclass(configured.bundle_class, LocalDagBundle)
        ]
        bundles = [manager.get_bundle(name) for name in names]
        return [LocalBundle(bundle.name, Path(bundle.path)) for bundle in bundles]
    except (ImportError, AttributeError, TypeError):
        log.warning("Airflow's DAG bundles can't be read; the default one is assumed.", exc_info=True)
        return [LocalBundle(DEFAULT_BUNDLE, dags_folder())]
