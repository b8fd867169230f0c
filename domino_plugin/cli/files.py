"""``domino files``: the files of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_place
from domino_plugin.cli.workflow import Limit, Offset, Yes
from domino_plugin.cli.workflow_runs import save_to
from domino_plugin.errors import Invalid

app = typer.Typer(help="The files of a workspace.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="Name of the file.")]
_COLUMNS = {
    "Name": "name",
    "Size": "bytes",
    "Uploaded": "uploaded_at",
    "By": "uploaded_by",
    "Path for inputs": "path",
}


@app.command("list")
@in_place
def list_files(
    place: Place,
    search: Annotated[str, typer.Option(help="Part of the name.")] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> None:
    """List the files by name."""
    query = {"search": search, "limit": limit, "offset": offset}
    place.show_list(place.call("list_files", query=query), _COLUMNS, "No files.")


@app.command()
@in_place
def upload(
    place: Place,
    files: Annotated[list[Path], typer.Argument(help="Files to upload.", exists=True, dir_okay=False)],
    name: Annotated[str | None, typer.Option(help="Name in the workspace, for one file.")] = None,
) -> None:
    """Upload files; those of the same names are replaced."""
    if name is not None and len(files) > 1:
        raise Invalid("--name names one file, and several are given.")
    for path in files:
        with path.open("rb") as source:
            answer = place.send("upload_file", source, name=name or path.name)
        place.tell(answer, f"{path} is uploaded: {answer['path']}")


@app.command()
@in_place
def download(
    place: Place,
    name: NameArgument,
    target: Annotated[
        Path | None,
        typer.Argument(
            help="File or folder to write; - is standard output. Default: a file of the same name, here.",
            allow_dash=True,
        ),
    ] = None,
) -> None:
    """Download a file."""
    target = target or Path(Path(name).name)
    if target.is_dir():
        target /= Path(name).name
    save_to(target, place, "download_file", {}, {"name": name})


@app.command()
@in_place
def delete(
    place: Place,
    name: NameArgument,
    even_if_used: Annotated[
        bool, typer.Option("--even-if-used", help="Also if workflows name it, which then fail.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Delete a file, unless workflows use it."""
    output.confirm(f"Delete the file {name!r}?", yes=yes)
    place.call("delete_file", query={"even_if_used": even_if_used}, name=name)
    place.tell(None, f"{name!r} is deleted.")
