"""``domino member``: who works in a workspace, and as what."""

from __future__ import annotations

from typing import Annotated

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_place
from domino_plugin.errors import NotFound, did_you_mean
from domino_plugin.workspaces.roles import Role

app = typer.Typer(help="The members of a workspace.", no_args_is_help=True)

UserArgument = Annotated[str, typer.Argument(help="Name of a user of Airflow.")]
_COLUMNS = {
    "User": "user_name",
    "Role": "role",
    "State": "state",
    "Invited by": "invited_by",
    "Since": "created_at",
}


@app.command("list")
@in_place
def list_members(place: Place) -> None:
    """List the members, and those invited."""
    place.show_list(place.call("list_members"), _COLUMNS, "Nobody was invited.")


@app.command()
@in_place
def people(
    place: Place,
    search: Annotated[str, typer.Argument(help="Part of the user name or the name.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100, help="Users to list at the most.")] = 20,
) -> None:
    """List the users of Airflow who could become members."""
    answer = place.call("find_people", query={"search": search, "limit": limit})
    none = (
        "No such users." if answer["can_search"] else "Airflow's auth manager can't be asked for its users."
    )
    place.show_list(answer, {"User": "name", "Name": "label"}, none)


@app.command()
@in_place
def invite(
    place: Place,
    user_name: UserArgument,
    role: Annotated[Role, typer.Option(help="What the member shall be.")] = Role.WRITE,
) -> None:
    """Invite a user, who becomes a member by accepting; in the default workspace the role holds at once."""
    answer = place.call("set_member", body={"role": role.value}, user_name=user_name)
    state = "is invited" if answer["state"] == "invited" else "is a member"
    place.tell(answer, f"{user_name} {state}, as {answer['role']}.")


@app.command("role")
@in_place
def set_role(
    place: Place,
    user_name: UserArgument,
    role: Annotated[Role, typer.Argument(help="What the member shall be from now on.")],
) -> None:
    """Give a member, or somebody invited, another role."""
    _require_member(place, user_name)
    answer = place.call("set_member", body={"role": role.value}, user_name=user_name)
    place.tell(answer, f"{user_name} has the role {answer['role']} now.")


@app.command()
@in_place
def remove(
    place: Place,
    user_name: UserArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> None:
    """Take a member out of the workspace, or an invitation back."""
    _require_member(place, user_name)
    output.confirm(f"Take {user_name} out of the workspace {place.workspace['name']!r}?", yes=yes)
    place.call("remove_member", user_name=user_name)
    place.tell(None, f"{user_name} is no member any more.")


def _require_member(place: Place, user_name: str) -> None:
    names = [one["user_name"] for one in place.call("list_members")["items"]]
    if user_name not in names:
        hint = did_you_mean(user_name, names) or "`domino member invite` invites users."
        raise NotFound(f"{user_name!r} is not a member of this workspace. {hint}")
