"""However hostile a document: its DAG file parses, runs nothing of the user's, and loses nothing."""

from __future__ import annotations

import ast
import builtins
import math
import subprocess
import sys
from typing import Any

import pytest
from documents import catalogue, document, node, reference, upstream, value
from domino_plugin.operators.references import Upstream, decode
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domino_plugin.resources import Resources
from domino_plugin.workflows import generation, literals
from domino_plugin.workflows.document import MAX_DEPTH, MAX_INPUT_DEPTH, Input
from domino_plugin.workflows.pieces import FixedCatalogue

CANARY = "__import__('builtins')._domino_canary()"
HOSTILE = [
    CANARY,
    f"'); {CANARY}; ('",
    f'"""); {CANARY}; ("""',
    f"'''\n{CANARY}\n'''",
    f"\\'\n{CANARY}\n\\'",
    "\\",
    "\\N{BULLET}\\x41\\u0041\\",
    "# -*- coding: utf-7 -*-",
    "coding: latin-1",
    "\x00",
    "\x0c\x1a\x7f\x85",
    "\r\n\r",
    "\u2028\u2029",
    "\u202e\u2066\u200f\ufeff",
    "\ud800",
    "\udfff\ud800",
    "\N{PILE OF POO}e\u0301\u212b",
    "{spec} {0} {} %s %(a)s ${HOME} $x",
    "{{ ds }} {% raw %} {# x #} {{ 1/0 }}",
    "f'{1/0}'",
    "line\n" * 20,
    "None",
    "",
]
text = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec=None, categories=None), max_size=40),
    st.lists(st.sampled_from(HOSTILE[:20]), max_size=3).map("".join),
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([0, -1, 2**63, -(10**639), 10**639]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([-0.0, 5e-324, 1.7976931348623157e308, 1e16, 1.0]),
    text,
)
data = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(text, inner, max_size=4)),
    max_leaves=12,
)
# Keys and references that pydantic reads as text can't hold half a surrogate pair.
whole_text = text.map(lambda one: one.encode("utf-8", "replace").decode())
shown = whole_text.map(lambda one: "".join(c for c in one if c.isprintable())[:150].strip() or "x")
inputs = st.recursive(
    st.one_of(
        data.map(value),
        st.builds(
            upstream,
            st.sampled_from(["a", "b"]),
            whole_text.map(lambda one: one[:200] or "o"),
            whole_text,
            st.integers(0, 9),
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: {"kind": "list", "items": items}),
        st.dictionaries(whole_text, inner, max_size=3).map(lambda f: {"kind": "object", "fields": f}),
    ),
    max_leaves=8,
)
cores = st.floats(0.001, 1024)
resources = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {},
        optional={
            "cpu_request": cores,
            "memory_limit_mib": st.integers(32, 16 * 1024 * 1024),
            "gpus": st.integers(0, 64),
        },
    ),
    st.tuples(cores, cores).map(lambda two: {"cpu_request": min(two), "cpu_limit": max(two)}),
)
documents = st.builds(
    lambda first, second, name, description, tags, names, amounts: document(
        [node("a", first, resources=amounts) | {"name": names[0]}, node("b", second) | {"name": names[1]}],
        "a b",
        name=name,
        description=description,
        tags=tags,
        schedule={"kind": "cron", "cron": "0 6 * * *", "timezone": "Europe/Berlin"},
        start="2026-01-01T00:00:00+01:00",
    ),
    st.dictionaries(whole_text, inputs, max_size=3),
    st.dictionaries(whole_text, inputs, max_size=3),
    shown,
    whole_text.map(lambda one: "".join(c for c in one if c.isprintable() or c == "\n")),
    st.lists(shown.map(lambda one: one[:50].strip() or "x"), max_size=3),
    st.tuples(shown, shown),
    resources,
)
quiet = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def spec_of(one: Any, known: FixedCatalogue | None = None) -> dict[str, Any]:
    return generation.build_spec(
        one, known or catalogue(), dag_id="test-abcdefgh", workflow_id=7, workspace_id=1, version=3
    )


