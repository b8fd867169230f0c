from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_rows_are_shown_and_columns_described(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("name,age\nAnna,30\nBert,\nCarl,40\n", encoding="utf-8")
    inputs = {"file_path": str(table), "rows": 1, "position": "last"}
    output = piece_dry_run("PreviewTablePiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert output["data"] == [{"name": "Carl", "age": 40}]
    assert output["row_count"] == 3
    age = output["columns"][1]
    assert (age["type"], age["missing"], age["smallest"], age["largest"], age["mean"]) == (
        "integer",
        1,
        30,
        40,
        35,
    )
