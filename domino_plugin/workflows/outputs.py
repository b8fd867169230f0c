"""Which outputs a node has: those its Piece declares, and those its own inputs define.

A Piece may let the user define its outputs: an input that is a list of ``OutputModifierModel`` items, as
the original's custom Python Piece has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from domino_plugin.workflows.document import Input, ListInput, ObjectInput
from domino_plugin.workflows.pieces import ResolvedPiece
from domino_plugin.workflows.schema_check import CACHED_SCHEMAS, InputChecker, literal_value

MODIFIER = "OutputModifierModel"


@dataclass(frozen=True)
class Outputs:
    """Names of a node's outputs; with `open`, there may be others that nobody can know beforehand."""

    names: frozenset[str]
    open: bool


def outputs_of(piece: ResolvedPiece, checker: InputChecker, inputs: Mapping[str, Input]) -> Outputs:
    """Return the outputs of a node with these inputs."""
    properties = piece.output_schema.get("properties")
    names = set(properties) if isinstance(properties, Mapping) else set()
    defining = _defining_inputs(checker)
    unknown = not defining and bool(piece.output_schema.get("additionalProperties"))
    for name in defining:
        schema = checker.properties[name]
        item = inputs.get(name)
        for output in _default_names(schema) if item is None else _names(item):
            if output is None:
                unknown = True
            else:
                names.add(output)
    return Outputs(frozenset(names), unknown)


@lru_cache(maxsize=CACHED_SCHEMAS)
def _defining_inputs(checker: InputChecker) -> tuple[str, ...]:
    # Once for a Piece, not for each node that takes a value from one.
    return tuple(name for name, schema in checker.properties.items() if _defines(checker, schema))


def _defines(checker: InputChecker, schema: Any) -> bool:
    for branch in checker.resolve(schema):
        items = branch.get("items")
        if branch.get("type") == "array" and isinstance(items, Mapping):
            if str(items.get("$ref", "")).endswith(f"/{MODIFIER}"):
                return True
            if any(one.get("title") == MODIFIER for one in checker.resolve(items)):
                return True
    return False


def _default_names(schema: Any) -> Iterator[str | None]:
    default = schema.get("default") if isinstance(schema, Mapping) else None
    yield from _names_in(default)


def _names_in(value: Any) -> Iterator[str | None]:
    for item in value if isinstance(value, list) else []:
        name = item.get("name") if isinstance(item, Mapping) else None
        if isinstance(name, str):
            yield name


def _names(item: Input) -> Iterator[str | None]:
    """Yield the names defined by an input; None for one that is known only when the workflow runs."""
    literal = literal_value(item)
    if literal is not None:
        yield from _names_in(literal.value)
    elif isinstance(item, ListInput):
        for inner in item.items:
            yield _name_of(inner)
    else:
        yield None


def _name_of(item: Input) -> str | None:
    literal = literal_value(item)
    if literal is not None:
        return next(_names_in([literal.value]), None)
    if isinstance(item, ObjectInput) and "name" in item.fields:
        name = literal_value(item.fields["name"])
        return name.value if name and isinstance(name.value, str) else None
    return None
