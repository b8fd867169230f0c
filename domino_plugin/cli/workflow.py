"""``domino workflow``: workflows from the command line; their runs are in `workflow_runs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domino_plugin.cli import output
from domino_plugin.cli.airflow_home import HomeOption, database
from domino_plugin.cli.place import Place, in_place, named
from domino_plugin.errors import Invalid, NotFound, Unavailable

if TYPE_CHECKING:
    from domino_plugin.workflows.publishing import SyncReport

app = typer.Typer(help="Workflows and their runs.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="Name, id or DAG id of the workflow.")]
Limit = Annotated[int, typer.Option(min=1, max=200, help="Entries to list at the most.")]
Offset = Annotated[int, typer.Option(min=0, help="Entries to skip.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]
FileArgument = Annotated[
    Path,
    typer.Argument(
        help="File of a workflow, as the editor or `domino workflow export` writes it; - is standard input.",
        allow_dash=True,
        exists=True,
        dir_okay=False,
    ),
]
_COLUMNS = {
    "Id": "id",
    "Name": "name",
    "Paused": "is_paused",
    "Last run": "last_run_state",
    "Next run": "next_run_at",
    "DAG": "dag_id",
}
_FIELDS = {
    "Name": "name",
    "Id": "id",
    "DAG": "dag_id",
    "Version": "version",
    "Published": "published_version",
    "Trouble": "publish_error",
    "Paused": "is_paused",
    "Next run": "next_run_at",
    "Pieces": "pieces",
    "Files": "path",
    "Their size": "bytes_used",
    "Created": "created_at",
    "By": "created_by",
    "Changed": "updated_at",
    "by": "updated_by",
}


@app.command("list")
@in_place
def list_workflows(
    place: Place,
    search: Annotated[str, typer.Option(help="Part of the name.")] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> None:
    """List workflows, last changed first."""
    query = {"search": search, "limit": limit, "offset": offset}
    place.show_list(place.call("list_workflows", query=query), _COLUMNS, "No workflows.")


@app.command()
@in_place
def show(place: Place, name: NameArgument) -> None:
    """Show a workflow: its state, its problems, and where its files are."""
    number = find(place, name)["id"]
    found = place.call("get_workflow", workflow_id=number)
    storage = place.call("get_workflow_storage", workflow_id=number)
    if place.as_json:
        output.print_json({**found, "storage": storage})
        return
    pieces = [node["name"] for node in found["document"]["nodes"]]
    output.print_fields({**found, **storage, "pieces": pieces}, _FIELDS)
    for one in found["problems"]:
        typer.echo(problem_line(one))


@app.command()
@in_place
def versions(place: Place, name: NameArgument, limit: Limit = 50, offset: Offset = 0) -> None:
    """List a workflow's versions, newest first; `export --version` writes one into a file."""
    query = {"limit": limit, "offset": offset}
    answer = place.call("list_workflow_versions", query=query, workflow_id=find(place, name)["id"])
    columns = {"Version": "number", "Saved": "created_at", "By": "created_by", "What changed": "message"}
    place.show_list(answer, columns, "No versions.")


@app.command()
@in_place
def pause(place: Place, name: NameArgument) -> None:
    """Pause a workflow: its schedule starts no runs."""
    _set_paused(place, name, is_paused=True)


@app.command()
@in_place
def unpause(place: Place, name: NameArgument) -> None:
    """Resume a paused workflow."""
    _set_paused(place, name, is_paused=False)


@app.command()
@in_place
def publish(place: Place, name: NameArgument) -> None:
    """Write a workflow's DAG file again, such as after publishing failed."""
    answer = place.call("publish_workflow", workflow_id=find(place, name)["id"])
    if answer["publish_error"]:
        raise Unavailable(f"The workflow can't run yet: {answer['publish_error']}")
    place.tell(answer, f"{answer['name']!r} is published: DAG {answer['dag_id']}.")


