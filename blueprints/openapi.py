"""``python -m domino_plugin.blueprints.openapi``: prints the OpenAPI document; needs no running Airflow."""

from __future__ import annotations

import json
import sys

from domino_plugin.blueprints.api.description import description
from domino_plugin.blueprints.app import create_app


def main() -> None:
    """Print the document."""
    json.dump(description(create_app(), "/domino"), sys.stdout, indent=2, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
