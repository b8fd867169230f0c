from __future__ import annotations

import csv

import pandas as pd
from domino.base_piece import BasePiece
from starter_files import TableError, existing_file, result_file
from starter_tables import is_numeric, read_text, shown, typed

from .models import InputModel, OutputModel

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}


class WriteCsvPiece(BasePiece):
    """Writes a table as CSV in the form that is asked for."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        source = existing_file(input_data.file_path)
        table = read_text(source)
        compressed = input_data.file_name.lower().endswith(".gz")
        path = result_file(self.results_path, input_data.file_name, ".csv.gz" if compressed else ".csv")
        frame = _with_decimal_commas(table) if input_data.decimal == "comma" else table
        try:
            frame.to_csv(
                path,
                sep=SEPARATORS[input_data.delimiter.value],
                index=False,
                header=input_data.header,
                na_rep=input_data.missing,
                encoding=input_data.encoding,
                quoting=csv.QUOTE_ALL if input_data.quote_all else csv.QUOTE_MINIMAL,
                lineterminator="\n",
            )
        except UnicodeEncodeError as error:
            letter = error.object[error.start : error.end]
            raise TableError(
                f"encoding: {input_data.encoding} has no letter {letter!r}, which the table holds. "
                "Choose utf-8, which has all."
            ) from None
        size = path.stat().st_size
        self.logger.info("Wrote %d rows to %s (%d bytes)", len(table), path.name, size)
        # Shown is the table, whatever form the file has.
        self.display_result = shown(table, source)
        return OutputModel(file_path=str(path), row_count=len(table), size_bytes=size)


def _with_decimal_commas(table: pd.DataFrame) -> pd.DataFrame:
    numbers = [
        name for name in table.columns if is_numeric(cells := typed(table[name])) and cells.dtype != "boolean"
    ]
    return table.assign(**{name: table[name].str.replace(".", ",", regex=False) for name in numbers})
