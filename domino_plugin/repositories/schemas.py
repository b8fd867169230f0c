"""Brings the JSON schemas of Pieces, from every version of pydantic and from hands, to one form.

The form, which is JSON Schema Draft 2020-12:

* The root is ``{"type": "object", "properties": {...}, "required": [...], ...}``; every property has a title.
* Choices (Enum, Literal, const) are written in place as ``{"enum": [...], "type": ...}``, never behind a
  reference, never with null among them.
* What may be null is ``{"anyOf": [..., {"type": "null"}], annotations}``: null last, annotations outside.
* Unions are ``anyOf``, flat, without repetitions.
* Models are ``{"$ref": "#/$defs/Name", annotations}``; ``$defs`` at the root holds just what is referred to.
  Nothing refers to anything outside.
* ``from_upstream`` is ``always`` or ``never`` or absent; ``widget`` is lower case.
* A null default of something that can't be null is left out.

Normalising twice gives the same as normalising once.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError as JsonSchemaError

from domino_plugin.repositories.schema_keywords import (
    CONSTRAINTS,
    IN_PLACE,
    ONE_SCHEMA,
    SCHEMA_LIST,
    SCHEMA_MAP,
    SUB_SCHEMAS,
    Json,
    clean,
)

#: Levels that schemas may be nested, references included.
MAX_DEPTH = 50
#: Passes after which a schema that keeps changing is given up.
MAX_PASSES = 6
#: Schema objects and choices one schema may have when references to choices are written out.
MAX_SIZE = 100_000
_NULL: Json = {"type": "null"}
_REFERENCE = re.compile(r"#/(?:\$defs|definitions|components/schemas)/([^/]+)")
#: What Python says of every Enum without a text of its own.
_ENUM_DOCSTRING = "An enumeration."


class SchemaNotReadableError(ValueError):
    """The schema can't be brought to the form; the text says why."""


def normalise_schema(raw: Any) -> tuple[Json, list[str]]:
    """Return `raw` in the form above, and a remark on everything that had to be bent.

    Raises:
        SchemaNotReadableError: it is no object schema, nested too deep or too large.
    """
    if not isinstance(raw, dict):
        raise SchemaNotReadableError(f"a schema must be an object, this is {type(raw).__name__}")
    try:
        first = _Normaliser(raw)
        schema = _settled(first.run())
        Draft202012Validator.check_schema(schema)
    except RecursionError as error:
        raise SchemaNotReadableError("it is nested too deep") from error
    except JsonSchemaError as error:
        place = "/".join(str(part) for part in error.absolute_path)
        message = f"it is no JSON schema, at {place or 'its root'}: {error.message[:200]}"
        raise SchemaNotReadableError(message) from error
    return schema, first.remarks


def _settled(schema: Json) -> Json:
    """Repeat until nothing changes: merging one spelling may bring another to light."""
    for _ in range(MAX_PASSES):
        again = _Normaliser(schema).run()
        if json.dumps(again, sort_keys=True) == json.dumps(schema, sort_keys=True):
            return schema
        schema = again
    raise SchemaNotReadableError("its unions and references are nested in a way that can't be simplified")


def accepts_null(schema: Json) -> bool:
    """Tell whether a normalised schema lets null through (a reference to a model doesn't)."""
    if "anyOf" in schema:
        return any(accepts_null(member) for member in schema["anyOf"])
    return schema.get("type") == "null" or not CONSTRAINTS.intersection(schema)


def title_of(name: str) -> str:
    """Return the title of a property that has none: ``input_file`` becomes ``Input File``."""
    return " ".join(word[:1].upper() + word[1:] for word in name.split("_") if word) or name


