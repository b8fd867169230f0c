from __future__ import annotations

import tempfile
from pathlib import Path

from domino.base_piece import BasePiece
from starter_cells import shown, write_rows
from starter_files import require_names
from starter_sources import locate

from .models import InputModel, OutputModel
from .sheet import open_workbook, sheet_of, table_of


class ReadExcelPiece(BasePiece):
    """Reads a sheet of a workbook."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        with tempfile.TemporaryDirectory() as folder:
            source = locate(input_data.file_path, Path(folder), None, kind="workbook")
            workbook = open_workbook(source)
            sheet = sheet_of(workbook, input_data.sheet)
            names, rows = table_of(sheet, input_data.header_row, input_data.row_limit)
            sheets = [one.title for one in workbook.worksheets]
            workbook.close()
        require_names(names, [(f"columns[{i}]", name) for i, name in enumerate(input_data.columns)])
        if input_data.columns:
            wanted = list(dict.fromkeys(input_data.columns))
            places = [names.index(name) for name in wanted]
            names, rows = wanted, [[row[place] for place in places] for row in rows]
        self.logger.info("Read %d rows of the sheet %r: %s", len(rows), sheet.title, ", ".join(names))

        path = Path(self.results_path).absolute() / f"{source.name.split('.')[0] or 'table'}.csv"
        write_rows(path, names, rows)
        self.display_result = shown(path, names, rows)
        return OutputModel(file_path=str(path), row_count=len(rows), columns=names, sheets=sheets)
