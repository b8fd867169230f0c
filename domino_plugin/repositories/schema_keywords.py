"""Keywords of JSON schemas: which hold what, and how wild values of them are mended.

Pieces' schemas were written by many versions of pydantic and by hand. `clean` brings one schema object,
without looking into its sub-schemas, to keywords and values that Draft 2020-12 knows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Remark = Callable[[str], None]

TYPES = ("string", "integer", "number", "boolean", "object", "array", "null")
#: Type names met in the wild, or known from Python and databases, that JSON Schema doesn't have.
TYPE_ALIASES = {
    "numeric": "number",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "int": "integer",
    "long": "integer",
    "str": "string",
    "text": "string",
    "enum": "string",
    "bool": "boolean",
    "list": "array",
    "tuple": "array",
    "set": "array",
    "dict": "object",
    "none": "null",
}
#: Keywords that hold one schema, a map of schemas, a list of schemas.
ONE_SCHEMA = (
    "items",
    "additionalProperties",
    "contains",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
)
SCHEMA_MAP = ("properties", "patternProperties", "dependentSchemas")
SCHEMA_LIST = ("allOf", "anyOf", "oneOf", "prefixItems")
#: Keywords whose schemas are about the same value, not about a part of it.
IN_PLACE = frozenset(("allOf", "anyOf", "not", "if", "then", "else", "dependentSchemas"))
SUB_SCHEMAS = frozenset((*ONE_SCHEMA, *SCHEMA_MAP, *SCHEMA_LIST, "$ref"))
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_COUNTS = (
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
)
#: Keywords that restrict values; all others are annotations, which stay on the outside of an Optional.
CONSTRAINTS = SUB_SCHEMAS | frozenset(
    (*_NUMBERS, *_COUNTS, "type", "enum", "pattern", "format", "uniqueItems", "required", "dependentRequired")
)
_TEXTS = ("title", "description", "format", "contentEncoding", "contentMediaType")
_FLAGS = ("uniqueItems", "deprecated", "readOnly", "writeOnly")
_FROM_UPSTREAM = {"allowed": None, "optional": None, "always": "always", "never": "never"}


def clean(schema: Json, remark: Remark) -> Json:
    """Return a copy of one schema object with mended keywords; sub-schemas are left as they are.

    Args:
        schema: a schema object as found.
        remark: called with a sentence about everything that had to be dropped or reinterpreted.
    """
    # "$schema", "$id", "$anchor" and the like only matter to references, which are resolved apart.
    node = {key: value for key, value in schema.items() if not key.startswith("$") or key == "$ref"}
    node.pop("definitions", None)
    _modernise(node)
    for key in [key for key in node if key in _MENDERS]:
        value = _MENDERS[key](node[key])
        if value is None:
            remark(f"'{key}' has the unusable value {_short(node[key])}; it is ignored.")
            del node[key]
        else:
            node[key] = value
    _clean_type(node, remark)
    _clean_hints(node, remark)
    return node


def _modernise(node: Json) -> None:
    """Rewrite keywords of older drafts and of OpenAPI 3.0 as today's."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(node.get(exclusive), bool) and node.pop(exclusive) and bound in node:
            node[exclusive] = node.pop(bound)
    if isinstance(node.get("items"), list):
        node["prefixItems"] = node.pop("items")
        if "additionalItems" in node:
            node["items"] = node["additionalItems"]
    node.pop("additionalItems", None)
    node.pop("dependencies", None)
    if "example" in node:
        node.setdefault("examples", [node["example"]])
        del node["example"]
    if "const" in node:
        node["enum"] = [node.pop("const")]
    # OpenAPI's mapping repeats what the members of the union say, with references of its own.
    discriminator = node.get("discriminator")
    if isinstance(discriminator, dict):
        node["discriminator"] = {key: value for key, value in discriminator.items() if key == "propertyName"}


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value


def _positive(value: Any) -> Any:
    number = _number(value)
    return number if number is not None and number > 0 else None


def _count(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number >= 0 and number == int(number) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: Any) -> bool | None:
    # pydantic writes the message of a deprecation where JSON Schema has a flag.
    return bool(value) if isinstance(value, bool | str) else None


def _pattern(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError):
        return None
    return value


def _names(value: Any) -> list[str] | None:
    if not isinstance(value, list):
        return None
    return list(dict.fromkeys(name for name in value if isinstance(name, str)))


def _names_map(value: Any) -> dict[str, list[str]] | None:
    if not isinstance(value, dict):
        return None
    return {key: names for key, item in value.items() if (names := _names(item)) is not None}


def _map(value: Any) -> Json | None:
    return value if isinstance(value, dict) else None


def _patterns_map(value: Any) -> Json | None:
    if not isinstance(value, dict):
        return None
    return {key: item for key, item in value.items() if _pattern(key) is not None}


def _filled_list(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) and value else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_MENDERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys(_COUNTS, _count),
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_FLAGS, _flag),
    **dict.fromkeys(SCHEMA_MAP, _map),
    **dict.fromkeys(SCHEMA_LIST, _filled_list),
    "multipleOf": _positive,
    "pattern": _pattern,
    "patternProperties": _patterns_map,
    "required": _names,
    "dependentRequired": _names_map,
    "enum": _filled_list,
    "examples": _list,
    "$ref": _text,
}


def _clean_type(node: Json, remark: Remark) -> None:
    if "type" not in node:
        return
    raw = node.pop("type")
    types: list[str] = []
    for name in raw if isinstance(raw, list) else [raw]:
        known = (
            name if name in TYPES else TYPE_ALIASES.get(str(name).lower()) if isinstance(name, str) else None
        )
        if known is None:
            remark(f"{_short(name)} is no JSON type; any value is accepted.")
            return
        if known != name:
            remark(f"'{name}' is no JSON type; read as '{known}'.")
        types.append(known)
    if types:
        node["type"] = types[0] if len(set(types)) == 1 else list(dict.fromkeys(types))


def _clean_hints(node: Json, remark: Remark) -> None:
    """Bring the hints to the editor, ``from_upstream`` and ``widget``, to one spelling.

    ``from_upstream`` stays only as ``always`` or ``never``: without it, both are possible.
    """
    if "from_upstream" in node:
        raw = node.pop("from_upstream")
        word = raw.strip().lower() if isinstance(raw, str) else None
        if word not in _FROM_UPSTREAM:
            remark(f"from_upstream is {_short(raw)}: it takes allowed, always or never; read as allowed.")
        elif hint := _FROM_UPSTREAM[word]:
            node["from_upstream"] = hint
    if "widget" in node:
        raw = node.pop("widget")
        if isinstance(raw, str) and raw.strip():
            node["widget"] = raw.strip().lower()


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - a line of a message
