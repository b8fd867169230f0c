"""``domino repo``: Piece repositories from the command line."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from domino_plugin.cli.airflow_home import HomeOption, database
from domino_plugin.cli.workspace import WorkspaceOption, workspace_id
from domino_plugin.errors import Invalid

app = typer.Typer(help="Piece repositories.", no_args_is_help=True)


@app.command()
def add(
    source: Annotated[
        str | None, typer.Argument(help="'starter', a folder, or the URL of a Git repository.")
    ] = None,
    version: Annotated[
        str | None, typer.Argument(help="Tag or branch of a Git repository; the others have theirs.")
    ] = None,
    starter: Annotated[
        bool, typer.Option("--starter", help="The starter Pieces, which come with Domino.")
    ] = False,
    workspace: WorkspaceOption = None,
    home: HomeOption = None,
) -> None:
    """Install a version of a Piece repository; does nothing if it is installed already."""
    if starter == (source is not None):
        raise Invalid("Name one source: a folder, the URL of a Git repository, or --starter.")
    source = source or "starter"
    with database(home) as session:
        from domino_plugin.repositories import catalogue

        installed = catalogue.install(
            session, workspace_id(session, workspace), source, version, getpass.getuser()
        )
        names = ", ".join(sorted(piece.name for piece in installed.pieces)) or "no Piece"
        line, problems = f"{installed.repository.source} {installed.version}: {names}", installed.problems
    typer.echo(line)
    for problem in problems:
        where = ":".join(str(problem[key]) for key in ("file", "line") if problem.get(key))
        typer.echo(f"  {problem.get('severity', 'problem')} in {where}: {problem['message']}", err=True)


@app.command("list")
def list_repositories(workspace: WorkspaceOption = None, home: HomeOption = None) -> None:
    """List the installed repositories and their versions."""
    with database(home) as session:
        from domino_plugin.repositories import catalogue

        lines = [
            "\t".join((one.name, ", ".join(version.version for version in one.versions), one.source))
            for one in catalogue.list_repositories(session, workspace_id(session, workspace))
        ]
    for line in lines:
        typer.echo(line)