def same(left: Any, right: Any) -> bool:
    """Equality that tells 1 from True and 1.0, and -0.0 from 0.0."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float):
        return left == right and math.copysign(1, left) == math.copysign(1, right)
    return left == right


def argument_of(source: str) -> ast.expr:
    """Check that a file is the skeleton and nothing else, and return the argument of its only call."""
    imported, assigned = ast.parse(source).body
    assert ast.unparse(imported) == "from domino_plugin.operators.dag import build_dag"
    assert isinstance(assigned, ast.Assign)
    assert [ast.unparse(target) for target in assigned.targets] == ["dag"]
    call = assigned.value
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "build_dag"
    assert not call.keywords
    (argument,) = call.args
    literal_nodes = (ast.Dict, ast.List, ast.Constant, ast.UnaryOp, ast.USub, ast.Load)
    assert all(isinstance(part, literal_nodes) for part in ast.walk(argument))
    return argument


@quiet
@given(documents)
def test_a_file_is_the_skeleton_and_gives_the_spec_back(one):
    spec = spec_of(one)
    source = generation.file_text(spec)
    # As Airflow reads it: from bytes, where a coding cookie or a mark would matter.
    argument = argument_of(source.encode("utf-8").decode("utf-8"))
    assert argument_of(source.encode("utf-8")) is not None
    assert same(ast.literal_eval(argument), spec)
    assert source == generation.file_text(spec_of(one))
    assert "airflow" in source.lower()
    assert generation.header_of(source) == (7, 3)


@quiet
@given(documents)
def test_running_a_file_runs_nothing_of_the_user(one):
    source = generation.file_text(spec_of(one))
    seen: list[Any] = []
    calls: list[Any] = []
    builtins._domino_canary = lambda: calls.append("canary")  # type: ignore[attr-defined]

    def imports(name, *_rest):
        assert name == "domino_plugin.operators.dag"
        return type("Module", (), {"build_dag": staticmethod(lambda spec: seen.append(spec) or "DAG")})

    names: dict[str, Any] = {"__builtins__": {"__import__": imports}}
    try:
        exec(compile(source.encode(), "workflow.py", "exec"), names)
    finally:
        del builtins._domino_canary  # type: ignore[attr-defined]
    assert calls == []
    assert len(seen) == 1
    assert names["dag"] == "DAG"


@quiet
@given(documents)
def test_the_meaning_of_a_document_is_in_its_spec(one):
    spec = spec_of(one)
    assert [task["id"] for task in spec["tasks"]] == ["a", "b"]
    assert spec["tasks"][1]["upstream"] == ["a"]
    for task, of in zip(spec["tasks"], one.nodes, strict=True):
        assert task["name"] == of.name
        for name, item in of.inputs.items():
            assert same(_plain(decode(task["inputs"][name])), _plain(_meaning(item)))
        set_amounts = {name: amount for name, amount in (of.resources or ()) if amount is not None}
        assert task["resources"] == (set_amounts or None)
    assert (spec["name"], spec["description"]) == (one.name, one.description)


def _meaning(item: Input) -> Any:
    if item.kind == "value":
        return item.value
    if item.kind == "upstream":
        return Upstream(item.node, item.output, tuple(item.path))
    if item.kind == "list":
        return [_meaning(inner) for inner in item.items]
    return {name: _meaning(inner) for name, inner in item.fields.items()}


def _plain(data: Any) -> Any:
    if isinstance(data, Upstream):
        return {"upstream": [data.task_id, data.output, list(data.path)]}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return {key: _plain(item) for key, item in data.items()} if isinstance(data, dict) else data


@quiet
@given(data)
@example([[[[]]]])
@example({"a\nb" * 30: "c\nd" * 30})
@example("\n" * 200)
@example(["a\n" * 60, "b", "x" * 1_000_000, "line\n" * 20_000])
@example(10**5000)
def test_literals_give_back_what_was_written(one):
    assert same(ast.literal_eval(literals.text(one)), one)
    assert literals.text(one).isprintable() or "\n" in literals.text(one)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), {1: 2}, b"x", object()])
def test_what_is_no_plain_data_is_refused(bad):
    with pytest.raises((TypeError, ValueError)):
        literals.text([bad])


@quiet
@given(documents)
def test_the_dag_is_built_from_any_document(one):
    from domino_plugin.operators.dag import build_dag

    dag = build_dag(spec_of(one))
    assert dag.dag_id == "test-abcdefgh"
    assert sorted(dag.task_ids) == ["a", "b"]
    assert dag.get_task("b").upstream_task_ids == {"a"}
    assert dag.is_paused_upon_creation is False
    assert dag.dag_display_name == one.name
    assert dag.get_task("a").piece_resources == (one.nodes[0].resources or Resources())


def test_the_deepest_document_compiles_on_every_python():
    deep: Any = "x"
    for level in range(MAX_DEPTH):
        deep = [deep] if level % 2 else {"k" * 120: deep}
    item = value(deep)
    for level in range(MAX_INPUT_DEPTH):
        item = {"kind": "list", "items": [item]} if level % 2 else {"kind": "object", "fields": {"f": item}}
    spec = spec_of(document([node("a", {"x": item})]))
    source = generation.file_text(spec)
    assert same(ast.literal_eval(argument_of(source)), spec)


def test_one_level_too_deep_is_refused_by_the_document():
    deep: Any = "x"
    for _ in range(MAX_DEPTH + 1):
        deep = [deep]
    with pytest.raises(ValueError, match="nested deeper"):
        document([node("a", {"x": value(deep)})])
    item = value("x")
    for _ in range(MAX_INPUT_DEPTH + 1):
        item = {"kind": "list", "items": [item]}
    with pytest.raises(ValueError, match="nested deeper"):
        document([node("a", {"x": item})])


@pytest.mark.parametrize("bad", [10**640, -(10**640), [{"a": 10**5000}]])
def test_numbers_that_no_worker_could_read_are_refused_by_the_document(bad):
    with pytest.raises(ValueError, match="digits"):
        document([node("a", {"x": value(bad)})])


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "a\nb", "a\u2028b", "\ud800", " ", "x" * 201])
def test_names_that_could_not_be_shown_are_refused_by_the_document(bad):
    with pytest.raises(ValueError, match=r"name"):
        document([], name=bad)


def test_a_file_with_the_lowest_digits_limit_still_reads():
    spec = spec_of(document([node("a", {"x": value(10**639)})]))
    source = generation.file_text(spec)
    code = "import ast, sys; ast.parse(sys.stdin.read())"
    command = [sys.executable, "-X", "int_max_str_digits=640", "-c", code]
    subprocess.run(command, input=source, text=True, check=True, timeout=60)


def test_the_order_of_edges_changes_no_byte_and_twins_do_not_repeat():
    nodes = [node(name) for name in "abc"]
    one = document(nodes, "a c", "b c", "a b")
    other = document(nodes, "a b", "b c", "a c", "a c")
    assert generation.file_text(spec_of(one)) == generation.file_text(spec_of(other))


def test_long_texts_are_written_line_by_line():
    code = "import os\nfor name in os.listdir():\n    print(name)  # 'quoted'\n"
    source = generation.file_text(spec_of(document([node("a", {"code": value(code)})])))
    assert "'    print(name)  # \\'quoted\\'\\n'" in source or "\"    print(name)  # 'quoted'\\n\"" in source


def test_only_used_repositories_and_groups_are_in_the_spec():
    spec = spec_of(document([node("a", {}, "CustomPiece"), node("b"), node("c", {}, "CustomPiece")]))
    assert list(spec["repositories"]) == ["r1"]
    assert list(spec["repositories"]["r1"]["groups"]) == ["group0", "group1"]
    assert {task["group"] for task in spec["tasks"]} == {"group0", "group1"}


def test_secrets_are_named_not_held():
    (task,) = spec_of(document([node("a", name="SecretPiece")]))["tasks"]
    assert task["secrets"] == {"TOKEN": {"variable": "domino_secret__1__TOKEN", "required": True}}


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ({"kind": "none"}, {"kind": "none"}),
        ({"kind": "preset", "preset": "once"}, {"kind": "once"}),
        (
            {"kind": "preset", "preset": "weekly", "timezone": "Asia/Tokyo"},
            {"kind": "cron", "cron": "0 0 * * 0", "timezone": "Asia/Tokyo"},
        ),
        ({"kind": "cron", "cron": " 5 4 * * * "}, {"kind": "cron", "cron": "5 4 * * *", "timezone": "UTC"}),
    ],
)
def test_schedules(schedule, expected):
    assert spec_of(document([], schedule=schedule))["schedule"] == expected


def test_a_piece_that_is_gone_is_named():
    from domino_plugin.errors import Invalid

    with pytest.raises(Invalid, match="WorkPiece") as caught:
        spec_of(document([node("a")]), FixedCatalogue({reference("Other"): catalogue().pieces[reference()]}))
    assert caught.value.problems[0]["node"] == "a"
