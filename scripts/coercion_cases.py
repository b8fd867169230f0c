# ruff: noqa: INP001 (a script, not a package)
"""Writes what pydantic makes of values of one JSON Schema type where another is wanted.

The editor judges connections by type in the browser, where there is no pydantic, and its tests hold it to
this table, ``static/src/editor/model/coercions.cases.json``. Run again, and then ``npm run format``, when
`domino_plugin.workflows.schema_types` changes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domino_plugin.workflows.schema_types import Compiler

TARGET = Path(__file__).parents[1] / "static/src/editor/model/coercions.cases.json"

DEFINITIONS = {
    "Point": {
        "type": "object",
        "properties": {"x": {"type": "number"}, "label": {"type": "string"}},
        "required": ["x"],
    },
    "Closed": {
        "type": "object",
        "properties": {"x": {"type": "number"}},
        "required": ["x"],
        "additionalProperties": False,
    },
    "Tree": {
        "type": "object",
        "properties": {
            "leaf": {"type": "integer"},
            "kids": {"type": "array", "items": {"$ref": "#/$defs/Tree"}},
        },
        "required": ["leaf"],
    },
}
TEXT, WHOLE, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
YES_NO, NOTHING = {"type": "boolean"}, {"type": "null"}


def _format(name: str) -> dict[str, Any]:
    return {"type": "string", "format": name}


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def _any(*branches: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(branches)}


#: Each schema with values of it; a Piece's output of that type may be any of these.
SAMPLES: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "text": (
        TEXT,
        [
            "abc",
            "5",
            "5.5",
            "true",
            "2026-01-31",
            "10:00:00",
            "PT5M",
            "https://a.b/c",
            "",
            "sum",
            "2026-01-31T10:00:00Z",
            "12345678-1234-5678-1234-567812345678",
        ],
    ),
    "date": (_format("date"), ["2026-01-31", "1999-12-01"]),
    "date-time": (_format("date-time"), ["2026-01-31T10:00:00Z", "2026-01-31T00:00:00"]),
    "time": (_format("time"), ["10:00:00", "23:59:59"]),
    "duration": (_format("duration"), ["PT5M", "P1DT2H"]),
    "uuid": (_format("uuid"), ["12345678-1234-5678-1234-567812345678"]),
    "uri": (_format("uri"), ["https://a.b/c"]),
    "file": (_format("file-path"), ["/a/b.csv"]),
    "whole number": (WHOLE, [0, 1, 5, -3, 1769817600]),
    "number": (NUMBER, [0.0, 1.0, 5.5, -3.25, 1769817600.0]),
    "yes or no": (YES_NO, [True, False]),
    "nothing": (NOTHING, [None]),
    "text or nothing": (_any(TEXT, NOTHING), ["abc", "5", None]),
    "number or text": (_any(NUMBER, TEXT), [1.5, "abc", "5"]),
    "whole number or nothing": (_any(WHOLE, NOTHING), [1, 5, 1769817600, None]),
    "type list": ({"type": ["integer", "null"]}, [1, 5, 1769817600, None]),
    "choice": ({"type": "string", "enum": ["sum", "mean"]}, ["sum", "mean"]),
    "other choice": ({"type": "string", "enum": ["mean", "max"]}, ["mean", "max"]),
    "one choice": ({"const": "sum"}, ["sum"]),
    "choice of digits": ({"type": "string", "enum": ["1", "2"]}, ["1", "2"]),
    "choice of numbers": ({"type": "integer", "enum": [1, 2]}, [1, 2]),
    "mixed choice": ({"enum": [1, "sum", None]}, [1, "sum", None]),
    "list": ({"type": "array"}, [[], ["a"], [1, None], [{"x": 1}]]),
    "list of text": (_list(TEXT), [["a"], ["5", "sum"]]),
    "list of whole numbers": (_list(WHOLE), [[1], [1, 2, 3]]),
    "list of numbers": (_list(NUMBER), [[1.5], [1.0, 2.5]]),
    "list of at least 2": (_list(TEXT, minItems=2), [["a", "b"], ["a", "b", "c"]]),
    "list of at most 1": (_list(TEXT, maxItems=1), [["a"]]),
    "pair": (
        {"type": "array", "prefixItems": [TEXT, WHOLE], "minItems": 2, "maxItems": 2},
        [["a", 1], ["5", 2]],
    ),
    "list of points": (_list({"$ref": "#/$defs/Point"}), [[{"x": 1.5, "label": "a"}]]),
    "object": ({"type": "object"}, [{}, {"x": 1}, {"a": "b"}]),
    "object of numbers": ({"type": "object", "additionalProperties": NUMBER}, [{}, {"x": 1.5}, {"a": 2.0}]),
    "point": ({"$ref": "#/$defs/Point"}, [{"x": 1.5, "label": "a"}, {"x": 2.0, "label": "5"}]),
    "closed": ({"$ref": "#/$defs/Closed"}, [{"x": 1.5}, {"x": 2.0}]),
    "tree": (
        {"$ref": "#/$defs/Tree"},
        [{"leaf": 1, "kids": []}, {"leaf": 1, "kids": [{"leaf": 2, "kids": []}]}],
    ),
    "anything": ({}, ["abc", 1, 2.5, None, [], {}]),
}


def main() -> None:
    """Write the table."""
    compiler = Compiler({"$defs": DEFINITIONS})
    cases: dict[str, dict[str, str]] = {}
    for output, (_, values) in SAMPLES.items():
        row = cases[output] = {}
        for wanted, (schema, _) in SAMPLES.items():
            validator = compiler.validator(schema)
            accepted = [_accepts(validator, value) for value in values]
            row[wanted] = "all" if all(accepted) else "some" if any(accepted) else "none"
    table = {
        "definitions": DEFINITIONS,
        "schemas": {name: schema for name, (schema, _) in SAMPLES.items()},
        "accepted": cases,
    }
    TARGET.write_text(json.dumps(table, indent=2) + "\n")


def _accepts(validator: Any, value: Any) -> bool:
    try:
        validator.validate_python(value)
    except ValidationError:
        return False
    return True


if __name__ == "__main__":
    main()
