"""Checks one node's inputs against the JSON Schema of its Piece, as leniently as the Piece itself will.

Values are checked by pydantic (`domino_plugin.workflows.schema_types`); what JSON Schema can say and
pydantic can't is checked by jsonschema on the coerced value. Lists and objects that take parts from
upstream are walked part by part: what an upstream task will give is unknown and passes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from pydantic_core import SchemaValidator, ValidationError, to_jsonable_python
from referencing import Registry
from referencing.exceptions import Unresolvable

from domino_plugin.workflows.document import Input, ListInput, ObjectInput, UpstreamInput, ValueInput
from domino_plugin.workflows.schema_errors import Finding, findings_of, missing, path_text
from domino_plugin.workflows.schema_types import UNTRANSLATED, Compiler, Schema

Path = tuple[str | int, ...]
#: Schemas kept ready; a workflow uses a handful, a busy server some hundred.
CACHED_SCHEMAS = 1000
_MAX_FINDINGS = 20
#: References followed in a row, so that one that leads to itself ends.
_MAX_REFERENCES = 10


class Known(NamedTuple):
    """An input whose value is known."""

    value: Any


def literal_value(item: Input) -> Known | None:
    """Return the value of an input that takes nothing from upstream, else None."""
    if isinstance(item, ValueInput):
        return Known(item.value)
    if isinstance(item, UpstreamInput):
        return None
    if isinstance(item, ListInput):
        values = [literal_value(inner) for inner in item.items]
        return None if None in values else Known([inner.value for inner in values if inner])
    fields = {name: literal_value(inner) for name, inner in item.fields.items()}
    return (
        None if None in fields.values() else Known({k: inner.value for k, inner in fields.items() if inner})
    )


class InputChecker:
    """The inputs of one Piece: which there are, which are required, and what each accepts."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._compiler = Compiler(schema)
        self._validators: dict[int, SchemaValidator] = {}
        self._strict = not UNTRANSLATED.isdisjoint(_keywords(schema))
        properties = schema.get("properties")
        self.properties: Mapping[str, Any] = properties if isinstance(properties, Mapping) else {}
        required = schema.get("required")
        self.required = [str(name) for name in required] if isinstance(required, list) else []
        #: Whether names that aren't declared are accepted.
        self.open = bool(schema.get("additionalProperties", False))

    def check(self, name: str, item: Input) -> list[Finding]:
        """Return what is wrong with the input `name`; at most a screenful."""
        found = self._check(self.properties.get(name, True), item, (name,))
        return found[:_MAX_FINDINGS]

    def _check(self, schema: Any, item: Input, path: Path) -> list[Finding]:
        literal = literal_value(item)
        if literal is not None:
            return self._check_value(schema, literal.value, path)
        if isinstance(item, UpstreamInput):
            return []
        kind = "array" if isinstance(item, ListInput) else "object"
        branches = [branch for branch in self._branches(schema) if _accepts(branch, kind)]
        if not branches:
            return findings_of_shape(path, kind)
        outcomes = []
        for branch in branches:
            found = list(self._check_parts(branch, item, path))
            if not found:
                return []
            outcomes.append(found)
        return min(outcomes, key=len)

    def _check_parts(self, schema: Any, item: Input, path: Path) -> Iterator[Finding]:
        schema = schema if isinstance(schema, Mapping) else {}
        if isinstance(item, ListInput):
            for index, inner in enumerate(item.items):
                yield from self._check(_item_schema(schema, index), inner, (*path, index))
        elif isinstance(item, ObjectInput):
            properties = schema.get("properties")
            properties = properties if isinstance(properties, Mapping) else {}
            for name, inner in item.fields.items():
                yield from self._check(properties.get(name, True), inner, (*path, name))
            required = schema.get("required")
            for name in required if isinstance(required, list) else []:
                if name not in item.fields:
                    yield missing((*path, name))

    def _check_value(self, schema: Any, value: Any, path: Path) -> list[Finding]:
        validator = self._validators.get(id(schema))
        if validator is None:
            validator = self._validators[id(schema)] = self._compiler.validator(schema)
        try:
            coerced = validator.validate_python(value)
        except ValidationError as error:
            return findings_of(error, path)
        return self._check_rest(schema, coerced, path) if self._strict else []

    def _check_rest(self, schema: Any, coerced: Any, path: Path) -> list[Finding]:
        if not isinstance(schema, Mapping):
            return []
        parts = {key: self._schema[key] for key in ("$defs", "definitions") if key in self._schema}
        # An empty registry: a reference to elsewhere is never fetched.
        validator = Draft202012Validator({**schema, **parts}, registry=Registry())
        try:
            errors = list(validator.iter_errors(to_jsonable_python(coerced)))
        except (SchemaError, Unresolvable, RecursionError, TypeError):
            return []
        return [
            Finding(
                path_text((*path, *error.absolute_path)),
                f"is not accepted: {error.message[:300]}",
                "Change the value.",
            )
            for error in errors
        ]

    def _branches(self, schema: Any, depth: int = 0) -> Iterator[Any]:
        """Yield the alternatives of a schema, references followed."""
        if not isinstance(schema, Mapping) or depth > _MAX_REFERENCES:
            yield {}
            return
        parts = [schema[key] for key in ("anyOf", "oneOf", "allOf") if isinstance(schema.get(key), list)]
        if "$ref" in schema:
            yield from self._branches(self._compiler.definitions.get(str(schema["$ref"])), depth + 1)
        elif parts:
            for branch in parts[0]:
                yield from self._branches(branch, depth + 1)
        else:
            yield schema

    def resolve(self, schema: Any) -> list[Any]:
        """Return the alternatives of a schema, references followed, null left out."""
        return [branch for branch in self._branches(schema) if branch.get("type") != "null"]


def findings_of_shape(path: Path, kind: str) -> list[Finding]:
    """Tell that a list or an object was given where the Piece takes something else."""
    name = {"array": "a list", "object": "an object"}[kind]
    return [Finding(path_text(path), f"is {name}, which the Piece doesn't take here", "Give a single value.")]


def checker_for(schema: Schema) -> InputChecker:
    """Return the checker of a Piece's input schema, compiled once per content."""
    return _checker(json.dumps(schema, sort_keys=True))


@lru_cache(maxsize=CACHED_SCHEMAS)
def _checker(text: str) -> InputChecker:
    return InputChecker(json.loads(text))


def _accepts(schema: Any, kind: str) -> bool:
    if not isinstance(schema, Mapping) or schema == {}:
        return True
    declared = schema.get("type")
    if declared is None:
        return "enum" not in schema and "const" not in schema
    return kind in declared if isinstance(declared, list) else kind == declared


def _item_schema(schema: Schema, index: int) -> Any:
    places = schema.get("prefixItems")
    if isinstance(places, list) and index < len(places):
        return places[index]
    return schema.get("items", True)


def _keywords(schema: Any) -> set[str]:
    """Collect the keywords used anywhere in a schema (names of properties don't matter here)."""
    found: set[str] = set()
    pending = [schema]
    while pending:
        part = pending.pop()
        if isinstance(part, Mapping):
            found.update(part)
            pending.extend(part.values())
        elif isinstance(part, list):
            pending.extend(part)
    return found