@app.command()
@in_place
def delete(
    place: Place,
    name: NameArgument,
    keep_history: Annotated[
        bool, typer.Option("--keep-history", help="Keep the runs in Airflow, and their files.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Delete a workflow with its runs and their files."""
    found = find(place, name)
    lost = "its runs stay" if keep_history else "with its runs and their files"
    output.confirm(f"Delete the workflow {found['name']!r} ({lost})?", yes=yes)
    place.call("delete_workflow", query={"keep_history": keep_history}, workflow_id=found["id"])
    place.tell(None, f"{found['name']!r} is deleted.")


@app.command()
@in_place
def validate(place: Place, file: FileArgument) -> None:
    """Check a workflow's file against the Pieces of a workspace; exits with 1 if it has errors."""
    from domino_plugin.workflows import exchange

    document = exchange.read(_text(file)).document
    answer = place.call("validate_workflow", body={"document": document})
    if place.as_json:
        output.print_json(answer)
    else:
        for line in map(problem_line, answer["problems"]):
            typer.echo(line)
        if not answer["problems"]:
            typer.echo("No problems.")
    if not answer["is_valid"]:
        raise typer.Exit(1)


@app.command()
@in_place
def apply(
    place: Place,
    file: FileArgument,
    workflow_id: Annotated[
        int | None, typer.Option("--id", help="Workflow to bring up to the file, whatever its name.")
    ] = None,
    message: Annotated[
        str | None, typer.Option("--message", "-m", help="What changed, for the list of versions.")
    ] = None,
) -> None:
    """Make the workflow of a file, or save a new version of the one of the same name if it differs."""
    from domino_plugin.cli.workflow_file import apply_file

    outcome, found = apply_file(place, _text(file), workflow_id, message)
    line = f"{outcome}: {found['name']} (id {found['id']}, version {found['version']}, DAG {found['dag_id']})"
    place.tell({"outcome": outcome, "workflow": found}, line)
    if found["publish_error"]:
        raise Unavailable(f"The version is saved, but can't run yet: {found['publish_error']}")


@app.command()
@in_place
def export(
    place: Place,
    name: NameArgument,
    file: Annotated[
        Path | None, typer.Argument(help="File to write; without it, standard output.", dir_okay=False)
    ] = None,
    version: Annotated[int | None, typer.Option(help="Version to export. Default: the current one.")] = None,
) -> None:
    """Write a workflow into a file that `apply` and the editor read."""
    from domino_plugin.workflows import exchange

    number = find(place, name)["id"]
    found = place.call("get_workflow", query={"check": False}, workflow_id=number)
    document = found["document"]
    if version is not None:
        document = place.call("get_workflow_version", workflow_id=number, number=version)["document"]
    text = exchange.write(document, found["layout"])
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
        typer.echo(f"{file} is written.", err=True)


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
    """Print what ``domino workflow sync`` has done.

    Raises:
        Unavailable: some workflows could not be published.
    """
    for word, dag_ids in (("Published", report.published), ("Removed", report.removed)):
        typer.echo(f"{word}: {', '.join(dag_ids) or 'nothing'}")
    if report.failed:
        lines = [f"{dag_id}: {reason}" for dag_id, reason in report.failed.items()]
        raise Unavailable("\n  ".join(["Some workflows could not be synced:", *lines]))


def find(place: Place, name: str) -> dict[str, Any]:
    """Return the workflow of this name, or with this DAG id or id, as lists show it.

    Raises:
        NotFound: there is none; the nearest name is told.
        Invalid: several have this name.
    """
    by_dag = place.call("list_workflows", query={"dag_id": name[:250]})["items"]
    if by_dag:
        return dict(by_dag[0])
    try:
        return named(list(place.all("list_workflows")), name, ("id", "name"), "workflow")
    except NotFound as error:
        raise NotFound(f"{error.message} `domino workflow list` lists them.") from None


def problem_line(problem: Any) -> str:
    """Return a problem as one line: how bad, where, why, and the way out."""
    where = ", ".join(filter(None, [problem["node"], problem["field"]]))
    line = ": ".join(filter(None, [where, problem["reason"]]))
    return f"{problem['severity']}: {line} {problem['fix'] or ''}".rstrip()


def _set_paused(place: Place, name: str, *, is_paused: bool) -> None:
    found = find(place, name)
    answer = place.call("set_paused", body={"is_paused": is_paused}, workflow_id=found["id"])
    place.tell(answer, f"{found['name']!r} is {'paused' if is_paused else 'active'}.")


def _text(file: Path) -> str:
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Invalid(f"{file} is no text in UTF-8, so no workflow's file.") from None
