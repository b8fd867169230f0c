from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_columns_are_chosen_and_renamed(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    inputs = {"file_path": str(table), "columns": ["c", "a", "b"], "drop": ["b"], "rename": {"a": "first"}}
    output = piece_dry_run("SelectColumnsPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert output["data"] == [{"c": 3, "first": 1}]
