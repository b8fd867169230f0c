from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_numbers_are_sorted_by_value_and_texts_by_alphabet(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("shop,sold\nnorth,9\nsouth,10\nEast,10\nwest,\n", encoding="utf-8")
    keys = [{"column": "sold", "descending": True}, {"column": "shop"}]
    output = piece_dry_run(
        "SortRowsPiece",
        {"file_path": str(table), "sort_by": keys},
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert [row["shop"] for row in output["data"]] == ["East", "south", "north", "west"]
