"""``domino storage``: the shared storage from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from domino_plugin.cli.airflow_home import HomeOption, database
from domino_plugin.cli.amounts import days_of, size

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from domino_plugin.storage.base import StoredRun
    from domino_plugin.storage.retention import Pruned

app = typer.Typer(help="Shared storage.", no_args_is_help=True)


@app.callback()
def _storage() -> None: ...


@app.command()
def prune(
    older_than: Annotated[
        str | None,
        typer.Option(help="Age since a run last wrote a file: days, or as 12h, 30d, 8w."),
    ] = None,
    keep_runs: Annotated[
        int | None, typer.Option(min=0, help="Latest runs of each workflow that keep their files.")
    ] = None,
    dag: Annotated[str | None, typer.Option(help="DAG id of the only workflow to look at.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Delete nothing, but say what would be deleted.")] = False,
    home: HomeOption = None,
) -> None:
    """Delete the files of old runs; the runs themselves stay in Airflow.

    Without --older-than and --keep-runs, as [domino] retention_days and retention_runs say. Runs that aren't
    over keep their files, whatever their age.
    """
    with database(home) as session:
        lines, done = pruned(session, older_than=older_than, keep_runs=keep_runs, dag_id=dag, dry_run=dry_run)
    for line in lines:
        typer.echo(line)
    done.complain()


def pruned(
    session: Session, *, older_than: str | None, keep_runs: int | None, dag_id: str | None, dry_run: bool
) -> tuple[list[str], Pruned]:
    """Delete the files of old runs; return what there is to say, and what was done.

    Raises:
        Invalid: the age can't be read, or nothing says which runs.
        Unavailable: the storage can't be used.
    """
    from domino_plugin.runs.retention import prune_storage

    days = None if older_than is None else days_of(older_than)
    found: list[StoredRun] = []
    done = prune_storage(
        session, days=days, runs=keep_runs, dag_id=dag_id, dry_run=dry_run, on_run=found.append
    )
    lines = [f"{one.workflow}/{one.run}: {size(one.bytes)}" for one in found]
    return [*lines, summary(done, dry_run=dry_run)], done


def summary(done: Pruned, *, dry_run: bool) -> str:
    """Return the outcome as a sentence or two."""
    verb = "Would free" if dry_run else "Freed"
    text = f"{verb} {size(done.bytes)} of {done.runs} runs; {done.kept} keep their files."
    if done.unfinished:
        text += f" {done.unfinished} more aren't over, and keep theirs as well."
    if done.foreign:
        text += f" Not Domino's, and left alone: {done.foreign}, such as {done.first_foreign}."
    if done.left_over_bytes:
        text += f" Left behind by interrupted writers: {size(done.left_over_bytes)}, freed too."
    return text
