from __future__ import annotations

from domino.base_piece import BasePiece
from openpyxl import Workbook
from starter_cells import read_rows, shown, write_rows
from starter_files import TableError, existing_file, result_file

from .models import InputModel, OutputModel
from .workbook import add_sheet


class WriteExcelPiece(BasePiece):
    """Writes tables as a workbook."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        names = [sheet.name.strip() for sheet in input_data.sheets]
        for index, name in enumerate(names):
            if name.lower() in {other.lower() for other in names[:index]}:
                raise TableError(f"sheets[{index}].name: there are two sheets named {name!r}.")
        path = result_file(self.results_path, input_data.file_name, ".xlsx")
        workbook = Workbook(write_only=True)
        total = 0
        for index, (name, sheet) in enumerate(zip(names, input_data.sheets, strict=True)):
            field = f"sheets[{index}].file_path"
            header, rows = read_rows(existing_file(sheet.file_path, field))
            add_sheet(workbook, name, header, rows, styled=input_data.styled, field=field)
            self.logger.info("Sheet %r: %d rows", name, len(rows))
            total += len(rows)
            if index == 0:
                # A workbook can't be shown; its first table can.
                preview = path.with_name(f"{path.stem}.csv")
                write_rows(preview, header, rows)
                self.display_result = shown(preview, header, rows)
        workbook.save(path)
        return OutputModel(file_path=str(path), sheets=names, row_count=total, size_bytes=path.stat().st_size)
