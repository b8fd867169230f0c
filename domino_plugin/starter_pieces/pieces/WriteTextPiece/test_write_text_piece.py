from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_a_text_becomes_a_file(tmp_path: Path) -> None:
    inputs = {"text": "# Hello", "file_name": "hello", "kind": "md"}
    output = piece_dry_run("WriteTextPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert output == {"file_path": str(tmp_path / "hello.md"), "size_bytes": 8}
    assert (tmp_path / "hello.md").read_text(encoding="utf-8") == "# Hello\n"
