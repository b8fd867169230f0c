from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_columns_get_types_by_their_cells(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "code,n,x,ok,day,at\n007,1,1.5,true,2026-01-31,2026-01-31T10:00:00\n8,,2,false,,\n", encoding="utf-8"
    )
    inputs = {"file_path": str(table), "file_name": "typed", "compression": "snappy"}
    output = piece_dry_run("WriteParquetPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert output["column_types"] == {
        "code": "varchar",
        "n": "bigint",
        "x": "double",
        "ok": "boolean",
        "day": "date",
        "at": "timestamp",
    }
    assert Path(output["file_path"]).read_bytes().startswith(b"PAR1")
