"""``domino workflow``: workflows from the command line."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domino_plugin.cli.airflow_home import HomeOption, database
from domino_plugin.cli.workspace import WorkspaceOption, workspace_id
from domino_plugin.errors import Invalid, Problem, Unavailable

if TYPE_CHECKING:
    from domino_plugin.workflows.publishing import SyncReport

app = typer.Typer(help="Workflows.", no_args_is_help=True)


FileArgument = Annotated[
    Path,
    typer.Argument(
        help="File of a workflow, as the editor or `domino workflow export` writes it; - is standard input.",
        allow_dash=True,
        exists=True,
        dir_okay=False,
    ),
]


@app.command()
def validate(
    file: FileArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False,
    workspace: WorkspaceOption = None,
    home: HomeOption = None,
) -> None:
    """Check a workflow's file against the Pieces of a workspace; exits with 1 if it has errors."""
    text = _text(file)
    with database(home) as session:
        from domino_plugin.workflows import exchange, service
        from domino_plugin.workflows.validation import errors_in

        document = exchange.read(text).document
        problems = service.check(session, workspace_id(session, workspace), document)
    if as_json:
        typer.echo(json.dumps(problems, indent=2))
    else:
        for line in map(problem_line, problems):
            typer.echo(line)
        if not problems:
            typer.echo("No problems.")
    if errors_in(problems):
        raise typer.Exit(1)


@app.command()
def apply(
    file: FileArgument,
    workflow_id: Annotated[
        int | None, typer.Option("--id", help="Workflow to bring up to the file, whatever its name.")
    ] = None,
    workspace: WorkspaceOption = None,
    home: HomeOption = None,
) -> None:
    """Make the workflow of a file, or save a new version of the one of the same name if it differs."""
    text = _text(file)
    with database(home) as session:
        from domino_plugin.workflows import exchange

        place = workspace_id(session, workspace)
        done = exchange.apply(
            session, place, exchange.read(text), user=getpass.getuser(), workflow_id=workflow_id
        )
    found = done.workflow
    typer.echo(f"{done.outcome}: {found.name} (id {found.id}, version {found.version}, DAG {found.dag_id})")
    if found.publish_error:
        raise Unavailable(f"The version is saved, but can't run yet: {found.publish_error}")


@app.command()
def export(
    name: Annotated[str, typer.Argument(help="Name, id or DAG id of the workflow.")],
    file: Annotated[
        Path | None, typer.Argument(help="File to write; without it, standard output.", dir_okay=False)
    ] = None,
    workspace: WorkspaceOption = None,
    home: HomeOption = None,
) -> None:
    """Write a workflow into a file that `apply` and the editor read."""
    with database(home) as session:
        from domino_plugin.workflows import exchange

        text = exchange.write(exchange.find(session, workspace_id(session, workspace), name))
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
        typer.echo(f"{file} is written.", err=True)


def problem_line(problem: Problem) -> str:
    """Return a problem as one line: how bad, where, why, and the way out."""
    where = ", ".join(filter(None, [problem["node"], problem["field"]]))
    line = ": ".join(filter(None, [where, problem["reason"]]))
    return f"{problem['severity']}: {line} {problem['fix'] or ''}".rstrip()


def _text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Invalid(f"{file} is no text in UTF-8, so no workflow's file.") from None


@app.command()
def sync(home: HomeOption = None) -> None:
    """Write the DAG files of all workflows anew from the tables, and remove those of deleted workflows.

    Use it after the dags folder was lost or changed by hand; it does nothing where all is in order.
    """
    with database(home) as session:
        from domino_plugin.workflows import publishing

        report = publishing.sync_all(session)
    tell(report)


def tell(report: SyncReport) -> None:
    """Print what ``domino workflow sync`` and ``airflow domino workflow sync`` have done.

    Raises:
        Unavailable: some workflows could not be published.
    """
    for word, dag_ids in (("Published", report.published), ("Removed", report.removed)):
        typer.echo(f"{word}: {', '.join(dag_ids) or 'nothing'}")
    if report.failed:
        lines = [f"{dag_id}: {reason}" for dag_id, reason in report.failed.items()]
        raise Unavailable("\n  ".join(["Some workflows could not be synced:", *lines]))