class _Normaliser:
    """Holds one schema's definitions while it is normalised."""

    def __init__(self, raw: Json) -> None:
        self.raw = raw
        self.remarks: list[str] = []
        self.definitions: Json = {}
        for key in ("definitions", "$defs"):
            if isinstance(raw.get(key), dict):
                self.definitions.update(raw[key])
        self.done: dict[str, Json] = {}
        self.busy: set[str] = set()
        self.path: list[str] = []
        self.size = 0

    def run(self) -> Json:
        root = self._schema(self.raw)
        seen: set[str] = set()
        while "$ref" in root:
            name = _definition_name(root["$ref"])
            if name in seen:
                raise SchemaNotReadableError("its root refers to itself")
            seen.add(name)
            root = {**self.done[name], **{key: value for key, value in root.items() if key != "$ref"}}
        if root.get("type", "object") != "object" or "anyOf" in root or "enum" in root:
            raise SchemaNotReadableError("it doesn't describe an object with properties")
        root = {
            **root,
            "type": "object",
            "properties": root.get("properties", {}),
            "required": root.get("required", []),
        }
        used = self._used_definitions(root)
        _refuse_endless(used)
        if used:
            root["$defs"] = used
        return root

    def _used_definitions(self, root: Json) -> Json:
        used: Json = {}
        waiting = _references(root)
        while waiting:
            name = waiting.pop()
            if name not in used:
                used[name] = self.done[name]
                waiting |= _references(used[name])
        return dict(sorted(used.items()))

    def _schema(self, raw: Any) -> Json:
        if len(self.path) > MAX_DEPTH:
            raise SchemaNotReadableError(f"it is nested deeper than {MAX_DEPTH} levels")
        self._count(1)
        if isinstance(raw, bool):
            return {} if raw else {"not": {}}
        if not isinstance(raw, dict):
            self._remark(f"a schema must be an object, this is {type(raw).__name__}; any value is accepted.")
            return {}
        node = clean(raw, self._remark)
        nullable = node.pop("nullable", None) is True
        self._children(node)
        node = self._resolve(node)
        node = _inline_single_all_of(node)
        self._count(len(node.get("enum", ())))
        node = _split_types(_canonical_enum(node))
        node = _canonical_union(node)
        if nullable and not accepts_null(node):
            node = _canonical_union(_optional(node))
        if "default" in node and node["default"] is None and not accepts_null(node):
            del node["default"]
        return _with_known_required(node)

    def _children(self, node: Json) -> None:
        for key in SCHEMA_MAP:
            if key in node:
                node[key] = {name: self._at(f"{key}/{name}", item) for name, item in node[key].items()}
        for name, item in node.get("properties", {}).items():
            item.setdefault("title", title_of(name))
        for key in SCHEMA_LIST:
            if key in node:
                node[key] = [self._at(f"{key}/{index}", item) for index, item in enumerate(node[key])]
        for key in ONE_SCHEMA:
            # True and False are the usual way to say whether more properties are welcome.
            if key in node and not (key.endswith("Properties") and isinstance(node[key], bool)):
                node[key] = self._at(key, node[key])

    def _at(self, place: str, raw: Any) -> Json:
        self.path.append(place)
        try:
            return self._schema(raw)
        finally:
            self.path.pop()

    def _resolve(self, node: Json) -> Json:
        """Write a reference to a choice or scalar out, and one to a model in the one spelling."""
        if "$ref" not in node:
            return node
        reference = node.pop("$ref")
        name = _definition_name(reference)
        if name not in self.definitions:
            self._remark(f"it refers to {reference[:100]!r}, which isn't there; any value is accepted.")
            return node
        if name not in self.done and name not in self.busy:
            self.busy.add(name)
            self.done[name] = self._at(f"$defs/{name}", self.definitions[name])
            self.busy.discard(name)
        definition = self.done.get(name)
        if definition is None or not _is_leaf(definition):
            return {
                "$ref": "#/$defs/" + name.replace("~", "~0").replace("/", "~1").replace("%", "%25"),
                **node,
            }
        self._count(len(definition.get("enum", ())))
        inner = {key: value for key, value in definition.items() if key != "title"}
        if inner.get("description") == _ENUM_DOCSTRING:
            del inner["description"]
        return _merged(inner, node)

    def _count(self, number: int) -> None:
        self.size += number
        if self.size > MAX_SIZE:
            raise SchemaNotReadableError(f"it has more than {MAX_SIZE} parts")

    def _remark(self, text: str) -> None:
        self.remarks.append(f"at {'/'.join(self.path) or 'the root'}: {text}")


def _definition_name(reference: str) -> str:
    match = _REFERENCE.fullmatch(reference)
    return unquote(match[1]).replace("~1", "/").replace("~0", "~") if match else ""


def _references(schema: Any) -> set[str]:
    """Return the names of the definitions that a normalised schema refers to, sub-schemas included."""
    if not isinstance(schema, dict):
        return set()
    found = {_definition_name(schema["$ref"])} if "$ref" in schema else set()
    for key in SCHEMA_MAP:
        for item in schema.get(key, {}).values():
            found |= _references(item)
    for key in SCHEMA_LIST:
        for item in schema.get(key, ()):
            found |= _references(item)
    for key in ONE_SCHEMA:
        found |= _references(schema.get(key))
    return found


def _refuse_endless(definitions: Json) -> None:
    """Refuse a definition that refers to itself about the very same value: no check of it would ever end.

    A list of itself is fine: its items are other, smaller values.
    """
    onward = {name: _references_in_place(schema) for name, schema in definitions.items()}
    ended: set[str] = set()
    while ready := {name for name, names in onward.items() if name not in ended and names <= ended}:
        ended |= ready
    if endless := sorted(onward.keys() - ended):
        raise SchemaNotReadableError(f"its definition {endless[0]!r} refers to itself without end")


