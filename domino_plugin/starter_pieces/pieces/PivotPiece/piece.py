from __future__ import annotations

import pandas as pd
from domino.base_piece import BasePiece
from starter_files import TableError, existing_file
from starter_tables import is_numeric, read_text, records, require_columns, shown, typed, write_table

from .models import Function, InputModel, OutputModel

MAX_COLUMNS = 1000
NEEDS_NUMBERS = {Function.sum, Function.mean, Function.median}


class PivotPiece(BasePiece):
    """Makes a cross table."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_text(existing_file(input_data.file_path))
        _check(table, input_data)
        result = _pivot(table, input_data)
        self.logger.info(
            "%d rows gave %d rows and %d new columns",
            len(table),
            len(result),
            len(result.columns) - len(set(input_data.rows)),
        )
        path = write_table(result, self.results_path, "pivoted.csv")
        self.display_result = shown(result, path)
        return OutputModel(
            file_path=str(path), row_count=len(result), columns=list(result.columns), data=records(result)
        )


def _check(table: pd.DataFrame, asked: InputModel) -> None:
    pairs = [(f"rows[{index}]", name) for index, name in enumerate(asked.rows)]
    require_columns(table, [*pairs, ("columns", asked.columns), ("values", asked.values)])
    if asked.columns in asked.rows:
        raise TableError(f"columns: {asked.columns!r} is also among the rows; it can be only one of the two.")
    count = table[asked.columns].nunique()
    if count > MAX_COLUMNS:
        raise TableError(
            f"columns: {asked.columns!r} has {count} different values, and each would become a column (at "
            f"most {MAX_COLUMNS}). Choose another column or filter the rows."
        )


def _pivot(table: pd.DataFrame, asked: InputModel) -> pd.DataFrame:
    keys = list(dict.fromkeys(asked.rows))
    used = table.dropna(subset=[asked.columns])
    # Names as in the file, in the order of their values: 2 before 10.
    order = used[asked.columns].drop_duplicates()
    names = list(order.loc[typed(order).sort_values(kind="stable").index])
    groups = [typed(used[name]) for name in keys]
    cells = _cells(used, asked).groupby([*groups, used[asked.columns]], dropna=False)
    if asked.function is Function.only:
        _check_only(cells.size())
    values = cells.agg("first" if asked.function is Function.only else asked.function.value)
    wide = values.unstack(asked.columns)[names]
    if asked.fill is not None:
        wide = wide.astype(object).where(wide.notna(), asked.fill)
    clash = [name for name in names if asked.prefix + name in keys]
    if clash:
        raise TableError(
            f"prefix: a new column would be named {clash[0]!r}, as one of the rows; give a prefix."
        )
    wide.columns = [asked.prefix + name for name in names]
    return wide.reset_index()


def _cells(table: pd.DataFrame, asked: InputModel) -> pd.Series:
    cells = typed(table[asked.values])
    if asked.function in NEEDS_NUMBERS:
        if not is_numeric(cells):
            held = cells.dropna()
            example = f"text such as {held.iloc[0]!r}" if len(held) else "no value at all"
            raise TableError(
                f"values: {asked.function.value!r} needs numbers, but {asked.values!r} holds {example}."
            )
        return cells.astype("Int64") if cells.dtype == "boolean" else cells
    return cells.astype("string") if cells.dtype == object else cells


def _check_only(sizes: pd.Series) -> None:
    several = sizes[sizes > 1]
    if len(several):
        place = several.index[0]
        where = ", ".join(str(part) for part in (place if isinstance(place, tuple) else (place,)))
        raise TableError(
            f"function: {int(several.iloc[0])} rows fall on the place ({where}). Choose what to calculate of "
            "them, such as 'sum', or add a column to 'rows'."
        )
