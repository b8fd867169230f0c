"""What Pieces leave: outputs, display results, files, exit codes."""

from __future__ import annotations

import base64

import pytest


def test_nan_and_infinity_become_null(run_piece):
    assert run_piece("FloatsPiece").outputs == {
        "not_a_number": None,
        "infinite": None,
        "finite": 0.5,
        "inside": [{"a": None}],
    }


@pytest.mark.parametrize(("code", "exit_code"), [(3, 3), (1, 1), (None, 0), (0, 0), ("text", 1)])
def test_exit_code_of_the_piece_is_kept(run_piece, code, exit_code):
    ran = run_piece("LeavePiece", {"code": code})
    assert ran.exit_code == exit_code
    assert ran.error["type"] == "SystemExit"
    assert str(exit_code) in ran.error["summary"]
    assert ("text" in ran.stderr) == (code == "text")


def test_other_returns_are_refused(run_piece):
    ran = run_piece("ListPiece")
    assert ran.exit_code == 1
    assert ran.error["type"] == "domino.exceptions.exceptions.InvalidPieceOutputError"
    assert "ListPiece" in ran.error["summary"]


def test_nothing_displayed(run_piece):
    shown = run_piece("ShowPiece").shown
    assert (shown["file_type"], shown["file_path"], shown["size"]) == ("txt", None, None)
    assert base64.b64decode(shown["base64_content"]) == (
        b"Piece ShowPiece did not return a valid display_result."
    )


def test_displayed_file_stays_in_the_storage(run_piece, tmp_path):
    display = {"file_type": "csv", "file_path": "RESULTS/table.csv"}
    ran = run_piece("ShowPiece", {"file": "table.csv", "content": "a,b", "display": display})
    assert ran.shown == {
        "file_type": "csv",
        "file_path": str(tmp_path / "run/task/results/table.csv"),
        "base64_content": None,
        "size": 3,
    }
    assert ran.response["storage_bytes"] == 3


@pytest.mark.parametrize("file_type", ["image", "parquet", "zip", "whatever"])
def test_any_file_type_is_tolerated(run_piece, file_type):
    display = {"file_type": file_type, "base64_content": "eA=="}
    assert run_piece("ShowPiece", {"display": display}).shown["file_type"] == file_type


def test_missing_file_is_no_failure(run_piece):
    ran = run_piece("ShowPiece", {"display": {"file_type": "png", "file_path": "RESULTS/none.png"}})
    assert ran.exit_code == 0
    assert ran.shown["base64_content"] is None
    assert ran.shown["size"] is None
    assert ran.shown["file_path"].endswith("none.png")


def test_file_outside_the_storage_is_carried(run_piece, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("kept")
    display = {"file_type": "txt", "file_path": str(outside)}
    shown = run_piece("ShowPiece", {"display": display}).shown
    assert base64.b64decode(shown["base64_content"]) == b"kept"


def test_link_out_of_the_storage_is_carried(run_piece, tmp_path):
    (tmp_path / "outside.txt").write_text("kept")
    link = tmp_path / "run/task/results/link.txt"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "outside.txt")
    shown = run_piece("ShowPiece", {"display": {"file_type": "txt", "file_path": str(link)}}).shown
    assert base64.b64decode(shown["base64_content"]) == b"kept"


@pytest.mark.parametrize("display", [{"file_path": "x"}, {"file_type": "txt"}])
def test_half_a_display_result_is_refused(run_piece, display):
    ran = run_piece("ShowPiece", {"display": display})
    assert ran.exit_code == 1
    assert "display_result" in ran.error["summary"]


def test_response_is_written_at_once(run_piece, tmp_path):
    run_piece("EchoPiece")
    assert not list(tmp_path.glob("*.part"))
    assert (tmp_path / "response.json").stat().st_mode & 0o077 == 0
