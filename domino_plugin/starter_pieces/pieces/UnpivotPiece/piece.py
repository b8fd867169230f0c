from __future__ import annotations

from domino.base_piece import BasePiece
from starter_files import TableError, existing_file
from starter_tables import read_text, records, require_columns, shown, typed, write_table

from .models import InputModel, OutputModel


class UnpivotPiece(BasePiece):
    """Turns columns into rows."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_text(existing_file(input_data.file_path))
        kept = list(dict.fromkeys(input_data.keep))
        require_columns(
            table,
            [(f"keep[{index}]", name) for index, name in enumerate(kept)]
            + [(f"columns[{index}]", name) for index, name in enumerate(input_data.columns)],
        )
        columns = list(dict.fromkeys(input_data.columns or [n for n in table.columns if n not in kept]))
        _check(kept, columns, input_data)

        # Row by row, not column by column as melt does: what belongs together stays together.
        long = table[kept + columns].melt(
            id_vars=kept,
            value_vars=columns,
            var_name=input_data.name_column,
            value_name=input_data.value_column,
            ignore_index=False,
        )
        long = long.sort_index(kind="stable")
        if input_data.drop_missing:
            long = long.dropna(subset=[input_data.value_column])
        self.logger.info("%d rows and %d columns gave %d rows", len(table), len(columns), len(long))
        path = write_table(long, self.results_path, "unpivoted.csv")
        self.display_result = shown(long, path)
        return OutputModel(
            file_path=str(path),
            row_count=len(long),
            columns=list(long.columns),
            data=records(long.apply(typed)),
        )


def _check(kept: list[str], columns: list[str], asked: InputModel) -> None:
    if not columns:
        raise TableError("keep: all columns are kept, so that none is left to become rows.")
    both = [name for name in columns if name in kept]
    if both:
        raise TableError(f"columns: {both[0]!r} is also among the columns to keep.")
    if asked.name_column == asked.value_column:
        raise TableError(f"value_column: the column for names is called {asked.value_column!r} as well.")
    for field, name in (("name_column", asked.name_column), ("value_column", asked.value_column)):
        if name in kept:
            raise TableError(f"{field}: a column to keep is called {name!r} as well; choose another name.")
