from __future__ import annotations

from typing import Any

import pandas as pd
from domino.base_piece import BasePiece
from starter_files import TableError, existing_file
from starter_tables import (
    is_numeric,
    read_text,
    records,
    require_columns,
    shown,
    typed,
    write_table,
)

from .models import Aggregation, Function, InputModel, OutputModel

#: The name pandas has for each function.
PANDAS = {
    Function.count: "count",
    Function.count_distinct: "nunique",
    Function.sum: "sum",
    Function.mean: "mean",
    Function.median: "median",
    Function.min: "min",
    Function.max: "max",
    Function.std: "std",
    Function.var: "var",
    Function.first: "first",
    Function.last: "last",
}
#: What these give for no row at all; the others give nothing.
ZERO_OF_NOTHING = {Function.count, Function.count_distinct, Function.sum}
NEEDS_NUMBERS = {Function.sum, Function.mean, Function.median, Function.std, Function.var}


class AggregatePiece(BasePiece):
    """Calculates a row of figures for each group of rows."""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_text(existing_file(input_data.file_path))
        require_columns(table, _asked_for(input_data))
        result = self._result(table, input_data)
        result = _sorted(result, input_data)

        self.logger.info("%d rows gave %d groups:", len(table), len(result))
        for line in result.head(50).to_string(index=False).splitlines():
            self.logger.info("%s", line)
        path = write_table(result, self.results_path, "aggregated.csv")
        self.display_result = shown(result, path)
        return OutputModel(
            file_path=str(path), row_count=len(result), columns=list(result.columns), data=records(result)
        )

    def _result(self, table: pd.DataFrame, input_data: InputModel) -> pd.DataFrame:
        names = _result_names(input_data)
        pairs = list(zip(names, input_data.aggregations, strict=True))
        keys = self._keys(table, input_data)
        columns = {}
        for index, (name, aggregation) in enumerate(pairs):
            cells, function = _cells(table, aggregation, f"aggregations[{index}]")
            columns[name] = cells.groupby(keys, dropna=not input_data.keep_missing_groups).agg(function)
        if input_data.group_by:
            return pd.DataFrame(columns).reset_index()
        if table.empty:
            return pd.DataFrame(
                [
                    {
                        name: 0 if aggregation.function in ZERO_OF_NOTHING else None
                        for name, aggregation in pairs
                    }
                ]
            )
        return pd.DataFrame(columns)

    def _keys(self, table: pd.DataFrame, input_data: InputModel) -> list[Any]:
        names = list(dict.fromkeys(input_data.group_by))
        if not names:
            return [pd.Series(0, index=table.index)]
        incomplete = int(table[names].isna().any(axis=1).sum())
        if incomplete and not input_data.keep_missing_groups:
            self.logger.info("%d rows without a value in %s are left out", incomplete, ", ".join(names))
        return [typed(table[name]) for name in names]


def _asked_for(input_data: InputModel) -> list[tuple[str, str]]:
    groups = [(f"group_by[{index}]", name) for index, name in enumerate(input_data.group_by)]
    return groups + [
        (f"aggregations[{index}].column", aggregation.column)
        for index, aggregation in enumerate(input_data.aggregations)
        if aggregation.column
    ]


def _result_names(input_data: InputModel) -> list[str]:
    names: list[str] = []
    for index, aggregation in enumerate(input_data.aggregations):
        verb = aggregation.function.value.replace(" ", "_")
        name = aggregation.name or (f"{verb}_{aggregation.column}" if aggregation.column else "rows")
        if name in names or name in input_data.group_by:
            raise TableError(
                f"aggregations[{index}].name: the result would have two columns named {name!r}; "
                "give this calculation another name."
            )
        names.append(name)
    return names


def _cells(table: pd.DataFrame, aggregation: Aggregation, field: str) -> tuple[pd.Series, str]:
    """Return what is calculated with, and pandas' name of the function."""
    function, column = aggregation.function, aggregation.column
    if not column:
        if function is not Function.count:
            raise TableError(f"{field}.column is empty: {function.value!r} needs a column to calculate with.")
        return pd.Series(0, index=table.index), "size"
    cells = typed(table[column])
    if function in NEEDS_NUMBERS:
        if cells.isna().all():
            cells = pd.Series(pd.NA, index=cells.index, dtype="Float64")
        elif not is_numeric(cells):
            raise TableError(
                f"{field}: {function.value!r} needs numbers, but column {column!r} holds text such as "
                f"{cells.dropna().iloc[0]!r}."
            )
        elif cells.dtype == "boolean":
            cells = cells.astype("Int64")
    elif cells.dtype == object:
        # A missing value among plain objects has no order.
        cells = cells.astype("string")
    return cells, PANDAS[function]


def _sorted(result: pd.DataFrame, input_data: InputModel) -> pd.DataFrame:
    if input_data.sort_by:
        require_columns(result, [("sort_by", input_data.sort_by)])
        result = result.sort_values(
            input_data.sort_by, ascending=not input_data.descending, kind="stable", na_position="last"
        )
    return result.head(input_data.row_limit) if input_data.row_limit else result
