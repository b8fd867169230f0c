"""Checks the cells of a column against a type and writes them in a standard way."""

from __future__ import annotations

import pandas as pd
from starter_files import INTEGER, NUMBER, TableError

TRUTH = {
    **dict.fromkeys(("true", "yes", "y", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "0"), "false"),
}
#: Whole numbers may be written with decimals of zero.
WHOLE = rf"({INTEGER})(?:\.0*)?"
#: In a column that is declared to hold numbers, leading zeros are no sign of an identifier.
LEADING_ZEROS = r"^([+-]?)0+(?=[0-9])"


def decimal_points(column: pd.Series) -> pd.Series:
    """Return the column with decimal points if every cell is a number with a decimal comma, else as it is."""
    pointed = column.str.replace(",", ".", regex=False)
    return pointed if pointed.dropna().str.fullmatch(NUMBER).all() else column


def convert(column: pd.Series, kind: str, date_format: str | None, field: str) -> pd.Series:
    """Return the column with every cell checked and written in the standard way of its type.

    Args:
        column: texts, NaN where there is no value.
        kind: a value of the enum ColumnType.
        date_format: how dates are written, in the letters of strptime; None for ISO 8601.
        field: the input that asks for it, for messages.

    Raises:
        TableError: a cell is not of the type; the message names its row.
    """
    if kind == "text":
        return column
    stripped = column.str.strip()
    if kind in {"date", "datetime"}:
        converted = _dates(stripped, kind, date_format, field)
    elif kind == "boolean":
        converted = stripped.str.lower().map(TRUTH)
    else:
        digits = stripped.str.replace(LEADING_ZEROS, r"\1", regex=True)
        pattern = WHOLE if kind == "integer" else f"({NUMBER})"
        converted = digits.str.extract(f"^{pattern}$", expand=False)
    wrong = column.notna() & converted.isna()
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        hint = f" as {date_format}" if date_format and kind in {"date", "datetime"} else ""
        raise TableError(
            f"{field}: column {column.name!r} has {int(wrong.sum())} cell(s) that are no {kind}{hint}; "
            f"the first is {column.iloc[row]!r} in row {row + 1}. "
            "Choose another type or list it among the missing values."
        )
    return converted


def _dates(column: pd.Series, kind: str, date_format: str | None, field: str) -> pd.Series:
    try:
        moments = pd.to_datetime(column, format=date_format or "ISO8601", errors="coerce")
    except ValueError as error:
        raise TableError(f"{field}: {date_format!r} is no usable date format: {error}.") from None
    if kind == "date":
        return moments.dt.strftime("%Y-%m-%d")
    return moments.map(lambda moment: moment.isoformat(), na_action="ignore")
