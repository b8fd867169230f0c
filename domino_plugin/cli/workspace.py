"""``domino workspace`` and ``domino invitation``: where people work, and who is asked to join."""

from __future__ import annotations

from typing import Annotated

import typer

from domino_plugin.cli import output
from domino_plugin.cli.place import Place, in_home, named

app = typer.Typer(help="Workspaces.", no_args_is_help=True)
invitations = typer.Typer(help="Invitations to workspaces.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(help="Name or id of the workspace.")]
_COLUMNS = {"Id": "id", "Name": "name", "Role": "role", "Default": "is_default", "Made": "created_at"}
_CONTENTS = {
    "Name": "name",
    "Id": "id",
    "Role": "role",
    "Default": "is_default",
    "Workflows": "workflows",
    "Repositories": "repositories",
    "Secrets": "secrets",
    "Drafts": "drafts",
    "Files": "files",
    "Members": "members",
}
_INVITATIONS = {
    "Workspace": "workspace_name",
    "Role": "role",
    "By": "invited_by",
    "Since": "created_at",
}


@app.command("list")
@in_home
def list_workspaces(place: Place) -> None:
    """List the workspaces: all of them, or with --user those that the user has a role in."""
    place.show_list(place.call("list_workspaces"), _COLUMNS, "No workspaces.")


@app.command()
@in_home
def show(place: Place, name: NameArgument) -> None:
    """Show a workspace with what is in it, in numbers: what deleting it would delete."""
    number = place.find_workspace(name)["id"]
    found = place.call("get_workspace", workspace_id=number)
    inside = place.call("count_contents", workspace_id=number)
    if place.as_json:
        output.print_json({**found, "contents": inside})
    else:
        output.print_fields({**found, **inside}, _CONTENTS)


@app.command()
@in_home
def roles(place: Place) -> None:
    """Show what each role may do in a workspace."""
    answer = place.call("list_roles")
    if place.as_json:
        output.print_json(answer)
        return
    names = answer["roles"][::-1]
    rows = [{**one, **{name: name in one["roles"] for name in names}} for one in answer["items"]]
    output.print_rows(rows, {"What": "description", **{name: name for name in names}}, "")


@app.command()
@in_home
def create(place: Place, name: Annotated[str, typer.Argument(help="Name of the new workspace.")]) -> None:
    """Make a workspace; its owner is the user given by --user."""
    owner = place.require_user("A workspace is owned by a user of Airflow.")
    made = place.call("create_workspace", body={"name": name})
    place.tell(made, f"The workspace {made['name']!r} is made (id {made['id']}); {owner} owns it.")


@app.command()
@in_home
def rename(
    place: Place, name: NameArgument, new_name: Annotated[str, typer.Argument(help="The new name.")]
) -> None:
    """Give a workspace another name."""
    found = place.find_workspace(name)
    renamed = place.call("rename_workspace", body={"name": new_name}, workspace_id=found["id"])
    place.tell(renamed, f"{found['name']!r} is now called {renamed['name']!r}.")


@app.command()
@in_home
def delete(
    place: Place,
    name: NameArgument,
    keep_history: Annotated[
        bool, typer.Option("--keep-history", help="Keep the runs in Airflow, and their files.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> None:
    """Delete a workspace with everything in it."""
    found = place.find_workspace(name)
    inside = place.call("count_contents", workspace_id=found["id"])
    listed = ", ".join(f"{count} {what}" for what, count in inside.items() if count)
    output.confirm(f"Delete the workspace {found['name']!r} with all that is in it ({listed})?", yes=yes)
    place.call("delete_workspace", query={"keep_history": keep_history}, workspace_id=found["id"])
    place.tell(None, f"The workspace {found['name']!r} is deleted.")


@app.command()
@in_home
def leave(place: Place, name: NameArgument) -> None:
    """End the membership of the user given by --user."""
    user = place.require_user("A member leaves a workspace.")
    found = place.find_workspace(name)
    place.call("leave_workspace", workspace_id=found["id"])
    place.tell(None, f"{user} has left {found['name']!r}.")


@app.command("hand-over")
@in_home
def hand_over(
    place: Place,
    name: NameArgument,
    successor: Annotated[str, typer.Argument(help="The member who shall own it.")],
) -> None:
    """Make a member the owner in place of the user given by --user, who stays as an admin."""
    place.require_user("An owner hands over a workspace.")
    found = place.find_workspace(name)
    answer = place.call("hand_over_workspace", body={"user_name": successor}, workspace_id=found["id"])
    place.tell(answer, f"{successor} owns {found['name']!r} now.")


@invitations.command("list")
@in_home
def list_invitations(place: Place) -> None:
    """List the invitations that the user given by --user has neither accepted nor declined."""
    place.require_user("Invitations are a user's.")
    place.show_list(place.call("list_invitations"), _INVITATIONS, "No invitations.")


@invitations.command()
@in_home
def accept(place: Place, name: NameArgument) -> None:
    """Accept an invitation for the user given by --user."""
    user, number = _invitation(place, name)
    answer = place.call("accept_invitation", invited_to=number)
    place.tell(answer, f"{user} is a member of {name!r} now, as {answer['role']}.")


@invitations.command()
@in_home
def decline(place: Place, name: NameArgument) -> None:
    """Decline an invitation for the user given by --user."""
    user, number = _invitation(place, name)
    place.call("decline_invitation", invited_to=number)
    place.tell(None, f"{user} has declined the invitation to {name!r}.")


def _invitation(place: Place, name: str) -> tuple[str, int]:
    user = place.require_user("An invitation is a user's.")
    found = place.call("list_invitations")["items"]
    keys = ("workspace_name", "workspace_id")
    one = named(found, name, keys, "invitation", where=f" for {user}")
    return user, int(one["workspace_id"])
