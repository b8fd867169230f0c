from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_tables_become_sheets(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    text = "name,day,n\n=1+1,2026-01-31,5\nAnna,,\n"
    table.write_text(text, encoding="utf-8")
    sheets = [{"name": "First", "file_path": str(table)}, {"name": "Second", "file_path": str(table)}]
    written = piece_dry_run(
        "WriteExcelPiece", {"sheets": sheets}, str(REPOSITORY), results_path=str(tmp_path)
    )
    assert (written["sheets"], written["row_count"]) == (["First", "Second"], 4)
    output = piece_dry_run(
        "ReadExcelPiece",
        {"file_path": written["file_path"], "sheet": "Second"},
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert Path(output["file_path"]).read_text(encoding="utf-8") == text
