"""Where a command works, for whom, and how it answers: the options that commands have in common."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Annotated, Any, Concatenate, ParamSpec, TypeVar

import typer

from domino_plugin.cli import output
from domino_plugin.cli.airflow_home import HomeOption, database
from domino_plugin.cli.local_api import LocalApi
from domino_plugin.errors import Invalid, NotFound, did_you_mean

P = ParamSpec("P")
R = TypeVar("R")
#: Entries that the API gives at a time, at the most.
_PAGE = 200

_Workspace = Annotated[
    str | None, typer.Option("--workspace", help="Name of the workspace. Default: the default workspace.")
]
_User = Annotated[
    str | None,
    typer.Option(
        "--user",
        help="Act as this user of Airflow, with that user's role and permissions. Default: as the "
        "administrator of this machine, who may do everything.",
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Print what the REST API answers.")]
_EVERYWHERE: dict[str, Any] = {"user": _User, "home": HomeOption, "as_json": _Json}


class Place:
    """A workspace of an Airflow home, as one caller sees it through the API."""

    def __init__(self, home: Path | None, user: str | None, workspace: str | None, *, as_json: bool) -> None:
        """Open it.

        Raises:
            NotFound: there is no such home.
            Invalid: Airflow has no such user.
            Unavailable: there is no database, or our tables are missing or of another release.
        """
        with database(home):
            pass  # What is wrong with it is told before anything is asked for.
        self.api = LocalApi(user)
        self.user = user
        self.as_json = as_json
        self._workspace = workspace

    @functools.cached_property
    def workspace(self) -> dict[str, Any]:
        """The workspace that is worked in.

        Raises:
            NotFound: there is none of this name.
        """
        if self._workspace is not None:
            return self.find_workspace(self._workspace)
        for one in self.api.call("list_workspaces")["items"]:
            if one["is_default"]:
                return dict(one)
        raise NotFound("This user has no role in the default workspace: name another one, by --workspace.")

    def find_workspace(self, name: str) -> dict[str, Any]:
        """Return the workspace of this name, or with this id.

        Raises:
            NotFound: there is none, or the caller may not know of it.
        """
        found = self.api.call("list_workspaces")["items"]
        return named(found, name, ("name", "id"), "workspace", where="")

    def _path(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the operation's path names: what is given, and the workspace where it is in one."""
        if self.api.is_in_workspace(operation) and "workspace_id" not in given:
            return {"workspace_id": self.workspace["id"], **given}
        return dict(given)

    def call(
        self,
        operation: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        **path: Any,
    ) -> Any:
        """Call an operation of the API; see `LocalApi.call`."""
        return self.api.call(
            operation, query=query, body=body, headers=headers, **self._path(operation, path)
        )

    def save(
        self, operation: str, target: IO[bytes], *, query: Mapping[str, Any] | None = None, **path: Any
    ) -> None:
        """Write the file that an operation answers with; see `LocalApi.save`."""
        self.api.save(operation, target, query=query, **self._path(operation, path))

    def send(self, operation: str, source: IO[bytes], **path: Any) -> Any:
        """Send a file; see `LocalApi.send`."""
        return self.api.send(operation, source, **self._path(operation, path))

    def all(self, operation: str, **path: Any) -> Iterator[dict[str, Any]]:
        """Give all entries of a list, page by page."""
        offset = 0
        while True:
            page = self.call(operation, query={"limit": _PAGE, "offset": offset}, **path)["items"]
            yield from page
            offset += _PAGE
            if len(page) < _PAGE:
                return

    def show_list(self, answer: Mapping[str, Any], columns: Mapping[str, str], none: str) -> None:
        """Print a list that the API has answered with."""
        if self.as_json:
            output.print_json(answer)
        else:
            output.print_rows(answer["items"], columns, none)
            shown, total = len(answer["items"]), answer.get("total", 0)
            if 0 < shown < total:
                typer.echo(f"{shown} of {total}: --limit and --offset show others.", err=True)

    def tell(self, answer: Any, sentence: str) -> None:
        """Say what was done, or print what the API has answered with, if that is anything."""
        if not self.as_json:
            typer.echo(sentence)
        elif answer is not None:
            output.print_json(answer)

    def require_user(self, what: str) -> str:
        """Return the user given by --user, for what only a user of Airflow can do.

        Raises:
            Invalid: none is given.
        """
        if self.user is None:
            raise Invalid(f"{what} Name one by --user.")
        return self.user


def in_place(command: Callable[Concatenate[Place, P], R]) -> Callable[..., R]:
    """Give a command the common options; it takes the place that they describe as its first argument."""
    return _with_options(command, {"workspace": _Workspace, **_EVERYWHERE})


def in_home(command: Callable[Concatenate[Place, P], R]) -> Callable[..., R]:
    """Like `in_place`, for a command that works in no workspace, or in one that an argument names."""
    return _with_options(command, _EVERYWHERE)


def _with_options(
    command: Callable[Concatenate[Place, P], R], options: Mapping[str, Any]
) -> Callable[..., R]:
    @functools.wraps(command)
    def wrapper(
        *arguments: Any,
        workspace: str | None = None,
        user: str | None = None,
        home: Path | None = None,
        as_json: bool = False,
        **own: Any,
    ) -> R:
        return command(Place(home, user, workspace, as_json=as_json), *arguments, **own)

    # Typer reads the options of a command from its signature.
    _, *parameters = inspect.signature(command, eval_str=True).parameters.values()
    common = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if annotation is _Json else None,
            annotation=annotation,
        )
        for name, annotation in options.items()
    ]
    signature = inspect.Signature([*parameters, *common])
    wrapper.__signature__ = signature  # type: ignore[attr-defined]
    wrapper.__annotations__ = {name: one.annotation for name, one in signature.parameters.items()}
    del wrapper.__wrapped__
    return wrapper


def named(
    items: list[dict[str, Any]],
    name: str,
    keys: tuple[str, ...],
    what: str,
    where: str = " in this workspace",
) -> dict[str, Any]:
    """Return the entry of a list that is called `name`, by the first of the keys that tells.

    Raises:
        NotFound: there is none; the nearest name is told.
        Invalid: several are called so.
    """
    for key in keys:
        found = [one for one in items if str(one[key]) == name]
        if len(found) > 1:
            ids = ", ".join(str(one["id"]) for one in found)
            raise Invalid(f"{len(found)} {what}s are called {name!r}: say which one by its id ({ids}).")
        if found:
            return found[0]
    hint = did_you_mean(name, [str(one[key]) for one in items for key in keys if key != "id"]) or ""
    raise NotFound(f"There is no {what} {name!r}{where}. {hint}".strip())
