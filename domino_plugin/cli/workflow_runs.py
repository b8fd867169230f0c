"""``domino workflow``: runs of workflows; started, watched, read, stopped."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_place
from domino_plugin.cli.workflow import Limit, NameArgument, Offset, Yes, app, find
from domino_plugin.errors import Invalid, NotFound, did_you_mean

#: `app` is that of `workflow`, which has the commands of this module as well once it is imported.
__all__ = ["app", "save_to"]

#: Exit codes of `run --wait`: the run has failed; it isn't over in the time given.
RUN_FAILED, STILL_RUNNING = 3, 4
#: The exit code of what Ctrl-C has ended.
INTERRUPTED = 130
#: Seconds between two looks at a run.
_LOOK = 1.0
_OVER = ("success", "failed")

RunOption = Annotated[
    str | None, typer.Option("--run", help="Id of the run. Default: the one that began last.")
]
TaskArgument = Annotated[str, typer.Argument(help="Name or id of the Piece in the run.")]
MapIndex = Annotated[int, typer.Option(min=-1, help="Instance of a mapped Piece, else -1.")]
Target = Annotated[
    Path, typer.Argument(help="File to write; - is standard output.", allow_dash=True, dir_okay=False)
]
_RUNS = {
    "Run": "run_id",
    "State": "state",
    "Version": "workflow_version",
    "Started": "start",
    "Took": "duration",
    "By": "triggered_by",
}
_TASKS = {
    "Piece": "name",
    "Id": "task_id",
    "Instance": "map_index",
    "State": "state",
    "Try": "try_number",
    "Started": "start",
    "Took": "duration",
}
_STORAGE = {"Run": "run_id", "State": "state", "Files": "path", "Their size": "bytes_used"}


@app.command()
@in_place
def run(
    place: Place,
    name: NameArgument,
    run_id: Annotated[str | None, typer.Option(help="An id of your own choice for the run.")] = None,
    unpause: Annotated[
        bool, typer.Option("--unpause", help="Resume a paused workflow although it has a schedule.")
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait until it is over: exits with 0 if it succeeds, else with 3.")
    ] = False,
    timeout: Annotated[
        float | None, typer.Option(min=0, help="Seconds to wait at the most; then exits with 4.")
    ] = None,
) -> None:
    """Start a run of a workflow's current version."""
    number = find(place, name)["id"]
    body = {"run_id": run_id, "unpause": unpause}
    started = place.call("trigger_run", body=body, workflow_id=number)
    if not wait:
        place.tell(started, f"{started['run_id']} is {started['state']}.")
        return
    typer.echo(f"{started['run_id']} is {started['state']}.", err=True)
    try:
        over = _wait(place, number, started["run_id"], timeout)
    except KeyboardInterrupt:
        typer.echo("The run goes on: `domino workflow stop-run` ends it.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    place.tell(over, f"{over['run_id']}: {over['state']}.")
    if over["state"] not in _OVER:
        raise typer.Exit(STILL_RUNNING)
    if over["state"] != "success":
        raise typer.Exit(RUN_FAILED)


@app.command()
@in_place
def runs(
    place: Place,
    name: NameArgument,
    state: Annotated[
        str | None, typer.Option(help="Only those that are queued, running, success or failed.")
    ] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> None:
    """List a workflow's runs, newest first."""
    query = {"state": state, "limit": limit, "offset": offset}
    answer = place.call("list_runs", query=query, workflow_id=find(place, name)["id"])
    place.show_list(answer, _RUNS, "No runs.")


@app.command("show-run")
@in_place
def show_run(place: Place, name: NameArgument, run_id: RunOption = None) -> None:
    """Show a run with its Pieces, and where its files are."""
    path = _run_path(place, name, run_id)
    found, storage = place.call("get_run", **path), place.call("get_run_storage", **path)
    if place.as_json:
        output.print_json({**found, "storage": storage})
        return
    output.print_fields({**found, **storage}, _STORAGE)
    output.print_rows(found["tasks"], _TASKS, "No Pieces.")


@app.command("stop-run")
@in_place
def stop_run(place: Place, name: NameArgument, run_id: RunOption = None) -> None:
    """End a run: what runs is killed and marked failed, what is to come is skipped."""
    answer = place.call("stop_run", **_run_path(place, name, run_id))
    place.tell(answer, f"{answer['run_id']} is stopped.")


@app.command("delete-run")
@in_place
def delete_run(
    place: Place,
    name: NameArgument,
    run_id: Annotated[str, typer.Argument(help="Id of the run.")],
    yes: Yes = False,
) -> None:
    """Delete a run that has ended, with its files."""
    path = _run_path(place, name, run_id)
    output.confirm(f"Delete the run {run_id!r} with its files?", yes=yes)
    place.call("delete_run", **path)
    place.tell(None, f"{run_id} is deleted.")


@app.command()
@in_place
def log(
    place: Place,
    name: NameArgument,
    task: Annotated[
        str | None, typer.Argument(help="Name or id of a Piece. Default: all, one after the other.")
    ] = None,
    run_id: RunOption = None,
    map_index: MapIndex = -1,
    try_number: Annotated[int | None, typer.Option("--try", min=1, help="Default: the latest try.")] = None,
    piece_only: Annotated[
        bool, typer.Option("--piece-only", help="Only the lines that the Piece wrote itself.")
    ] = False,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until the Piece is done.")] = False,
    file: Annotated[
        Path | None,
        typer.Option(
            help="Write the log of one Piece, with times and levels, into this file.", dir_okay=False
        ),
    ] = None,
) -> None:
    """Print the log of a run's Pieces."""
    path = _run_path(place, name, run_id)
    tasks = place.call("get_run", **path)["tasks"]
    if file is not None:
        if task is None:
            raise Invalid("One Piece's log goes into a file: name the Piece.")
        query = {"map_index": map_index, "try_number": try_number}
        with file.open("wb") as target:
            place.save("save_task_log", target, query=query, **_task(path, tasks, task))
        typer.echo(f"{file} is written.", err=True)
        return
    query = {"try_number": try_number, "piece_only": piece_only}
    if task is not None:
        one = _task(path, tasks, task)
        _print_log(place, one, {**query, "map_index": map_index}, follow=follow)
        return
    for found in tasks:
        typer.echo(f"--- {found['name']} ({found['state']})", err=True)
        if found["try_number"]:
            one = {**path, "task_id": found["task_id"]}
            _print_log(place, one, {**query, "map_index": found["map_index"]}, follow=follow)


@app.command()
@in_place
def outputs(
    place: Place, name: NameArgument, task: TaskArgument, run_id: RunOption = None, map_index: MapIndex = -1
) -> None:
    """Print what a Piece has returned, as JSON."""
    path = _task_path(place, name, run_id, task)
    answer = place.call("get_task_outputs", query={"map_index": map_index}, **path)
    output.print_json(answer if place.as_json else answer["outputs"])


@app.command()
@in_place
def result(
    place: Place,
    name: NameArgument,
    task: TaskArgument,
    target: Target,
    run_id: RunOption = None,
    map_index: MapIndex = -1,
) -> None:
    """Save what a Piece shows, such as a chart or a report."""
    path = _task_path(place, name, run_id, task)
    save_to(target, place, "get_task_result", {"map_index": map_index}, path)


@app.command()
@in_place
def file(
    place: Place,
    name: NameArgument,
    path: Annotated[
        str, typer.Argument(help="Path of the file, as outputs name it: /home/shared_storage/...")
    ],
    target: Target,
    run_id: RunOption = None,
) -> None:
    """Save a file that a Piece of a run has left in the shared storage."""
    save_to(target, place, "get_run_file", {"path": path}, _run_path(place, name, run_id))


def save_to(target: Path, place: Place, operation: str, query: dict[str, Any], path: dict[str, Any]) -> None:
    """Write a file that the API answers with to a path, or to standard output; nothing if it refuses."""
    if str(target) == "-":
        place.save(operation, sys.stdout.buffer, query=query, **path)
        sys.stdout.buffer.flush()
        return
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as opened:
            place.save(operation, opened, query=query, **path)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    typer.echo(f"{target} is written.", err=True)


def _wait(place: Place, number: int, run_id: str, timeout: float | None) -> dict[str, Any]:
    """Tell of each Piece whose state changes until the run is over or the time is up; return the run."""
    until = None if timeout is None else time.monotonic() + timeout
    known: dict[tuple[str, int], str] = {}
    while True:
        found: dict[str, Any] = place.call("get_run", workflow_id=number, run_id=run_id)
        for task in found["tasks"]:
            key = (task["task_id"], task["map_index"])
            if task["state"] not in {"none", known.get(key)}:
                known[key] = task["state"]
                typer.echo(f"  {output.cell('name', task['name'])}: {task['state']}", err=True)
        if found["state"] in _OVER or (until is not None and time.monotonic() >= until):
            return found
        time.sleep(_LOOK)


def _print_log(place: Place, path: dict[str, Any], query: dict[str, Any], *, follow: bool) -> None:
    after = 0
    while True:
        page = place.call("get_task_log", query={**query, "after": after}, **path)
        if place.as_json:
            output.print_json(page)
        else:
            for line in page["lines"]:
                typer.echo(line["text"])
        if page["finished"] or (page["next"] == after and not follow):
            return
        if page["next"] == after:
            time.sleep(_LOOK)
        after = page["next"]


def _run_path(place: Place, name: str, run_id: str | None) -> dict[str, Any]:
    number = find(place, name)["id"]
    if run_id is not None:
        return {"workflow_id": number, "run_id": run_id}
    latest = place.call("list_runs", query={"limit": 1}, workflow_id=number)["items"]
    if not latest:
        raise NotFound(f"The workflow {name!r} has no runs yet: `domino workflow run` starts one.")
    return {"workflow_id": number, "run_id": latest[0]["run_id"]}


def _task_path(place: Place, name: str, run_id: str | None, task: str) -> dict[str, Any]:
    path = _run_path(place, name, run_id)
    return _task(path, place.call("get_run", **path)["tasks"], task)


def _task(path: dict[str, Any], tasks: list[dict[str, Any]], name: str) -> dict[str, Any]:
    for one in tasks:
        if name in {one["task_id"], one["name"]}:
            return {**path, "task_id": one["task_id"]}
    hint = did_you_mean(name, [one["name"] for one in tasks] + [one["task_id"] for one in tasks]) or ""
    raise NotFound(f"The run {path['run_id']!r} has no Piece {name!r}. {hint}".strip())
