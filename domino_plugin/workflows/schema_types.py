"""Translates the JSON Schema of a Piece's inputs into the pydantic type it was made from.

A Piece reads its inputs with pydantic, which coerces: "42" is a good integer, 3.0 as well, 3.5 is not.
Checking a value with pydantic itself is the only way to say the same as the Piece will say later, and a
compiled pydantic validator is fast enough to check whole workflows on every save. What a JSON Schema can
say and pydantic can't (``not``, ``if``, ``propertyNames`` ...) is left to `jsonschema`, see
`domino_plugin.workflows.schema_check`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from pydantic_core import CoreSchema, SchemaError, SchemaValidator, core_schema

Schema = Mapping[str, Any]
#: Starts the label of a union's branch in an error's location, to tell it from a field's name.
BRANCH = "\x00"
#: A validator with more definitions than this comes from a schema made to hurt.
MAX_DEFINITIONS = 500
_FORMATS: dict[str, Callable[[], CoreSchema]] = {
    "date": core_schema.date_schema,
    "date-time": core_schema.datetime_schema,
    "time": core_schema.time_schema,
    "duration": core_schema.timedelta_schema,
    "uuid": core_schema.uuid_schema,
    "uri": core_schema.url_schema,
}
#: Keywords that the translation leaves out and `jsonschema` has to look at.
UNTRANSLATED = frozenset(
    {"not", "if", "patternProperties", "propertyNames", "contains", "dependentRequired", "dependentSchemas"}
)


def definitions_of(root: Schema) -> dict[str, Any]:
    """Return a schema's named parts by reference, such as ``#/$defs/Color``."""
    found: dict[str, Any] = {}
    for key in ("definitions", "$defs"):
        parts = root.get(key)
        if isinstance(parts, Mapping):
            found.update({f"#/{key}/{name}": part for name, part in parts.items()})
    return found


class Compiler:
    """Makes pydantic validators for a schema and its parts; they share the named definitions."""

    def __init__(self, root: Schema) -> None:
        self.definitions = definitions_of(root)

    def validator(self, schema: Any) -> SchemaValidator:
        """Return the validator of one part; what can't be understood accepts everything."""
        for patterns in (True, False):
            try:
                return SchemaValidator(self._with_definitions(schema, patterns=patterns))
            except (SchemaError, RecursionError, OverflowError):  # noqa: PERF203
                # A pattern in another dialect than pydantic's, mostly: the Piece's own check still stands.
                continue
        return SchemaValidator(core_schema.any_schema())

    def _with_definitions(self, schema: Any, *, patterns: bool) -> CoreSchema:
        translation = _Translation(self.definitions, patterns=patterns)
        main = translation.translate(schema)
        parts: list[CoreSchema] = []
        done: set[str] = set()
        while pending := translation.used - done:
            if len(done) > MAX_DEFINITIONS:
                return core_schema.any_schema()
            for reference in sorted(pending):
                done.add(reference)
                part = translation.translate(self.definitions[reference])
                if part["type"] == "definition-ref":
                    # An alias of another definition; pydantic wants the name on a schema of its own.
                    part = core_schema.chain_schema([part])
                parts.append({**part, "ref": reference})
        return core_schema.definitions_schema(main, parts) if parts else main


