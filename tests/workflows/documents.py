"""Documents and Pieces that the tests of this room are made of."""

from __future__ import annotations

from typing import Any

from domino_plugin.workflows.document import PieceReference, WorkflowDocument
from domino_plugin.workflows.pieces import FixedCatalogue, PieceSecret, ResolvedPiece

SOURCE, VERSION = "https://example.com/pieces.git", "1.0.0"
GROUP = {
    "requirements_file": "requirements_0.txt",
    "dockerfile": None,
    "image": None,
    "pieces": [],
    "secrets": [],
}
BUNDLE = "ab" * 32

CONDITION = {
    "title": "Condition",
    "type": "object",
    "properties": {
        "column": {"type": "string"},
        "operator": {"$ref": "#/$defs/Operator", "default": "eq"},
        "value": {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}], "default": None},
    },
    "required": ["column"],
}
INPUTS: dict[str, Any] = {
    "type": "object",
    "$defs": {
        "Condition": CONDITION,
        "Operator": {"title": "Operator", "type": "string", "enum": ["eq", "lower", "greater"]},
        "Level": {"title": "Level", "type": "integer", "enum": [1, 2, 3]},
    },
    "properties": {
        "text": {"type": "string", "maxLength": 20},
        "count": {"type": "integer", "minimum": 0, "maximum": 100, "default": 1},
        "ratio": {"type": "number", "exclusiveMinimum": 0, "default": 0.5},
        "flag": {"type": "boolean", "default": False},
        "maybe": {"anyOf": [{"type": "integer"}, {"type": "null"}], "default": None},
        "day": {"type": "string", "format": "date", "default": "2026-01-01"},
        "level": {"allOf": [{"$ref": "#/$defs/Level"}], "default": 1},
        "mode": {"enum": ["fast", "thorough"], "type": "string", "default": "fast"},
        "names": {"type": "array", "items": {"type": "string"}, "default": []},
        "conditions": {"type": "array", "items": {"$ref": "#/$defs/Condition"}, "default": []},
        "either": {
            "anyOf": [{"type": "array", "items": {"type": "integer"}}, {"$ref": "#/$defs/Condition"}],
            "default": [],
        },
        "anything": {"default": None},
        "mapping": {"type": "object", "additionalProperties": {"type": "integer"}, "default": {}},
        "size": {"enum": [10.1, 20.2], "type": "numeric", "default": 10.1},
        "code": {"type": "string", "pattern": "^[a-z]+$", "default": "a"},
    },
    "required": ["text"],
}
OUTPUTS = {"type": "object", "properties": {"rows": {"type": "integer"}, "path": {"type": "string"}}}
CUSTOM_INPUTS: dict[str, Any] = {
    "type": "object",
    "$defs": {
        "OutputModifierModel": {
            "title": "OutputModifierModel",
            "type": "object",
            "properties": {"name": {"type": "string"}, "type": {"type": "string", "default": "string"}},
            "required": ["name"],
        }
    },
    "properties": {
        "script": {"type": "string", "default": ""},
        "output_args": {
            "type": "array",
            "items": {"$ref": "#/$defs/OutputModifierModel"},
            "default": [{"name": "first", "type": "string"}],
        },
    },
}
CUSTOM_OUTPUTS = {"type": "object", "properties": {}, "additionalProperties": True}


def reference(name: str = "WorkPiece", source: str = SOURCE, version: str = VERSION) -> PieceReference:
    return PieceReference(repository=source, version=version, name=name)


def piece(**changes: Any) -> ResolvedPiece:
    values: dict[str, Any] = {
        "bundle": BUNDLE,
        "group_key": "group0",
        "group": GROUP,
        "input_schema": INPUTS,
        "output_schema": OUTPUTS,
    }
    return ResolvedPiece(**(values | changes))


def catalogue(**pieces: ResolvedPiece) -> FixedCatalogue:
    found = {
        "WorkPiece": piece(),
        "CustomPiece": piece(input_schema=CUSTOM_INPUTS, output_schema=CUSTOM_OUTPUTS, group_key="group1"),
        "SecretPiece": piece(
            secrets=(PieceSecret("TOKEN", "domino_secret__1__TOKEN", required=True, is_set=False),)
        ),
    } | pieces
    return FixedCatalogue({reference(name): value for name, value in found.items()})


def value(data: Any) -> dict[str, Any]:
    return {"kind": "value", "value": data}


def upstream(node: str, output: str, *path: str | int) -> dict[str, Any]:
    return {"kind": "upstream", "node": node, "output": output, "path": list(path)}


def node(
    node_id: str, inputs: dict[str, Any] | None = None, name: str = "WorkPiece", **more: Any
) -> dict[str, Any]:
    if inputs is None:
        inputs = {"text": value("x")} if name in ("WorkPiece", "SecretPiece") else {}
    return {"id": node_id, "name": node_id, "piece": reference(name).model_dump(), "inputs": inputs} | more


def document(nodes: list[dict[str, Any]], *edges: str, **more: Any) -> WorkflowDocument:
    """Make a document; an edge is written ``"a b"``."""
    pairs = [dict(zip(("upstream", "downstream"), edge.split(), strict=True)) for edge in edges]
    return WorkflowDocument.model_validate({"name": "Test", "nodes": nodes, "edges": pairs} | more)


def chain(length: int, inputs: dict[str, Any] | None = None) -> WorkflowDocument:
    """A chain of nodes n0, n1, ... each downstream of the one before."""
    nodes = [node(f"n{number}", inputs) for number in range(length)]
    return document(nodes, *(f"n{number} n{number + 1}" for number in range(length - 1)))