def _references_in_place(schema: Json) -> set[str]:
    """Return the definitions that a value has to fulfil, or is held against, to fulfil the schema."""
    found = {_definition_name(schema["$ref"])} if "$ref" in schema else set()
    for key in schema.keys() & IN_PLACE:
        inner = schema[key]
        parts = inner.values() if key in SCHEMA_MAP else inner if key in SCHEMA_LIST else [inner]
        for part in parts:
            found |= _references_in_place(part)
    return found


def _is_leaf(schema: Json) -> bool:
    """Tell whether a definition is a choice, a scalar, or a union of those: written out where it is used."""
    inside = SUB_SCHEMAS.intersection(schema)
    if inside == {"anyOf"}:
        return all(not SUB_SCHEMAS.intersection(member) for member in schema["anyOf"])
    return not inside and schema.get("type") != "object"


def _merged(inner: Json, outer: Json) -> Json:
    """Return both as one schema; `outer`'s annotations win, contradicting constraints stay apart."""
    if any(key in inner and inner[key] != outer[key] for key in CONSTRAINTS.intersection(outer)):
        return {**outer, "allOf": [*outer.get("allOf", []), inner]}
    return {**inner, **outer}


def _inline_single_all_of(node: Json) -> Json:
    if len(node.get("allOf", ())) != 1:
        return node
    outer = {key: value for key, value in node.items() if key != "allOf"}
    return _merged(node["allOf"][0], outer)


def _without(node: Json, *keys: str) -> Json:
    return {key: value for key, value in node.items() if key not in keys}


def _optional(node: Json) -> Json:
    """Return the schema that accepts null as well, with the annotations outside."""
    inside = {key: value for key, value in node.items() if key in CONSTRAINTS}
    outside = {key: value for key, value in node.items() if key not in CONSTRAINTS}
    return {"anyOf": [inside, dict(_NULL)], **outside}


def _canonical_enum(node: Json) -> Json:
    if "enum" not in node:
        return node
    unique = list({json.dumps(value, sort_keys=True): value for value in node["enum"]}.values())
    choices = [value for value in unique if value is not None]
    node = _without(node, "enum", "type")
    if not choices:
        return {**node, **_NULL}
    node["enum"] = choices
    if kind := _type_of(choices):
        node["type"] = kind
    return node if len(choices) == len(unique) else _optional(node)


def _type_of(choices: list[Any]) -> str | None:
    kinds = {type(value) for value in choices}
    for kind, name in ((str, "string"), (bool, "boolean"), (int, "integer"), (float, "number")):
        if kinds == {kind}:
            return name
    return "number" if kinds == {int, float} else None


def _split_types(node: Json) -> Json:
    if not isinstance(node.get("type"), list):
        return node
    inside = {key: value for key, value in node.items() if key in CONSTRAINTS and key != "type"}
    outside = {key: value for key, value in node.items() if key not in CONSTRAINTS}
    members = [dict(_NULL) if name == "null" else {"type": name, **inside} for name in node["type"]]
    return {"anyOf": members, **outside}


def _canonical_union(node: Json) -> Json:
    if "oneOf" in node:
        one_of = {"anyOf": node["oneOf"]}
        rest = _without(node, "oneOf")
        node = {**rest, "allOf": [*rest.get("allOf", []), one_of]} if "anyOf" in node else {**rest, **one_of}
    if "anyOf" not in node:
        return node
    outer = _without(node, "anyOf")
    members: list[Json] = []
    for member in node["anyOf"]:
        if set(member) - {"title", "description"} == {"anyOf"}:
            members += member["anyOf"]
        else:
            members.append(member)
    if any(not CONSTRAINTS.intersection(member) for member in members):
        return outer
    members = _joined_choices(members)
    unique = {json.dumps(member, sort_keys=True): member for member in members}
    members = [member for member in unique.values() if member != _NULL]
    if len(members) < len(unique):
        members.append(dict(_NULL))
    return {"anyOf": members, **outer} if len(members) > 1 else _merged(members[0], outer)


def _joined_choices(members: list[Json]) -> list[Json]:
    """Make one choice of the bare choices in a union: Literal["a"] | Literal["b"]."""
    bare = [member for member in members if "enum" in member and set(member) <= {"enum", "type"}]
    if len(bare) < 2:  # noqa: PLR2004 - nothing to join
        return members
    joined = _canonical_enum({"enum": [value for member in bare for value in member["enum"]]})
    rest = [member for member in members if not any(member is choice for choice in bare)]
    return [joined, *rest]


def _with_known_required(node: Json) -> Json:
    if "required" not in node or "properties" not in node:
        return node
    known = [name for name in node["required"] if name in node["properties"]]
    return {**node, "required": known} if known else _without(node, "required")
