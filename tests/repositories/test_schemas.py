"""The one form of schemas: every spelling of the wild, and that normalising twice changes nothing."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from domino_plugin.repositories.schemas import SchemaNotReadableError, normalise_schema, title_of


def field(schema: Any, **rest: Any) -> dict[str, Any]:
    """Normalise an object with the one property ``x`` and return that property."""
    return normalise_schema({"type": "object", "properties": {"x": schema}, **rest})[0]["properties"]["x"]


COLORS = {"Color": {"title": "Color", "description": "An enumeration.", "enum": ["red", "blue"]}}
RED = {"enum": ["red", "blue"], "type": "string", "title": "X"}


@pytest.mark.parametrize(
    ("spelling", "rest"),
    [
        ({"allOf": [{"$ref": "#/definitions/Color"}]}, {"definitions": COLORS}),
        ({"allOf": [{"$ref": "#/$defs/Color"}]}, {"$defs": COLORS}),
        ({"$ref": "#/$defs/Color"}, {"$defs": COLORS}),
        ({"$ref": "#/components/schemas/Color"}, {"$defs": COLORS}),
        ({"enum": ["red", "blue"], "type": "string"}, {}),
        ({"enum": ["red", "blue", "red"]}, {}),
        ({"anyOf": [{"const": "red"}, {"const": "blue", "type": "string"}]}, {}),
        ({"oneOf": [{"$ref": "#/$defs/Color"}]}, {"$defs": COLORS}),
    ],
)
def test_every_spelling_of_a_choice_gives_one_form(spelling, rest):
    assert field(spelling, **rest) == RED


@pytest.mark.parametrize(
    "spelling",
    [
        {"anyOf": [{"$ref": "#/$defs/Color"}, {"type": "null"}], "default": None},
        {"anyOf": [{"type": "null"}, {"allOf": [{"$ref": "#/$defs/Color"}]}], "default": None},
        {"enum": ["red", "blue", None], "default": None},
        {"$ref": "#/$defs/Color", "nullable": True, "default": None},
        {"type": ["string", "null"], "enum": ["red", None, "blue"], "default": None},
    ],
)
def test_an_optional_choice_keeps_null_outside_and_last(spelling):
    expected = {
        "anyOf": [{"enum": ["red", "blue"], "type": "string"}, {"type": "null"}],
        "default": None,
        "title": "X",
    }
    assert field(spelling, **{"$defs": COLORS}) == expected


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ({"type": ["integer", "null"], "minimum": 3}, [{"type": "integer", "minimum": 3}, {"type": "null"}]),
        (
            {"anyOf": [{"anyOf": [{"type": "null"}, {"type": "string"}]}]},
            [{"type": "string"}, {"type": "null"}],
        ),
        ({"type": "string", "nullable": True}, [{"type": "string"}, {"type": "null"}]),
    ],
)
def test_optional_scalars(spelling, expected):
    assert field(spelling)["anyOf"] == expected


def test_hints_stay_outside_of_an_optional():
    result = field({"type": ["string", "null"], "widget": " TextArea ", "from_upstream": "Always"})
    assert result["widget"] == "textarea"
    assert result["from_upstream"] == "always"
    assert result["anyOf"] == [{"type": "string"}, {"type": "null"}]


@pytest.mark.parametrize("hint", ["allowed", "optional", "sometimes", 3, None, ["never"]])
def test_from_upstream_stays_only_where_it_restricts(hint):
    assert "from_upstream" not in field({"type": "string", "from_upstream": hint})


def test_models_stay_references_with_their_annotations_beside():
    schema, remarks = normalise_schema(
        {
            "title": "InputModel",
            "type": "object",
            "properties": {
                "one": {"allOf": [{"$ref": "#/definitions/Item"}], "description": "mine"},
                "many": {"type": "array", "items": {"$ref": "#/definitions/Item"}},
            },
            "definitions": {
                "Item": {
                    "title": "Item",
                    "type": "object",
                    "properties": {
                        "kind": {"$ref": "#/definitions/Color"},
                        "next": {"$ref": "#/definitions/Item"},
                    },
                    "required": ["kind"],
                },
                "Unused": {"type": "object", "properties": {}},
                **COLORS,
            },
        }
    )
    assert schema["properties"]["one"] == {"$ref": "#/$defs/Item", "description": "mine", "title": "One"}
    assert schema["properties"]["many"]["items"] == {"$ref": "#/$defs/Item"}
    assert list(schema["$defs"]) == ["Item"]
    assert schema["$defs"]["Item"]["properties"]["kind"] == {**RED, "title": "Kind"}
    assert remarks == []


def test_a_root_that_is_a_reference_is_written_out():
    schema, _ = normalise_schema(
        {
            "$ref": "#/$defs/Tree",
            "$defs": {
                "Tree": {
                    "type": "object",
                    "properties": {"children": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}},
                }
            },
        }
    )
    assert schema["properties"]["children"]["items"] == {"$ref": "#/$defs/Tree"}
    assert Draft202012Validator(schema).is_valid({"children": [{"children": []}]})
    assert not Draft202012Validator(schema).is_valid({"children": [{"children": 3}]})


@pytest.mark.parametrize(
    "reference",
    [
        "http://169.254.169.254/x",
        "file:///etc/passwd",
        "#/properties/x",
        "#",
        "other.json#/definitions/A",
        "#/$defs/No",
    ],
)
def test_references_to_elsewhere_accept_anything_and_are_told(reference):
    schema, remarks = normalise_schema({"properties": {"x": {"$ref": reference, "description": "d"}}})
    assert schema["properties"]["x"] == {"description": "d", "title": "X"}
    assert len(remarks) == 1
    assert "properties/x" in remarks[0]


def test_old_keywords_are_rewritten():
    assert field({"type": "number", "minimum": 3, "exclusiveMinimum": True}) == {
        "type": "number",
        "exclusiveMinimum": 3,
        "title": "X",
    }
    pair = field(
        {"type": "array", "items": [{"type": "string"}, {"type": "numeric"}], "additionalItems": False}
    )
    assert pair["prefixItems"] == [{"type": "string"}, {"type": "number"}]
    assert pair["items"] == {"not": {}}
    assert field({"type": "string", "example": "a"})["examples"] == ["a"]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"minimum": "3"},
        {"pattern": "("},
        {"required": True},
        {"enum": []},
        {"enum": "ab"},
        {"minLength": -1},
        {"multipleOf": 0},
        {"properties": ["a"]},
        {"anyOf": []},
        {"title": 7},
        {"patternProperties": {"(": {}}},
    ],
)
def test_unusable_values_are_dropped(nonsense):
    key = next(iter(nonsense))
    result = field({"description": "d", **nonsense})
    assert nonsense[key] != result.get(key)
    assert result["description"] == "d"


def test_a_null_default_of_what_cant_be_null_is_left_out():
    assert "default" not in field({"type": "string", "default": None})
    assert field({"default": None}) == {"default": None, "title": "X"}
    assert field({"type": "boolean", "default": False})["default"] is False


def test_required_names_only_what_there_is():
    schema, _ = normalise_schema({"properties": {"a": {}, "b": {}}, "required": ["b", "gone", "b"]})
    assert schema["required"] == ["b"]


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (None, "object"),
        ([], "object"),
        ({"type": "string"}, "properties"),
        ({"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}}}, "itself"),
        ({"anyOf": [{"type": "object"}, {"type": "array"}]}, "properties"),
    ],
)
def test_what_is_no_object_schema_is_refused(schema, reason):
    with pytest.raises(SchemaNotReadableError, match=reason):
        normalise_schema(schema)


def test_bombs_are_refused():
    deep: dict[str, Any] = {}
    for _ in range(3000):
        deep = {"properties": {"x": deep}}
    with pytest.raises(SchemaNotReadableError, match="deep"):
        normalise_schema(deep)
    chain = {f"D{n}": {"properties": {"x": {"$ref": f"#/$defs/D{n + 1}"}}} for n in range(5000)}
    with pytest.raises(SchemaNotReadableError, match="deep"):
        normalise_schema({"properties": {"x": {"$ref": "#/$defs/D0"}}, "$defs": chain})
    wide = {f"p{n}": {"$ref": "#/$defs/E"} for n in range(1000)}
    with pytest.raises(SchemaNotReadableError, match="parts"):
        normalise_schema({"properties": wide, "$defs": {"E": {"enum": list(range(10_000))}}})


def test_the_source_is_not_changed():
    raw = {"properties": {"x": {"allOf": [{"$ref": "#/definitions/Color"}]}}, "definitions": COLORS}
    before = copy.deepcopy(raw)
    normalise_schema(raw)
    assert raw == before


def test_titles():
    assert title_of("input_file") == "Input File"
    assert title_of("_") == "_"
    assert title_of("dataURL") == "DataURL"


@pytest.mark.parametrize(
    "endless",
    [
        {"allOf": [{"$ref": "#/$defs/A"}, {"minimum": 3}]},
        {"anyOf": [{"type": "object"}, {"$ref": "#/$defs/A"}]},
        {"not": {"$ref": "#/$defs/A"}},
        {"dependentSchemas": {"x": {"$ref": "#/$defs/A"}}, "type": "object"},
    ],
)
def test_a_definition_that_refers_to_itself_without_end_is_refused(endless):
    raw = {"properties": {"x": {"$ref": "#/$defs/A"}}, "$defs": {"A": endless}}
    with pytest.raises(SchemaNotReadableError, match="without end"):
        normalise_schema(raw)


def test_a_tree_of_itself_is_no_endless_definition():
    tree = {
        "type": "object",
        "properties": {"branches": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}},
    }
    schema, _ = normalise_schema({"properties": {"x": {"$ref": "#/$defs/Tree"}}, "$defs": {"Tree": tree}})
    assert schema["$defs"]["Tree"]["properties"]["branches"]["items"] == {"$ref": "#/$defs/Tree"}


_names = st.sampled_from(["a", "b_c", "Ünï", "x/y", "50%", "~"])
_scalars = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from([0.5, "red", "", "null"])
_references = st.sampled_from(["#/$defs/", "#/definitions/"]).flatmap(
    lambda start: _names.map(
        lambda name: start + name.replace("~", "~0").replace("/", "~1").replace("%", "%25")
    )
)
_types = st.sampled_from(
    ["string", "integer", "number", "boolean", "array", "object", "null", "numeric", "what"]
)


def _objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "type": _types | st.lists(_types, max_size=3),
            "properties": st.dictionaries(_names, inner, max_size=3),
            "required": st.lists(_names, max_size=3) | st.booleans(),
            "items": inner | st.lists(inner, max_size=2),
            "additionalProperties": inner | st.booleans(),
            "anyOf": st.lists(inner, max_size=3),
            "oneOf": st.lists(inner, max_size=2),
            "allOf": st.lists(inner, max_size=2),
            "$ref": _references,
            "enum": st.lists(_scalars, max_size=3),
            "const": _scalars,
            "default": _scalars,
            "title": st.just("T") | _scalars,
            "description": st.just("An enumeration.") | _scalars,
            "minimum": _scalars,
            "exclusiveMinimum": _scalars,
            "pattern": st.sampled_from(["^a", "(", ""]),
            "nullable": st.booleans(),
            "from_upstream": st.sampled_from(["always", "never", "allowed", "optional", 1]),
            "widget": st.sampled_from(["codeeditor", "TextArea", 3]),
            "required_": _scalars,
            "$id": st.just("http://elsewhere/"),
        },
    )


_schemas = st.recursive(st.booleans() | _scalars | _objects(st.just({})), _objects, max_leaves=12)
_roots = st.fixed_dictionaries(
    {"properties": st.dictionaries(_names, _schemas, max_size=4)},
    optional={
        "type": st.just("object"),
        "required": st.lists(_names),
        "$defs": st.dictionaries(_names, _schemas, max_size=4),
        "definitions": st.dictionaries(_names, _schemas, max_size=4),
    },
)


@given(_roots)
@settings(max_examples=200, deadline=None)
def test_any_schema_becomes_a_valid_one_and_stays_so(raw):
    try:
        schema, _ = normalise_schema(raw)
    except SchemaNotReadableError as error:
        refusal = str(error)
    else:
        refusal = ""
    assert "deep" not in refusal
    if refusal:
        return
    Draft202012Validator.check_schema(schema)
    assert_one_form(schema)
    again, remarks = normalise_schema(schema)
    assert json.dumps(again, sort_keys=True) == json.dumps(schema, sort_keys=True)
    assert remarks == []


def assert_one_form(schema: dict[str, Any]) -> None:
    """Check the promises that can be seen in the result itself."""
    text = json.dumps(schema)
    assert "definitions" not in text
    assert '"oneOf"' not in text
    assert "http://elsewhere/" not in text
    validator = Draft202012Validator(schema)
    # Resolves every reference that is met on the way; an unresolvable one raises.
    for value in (
        {},
        {name: {} for name in schema["properties"]},
        {name: [[]] for name in schema["properties"]},
    ):
        list(validator.iter_errors(value))
