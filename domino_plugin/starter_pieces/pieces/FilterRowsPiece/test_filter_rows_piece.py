from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_rows_are_kept_as_they_are(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("code,price\n007,1.50\n010,2.50\n011,\n", encoding="utf-8")
    conditions = [{"column": "price", "operator": "less than", "value": 2}]
    output = piece_dry_run(
        "FilterRowsPiece",
        {"file_path": str(table), "conditions": conditions},
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert Path(output["file_path"]).read_text(encoding="utf-8") == "code,price\n007,1.50\n"
    assert (output["row_count"], output["removed_count"]) == (1, 2)
