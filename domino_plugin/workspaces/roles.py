"""The roles of a workspace, each including those below it."""

from __future__ import annotations

from enum import Enum

#: States of a membership: the role counts only once the invitation is accepted.
INVITED, ACCEPTED = "invited", "accepted"


class Role(str, Enum):
    """What a member is; what each may do is in `domino_plugin.workspaces.rights`."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        """Position from the bottom, counting from 0."""
        return list(Role).index(self)

    def includes(self, other: Role) -> bool:
        """Return whether this role may do all that the other may."""
        return self.rank >= other.rank


def highest(*roles: Role | None) -> Role | None:
    """Return the highest of the roles that are there."""
    return max((role for role in roles if role is not None), key=lambda role: role.rank, default=None)
