"""``domino repo``: Piece repositories from the command line."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_place, named
from domino_plugin.errors import Conflict, Invalid, NotFound

app = typer.Typer(help="Piece repositories.", no_args_is_help=True)

RepositoryArgument = Annotated[str, typer.Argument(help="Name, label, source or id of the repository.")]
_COLUMNS = {"Name": "name", "Versions": "versions", "Source": "source"}
_VERSIONS = {
    "Version": "version",
    "Id": "id",
    "Commit": "commit",
    "Pieces": "piece_count",
    "Installed": "installed_at",
    "By": "installed_by",
}
_PIECES = {
    "Piece": "name",
    "Label": "label",
    "Repository": "repository_label",
    "Version": "version",
    "Description": "description",
}
_STARTER = "starter"


@app.command()
@in_place
def add(
    place: Place,
    source: Annotated[
        str | None, typer.Argument(help="'starter', a folder, or the URL of a Git repository.")
    ] = None,
    version: Annotated[
        str | None, typer.Argument(help="Tag or branch of a Git repository; the others have theirs.")
    ] = None,
    starter: Annotated[
        bool, typer.Option("--starter", help="The starter Pieces, which come with Domino.")
    ] = False,
) -> None:
    """Install a version of a Piece repository; does nothing if it is installed already."""
    if starter == (source is not None):
        raise Invalid("Name one source: a folder, the URL of a Git repository, or --starter.")
    _install(place, source or _STARTER, version)


@app.command("list")
@in_place
def list_repositories(place: Place) -> None:
    """List the installed repositories and their versions."""
    answer = place.call("list_repositories")
    if not place.as_json:
        for one in answer["items"]:
            one["versions"] = [version["version"] for version in one["versions"]]
    place.show_list(answer, _COLUMNS, "No repositories: `domino repo add --starter` installs the first one.")


@app.command()
@in_place
def show(place: Place, repository: RepositoryArgument) -> None:
    """Show a repository with its installed versions."""
    found = place.call("get_repository", repository_id=find(place, repository)["id"])
    if place.as_json:
        output.print_json(found)
        return
    output.print_fields(found, {"Name": "name", "Label": "label", "Source": "source", "Id": "id"})
    output.print_rows(found["versions"], _VERSIONS, "No versions.")


@app.command()
@in_place
def versions(
    place: Place,
    source: Annotated[
        str,
        typer.Argument(
            help="An installed repository, or 'starter', a folder or the URL of a Git repository."
        ),
    ],
) -> None:
    """List the versions that a source offers: tags, newest first, then branches."""
    known = _find_if_any(place, source)
    answer = place.call("list_source_versions", query={"source": known["source"] if known else source})
    if place.as_json:
        output.print_json(answer)
        return
    installed = {one["version"] for one in known["versions"]} if known else set()
    rows = [{"version": one, "installed": one in installed} for one in answer["versions"]]
    output.print_rows(rows, {"Version": "version", "Installed": "installed"}, "It offers no versions.")


@app.command()
@in_place
def upgrade(
    place: Place,
    repository: RepositoryArgument,
    version: Annotated[
        str | None, typer.Argument(help="Version to install. Default: the newest that its source offers.")
    ] = None,
) -> None:
    """Install a newer version beside those that are there; workflows keep theirs until they are changed."""
    found = find(place, repository)
    if version is None and found["kind"] == "git":
        offered = place.call("list_source_versions", query={"source": found["source"]})["versions"]
        if not offered:
            raise NotFound(f"{found['source']} offers no versions.")
        version = offered[0]
    _install(place, found["source"], version)


@app.command()
@in_place
def remove(
    place: Place,
    repository: RepositoryArgument,
    version: Annotated[
        str | None, typer.Option(help="Only this version; the last one goes with the repository.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> None:
    """Remove a repository with its secrets, or one version of it, unless a workflow uses it."""
    found = find(place, repository)
    if version is None:
        output.confirm(f"Remove {found['name']!r} with its secrets?", yes=yes)
        place.call("remove_repository", repository_id=found["id"])
        place.tell(None, f"{found['name']!r} is removed.")
        return
    one = _version(found, version)
    output.confirm(f"Remove version {version} of {found['name']!r}?", yes=yes)
    place.call("remove_repository_version", repository_id=found["id"], version_id=one["id"])
    place.tell(None, f"Version {version} of {found['name']!r} is removed.")


@app.command()
@in_place
def build(
    place: Place,
    repository: RepositoryArgument,
    version: Annotated[
        str | None, typer.Argument(help="An installed version. Default: the latest one.")
    ] = None,
) -> None:
    """Have the environments of a version built on a worker, such as after a failure."""
    found = find(place, repository)
    if not found["versions"]:
        raise Conflict(f"{found['name']!r} has no version.")
    one = found["versions"][0] if version is None else _version(found, version)
    answer = place.call("build_environments", repository_id=found["id"], version_id=one["id"])
    place.tell(answer, _jobs([job["id"] for job in answer["items"]]) or "They are being built already.")


def list_pieces(
    place: Place,
    repository: Annotated[str | None, typer.Option(help="Only those of this repository.")] = None,
    version: Annotated[str | None, typer.Option(help="Only those of this version.")] = None,
) -> None:
    """List the Pieces that workflows can be made of."""
    number = find(place, repository)["id"] if repository is not None else None
    answer = place.call("list_pieces", query={"repository_id": number, "version": version})
    place.show_list(answer, _PIECES, "No Pieces.")


def find(place: Place, name: str) -> dict[str, Any]:
    """Return the installed repository of this name, label, source or id.

    Raises:
        NotFound: there is none; the nearest name is told.
        Invalid: several have this name.
    """
    found = place.call("list_repositories")["items"]
    return named(found, name, ("id", "source", "name", "label"), "repository")


def _find_if_any(place: Place, name: str) -> dict[str, Any] | None:
    try:
        return find(place, name)
    except NotFound:
        return None


def _version(repository: dict[str, Any], version: str) -> dict[str, Any]:
    where = f" of {repository['name']!r}"
    return named(repository["versions"], version, ("version", "id"), "version", where)


def _install(place: Place, source: str, version: str | None) -> None:
    body = {"source": source, "version": version}
    installed = place.call("install_repository", body=body)
    if place.as_json:
        output.print_json(installed)
        return
    number, found = installed["repository_id"], installed["version"]
    query = {"repository_id": number, "version": found["version"]}
    pieces = ", ".join(sorted(piece["name"] for piece in place.call("list_pieces", query=query)["items"]))
    address = place.call("get_repository", repository_id=number)["source"]
    typer.echo(f"{address} {found['version']}: {pieces or 'no Piece'}")
    for problem in found["problems"]:
        where = ":".join(str(problem[key]) for key in ("file", "line") if problem.get(key))
        typer.echo(f"  {problem.get('severity', 'problem')} in {where}: {problem['message']}", err=True)
    if line := _jobs(installed["job_ids"]):
        typer.echo(line, err=True)


def _jobs(numbers: list[int]) -> str:
    if not numbers:
        return ""
    listed = ", ".join(map(str, numbers))
    return f"Environments are built by the jobs {listed}: `domino job log ID --follow` shows how it goes."
