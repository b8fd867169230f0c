"""What is said when a Piece can't be run or fails."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples" / "runtime_pieces"
SECRET = "s3cr3t-value/with+signs"


def test_exception_of_the_piece(run_piece):
    ran = run_piece("RaisePiece")
    assert ran.exit_code == 1
    assert ran.error["type"] == "RuntimeError"
    assert ran.error["message"] == "boom ü\nsecond line"
    assert ran.error["summary"] == "RuntimeError: boom ü"
    assert ran.error["in_piece_code"]
    assert "KeyError" in ran.stderr
    assert "RaisePiece/piece.py" in ran.stderr
    assert "domino_plugin" not in ran.stderr


def test_oldest_api_is_a_type_error(run_piece):
    ran = run_piece("OldestPiece")
    assert ran.exit_code == 1
    assert ran.error["type"] == "TypeError"
    assert "input_data" in ran.error["message"]
    assert not ran.error["in_piece_code"]


def test_missing_library_is_named(run_piece):
    ran = run_piece("UnimportablePiece")
    assert ran.error["type"] == "ModuleNotFoundError"
    assert "no_such_library_anywhere" in ran.stderr
    assert ran.error["in_piece_code"]


def test_piece_without_its_class(run_piece):
    summary = run_piece("NamelessPiece").error["summary"]
    assert "NamelessPiece/piece.py has no class 'NamelessPiece'" in summary


def test_unknown_piece(run_piece):
    ran = run_piece("EchoPice")
    assert ran.exit_code == 1
    assert "Did you mean 'EchoPiece'?" in ran.error["summary"]
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("name", ["../pieces/EchoPiece", "", ".", "pieces"])
def test_piece_name_is_no_path(run_piece, name):
    assert "has no Piece" in run_piece(name).error["summary"]


def test_missing_secret_stops_before_the_piece(run_piece, tmp_path):
    ran = run_piece("SecretPiece", {"unused": 1}, secrets={"API_KEY": None})
    assert ran.exit_code == 1
    assert "Secret 'API_KEY' is missing" in ran.error["summary"]
    assert not (tmp_path / "run/task/results/ran.txt").exists()


def test_optional_secret(run_piece):
    assert run_piece("SecretPiece", secrets={"API_KEY": "abc"}).outputs == {"length": 3, "limit": None}
    assert run_piece("SecretPiece", secrets={"API_KEY": "abc", "LIMIT": "5"}).outputs["limit"] == 5


def test_secret_never_shows(run_piece, tmp_path):
    for secrets, inputs in (
        ({"API_KEY": SECRET}, {"fail": True}),
        ({"API_KEY": SECRET, "LIMIT": "no-number-4711"}, {}),
        ({"API_KEY": {"inner": SECRET}}, {}),
    ):
        ran = run_piece("SecretPiece", inputs, secrets=secrets)
        assert ran.exit_code == 1
        (tmp_path / "secrets.json").unlink()
        everything = ran.stderr + ran.stdout + json.dumps(ran.response)
        assert SECRET not in everything
        assert "no-number-4711" not in everything


def test_a_refused_input_is_told_as_the_original_does_and_what_is_wrong_with_it(run_piece):
    error = run_piece("SecretPiece", {"fail": "perhaps"}, secrets={"API_KEY": SECRET}).error
    first, second = error["message"].splitlines()
    assert first == "1 validation error for InputModel"
    assert second == error["summary"]
    assert second.startswith("Input 'fail' is 'perhaps': ")


@pytest.mark.parametrize("before", [15, 40, 90])
def test_a_refused_input_is_masked_before_it_is_shortened(run_piece, before):
    ran = run_piece("SecretPiece", {"fail": "x" * before + SECRET + "y" * 200}, secrets={"API_KEY": SECRET})
    assert "Input 'fail' is 'xxx" in ran.error["summary"]
    everything = ran.stderr + ran.stdout + json.dumps(ran.response)
    assert SECRET[:5] not in everything
    assert SECRET[-5:] not in everything


def test_refused_secret_is_named(run_piece):
    summary = run_piece("SecretPiece", secrets={"API_KEY": "abcd", "LIMIT": "no-number"}).error["summary"]
    assert "Secret 'LIMIT' is not accepted" in summary


def test_secrets_by_descriptor(run_piece):
    with tempfile.TemporaryFile() as file:
        file.write(b'{"API_KEY": "four"}')
        file.seek(0)
        number = file.fileno()
        ran = run_piece("SecretPiece", secrets_file=f"/dev/fd/{number}", pass_fds=[number])
    assert ran.outputs["length"] == 4


def test_secrets_by_pipe(run_piece):
    reading, writing = os.pipe()
    os.write(writing, b'{"API_KEY": "four"}')
    os.close(writing)
    ran = run_piece("SecretPiece", secrets_file=f"/dev/fd/{reading}", pass_fds=[reading])
    os.close(reading)
    assert ran.outputs["length"] == 4


def test_long_messages_are_cut(run_piece, tmp_path):
    folder = tmp_path / "repository" / "pieces" / "LongPiece"
    folder.mkdir(parents=True)
    (folder / "models.py").write_text((SAMPLES / "pieces/RaisePiece/models.py").read_text())
    (folder / "piece.py").write_text(
        "from domino.base_piece import BasePiece\n\n\nclass LongPiece(BasePiece):\n"
        "    def piece_function(self, input_data):\n        raise ValueError('a' * 5_000_000 + 'end')\n"
    )
    ran = run_piece("LongPiece", repository=tmp_path / "repository")
    assert len(json.dumps(ran.response)) < 60_000
    assert ran.error["message"].endswith("end")
    assert "characters left out" in ran.stderr
