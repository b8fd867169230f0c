"""Drafts: work in progress on a workflow, or on one that doesn't exist yet, so that none of it is lost.

A draft belongs to the person who makes it. Its document is stored as it is, valid or not: it is judged when
it is saved as a workflow. Every save counts the revision up, so that two windows notice each other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from domino_plugin.db.models import Draft, Workflow
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Conflict, Invalid, Outdated, TooLarge, problem

#: Drafts a person may have in a workspace.
MAX_DRAFTS = 200
#: Bytes of a draft's document as JSON: ten times what the largest workflow has.
MAX_BYTES = 4 * 1024 * 1024
#: Levels of lists and objects in a document, well above what a valid one can have; every reader of JSON
#: gives up somewhere.
MAX_DEPTH = 150


@dataclass(frozen=True)
class DraftContent:
    """What a save puts into a draft.

    Attributes:
        base_version: version of the workflow that the work started from; nothing if there is no workflow.
        document: any JSON object.
    """

    name: str
    base_version: int | None
    document: Mapping[str, Any]
    layout: Mapping[str, Any]


def list_drafts(
    session: Session,
    workspace_id: int,
    owner: str,
    *,
    workflow_id: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[Sequence[Draft], int]:
    """Return a page of somebody's drafts, last saved first, documents not loaded, and how many there are.

    `workflow_id` keeps only those of one workflow.
    """
    where = [Draft.workspace_id == workspace_id, Draft.owner == owner]
    if workflow_id is not None:
        where.append(Draft.workflow_id == workflow_id)
    total = session.scalar(select(func.count()).select_from(Draft).where(*where)) or 0
    newest_first = (Draft.updated_at.desc(), Draft.id.desc())
    query = select(Draft).where(*where).order_by(*newest_first).limit(limit).offset(offset)
    return session.scalars(query).all(), total


def create(
    session: Session, workspace_id: int, owner: str, workflow: Workflow | None, content: DraftContent
) -> Draft:
    """Make a draft, of a workflow or of one to be.

    Raises:
        Invalid: the document isn't JSON, or is nested too deep.
        TooLarge: the document is larger than `MAX_BYTES`.
        Conflict: the owner has `MAX_DRAFTS` drafts in the workspace already; none is given up for a new one.
    """
    _check(content.document)
    _require_room(session, workspace_id, owner)
    draft = Draft(
        workspace_id=workspace_id,
        workflow_id=workflow.id if workflow else None,
        owner=owner,
        name=content.name,
        document=dict(content.document),
        layout=dict(content.layout),
        base_version=content.base_version if workflow else None,
    )
    session.add(draft)
    session.flush()
    return draft


def save(session: Session, draft: Draft, content: DraftContent, *, base_revision: int) -> Draft:
    """Replace what is in a draft; `base_revision` is the revision the change was made on.

    Raises:
        Invalid: the document isn't JSON, or is nested too deep.
        TooLarge: the document is larger than `MAX_BYTES`.
        Outdated: the draft has been saved since, such as in another window.
    """
    _check(content.document)
    outcome = session.execute(
        update(Draft)
        # In the statement: two saves at the same moment must not both find their base to be current.
        .where(Draft.id == draft.id, Draft.revision == base_revision)
        .values(
            name=content.name,
            # The workflow may have been deleted meanwhile.
            base_version=content.base_version if draft.workflow_id is not None else None,
            document=dict(content.document),
            layout=dict(content.layout),
            revision=base_revision + 1,
            updated_at=utcnow(),
        )
        .execution_options(synchronize_session=False)
    )
    session.refresh(draft, ["name", "base_version", "revision", "updated_at"])
    if cast("CursorResult[Any]", outcome).rowcount != 1:
        raise Outdated(
            f"The draft is at revision {draft.revision} by now, such as by another window; the change was "
            f"made on revision {base_revision}. Load it again, or keep the change as a draft of its own.",
            revision=draft.revision,
            updated_at=draft.updated_at,
        )
    return draft


def detach(session: Session, workflow_id: int) -> None:
    """Turn everybody's drafts of a workflow that is deleted into drafts of new ones: they are not lost."""
    session.execute(
        update(Draft).where(Draft.workflow_id == workflow_id).values(workflow_id=None, base_version=None)
    )


def _require_room(session: Session, workspace_id: int, owner: str) -> None:
    drafts, total = list_drafts(session, workspace_id, owner, limit=1, offset=MAX_DRAFTS - 1)
    if total >= MAX_DRAFTS:
        oldest = drafts[0]
        raise Conflict(
            f"You have {total} drafts in this workspace, and more than {MAX_DRAFTS} are not kept. Delete "
            f"some: the one not saved for the longest is {oldest.name!r}, of {oldest.updated_at:%Y-%m-%d}."
        )


def _check(document: Mapping[str, Any]) -> None:
    _check_depth(document)
    try:
        size = len(json.dumps(document, allow_nan=False))
    except ValueError as error:
        reason = "holds NaN or Infinity, which are not JSON"
        raise Invalid(f"The document {reason}.", [problem(reason, field="document")]) from error
    if size > MAX_BYTES:
        raise TooLarge(
            f"The document has {size / 1024 / 1024:.1f} MB; a draft may have {MAX_BYTES // 1024 // 1024} MB."
        )


def _check_depth(document: Mapping[str, Any]) -> None:
    level: list[Any] = [document]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for item in level
            for inner in (item.values() if isinstance(item, Mapping) else item)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    reason = f"is nested deeper than {MAX_DEPTH} levels"
    raise Invalid(f"The document {reason}.", [problem(reason, field="document")])
