"""Pieces of the first generation: pydantic 1, and the oldest Python that the installed ones offer."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from domino_plugin.operators.virtualenv.interpreters import find_interpreter, uv_path

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory) -> str:
    """An interpreter with pydantic 1."""
    folder = tmp_path_factory.mktemp("pydantic1") / "venv"
    uv, python = str(uv_path()), str(find_interpreter("3.10").path)
    subprocess.run([uv, "venv", "--quiet", "--python", python, str(folder)], check=True)
    command = [uv, "pip", "install", "--quiet", "--python", str(folder), "pydantic<2"]
    subprocess.run(command, check=True)
    return str(Path(folder) / "bin" / "python")


def test_inputs_and_outputs(run_piece):
    outputs = run_piece("EchoPiece", {"number": 0, "flag": False, "maybe": None, "unknown": 1}).outputs
    assert (outputs["number"], outputs["flag"], outputs["maybe"], outputs["colour"]) == (
        0,
        False,
        None,
        "red",
    )


def test_refused_input(run_piece):
    error = run_piece("EchoPiece", {"rows": [{"name": "a", "count": "many"}]}).error
    assert (error["input"], error["value"]) == ("rows", "'many'")
    assert "'rows.0.count' is 'many'" in error["summary"]


def test_missing_input(run_piece):
    assert "'text' is missing" in run_piece("LoudPiece").error["summary"]


def test_floats(run_piece):
    assert run_piece("FloatsPiece").outputs["inside"] == [{"a": None}]


def test_secrets(run_piece):
    assert "'API_KEY' is missing" in run_piece("SecretPiece").error["summary"]
    assert run_piece("SecretPiece", secrets={"API_KEY": "four"}).outputs["length"] == 4


def test_provided_models(run_piece):
    assert run_piece("DefinePiece", {"outputs": [{"name": "a"}]}).outputs["types"] == ["string"]


def test_texts_that_utf_8_refuses(run_piece):
    assert run_piece("LonePiece").outputs == {"text": "caf\udce9"}


def test_a_displayed_file_is_copied_to_the_results(run_piece, tmp_path):
    (tmp_path / "outside.svg").write_text('<?xml version="1.0"?><svg/>')
    display = {"file_type": "image", "file_path": str(tmp_path / "outside.svg"), "base64_content": ""}
    shown = run_piece("ShowPiece", {"display": display}).shown
    assert Path(shown["file_path"]) == tmp_path / "run/task/results/display_result.svg"
    assert shown["size"] == 27
