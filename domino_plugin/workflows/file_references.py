"""Do the workspace's files exist that a document names, by their paths in texts of inputs?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domino_plugin.db.models import File
from domino_plugin.errors import Problem, did_you_mean, problem
from domino_plugin.storage import layout
from domino_plugin.workflows.document import Input, ListInput, ObjectInput, ValueInput, WorkflowDocument
from domino_plugin.workflows.schema_errors import path_text

Path = tuple[str | int, ...]
#: A text that is the path of one file and nothing else; code that mentions a path is not judged.
_FILE = re.compile(rf"{re.escape(str(layout.WORKSPACE_FILES))}/([^/\n]+)")


def check_files(session: Session, workspace_id: int, document: WorkflowDocument) -> list[Problem]:
    """Return a warning for each file of the workspace that a document names and that isn't there."""
    named = [
        (node.id, field, name)
        for node in document.nodes
        for input_name, item in node.inputs.items()
        for field, name in _named(item, (input_name,))
    ]
    if not named:
        return []
    known = set(session.scalars(select(File.name).where(File.workspace_id == workspace_id)))
    return [
        problem(
            f"there is no file {name!r} in this workspace",
            node=node_id,
            field=path_text(field),
            fix=did_you_mean(name, known) or "Upload it on the page Files.",
            severity="warning",
        )
        for node_id, field, name in named
        if name not in known
    ]


def _named(item: Input, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(item, ValueInput):
        yield from _in_value(item.value, path)
    elif isinstance(item, ListInput):
        for index, inner in enumerate(item.items):
            yield from _named(inner, (*path, index))
    elif isinstance(item, ObjectInput):
        for name, inner in item.fields.items():
            yield from _named(inner, (*path, name))


def _in_value(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        match = _FILE.fullmatch(value)
        if match:
            yield path, match[1]
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _in_value(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _in_value(inner, (*path, index))
