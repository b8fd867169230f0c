"""Workflows as files: the JSON that the editor exports, for keeping workflows in Git or moving them.

``{"domino": "workflow", "document": {...}, "layout": {...}}``; a bare document will do as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from domino_plugin.errors import Invalid
from domino_plugin.workflows.layout import Layout
from domino_plugin.workflows.schema_errors import path_text

_KIND = "workflow"


class WorkflowFile(NamedTuple):
    """What a file holds: the document as plain JSON, and where things are drawn, if it says so."""

    document: Mapping[str, Any]
    layout: Mapping[str, Any] | None


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


def write(document: Mapping[str, Any], layout: Mapping[str, Any]) -> str:
    """Return a workflow as the text of a file."""
    content = {"domino": _KIND, "document": document, "layout": layout}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _layout(found: Any) -> Mapping[str, Any] | None:
    if found is None:
        return None
    try:
        return Layout.model_validate(found).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = path_text(("layout", *first["loc"]))
        raise Invalid(f"The file's {where} can't be read: {first['msg']}.") from None