class _Translation:
    """One pass over a schema, collecting the definitions it refers to."""

    def __init__(self, definitions: Mapping[str, Any], *, patterns: bool) -> None:
        self.definitions = definitions
        self.patterns = patterns
        self.used: set[str] = set()

    def translate(self, schema: Any) -> CoreSchema:
        if not isinstance(schema, Mapping):
            return core_schema.any_schema()
        for keyword, make in (
            ("$ref", self._reference),
            ("allOf", self._all_of),
            ("anyOf", partial(self._union, keyword="anyOf")),
            ("oneOf", partial(self._union, keyword="oneOf")),
            ("const", self._const),
            ("enum", self._enum),
        ):
            if keyword in schema:
                return make(schema)
        return self._typed(schema)

    def _typed(self, schema: Schema) -> CoreSchema:
        kind = schema.get("type")
        if isinstance(kind, list):
            return self._union({"anyOf": [{**schema, "type": one} for one in kind]}, keyword="anyOf")
        if kind is None and "properties" in schema:
            kind = "object"
        make = {
            "string": self._string,
            "integer": self._integer,
            "number": self._number,
            "boolean": lambda _schema: core_schema.bool_schema(),
            "null": lambda _schema: core_schema.none_schema(),
            "array": self._array,
            "object": self._object,
        }.get(str(kind))
        return make(schema) if make else core_schema.any_schema()

    def _reference(self, schema: Schema) -> CoreSchema:
        reference = schema["$ref"]
        if not isinstance(reference, str) or reference not in self.definitions:
            return core_schema.any_schema()
        self.used.add(reference)
        return core_schema.definition_reference_schema(reference)

    def _all_of(self, schema: Schema) -> CoreSchema:
        parts = schema["allOf"]
        # pydantic writes an enum with a default as allOf with one $ref.
        return (
            self.translate(parts[0])
            if isinstance(parts, list) and len(parts) == 1
            else core_schema.any_schema()
        )

    def _union(self, schema: Schema, keyword: str) -> CoreSchema:
        branches = schema[keyword]
        if not isinstance(branches, list) or not branches:
            return core_schema.any_schema()
        others = [branch for branch in branches if branch != {"type": "null"}]
        if not others:
            return core_schema.none_schema()
        main = self.translate(others[0])
        if len(others) > 1:
            main = core_schema.union_schema(
                [(self.translate(branch), f"{BRANCH}{number}") for number, branch in enumerate(others)]
            )
        return core_schema.nullable_schema(main) if len(others) < len(branches) else main

    def _const(self, schema: Schema) -> CoreSchema:
        return core_schema.literal_schema([schema["const"]])

    def _enum(self, schema: Schema) -> CoreSchema:
        values = schema["enum"]
        if not isinstance(values, list) or not values:
            return core_schema.any_schema()
        allowed = core_schema.literal_schema(values)
        # An Enum of numbers coerces before it looks the value up. By its values, not by the declared type:
        # older versions of pydantic wrote "numeric" there.
        kinds = {type(value) for value in values}
        if kinds == {int}:
            return core_schema.chain_schema([core_schema.int_schema(), allowed])
        if kinds <= {int, float}:
            return core_schema.chain_schema([core_schema.float_schema(), allowed])
        return allowed

    def _string(self, schema: Schema) -> CoreSchema:
        dated = _FORMATS.get(str(schema.get("format")))
        if dated:
            return dated()
        pattern = schema.get("pattern") if self.patterns else None
        return core_schema.str_schema(
            min_length=_count(schema, "minLength"),
            max_length=_count(schema, "maxLength"),
            pattern=pattern if isinstance(pattern, str) else None,
        )

    def _integer(self, schema: Schema) -> CoreSchema:
        return core_schema.int_schema(
            ge=_whole(schema, "minimum", math.ceil),
            gt=_whole(schema, "exclusiveMinimum", math.floor),
            le=_whole(schema, "maximum", math.floor),
            lt=_whole(schema, "exclusiveMaximum", math.ceil),
            multiple_of=_whole(schema, "multipleOf", _exactly),
        )

    def _number(self, schema: Schema) -> CoreSchema:
        return core_schema.float_schema(
            ge=_number(schema, "minimum"),
            gt=_number(schema, "exclusiveMinimum"),
            le=_number(schema, "maximum"),
            lt=_number(schema, "exclusiveMaximum"),
            multiple_of=_number(schema, "multipleOf"),
        )

    def _array(self, schema: Schema) -> CoreSchema:
        places = schema.get("prefixItems")
        if isinstance(places, list) and places:
            return core_schema.tuple_schema([self.translate(place) for place in places])
        return core_schema.list_schema(
            self.translate(schema.get("items")),
            min_length=_count(schema, "minItems"),
            max_length=_count(schema, "maxItems"),
        )

    def _object(self, schema: Schema) -> CoreSchema:
        properties, others = schema.get("properties"), schema.get("additionalProperties")
        if not isinstance(properties, Mapping) or not properties:
            values = self.translate(others) if isinstance(others, Mapping) else None
            return core_schema.dict_schema(core_schema.str_schema(), values)
        required = schema.get("required")
        required = set(required) if isinstance(required, list) else set()
        fields = {
            str(name): core_schema.typed_dict_field(self.translate(part), required=name in required)
            for name, part in properties.items()
        }
        if isinstance(others, Mapping):
            return core_schema.typed_dict_schema(
                fields, extras_schema=self.translate(others), extra_behavior="allow"
            )
        return core_schema.typed_dict_schema(fields, extra_behavior="forbid" if others is False else "ignore")


def _number(schema: Schema, keyword: str) -> float | None:
    value = schema.get(keyword)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(schema: Schema, keyword: str, rounded: Callable[[float], int | None]) -> int | None:
    value = _number(schema, keyword)
    return None if value is None or not math.isfinite(value) else rounded(value)


def _exactly(value: float) -> int | None:
    return int(value) if value == int(value) and value > 0 else None


def _count(schema: Schema, keyword: str) -> int | None:
    value = schema.get(keyword)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
