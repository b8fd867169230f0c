from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text('code,day,n\n007,2026-01-31,1.5\n"0,1",,2\n', encoding="utf-8")
    written = piece_dry_run(
        "WriteParquetPiece", {"file_path": str(table)}, str(REPOSITORY), results_path=str(tmp_path)
    )
    output = piece_dry_run(
        "ReadParquetPiece",
        {"file_path": written["file_path"], "columns": ["n", "code", "day"]},
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert output["column_types"] == {"n": "double", "code": "varchar", "day": "date"}
    assert Path(output["file_path"]).read_text(encoding="utf-8") == (
        'n,code,day\n1.5,007,2026-01-31\n2.0,"0,1",\n'
    )
