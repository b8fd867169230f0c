"""What Pieces get for their inputs: pydantic's own rules, nothing added and nothing lost."""

from __future__ import annotations

import pytest


def test_falsy_values_are_kept(run_piece):
    outputs = run_piece(
        "EchoPiece", {"number": 0, "amount": 0.0, "flag": False, "text": "", "words": [], "maybe": None}
    ).outputs
    assert outputs["number"] == 0
    assert outputs["amount"] == 0.0
    assert outputs["flag"] is False
    assert outputs["text"] == ""
    assert outputs["words"] == []
    assert outputs["maybe"] is None


def test_absent_inputs_take_their_defaults(run_piece):
    outputs = run_piece("EchoPiece", {}).outputs
    assert (outputs["number"], outputs["flag"], outputs["words"]) == (7, True, ["a"])


def test_unknown_inputs_are_ignored(run_piece):
    assert run_piece("EchoPiece", {"nobody knows": 1, "text": "x"}).outputs["text"] == "x"


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [("number", "42", 42), ("flag", "yes", True), ("number", 3.0, 3), ("colour", "blue", "blue")],
)
def test_values_are_coerced(run_piece, field, given, kept):
    value = run_piece("EchoPiece", {field: given}).outputs[field]
    assert (value, type(value)) == (kept, type(kept))


def test_text_is_not_interpreted(run_piece):
    text = "{{ var.value.x }} {% raw %} \"'\\ \u00fc \U0001f600 \n\u2028"
    assert run_piece("EchoPiece", {"text": text}).outputs["text"] == text


def test_large_input(run_piece):
    text = "x" * 3_000_000
    assert run_piece("EchoPiece", {"text": text}).outputs["text"] == text


def test_nested_models(run_piece):
    outputs = run_piece("EchoPiece", {"rows": [{"name": "a", "count": 0}, {"name": "b"}]}).outputs
    assert outputs["rows"] == [{"name": "a", "count": 0}, {"name": "b", "count": 1}]


def test_refused_value_is_named_with_its_reason(run_piece):
    ran = run_piece("EchoPiece", {"number": 3.5, "text": "x"})
    assert ran.exit_code == 1
    assert (ran.error["input"], ran.error["value"]) == ("number", "3.5")
    assert "'number' is 3.5" in ran.error["summary"]
    assert "fractional" in ran.error["summary"]
    assert not ran.error["in_piece_code"]
    assert ran.stderr == ran.error["summary"] + "\n"


def test_refused_member_is_found_in_lists(run_piece):
    error = run_piece("EchoPiece", {"rows": [{"name": "a"}, {"count": 2}]}).error
    assert error["input"] == "rows"
    assert "'rows.1.name' is missing" in error["summary"]
    assert error["value"] is None


def test_long_values_are_shortened(run_piece):
    error = run_piece("EchoPiece", {"number": "a" * 100_000}).error
    assert len(error["value"]) <= 110
    assert len(error["summary"]) < 400


def test_null_for_a_required_value(run_piece):
    error = run_piece("LoudPiece", {"text": None}).error
    assert (error["input"], error["value"]) == ("text", "None")


def test_several_refused_inputs(run_piece):
    error = run_piece("EchoPiece", {"number": "a", "amount": "b", "flag": "c", "rows": 1, "words": 1}).error
    assert error["input"] == "number"
    assert "'amount'" in error["summary"]
    assert "And 2 more." in error["summary"]


def test_outputs_defined_by_the_user(run_piece):
    definitions = [{"name": "a"}, {"name": "b", "type": "float", "description": "d"}]
    assert run_piece("DefinePiece", {"outputs": definitions}).outputs == {
        "types": ["string", "float"],
        "first_is_text": True,
    }
