"""Brings the workflows of a workspace up to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domino_plugin.cli.place import named
from domino_plugin.errors import NotFound
from domino_plugin.workflows import exchange
from domino_plugin.workflows.document_errors import parse_document

if TYPE_CHECKING:
    from domino_plugin.cli.place import Place


def apply_file(
    place: Place, text: str, workflow_id: int | None, message: str | None
) -> tuple[str, dict[str, Any]]:
    """Make the workflow of a file, or bring the one of the same name up to it.

    Args:
        place: the workspace.
        text: the file's content.
        workflow_id: the workflow to bring up to it, whatever its name.
        message: what changed, for the list of versions.

    Returns:
        ``created``, ``updated`` or ``unchanged``, and the workflow.

    Raises:
        Invalid: it is no workflow's file, or several workflows have its name.
        Refused: the document has errors, or there is no workflow `workflow_id`; nothing is changed.
    """
    file = exchange.read(text)
    document = parse_document(file.document)
    body: dict[str, Any] = {"document": file.document}
    if file.layout is not None:
        body["layout"] = file.layout
    target = workflow_id if workflow_id is not None else _id_of(place, document.name)
    if target is None:
        return "created", place.call("create_workflow", body=body)
    current = place.call("get_workflow", query={"check": False}, workflow_id=target)
    if parse_document(current["document"]) == document:
        if file.layout is not None and file.layout != current["layout"]:
            place.call("set_layout", body=file.layout, workflow_id=target)
        return "unchanged", current
    if message is not None:
        body["message"] = message
    headers = {"If-Match": f'"{current["version"]}"'}
    return "updated", place.call("update_workflow", body=body, headers=headers, workflow_id=target)


def _id_of(place: Place, name: str) -> int | None:
    try:
        return int(named(list(place.all("list_workflows")), name, ("name",), "workflow")["id"])
    except NotFound:
        return None
