"""Which workspace a command works in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from domino_plugin.errors import NotFound, did_you_mean

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WorkspaceOption = Annotated[
    str | None, typer.Option("--workspace", help="Name of the workspace. Default: the default workspace.")
]


def workspace_id(session: Session, name: str | None) -> int:
    """Return the id of the workspace of this name, or of the default one.

    Raises:
        NotFound: there is none of this name.
    """
    from sqlalchemy import select

    from domino_plugin.db.models import Workspace
    from domino_plugin.workspaces.service import ensure_default

    default = ensure_default(session)
    if name is None:
        return default
    ids = {found: number for number, found in session.execute(select(Workspace.id, Workspace.name))}
    if name not in ids:
        raise NotFound(f"There is no workspace {name!r}. {did_you_mean(name, ids) or ''}".strip())
    return ids[name]
