from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.references import (
    MISSING,
    UnresolvedReferenceError,
    decode_inputs,
    plain_inputs,
    resolve_inputs,
    upstream,
)
from hypothesis import given
from hypothesis import strategies as st

from domino_plugin.errors import Invalid

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.dictionaries(st.text(min_size=1), JSON, max_size=4))
def test_values_pass_unchanged(values: dict[str, Any]) -> None:
    tagged = {name: {"kind": "value", "value": value} for name, value in values.items()}
    assert plain_inputs(resolve_inputs(decode_inputs(tagged), lambda _: MISSING)) == values


@pytest.mark.parametrize("value", [None, 0, 0.0, False, "", [], {}, "{{ ds }}", {"kind": "upstream"}])
def test_falsy_and_strange_outputs_are_kept(value: Any) -> None:
    inputs = decode_inputs({"x": {"kind": "upstream", "node": "a", "output": "o"}})
    assert resolve_inputs(inputs, lambda _: {"o": value}) == {"x": value}


def test_references_resolve_at_any_depth_and_each_task_is_pulled_once() -> None:
    inputs = decode_inputs(
        {
            "list": {
                "kind": "list",
                "items": [
                    {"kind": "upstream", "node": "a", "output": "rows", "path": [1, "name"]},
                    {"kind": "object", "fields": {"k": {"kind": "upstream", "node": "a", "output": "n"}}},
                    {"kind": "value", "value": "plain"},
                ],
            }
        }
    )
    pulled = []

    def pull(task_id: str) -> Any:
        pulled.append(task_id)
        return {"rows": [{"name": "x"}, {"name": "y"}], "n": 0}

    assert resolve_inputs(inputs, pull) == {"list": ["y", {"k": 0}, "plain"]}
    assert pulled == ["a"]


@pytest.mark.parametrize(
    ("returned", "reference", "words"),
    [
        (MISSING, upstream("a", "rows"), ["Input 'x'", "'rows'", "'a'", "skipped"]),
        (
            {"rowz": 1, "n": 2},
            upstream("a", "rows"),
            ["Input 'x'", "no 'rows'", "'n'", "Did you mean 'rowz'"],
        ),
        ({"rows": [1]}, upstream("a", "rows", 3), ["Input 'x'", "1 items", "none at 3"]),
        ({"rows": [1]}, upstream("a", "rows", "name"), ["Input 'x'", "'name' is no index"]),
        ({"rows": 5}, upstream("a", "rows", "name"), ["Input 'x'", "5", "holds no 'name'"]),
        ("text", upstream("a", "rows"), ["Input 'x'", "'text'", "holds no 'rows'"]),
    ],
)
def test_what_is_missing_is_named(returned: Any, reference: Any, words: list[str]) -> None:
    with pytest.raises(UnresolvedReferenceError) as caught:
        resolve_inputs({"x": reference}, lambda _: returned)
    for word in words:
        assert word in str(caught.value)


def test_of_a_mapped_task_the_value_of_each_instance_is_taken() -> None:
    returned = [{"rows": [1, 2]}, {"rows": [3]}]
    assert resolve_inputs({"x": upstream("a", "rows", 0)}, lambda _: returned) == {"x": [1, 3]}
    with pytest.raises(UnresolvedReferenceError, match=r"'x\[1\]'.*no 'rows'"):
        resolve_inputs({"x": upstream("a", "rows")}, lambda _: [{"rows": 1}, {}])


def test_the_place_inside_a_nested_input_is_named() -> None:
    with pytest.raises(UnresolvedReferenceError, match=r"Input 'x\[1\]\.key'"):
        resolve_inputs({"x": [0, {"key": upstream("a", "o")}]}, lambda _: MISSING)


def test_values_of_ordinary_operators_become_plain_json() -> None:
    values = {
        "d": dt.date(2026, 1, 2),
        "p": Path("/a/b"),
        "t": (1, {"x": dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.timezone.utc)}),
    }
    assert plain_inputs(values) == {
        "d": "2026-01-02",
        "p": "/a/b",
        "t": [1, {"x": "2026-01-02T03:04:00+00:00"}],
    }


@pytest.mark.parametrize("value", [object(), b"bytes", float("nan"), {1: "a"}, [float("inf")]])
def test_what_json_cannot_carry_is_refused_by_name(value: Any) -> None:
    with pytest.raises(Invalid, match="Input 'x"):
        plain_inputs({"x": value})


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'jinja'"):
        decode_inputs({"x": {"kind": "jinja"}})
