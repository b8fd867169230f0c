from __future__ import annotations

import pandas as pd
from domino.base_piece import BasePiece
from starter_files import existing_file
from starter_tables import read_text, records, require_columns, shown, typed, write_table

from .models import InputModel, OutputModel


class SortRowsPiece(BasePiece):
    """Sorts the rows of a table."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_text(existing_file(input_data.file_path))
        require_columns(
            table, [(f"sort_by[{index}].column", key.column) for index, key in enumerate(input_data.sort_by)]
        )
        rows = table.drop_duplicates() if input_data.distinct else table
        if len(rows) < len(table):
            self.logger.info("Dropped %d repeated rows", len(table) - len(rows))
        result = table.loc[_order(rows, input_data)]
        if input_data.row_limit:
            result = result.head(input_data.row_limit)
        self.logger.info("Sorted %d rows, kept %d", len(table), len(result))
        path = write_table(result, self.results_path, "sorted.csv")
        self.display_result = shown(result, path)
        return OutputModel(
            file_path=str(path),
            row_count=len(result),
            columns=list(result.columns),
            data=records(result.apply(typed)),
        )


def _order(rows: pd.DataFrame, asked: InputModel) -> pd.Index:
    """Return the index of the rows in their new order; rows that are equal keep theirs."""
    keys = {}
    for number, key in enumerate(asked.sort_by):
        cells = typed(rows[key.column])
        if cells.dtype == object and not asked.case_sensitive:
            cells = cells.str.casefold()
        keys[f"key{number}"] = cells
    frame = pd.DataFrame(keys, index=rows.index)
    return frame.sort_values(
        list(frame.columns),
        ascending=[not key.descending for key in asked.sort_by],
        kind="stable",
        na_position=asked.missing,
    ).index
