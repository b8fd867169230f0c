from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_values_become_columns(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("shop,month,sold\nnorth,2,1\nnorth,10,5\nsouth,2,3\nnorth,2,2\n", encoding="utf-8")
    inputs = {"file_path": str(table), "rows": ["shop"], "columns": "month", "values": "sold", "fill": 0}
    output = piece_dry_run("PivotPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert Path(output["file_path"]).read_text(encoding="utf-8") == "shop,2,10\nnorth,3,5\nsouth,3,0\n"
