"""The files that people upload to a workspace: a table says which, the shared storage has the bytes."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

from sqlalchemy import Text, cast, func, select

from domino_plugin import settings
from domino_plugin.db.models import File, Workflow, WorkflowVersion
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Conflict, Invalid, NotFound, TooLarge, did_you_mean, problem
from domino_plugin.settings import MEGABYTE
from domino_plugin.storage import layout, open_storage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from domino_plugin.storage.base import Readable, StoredFile

MAX_NAME = 200
#: What file systems take, whatever the letters are.
_MAX_NAME_BYTES = 255
#: Workflows that an error names.
_SHOWN = 5


def path_of(name: str) -> str:
    """Return the path by which Pieces know a file: what belongs into their inputs."""
    return str(layout.WORKSPACE_FILES / name)


def list_files(
    session: Session, workspace_id: int, *, search: str = "", limit: int = 50, offset: int = 0
) -> tuple[list[File], int]:
    """Return a page of a workspace's files by name, and how many there are in all."""
    where = [File.workspace_id == workspace_id]
    if search.strip():
        where.append(File.name.icontains(search.strip(), autoescape=True))
    total = session.scalar(select(func.count()).select_from(File).where(*where)) or 0
    rows = session.scalars(select(File).where(*where).order_by(File.name).limit(limit).offset(offset))
    return list(rows), total


def used_bytes(session: Session, workspace_id: int) -> int:
    """Return the bytes of all files of a workspace."""
    total = session.scalar(select(func.sum(File.bytes)).where(File.workspace_id == workspace_id))
    return int(total or 0)


def upload(
    session: Session, workspace_id: int, name: str, source: Readable, *, size: int, user: str | None
) -> File:
    """Store a file; one of the same name is replaced, and the next run of whatever uses it reads the new one.

    Args:
        session: a session on the metadata database.
        workspace_id: the workspace.
        name: the file's name, without a folder.
        source: the bytes; read once, part by part.
        size: how many bytes there will be, as the sender says.
        user: who uploads it.

    Commits the session first.

    Raises:
        Invalid: it is no name for a file.
        TooLarge: the file, or all files of the workspace together, would be larger than the options allow.
        Unavailable: the storage can't be written.
    """
    name = _checked_name(name)
    find = select(File).where(File.workspace_id == workspace_id, File.name == name)
    row = session.scalar(find)
    limit = _room(session, workspace_id, size, replaced=row.bytes if row else 0)
    # An upload may take minutes, in which nobody needs a connection to the database.
    session.commit()
    stored = open_storage().put_file(workspace_id, name, source, max_bytes=limit)
    row = session.scalar(find)
    if row is None:
        row = File(workspace_id=workspace_id, name=name)
        session.add(row)
    row.bytes, row.uploaded_at, row.uploaded_by = stored, utcnow(), user
    session.flush()
    return row


def open_file(session: Session, workspace_id: int, name: str) -> StoredFile:
    """Return a file of a workspace.

    Raises:
        NotFound: there is none of this name, or its bytes are gone.
    """
    _row(session, workspace_id, name)
    try:
        return open_storage().open_workspace_file(workspace_id, name)
    except NotFound:
        raise NotFound(f"The file {name!r} is not in the shared storage any more: upload it again.") from None


def delete_file(session: Session, workspace_id: int, name: str, *, even_if_used: bool = False) -> None:
    """Delete a file.

    Raises:
        NotFound: there is none of this name.
        Conflict: workflows use it; the text says which.
    """
    row = _row(session, workspace_id, name)
    users = [] if even_if_used else _users(session, workspace_id, name)
    if users:
        shown = ", ".join(repr(one) for one in users[:_SHOWN])
        more = f" and {len(users) - _SHOWN} more" if len(users) > _SHOWN else ""
        raise Conflict(f"The file {name!r} is used by {shown}{more}: these would fail without it.")
    session.delete(row)
    session.flush()
    open_storage().delete_file(workspace_id, name)


def _row(session: Session, workspace_id: int, name: str) -> File:
    row = session.scalar(select(File).where(File.workspace_id == workspace_id, File.name == name))
    if row is None:
        names = session.scalars(select(File.name).where(File.workspace_id == workspace_id).limit(1000))
        hint = did_you_mean(name, names) or ""
        raise NotFound(f"There is no file {name[:MAX_NAME]!r} in this workspace. {hint}".strip())
    return row


def _room(session: Session, workspace_id: int, size: int, *, replaced: int) -> int:
    """Return the bytes that the file may have at the most."""
    options = settings.load()
    if size > options.upload_max_bytes:
        raise TooLarge(
            f"The file has {_megabytes(size)} MB; a file may have {_megabytes(options.upload_max_bytes)} MB "
            "([domino] upload_max_megabytes)."
        )
    left = max(options.workspace_files_max_bytes - used_bytes(session, workspace_id) + replaced, 0)
    if size > left:
        raise TooLarge(
            f"The file has {_megabytes(size)} MB, and the workspace has room for {_megabytes(left)} MB "
            "([domino] workspace_files_max_megabytes). Delete files that aren't needed any more."
        )
    return min(options.upload_max_bytes, left)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".removesuffix(".0")


def _users(session: Session, workspace_id: int, name: str) -> list[str]:
    """Return the names of the workflows whose current version mentions the file."""
    # Documents are kept as JSON text with letters beyond ASCII escaped.
    text = json.dumps(path_of(name))[1:-1]
    query = (
        select(Workflow.name)
        .join(
            WorkflowVersion,
            (WorkflowVersion.workflow_id == Workflow.id)
            & (WorkflowVersion.number == Workflow.current_version),
        )
        .where(
            Workflow.workspace_id == workspace_id,
            cast(WorkflowVersion.document, Text).contains(text, autoescape=True),
        )
        .order_by(Workflow.name)
    )
    return list(session.scalars(query))


def _checked_name(name: str) -> str:
    name = unicodedata.normalize("NFC", name.strip())
    reason = None
    if not name:
        reason = "has no letters"
    elif "/" in name or "\\" in name:
        reason = "holds a slash: it takes a name, not a path"
    elif name.startswith("."):
        reason = "begins with a dot"
    elif any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in name):
        reason = "holds a character that can't be shown"
    elif len(name) > MAX_NAME or len(name.encode()) > _MAX_NAME_BYTES:
        reason = f"has more than {MAX_NAME} characters"
    if reason:
        raise Invalid(f"A file can't be named {name[:50]!r}: that {reason}.", [problem(reason, field="name")])
    return name
