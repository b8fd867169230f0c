from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_columns_become_rows(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("shop,2024,2025\nnorth,1,2\nsouth,,3\n", encoding="utf-8")
    inputs = {"file_path": str(table), "keep": ["shop"], "name_column": "year", "value_column": "sold"}
    output = piece_dry_run("UnpivotPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert Path(output["file_path"]).read_text(encoding="utf-8") == (
        "shop,year,sold\nnorth,2024,1\nnorth,2025,2\nsouth,2025,3\n"
    )
