from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
from domino.base_piece import BasePiece
from starter_sources import locate
from starter_tables import kind_of, read_text, require_columns, shown, write_table

from .conversion import convert, decimal_points
from .delimiter import SEPARATORS, find_separator
from .models import DecimalSeparator, InputModel, OutputModel

SAMPLES = Path(__file__).parent / "data"


class ReadCsvPiece(BasePiece):
    """Reads a table and passes it on as a clean CSV file."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        with tempfile.TemporaryDirectory() as folder:
            source = locate(input_data.file_path, Path(folder), SAMPLES)
            frame = self._read(source, input_data)
        frame = self._shape(frame, input_data)

        path = write_table(frame, self.results_path, f"{source.name.split('.')[0] or 'table'}.csv")
        kinds = {name: kind_of(frame[name]) for name in frame.columns}
        self.logger.info("Read %d rows and %d columns from %s", len(frame), len(kinds), input_data.file_path)
        for name, kind in kinds.items():
            self.logger.info("  %s: %s, %d missing", name, kind, int(frame[name].isna().sum()))
        self.display_result = shown(frame, path)
        return OutputModel(
            file_path=str(path), row_count=len(frame), columns=list(frame.columns), column_types=kinds
        )

    def _read(self, source: Path, input_data: InputModel) -> pd.DataFrame:
        separator = SEPARATORS.get(input_data.delimiter.value)
        if separator is None:
            separator = find_separator(source, input_data.encoding, input_data.skip_rows)
        return read_text(
            source,
            separator=separator,
            encoding=input_data.encoding,
            header=input_data.header,
            skip_rows=input_data.skip_rows,
            row_limit=input_data.row_limit,
            missing=input_data.missing_values,
            strip_spaces=True,
        )

    @staticmethod
    def _shape(frame: pd.DataFrame, input_data: InputModel) -> pd.DataFrame:
        wanted = [(f"columns[{index}]", name) for index, name in enumerate(input_data.columns)]
        wished = [
            (f"column_types[{index}].column", c.column) for index, c in enumerate(input_data.column_types)
        ]
        require_columns(frame, wanted + wished)
        if input_data.columns:
            frame = frame[list(dict.fromkeys(input_data.columns))].copy()
        if input_data.decimal is DecimalSeparator.comma:
            frame = frame.apply(decimal_points)
        for index, wish in enumerate(input_data.column_types):
            if wish.column in frame.columns:
                frame[wish.column] = convert(
                    frame[wish.column], wish.type.value, wish.date_format, f"column_types[{index}]"
                )
        return frame
