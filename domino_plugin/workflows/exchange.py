"""Workflows as files: the JSON that the editor exports, for keeping workflows in Git or moving them.

``{"domino": "workflow", "document": {...}, "layout": {...}}``; a bare document will do as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from domino_plugin.db.models import Workflow
from domino_plugin.errors import Conflict, Invalid, NotFound, did_you_mean
from domino_plugin.workflows import service
from domino_plugin.workflows.document_errors import parse_document
from domino_plugin.workflows.layout import Layout
from domino_plugin.workflows.listing import WorkflowDetail
from domino_plugin.workflows.schema_errors import path_text

_KIND = "workflow"


class WorkflowFile(NamedTuple):
    """What a file holds: the document as plain JSON, and where things are drawn, if it says so."""

    document: Mapping[str, Any]
    layout: Mapping[str, Any] | None


class Applied(NamedTuple):
    """What applying a file has done: ``created``, ``updated`` or ``unchanged``."""

    outcome: str
    workflow: WorkflowDetail


def read(text: str) -> WorkflowFile:
    """Read a workflow's file.

    Raises:
        Invalid: it isn't one; the text says what it is instead.
    """
    try:
        found = json.loads(text)
    except ValueError as error:
        raise Invalid(f"The file is not JSON: {error}.") from None
    if not isinstance(found, dict):
        raise Invalid("The file holds no workflow: it should be a JSON object.")
    kind = found.get("domino", _KIND)
    if kind != _KIND:
        raise Invalid(f"The file holds {kind!r}, not a workflow.")
    document = found.get("document", found)
    if not isinstance(document, dict):
        raise Invalid("The file holds no workflow: its document should be a JSON object.")
    return WorkflowFile(document, _layout(found.get("layout")))


def write(workflow: WorkflowDetail) -> str:
    """Return a workflow as the text of a file."""
    content = {"domino": _KIND, "document": workflow.document, "layout": workflow.layout}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def apply(
    session: Session,
    workspace_id: int,
    file: WorkflowFile,
    *,
    user: str | None,
    workflow_id: int | None = None,
) -> Applied:
    """Make the workflow of a file, or bring the one of the same name up to it.

    Args:
        session: a session on the metadata database; it is committed.
        workspace_id: the workspace.
        file: what a file holds.
        user: who does it.
        workflow_id: the workflow to bring up to it, whatever its name.

    Raises:
        Invalid: the document has errors; all problems are in it, and nothing is changed.
        Conflict: several workflows have its name.
        NotFound: there is no workflow `workflow_id`.
    """
    document = parse_document(file.document)
    target = workflow_id
    if target is None:
        target = _only(_named(session, workspace_id, document.name), document.name)
    if target is None:
        made = service.create(session, workspace_id, document, user=user, layout=file.layout)
        return Applied("created", made)
    current = service.get(session, workspace_id, target)
    if parse_document(current.document) == document:
        if file.layout is not None and file.layout != current.layout:
            service.set_layout(session, workspace_id, target, file.layout)
            session.commit()
        return Applied("unchanged", current)
    saved = service.update_workflow(
        session,
        workspace_id,
        target,
        document,
        base_version=current.version,
        user=user,
        layout=file.layout,
    )
    return Applied("updated", saved)


def find(session: Session, workspace_id: int, name: str) -> WorkflowDetail:
    """Return the workflow of this name, or with this id or dag_id.

    Raises:
        NotFound: there is none.
        Conflict: several have this name.
    """
    by_key = [Workflow.dag_id == name]
    if name.isdecimal():
        by_key.append(Workflow.id == int(name))
    for condition in by_key:
        number = session.scalar(select(Workflow.id).where(Workflow.workspace_id == workspace_id, condition))
        if number is not None:
            return service.get(session, workspace_id, number)
    number = _only(_named(session, workspace_id, name), name)
    if number is None:
        names = session.scalars(
            select(Workflow.name).where(Workflow.workspace_id == workspace_id).limit(1000)
        )
        hint = did_you_mean(name, names) or ""
        raise NotFound(f"There is no workflow {name!r} in this workspace. {hint}".strip())
    return service.get(session, workspace_id, number)


def _layout(found: Any) -> Mapping[str, Any] | None:
    if found is None:
        return None
    try:
        return Layout.model_validate(found).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = path_text(("layout", *first["loc"]))
        raise Invalid(f"The file's {where} can't be read: {first['msg']}.") from None


def _named(session: Session, workspace_id: int, name: str) -> list[int]:
    query = select(Workflow.id).where(Workflow.workspace_id == workspace_id, Workflow.name == name)
    return list(session.scalars(query.order_by(Workflow.id)))


def _only(numbers: list[int], name: str) -> int | None:
    if len(numbers) > 1:
        listed = ", ".join(map(str, numbers))
        raise Conflict(f"{len(numbers)} workflows are named {name!r}: say which one by its id ({listed}).")
    return numbers[0] if numbers else None
