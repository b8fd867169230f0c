from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_the_text_and_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("# Title\n\nText ü\n", encoding="utf-8")
    (tmp_path / "results").mkdir()
    inputs = {"file_path": str(file), "skip_empty_lines": True}
    output = piece_dry_run("ReadTextPiece", inputs, str(REPOSITORY), results_path=str(tmp_path / "results"))
    assert output["text"] == "# Title\n\nText ü\n"
    assert output["lines"] == ["# Title", "Text ü"]
