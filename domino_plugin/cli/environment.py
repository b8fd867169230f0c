"""``domino environment``: the Pieces' environments on this machine."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated

import typer

from domino_plugin.cli.airflow_home import HomeOption, use
from domino_plugin.cli.amounts import bytes_of, days_of, size
from domino_plugin.errors import Invalid

if TYPE_CHECKING:
    from pathlib import Path

    from domino_plugin.operators.virtualenv.pruning import Stored

app = typer.Typer(help="Environments of Pieces, on this machine.", no_args_is_help=True)
_DAY = 24 * 3600


@app.command("list")
def list_(home: HomeOption = None) -> None:
    """List environments, unpacked repositories and uv's cache, the one used longest ago first."""
    from domino_plugin.operators.virtualenv.disk_use import DiskUse
    from domino_plugin.operators.virtualenv.pruning import stored

    found = stored(_root(home))
    for one in found:
        typer.echo(_line(one))
    typer.echo(f"{size(DiskUse(one.path for one in found).bytes)} in all, shared files counted once.")


@app.command()
def prune(
    older_than: Annotated[
        str | None, typer.Option(help="Age since the last use: days, or as 12h, 30d, 8w.")
    ] = None,
    max_size: Annotated[
        str | None, typer.Option(help="What all may take together, as 500M or 20G; the oldest go first.")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Delete nothing, but say what would be deleted.")] = False,
    home: HomeOption = None,
) -> None:
    """Delete environments and unpacked repositories that are no longer used.

    Without options, as [domino] environments_days and environments_max_megabytes say. What a Piece is using
    stays. Whatever is needed again is built or unpacked again. Of what is too much, uv's cache goes first;
    what killed builds have left goes always.
    """
    from domino_plugin import settings
    from domino_plugin.operators.virtualenv.pruning import clear

    root = _root(home)
    days = None if older_than is None else days_of(older_than)
    most = None if max_size is None else bytes_of(max_size)
    if days is None and most is None:
        options = settings.load()
        days, most = options.environments_days or None, options.environments_max_bytes or None
    if days is None and most is None:
        raise Invalid(
            "Nothing says what to delete: give --older-than or --max-size, or set [domino] environments_days "
            "or environments_max_megabytes."
        )
    found: list[Stored] = []
    done = clear(root, days=days, max_bytes=most, dry_run=dry_run, on_each=found.append)
    for one in found:
        typer.echo(_line(one))
    verb = "Would free" if dry_run else "Freed"
    busy = f" {done.in_use} more are in use." if done.in_use else ""
    typer.echo(f"{verb} {size(done.bytes)}; {done.kept} of {size(done.kept_bytes)} stay.{busy}")


def _root(home: Path | None) -> Path:
    use(home)
    from domino_plugin import settings

    return settings.load().environments_root


def _line(one: Stored) -> str:
    age = (time.time() - one.used) / _DAY
    return f"{one.kind} {one.name[:16]}: {size(one.bytes)}, used {age:.0f} days ago. {one.detail}".rstrip()
