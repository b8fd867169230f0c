"""CustomPython and Log through the runner: they need nothing but pydantic, so our own interpreter will do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def run_script(run_piece: Run) -> Run:
    """Run a script: ``run_script(source, arguments as dict, outputs as dict of types)``."""

    def run(source: str, arguments: dict[str, Any], outputs: dict[str, str]) -> Any:
        inputs = {
            "input_args": [{"kwarg_name": name, "kwarg_value": value} for name, value in arguments.items()],
            "script": source,
            "output_args": [{"name": name, "type": kind} for name, kind in outputs.items()],
        }
        return run_piece(sys.executable, "CustomPythonPiece", inputs)

    return run


def test_arguments_arrive_and_outputs_leave_with_their_types(run_script: Run) -> None:
    source = """
def custom_function(zero, no, nothing, nested):
    return {
        "zero": zero, "no": no, "nothing": nothing, "share": 1, "whole": 4.0,
        "rows": [nested["a"][1], *nested["a"]], "text": "{{ ds }} ünïcödé",
    }
"""
    types = {
        "zero": "integer",
        "no": "boolean",
        "nothing": "string",
        "share": "float",
        "whole": "integer",
        "rows": "array",
        "text": "string",
    }
    arguments = {"zero": 0, "no": False, "nothing": None, "nested": {"a": [1, 2.5]}}
    outcome = run_script(source, arguments, types)
    assert outcome.error is None, outcome.error
    assert outcome.outputs == {
        "zero": 0,
        "no": False,
        "nothing": None,
        "share": 1,
        "whole": 4,
        "rows": [2.5, 1, 2.5],
        "text": "{{ ds }} ünïcödé",
    }
    assert outcome.outputs["no"] is False
    assert outcome.display_result["file_type"] == "md"
    assert "ünïcödé" in Path(outcome.display_result["file_path"]).read_text(encoding="utf-8")


def test_a_script_can_log_print_and_leave_files(run_script: Run) -> None:
    source = """
import datetime
from dataclasses import dataclass

@dataclass
class Stay:
    day: datetime.date

def custom_function():
    file = results_path / "notes.txt"
    file.write_text("kept")
    logger.warning("look here")
    return {"file": str(file), "stay": Stay(datetime.date(2026, 1, 31)), "not_a_number": float("nan")}
"""
    outcome = run_script(source, {}, {})
    assert outcome.error is None, outcome.error
    assert Path(outcome.outputs["file"]).read_text(encoding="utf-8") == "kept"
    assert outcome.outputs["stay"] == {"day": "2026-01-31"}
    assert outcome.outputs["not_a_number"] is None
    assert "look here" in outcome.log


def test_a_single_output_needs_no_dict(run_script: Run) -> None:
    outcome = run_script("def custom_function():\n    return [1]\n", {}, {"rows": "array"})
    assert outcome.outputs == {"rows": [1]}


def _function(body: str, parameters: str = "") -> str:
    return f"def custom_function({parameters}):\n    {body}\n"


@pytest.mark.parametrize(
    ("source", "arguments", "outputs", "words"),
    [
        ("def custom_function(:\n", {}, {}, ["script, line 1", "def custom_function(:"]),
        ("def custom_functon():\n    pass\n", {}, {}, ["no function custom_function", "'custom_functon'"]),
        (_function("return {}", "a, b"), {"a": 1}, {}, ["input_args", "'b'", "custom_function(a, b)"]),
        (_function("return {}"), {"a": 1}, {}, ["input_args", "'a'"]),
        (_function("return {'b': 1}"), {}, {"a": "integer"}, ["did not return 'a'", "returned b"]),
        (_function("return {'a': 'x'}"), {}, {"a": "integer"}, ["'a' is defined as integer", '"x"']),
        (_function("return {'a': True}"), {}, {"a": "integer"}, ["defined as integer", "bool"]),
        (_function("return {'a': 1.5}"), {}, {"a": "integer"}, ["defined as integer", "1.5"]),
        (_function("return 3"), {}, {}, ["must return a dict"]),
        (_function("return {'a': object()}"), {}, {"a": "string"}, ["'a'", "can't be passed on"]),
        (_function("return {}"), {}, {"display_result": "string"}, ["'display_result'", "choose another"]),
    ],
)
def test_what_is_wrong_with_a_script(
    run_script: Run, source: str, arguments: dict[str, Any], outputs: dict[str, str], words: list[str]
) -> None:
    outcome = run_script(source, arguments, outputs)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]


def test_a_failing_script_is_shown_with_its_line(run_script: Run) -> None:
    outcome = run_script("def custom_function(a):\n    b = 0\n    return a / b\n", {"a": 1}, {})
    assert outcome.error["type"] == "ZeroDivisionError"
    assert 'custom_script.py", line 3' in outcome.error["traceback"]
    assert "The script failed in line 3 (return a / b): ZeroDivisionError: division by zero" in outcome.log


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        ({"message": "ready"}, "ready"),
        ({"message": "{value} rows, {{ ds }} %s", "value": 0}, "0 rows, {{ ds }} %s"),
        ({"message": "flag", "value": False}, "flag\nfalse"),
        ({"value": {"a": [1, "ü"]}}, '{\n  "a": [\n    1,\n    "ü"\n  ]\n}'),
        ({"value": "two\nlines"}, "two\nlines"),
        ({}, ""),
    ],
)
def test_what_is_logged(run_piece: Run, inputs: dict[str, Any], text: str) -> None:
    outcome = run_piece(sys.executable, "LogPiece", {**inputs, "level": "warning"})
    assert outcome.outputs == {"message": text}
    for line in text.splitlines():
        assert any(entry.startswith("WARNING") and entry.endswith(line) for entry in outcome.log.splitlines())
    assert Path(outcome.display_result["file_path"]).read_text(encoding="utf-8") == text + "\n"


def test_an_unknown_level_is_refused(run_piece: Run) -> None:
    outcome = run_piece(sys.executable, "LogPiece", {"message": "x", "level": "loud"})
    assert outcome.error["input"] == "level"
    assert "'info', 'warning' or 'error'" in outcome.error["message"]


def test_a_name_that_is_no_text_is_returned_and_shown(run_script: Run) -> None:
    source = "import os\ndef custom_function():\n    return {'name': os.fsdecode(b'caf\\xe9')}\n"
    outcome = run_script(source, {}, {"name": "string"})
    assert outcome.outputs == {"name": "caf\udce9"}
    assert "caf\\udce9" in Path(outcome.display_result["file_path"]).read_text()
