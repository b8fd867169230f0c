"""Example workflows, ready to be saved: each a workflow document and its layout, as JSON files beside this.

``NAME.json`` holds the document (`domino_plugin.workflows.document.WorkflowDocument`), ``NAME.layout.json``
the places of its nodes on the canvas.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
LAYOUT_SUFFIX = ".layout.json"


@dataclass(frozen=True)
class Example:
    """An example workflow.

    Attributes:
        name: the name of the workflow.
        document: the workflow document as JSON.
        layout: places on the canvas, ``{"nodes": {node id: {"x": pixels, "y": pixels}}}``.
    """

    name: str
    document: dict[str, Any]
    layout: dict[str, Any]


def load_examples() -> list[Example]:
    """Return all examples, sorted by file name. Each call gives new objects."""
    files = sorted(file for file in FOLDER.glob("*.json") if not file.name.endswith(LAYOUT_SUFFIX))
    return [_load(file) for file in files]


def _load(file: Path) -> Example:
    document = json.loads(file.read_text(encoding="utf-8"))
    layout = json.loads(file.with_name(file.stem + LAYOUT_SUFFIX).read_text(encoding="utf-8"))
    return Example(name=document["name"], document=document, layout=layout)
