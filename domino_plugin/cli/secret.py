"""``domino secret``: the secrets of repositories.

Values come by file, standard input or prompt alone: what stands on a command line is in the list of processes
and in the shell's history.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_place, named
from domino_plugin.cli.repository import RepositoryArgument, find
from domino_plugin.errors import Invalid

app = typer.Typer(help="The secrets that repositories' Pieces use.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="Name of the secret.")]
_COLUMNS = {
    "Name": "name",
    "Set": "is_set",
    "Required": "required",
    "Changed": "updated_at",
    "By": "updated_by",
    "Pieces": "pieces",
}


@app.command("list")
@in_place
def list_secrets(place: Place, repository: RepositoryArgument) -> None:
    """List a repository's secrets, without their values."""
    answer = place.call("list_secrets", repository_id=find(place, repository)["id"])
    place.show_list(answer, _COLUMNS, "Its Pieces use no secrets.")


@app.command("set")
@in_place
def set_secret(
    place: Place,
    repository: RepositoryArgument,
    name: NameArgument,
    file: Annotated[
        Path | None, typer.Option(help="File with the value.", exists=True, dir_okay=False)
    ] = None,
    connection: Annotated[
        str | None, typer.Option(help="Id of a Connection of Airflow, whose URI shall be the value.")
    ] = None,
) -> None:
    """Set a secret; the value comes from a file, from standard input, or is asked for without being shown."""
    if file is not None and connection is not None:
        raise Invalid("A secret has one value: give --file or --connection.")
    number = find(place, repository)["id"]
    known = place.call("list_secrets", repository_id=number)["items"]
    named(known, name, ("name",), "secret", where=" that Pieces of this repository use")
    value = f"connection:{connection}" if connection is not None else _value(file, name)
    answer = place.call("set_secret", body={"value": value}, repository_id=number, name=name)
    place.tell(answer, f"{name} is set.{_caution(answer['masked_from'])}")


@app.command()
@in_place
def unset(
    place: Place,
    repository: RepositoryArgument,
    name: NameArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> None:
    """Forget a secret's value."""
    number = find(place, repository)["id"]
    known = place.call("list_secrets", repository_id=number)["items"]
    named(known, name, ("name",), "secret", where=" that Pieces of this repository use")
    output.confirm(f"Forget the value of {name}?", yes=yes)
    place.call("clear_secret", repository_id=number, name=name)
    place.tell(None, f"{name} is forgotten.")


def _value(file: Path | None, name: str) -> str:
    if file is None and sys.stdin.isatty():
        return str(typer.prompt(name, hide_input=True, err=True))
    try:
        text = file.read_text(encoding="utf-8") if file is not None else sys.stdin.read()
    except UnicodeDecodeError:
        raise Invalid("A secret is text in UTF-8.") from None
    # The end of the line that editors and `echo` add is no part of one line; several stay as they are.
    line = text.removesuffix("\n").removesuffix("\r")
    return text if "\n" in line else line


def _caution(masked_from: int | None) -> str:
    if masked_from is None:
        return ""
    return f" Logs will show it where a Piece prints it: only {masked_from} characters and more are masked."
