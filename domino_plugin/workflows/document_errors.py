"""Reads a workflow document from plain JSON, with errors that name the node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from domino_plugin.errors import Invalid, Problem, problem
from domino_plugin.workflows.document import WorkflowDocument
from domino_plugin.workflows.schema_errors import path_text

Location = list[str | int]
#: Problems of one document that are told; more help nobody.
_MAX_PROBLEMS = 100
#: Characters of an id or a field that a problem repeats: what was sent may be megabytes.
_SHOWN = 300


def parse_document(data: Any) -> WorkflowDocument:
    """Read a document from plain JSON.

    Raises:
        Invalid: it is none; the problems name node and field.
    """
    try:
        return WorkflowDocument.model_validate(data)
    except ValidationError as error:
        raise Invalid("This is not a workflow document.", _problems_of(error, data)) from None


def _problems_of(error: ValidationError, data: Any) -> list[Problem]:
    nodes = data.get("nodes") if isinstance(data, Mapping) else None
    found = []
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        location = list(detail["loc"])
        node = None
        if location[:1] == ["nodes"] and len(location) > 1 and isinstance(nodes, list):
            # Name the node instead of its place in the list.
            place = nodes[int(location[1])]
            node_id = place.get("id") if isinstance(place, Mapping) else None
            if isinstance(node_id, str):
                node, location = node_id, location[2:]
        reason = detail["msg"].removeprefix("Value error, ")
        field = path_text(_without_tags(location)) or None
        found.append(problem(reason, node=_cut(node), field=_cut(field), fix="Correct the document."))
        if len(found) == _MAX_PROBLEMS:
            break
    return found


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def _without_tags(location: Location) -> Location:
    """Leave out the kinds of inputs and schedules, which pydantic puts into locations."""
    if location[:1] == ["schedule"]:
        return ["schedule", *location[2:]]
    if "inputs" not in location:
        return location
    start = location.index("inputs")
    kept, rest = location[: start + 1], location[start + 1 :]
    # What follows is: name or index of an input, its kind, and for lists and objects the field of the items.
    while len(rest) > 1:
        kept.append(rest[0])
        if rest[1] not in ("list", "object") or len(rest) == 2:  # noqa: PLR2004
            return kept + rest[2:]
        kept.append(rest[2])
        rest = rest[3:]
    return kept + rest
