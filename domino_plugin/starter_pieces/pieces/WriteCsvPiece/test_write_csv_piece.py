from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_the_form_that_is_asked_for(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("name,price\nJörg,1.5\nAnna,\n", encoding="utf-8")
    inputs = {
        "file_path": str(table),
        "file_name": "prices.csv",
        "delimiter": "semicolon",
        "decimal": "comma",
        "encoding": "cp1252",
        "missing": "NA",
    }
    output = piece_dry_run("WriteCsvPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert Path(output["file_path"]).read_bytes() == "name;price\nJörg;1,5\nAnna;NA\n".encode("cp1252")
