from __future__ import annotations

import datetime as dt
from pathlib import Path

from domino.testing import piece_dry_run
from openpyxl import Workbook

REPOSITORY = Path(__file__).parents[2]


def test_a_sheet_becomes_a_table(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.create_sheet("Data")
    for row in (
        ["A report"],
        ["name", "paid", "at"],
        ["Anna", 2.0, dt.datetime(2026, 1, 31, 8)],  # noqa: DTZ001 (Excel knows no zones)
        [],
        ["B", 1.5],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "report.xlsx")
    inputs = {"file_path": str(tmp_path / "report.xlsx"), "sheet": "Data", "header_row": 2}
    output = piece_dry_run("ReadExcelPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert Path(output["file_path"]).read_text(encoding="utf-8") == (
        "name,paid,at\nAnna,2,2026-01-31T08:00:00\nB,1.5,\n"
    )
    assert output["sheets"] == ["Sheet", "Data"]
