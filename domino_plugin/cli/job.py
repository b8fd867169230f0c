"""``domino job``: work that outlives a request, such as building environments."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_place
from domino_plugin.cli.workflow import Limit, Offset
from domino_plugin.errors import Invalid

app = typer.Typer(help="Jobs: work that outlives a request.", no_args_is_help=True)

IdArgument = Annotated[int, typer.Argument(help="Id of the job.")]
_ACTIVE = ("queued", "running")
#: Seconds between two looks at a job's log.
_LOOK = 1.0
_COLUMNS = {
    "Id": "id",
    "State": "state",
    "Kind": "kind",
    "What": "what",
    "Begun": "created_at",
    "By": "created_by",
    "Over": "finished_at",
}


@app.command("list")
@in_place
def list_jobs(place: Place, limit: Limit = 20, offset: Offset = 0) -> None:
    """List the jobs, newest first."""
    answer = place.call("list_jobs", query={"limit": limit, "offset": offset})
    if not place.as_json:
        answer["items"] = _described(place, answer["items"])
    place.show_list(answer, _COLUMNS, "No jobs.")


@app.command()
@in_place
def show(place: Place, job_id: IdArgument) -> None:
    """Show a job."""
    found = place.call("get_job", job_id=job_id)
    if place.as_json:
        output.print_json(found)
    else:
        output.print_fields(_described(place, [found])[0], _COLUMNS)
        if found["error"]:
            typer.echo(found["error"])


@app.command()
@in_place
def log(
    place: Place,
    job_id: IdArgument,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until the job is over.")] = False,
) -> None:
    """Print a job's log."""
    after = 0
    while True:
        page = place.call("get_job_log", query={"after": after}, job_id=job_id)
        if place.as_json:
            output.print_json(page)
        for line in () if place.as_json else page["lines"]:
            typer.echo(line)
        at_end = page["next"] <= after
        if page["finished"] or (at_end and not follow):
            return
        if at_end:
            time.sleep(_LOOK)
        after = max(after, page["next"])


@app.command()
@in_place
def cancel(
    place: Place,
    job_ids: Annotated[list[int] | None, typer.Argument(help="Ids of the jobs.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All that are queued or running.")] = False,
) -> None:
    """Stop jobs that are queued or running."""
    if all_ == bool(job_ids):
        raise Invalid("Name the jobs by their ids, or give --all.")
    if all_:
        job_ids = [one["id"] for one in place.all("list_jobs") if one["state"] in _ACTIVE]
    done = [place.call("cancel_job", job_id=number) for number in job_ids or ()]
    numbers = ", ".join(str(one["id"]) for one in done)
    place.tell(done, f"Cancelled: {numbers}." if done else "No job is queued or running.")


@app.command()
@in_place
def retry(place: Place, job_id: IdArgument) -> None:
    """Do a failed or cancelled job's work again, as a new job."""
    made = place.call("retry_job", job_id=job_id)
    place.tell(made, f"The new job is {made['id']}.")


def _described(place: Place, jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add to each job what it is about: repository or source, version and dependency group."""
    names = {one["id"]: one["name"] for one in place.call("list_repositories")["items"]}
    found = []
    for job in jobs:
        payload = job["payload"]
        parts = [names.get(payload.get("repository_id")) or payload.get("source")]
        parts += [payload.get("version"), payload.get("group_key")]
        found.append({**job, "what": " ".join(str(part) for part in parts if part)})
    return found
