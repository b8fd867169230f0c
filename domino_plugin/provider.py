"""What Airflow reads of the distribution as a provider: tables, commands and the config section."""

from __future__ import annotations

from typing import Any

from domino_plugin import settings
from domino_plugin.version import __version__


def get_provider_info() -> dict[str, Any]:
    """Return the provider information, as Airflow's schema for it wants it."""
    return {
        "package-name": "domino-plugin",
        "name": "Domino",
        "description": "Visual workflows of isolated, reusable Pieces.",
        "versions": [__version__],
        "db-managers": ["domino_plugin.db.migrate.DominoDBManager"],
        "cli": ["domino_plugin.cli.airflow_commands.get_cli_commands"],
        "config": settings.provider_config(),
    }
