from __future__ import annotations

import pandas as pd
from domino.base_piece import BasePiece
from starter_files import existing_file
from starter_tables import (
    is_numeric,
    kind_of,
    plain,
    read_text,
    records,
    require_columns,
    shown,
    typed,
    write_table,
)

from .models import ColumnSummary, InputModel, OutputModel

#: So that a random sample is the same each time.
SEED = 0


class PreviewTablePiece(BasePiece):
    """Shows rows of a table and describes its columns."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_text(existing_file(input_data.file_path))
        require_columns(table, [(f"columns[{i}]", name) for i, name in enumerate(input_data.columns)])
        if input_data.columns:
            table = table[list(dict.fromkeys(input_data.columns))]
        summaries = [_summary(table[name]) for name in table.columns]
        self.logger.info("%d rows, %d columns", len(table), len(summaries))
        for one in summaries:
            self.logger.info(
                "  %s: %s, %d missing, %d different, from %s to %s",
                one.name,
                one.type,
                one.missing,
                one.distinct,
                one.smallest,
                one.largest,
            )
        rows = _picked(table, input_data)
        path = write_table(rows, self.results_path, "preview.csv")
        self.display_result = shown(rows, path)
        return OutputModel(
            file_path=str(path),
            row_count=len(table),
            columns=summaries,
            data=records(table.apply(typed).loc[rows.index]),
        )


def _picked(table: pd.DataFrame, asked: InputModel) -> pd.DataFrame:
    if asked.position == "random":
        return table.sample(min(asked.rows, len(table)), random_state=SEED).sort_index()
    return table.head(asked.rows) if asked.position == "first" else table.tail(asked.rows)


def _summary(column: pd.Series) -> ColumnSummary:
    cells = typed(column)
    present = cells.dropna()
    numbers = is_numeric(cells) and cells.dtype != "boolean" and len(present) > 0
    return ColumnSummary(
        name=str(column.name),
        type=kind_of(column),
        missing=int(cells.isna().sum()),
        distinct=int(cells.nunique()),
        smallest=plain(present.min()) if len(present) else None,
        largest=plain(present.max()) if len(present) else None,
        mean=float(present.mean()) if numbers else None,
    )
