"""What Pieces leave: outputs, display results, files, exit codes."""

from __future__ import annotations

import base64
import os
import resource
from pathlib import Path

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


def test_file_outside_the_storage_is_copied_to_the_results(run_piece, tmp_path):
    outside = tmp_path / "outside.html"
    outside.write_text("kept")
    ran = run_piece("ShowPiece", {"display": {"file_type": "html", "file_path": str(outside)}})
    copy = tmp_path / "run/task/results/display_result.html"
    assert ran.shown == {"file_type": "html", "file_path": str(copy), "base64_content": None, "size": 4}
    assert copy.read_text() == "kept"
    assert ran.response["storage_bytes"] == 4


def test_a_copy_takes_no_name_of_the_pieces_files(run_piece, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("kept")
    inputs = {"file": "display_result.txt", "content": "own"}
    ran = run_piece("ShowPiece", {**inputs, "display": {"file_type": "txt", "file_path": str(outside)}})
    results = tmp_path / "run/task/results"
    assert ran.shown["file_path"] == str(results / "display_result-2.txt")
    assert (results / "display_result.txt").read_text() == "own"
    assert (results / "display_result-2.txt").read_text() == "kept"


def test_a_big_file_outside_the_storage_takes_no_memory(run_piece, tmp_path):
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(400 << 20)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))

    display = {"file_type": "csv", "file_path": str(big)}
    ran = run_piece("ShowPiece", {"display": display}, preexec_fn=limit)
    assert ran.outputs
    assert ran.shown["size"] == 400 << 20


def test_link_out_of_the_storage_is_copied(run_piece, tmp_path):
    (tmp_path / "outside.txt").write_text("kept")
    link = tmp_path / "run/task/results/link.txt"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "outside.txt")
    shown = run_piece("ShowPiece", {"display": {"file_type": "txt", "file_path": str(link)}}).shown
    copy = Path(shown["file_path"])
    assert (copy.name, copy.is_symlink(), copy.read_text()) == ("display_result.txt", False, "kept")


def test_a_file_of_the_workspace_is_copied(run_piece, tmp_path):
    file = tmp_path / "run/.files/sales.csv"
    file.parent.mkdir(parents=True)
    file.write_text("a,b")
    shown = run_piece("ShowPiece", {"display": {"file_type": "csv", "file_path": str(file)}}).shown
    assert shown["file_path"] == str(tmp_path / "run/task/results/display_result.csv")
    assert Path(shown["file_path"]).read_text() == "a,b"


def test_a_name_that_is_no_text_is_copied_under_one_that_is(run_piece, tmp_path):
    file = os.fsdecode(b"caf\xe9.txt")
    display = {"file_type": "txt", "file_path": f"RESULTS/{file}"}
    shown = run_piece("ShowPiece", {"file": file, "content": "kept", "display": display}).shown
    assert shown["file_path"] == str(tmp_path / "run/task/results/display_result.txt")


def test_what_can_not_be_copied_fails_nothing(run_piece, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("kept" * 1000)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    display = {"file_type": "txt", "file_path": str(outside)}
    ran = run_piece("ShowPiece", {"display": display}, preexec_fn=limit)
    assert ran.exit_code == 0
    assert (ran.shown["file_path"], ran.shown["size"]) == (str(outside), None)
    assert f"{outside} can't be copied to the results: File too large" in ran.stderr
    assert list((tmp_path / "run/task/results").iterdir()) == []


@pytest.mark.parametrize("content", ["", None])
def test_beside_empty_content_the_file_counts(run_piece, tmp_path, content):
    display = {"file_type": "png", "file_path": "RESULTS/a.png", "base64_content": content}
    ran = run_piece("ShowPiece", {"file": "a.png", "content": "pixels", "display": display})
    assert ran.shown["base64_content"] is None
    assert (ran.shown["file_path"], ran.shown["size"]) == (str(tmp_path / "run/task/results/a.png"), 6)


@pytest.mark.parametrize("path", [{}, {"file_path": None}, {"file_path": ""}])
def test_empty_content_alone_is_shown_empty(run_piece, path):
    shown = run_piece("ShowPiece", {"display": {"file_type": "txt", "base64_content": "", **path}}).shown
    assert shown["base64_content"] == ""


@pytest.mark.parametrize("path", [{}, ["a"], 3, 3.5, True])
def test_a_path_that_is_none_is_a_missing_file(run_piece, path):
    ran = run_piece("ShowPiece", {"display": {"file_type": "png", "file_path": path}})
    assert ran.exit_code == 0
    assert ran.shown == {"file_type": "png", "file_path": None, "base64_content": None, "size": None}
    assert f"'file_path' is of type {type(path).__name__}, which is no path" in ran.stderr


@pytest.mark.parametrize("path", ["\0", "\ud800", "x" * 5000, "/"])
def test_a_path_that_no_file_can_have_is_a_missing_file(run_piece, path):
    ran = run_piece("ShowPiece", {"display": {"file_type": "png", "file_path": path}})
    assert ran.exit_code == 0
    assert (ran.shown["base64_content"], ran.shown["size"]) == (None, None)


def test_half_a_surrogate_pair_fails_nothing(run_piece):
    assert run_piece("LonePiece").outputs == {"text": "caf\udce9"}


@pytest.mark.parametrize("display", [{"file_path": "x"}, {"file_type": "txt"}])
def test_half_a_display_result_is_refused(run_piece, display):
    ran = run_piece("ShowPiece", {"display": display})
    assert ran.exit_code == 1
    assert "display_result" in ran.error["summary"]


def test_response_is_written_at_once(run_piece, tmp_path):
    run_piece("EchoPiece")
    assert not list(tmp_path.glob("*.part"))
    assert (tmp_path / "response.json").stat().st_mode & 0o077 == 0
