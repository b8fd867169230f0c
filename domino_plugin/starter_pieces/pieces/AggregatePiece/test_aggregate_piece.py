from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_a_row_of_figures_for_each_group(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("shop,sold\nnorth,1\nsouth,5\nnorth,2\n", encoding="utf-8")
    output = piece_dry_run(
        "AggregatePiece",
        {
            "file_path": str(table),
            "group_by": ["shop"],
            "aggregations": [{"function": "sum", "column": "sold", "name": "total"}, {"function": "count"}],
        },
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert output["data"] == [
        {"shop": "north", "total": 3, "rows": 2},
        {"shop": "south", "total": 5, "rows": 1},
    ]
    assert Path(output["file_path"]).read_text(encoding="utf-8") == "shop,total,rows\nnorth,3,2\nsouth,5,1\n"
