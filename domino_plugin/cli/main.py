"""``domino``: the commands and what all have in common."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from domino_plugin.cli import (
    environment,
    files,
    health,
    job,
    member,
    piece,
    repository,
    secret,
    storage,
    workflow,
    workflow_runs,
    workspace,
)
from domino_plugin.errors import DominoError
from domino_plugin.version import __version__

app = typer.Typer(
    name="domino",
    help="Visual workflows of isolated, reusable Pieces inside Apache Airflow.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(workflow_runs.app, name="workflow")
app.add_typer(repository.app, name="repo")
app.add_typer(secret.app, name="secret")
app.add_typer(piece.app, name="piece")
app.add_typer(files.app, name="files")
app.add_typer(workspace.app, name="workspace")
app.add_typer(member.app, name="member")
app.add_typer(workspace.invitations, name="invitation")
app.add_typer(job.app, name="job")
app.add_typer(storage.app, name="storage")
app.add_typer(environment.app, name="environment")
app.command("health")(health.health)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _domino(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None: ...


@app.command()
def standalone(
    home: Annotated[
        Path | None,
        typer.Option(
            help="Airflow home; made if it isn't there. Default: $AIRFLOW_HOME, else ~/airflow-domino.",
            file_okay=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="TCP port of the webserver.")] = 8080,
    auth: Annotated[
        Literal["fab", "simple"],
        typer.Option(
            help="Login: fab has users and roles that are managed in the browser, simple a fixed list."
        ),
    ] = "fab",
) -> None:
    """Run Airflow with Domino on this machine: all that is needed, in one folder, until Ctrl-C.

    The first start makes the database, an admin user, the starter Pieces and example workflows; the
    next ones begin at once. Only this machine can connect.
    """
    from domino_plugin.cli.standalone.home import Home, default_home
    from domino_plugin.cli.standalone.run import run

    run(Home(home or default_home()), port=port, auth=auth)


def main() -> None:
    """Run the command line of this process."""
    run_command(None)


def run_command(words: list[str] | None) -> None:
    """Run a command; an error that the user can act on is printed without a traceback, with exit code 1.

    Args:
        words: the command line after the program's name; None for that of this process.
    """
    try:
        app(words, prog_name="domino")
    except DominoError as error:
        typer.secho(f"Error: {error.message}", fg="red", err=True)
        for problem in error.problems:
            typer.echo(f"  {workflow.problem_line(problem)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
