"""Writes ``docs/configuration.md`` from the options that the code reads; `make docs` runs it."""

from __future__ import annotations

from pathlib import Path

from domino_plugin.options import OPTIONS, SECTION
from support.tables import markdown

FILE = Path(__file__).resolve().parents[2] / "docs" / "configuration.md"
HEAD = f"""\
# Configuration

<!-- Written by `make docs` from domino_plugin/options.py: change the options there. -->

Domino's options are a section of Airflow's configuration: `[{SECTION}]` in `airflow.cfg`, or an environment
variable `AIRFLOW__{SECTION.upper()}__<OPTION>`. Every component (api-server, dag-processor, scheduler,
workers) must see the same values. `airflow config list --section {SECTION}` shows those in force.

"""
#: Airflow's own options that change what Domino does.
AIRFLOW_OPTIONS = {
    "`[core] fernet_key`": "Encrypts the Pieces' secrets, which are Airflow Variables. With an empty key "
    "saving a secret fails.",
    "`[database] sql_alchemy_pool_size`": "With Airflow's default of 5 a webserver with several users waits "
    "for connections. `domino standalone` sets 60.",
    "`[api] base_url`": "A path in it moves Domino along: with `https://example.com/airflow` it is at "
    "`/airflow/domino/`.",
    "`[dag_processor] refresh_interval`": "Need not be lowered: a saved workflow can be run at once.",
}


def text() -> str:
    """Return the page."""
    options = (
        (
            f"`{option.name}`",
            option.type,
            f"`{option.default}`" if option.default else "",
            option.meaning,
        )
        for option in OPTIONS
    )
    return (
        HEAD
        + markdown(("Option", "Type", "Default", "Meaning"), options)
        + "\n## Options of Airflow that matter here\n\n"
        + markdown(("Option", "Why"), AIRFLOW_OPTIONS.items())
    )


if __name__ == "__main__":
    FILE.write_text(text())
