"""The members of a workspace, and invitations."""

from __future__ import annotations

from domino_plugin.blueprints.access import caller, caller_role, in_workspace, signed_in
from domino_plugin.blueprints.answers import answer, no_content
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint
from domino_plugin.blueprints.api.schemas.base import WorkspacePath
from domino_plugin.blueprints.api.schemas.people import (
    Invitation,
    InvitationList,
    InvitationPath,
    Member,
    MemberChange,
    MemberList,
    MemberPath,
    PeopleList,
    PeopleQuery,
    Person,
    Successor,
)
from domino_plugin.blueprints.transaction import current_session
from flask import Response

from domino_plugin.airflow_compat import directory
from domino_plugin.workspaces import invitations, members
from domino_plugin.workspaces.rights import Right
from domino_plugin.workspaces.roles import Role

api = api_blueprint("members", __name__, "The members of a workspace, and invitations")


@api.get(f"{WORKSPACE}/members", responses={200: MemberList})
@in_workspace(Right.SEE_WORKSPACE)
def list_members(path: WorkspacePath) -> Response:
    """The members of a workspace."""
    found = members.list_members(current_session(), path.workspace_id)
    return answer(MemberList(items=[Member.model_validate(member) for member in found], total=len(found)))


@api.put(f"{WORKSPACE}/members/<user_name>", responses={200: Member})
@in_workspace(Right.MANAGE_MEMBERS)
def set_member(path: MemberPath, body: MemberChange) -> Response:
    """Invite a user of Airflow, or give a member another role. Only an owner makes or unmakes owners.

    Who is invited becomes a member by accepting. In the default workspace the role holds at once.
    """
    member = members.set_member(
        current_session(),
        path.workspace_id,
        path.user_name,
        body.role,
        by=caller_role(),
        inviter=caller().name,
    )
    return answer(Member.model_validate(member))


@api.delete(f"{WORKSPACE}/members/<user_name>", responses={204: None})
@in_workspace(Right.MANAGE_MEMBERS)
def remove_member(path: MemberPath) -> Response:
    """Take a member out of the workspace, or an invitation back. An owner must remain."""
    members.remove_member(current_session(), path.workspace_id, path.user_name, by=caller_role())
    return no_content()


@api.delete(f"{WORKSPACE}/membership", responses={204: None})
@in_workspace(Right.LEAVE)
def leave_workspace(path: WorkspacePath) -> Response:
    """End the caller's own membership. An owner must remain."""
    members.leave(current_session(), path.workspace_id, caller().name)
    return no_content()


@api.put(f"{WORKSPACE}/owner", responses={200: Member})
@in_workspace(Right.MANAGE_OWNERS)
def hand_over_workspace(path: WorkspacePath, body: Successor) -> Response:
    """Make another member the owner; the caller stays as an admin."""
    member = members.hand_over(current_session(), path.workspace_id, caller().name, body.user_name)
    return answer(Member.model_validate(member))


@api.get(f"{WORKSPACE}/people", responses={200: PeopleList})
@in_workspace(Right.MANAGE_MEMBERS)
def find_people(path: WorkspacePath, query: PeopleQuery) -> Response:
    """Airflow's users, from whom members are picked."""
    del path
    found = directory.find_people(current_session(), query.search, query.limit)
    items = [Person.model_validate(person) for person in found or []]
    return answer(PeopleList(items=items, can_search=found is not None))


@api.get("/invitations", responses={200: InvitationList})
@signed_in()
def list_invitations() -> Response:
    """The invitations that the caller has neither accepted nor declined."""
    items = [
        Invitation(
            workspace_id=workspace.id,
            workspace_name=workspace.name,
            role=Role(member.role),
            invited_by=member.invited_by,
            created_at=member.created_at,
        )
        for workspace, member in _invitations()
    ]
    return answer(InvitationList(items=items, total=len(items)))


@api.post("/invitations/<int:invited_to>/accept", responses={200: Member})
@signed_in()
def accept_invitation(path: InvitationPath) -> Response:
    """Become a member of the workspace."""
    return answer(
        Member.model_validate(invitations.accept(current_session(), path.invited_to, caller().name))
    )


@api.delete("/invitations/<int:invited_to>", responses={204: None})
@signed_in()
def decline_invitation(path: InvitationPath) -> Response:
    """Decline an invitation."""
    invitations.decline(current_session(), path.invited_to, caller().name)
    return no_content()


def _invitations() -> list[invitations.Invitation]:
    # Airflow's public role has a name too, but is nobody who could be invited.
    if caller().via == "public":
        return []
    return invitations.list_invitations(current_session(), caller().name)
