"""Writes ``docs/command-line.md`` from the commands and the routes that the code has; `make docs` runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domino_plugin.blueprints.api.description import description
from domino_plugin.blueprints.app import create_app
from typer.main import get_command

from domino_plugin.cli.main import app
from domino_plugin.cli.operations import COMMANDS, WITHOUT
from support.tables import markdown

FILE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
HEAD = """\
# The command line

<!-- Written by `make docs` from the commands and the API; this text is in tests/support/commands_page.py. -->

`domino` does on the server what the REST API does over HTTP, by the same code: the same checks, the same
errors, one entry of the audit log for each change. `airflow domino` has the same commands, without `--home`
and `standalone`, and `airflow domino db` for the tables. `domino COMMAND --help` explains each.

- **Which Airflow**: that of `--home`, else of `$AIRFLOW_HOME`, else of `domino standalone`, else
  `~/airflow`.
- **Which workspace**: the default one, or that of `--workspace NAME`. Workflows, repositories and the like
  are named by name or id; a name that isn't there is answered with the nearest one that is.
- **Who acts**: whoever can run the command has Airflow's database and keys at hand, so everything is
  permitted. With `--user NAME` the command acts with that user's role and Airflow permissions. The audit
  log names the system user in both cases.
- **Answers**: a table in a terminal; elsewhere lines with tabs between the columns and no head; with
  `--json` what the API answers. Everything else, questions and progress, goes to standard error.
- **Questions** come before something is lost; `--yes` answers them, and is needed where nobody could.
- **Exit codes**: 0 done; 1 refused or failed, with the reason on standard error; 2 a command line that
  can't be; `domino workflow run --wait` exits with 3 if the run fails and with 4 if it isn't over within
  `--timeout` seconds.
- **Secrets** come from a file, standard input or a prompt, never from the command line, which other users
  see:

  ```bash
  pass show example/token | domino secret set my_pieces API_TOKEN
  domino secret set my_pieces API_TOKEN --file token.txt
  domino secret set my_pieces DATABASE --connection warehouse
  ```

## Commands

"""


def leaves(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Give each command with its words: ``workflow list``."""
    for name, one in command.commands.items():
        if hasattr(one, "commands"):
            yield from leaves(one, (*words, name))
        else:
            yield " ".join((*words, name)), one


def commands() -> dict[str, Any]:
    """Return all commands by their words."""
    return dict(leaves(get_command(app)))


def operations() -> dict[str, tuple[str, str]]:
    """Return the operations of the API with method and path."""
    paths = description(create_app(), "/domino")["paths"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "operationId" in operation
    }


def text() -> str:
    """Return the page."""
    listed = [
        (f"`domino {words}`", command.get_short_help_str(limit=200)) for words, command in commands().items()
    ]
    routes = [
        (f"`{method} {path}`", f"`domino {COMMANDS[name]}`" if name in COMMANDS else f"none: {WITHOUT[name]}")
        for name, (method, path) in operations().items()
    ]
    return (
        HEAD
        + markdown(("Command", "What it does"), listed)
        + "\n## The command for each operation of the API\n\n"
        + markdown(("Operation", "Command"), routes)
    )


if __name__ == "__main__":
    FILE.write_text(text())
