from __future__ import annotations

from pathlib import Path

import pytest
from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_the_default_script_returns_its_outputs(tmp_path: Path) -> None:
    output = piece_dry_run("CustomPythonPiece", {}, str(REPOSITORY), results_path=str(tmp_path))
    assert output == {"repeated": "hello hello hello", "length": 17}


def test_a_missing_output_is_named(tmp_path: Path) -> None:
    inputs = {
        "input_args": [],
        "script": "def custom_function():\n    return {'a': 1}\n",
        "output_args": [{"name": "b", "type": "integer"}],
    }
    with pytest.raises(ValueError, match="did not return 'b'; it returned a"):
        piece_dry_run("CustomPythonPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
