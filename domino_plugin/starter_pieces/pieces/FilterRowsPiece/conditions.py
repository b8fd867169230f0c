"""Evaluates one condition on a column of texts."""

from __future__ import annotations

import csv
import operator
import re
from typing import Any

import pandas as pd
from starter_files import TableError
from starter_tables import TRUTH, is_numeric, typed

from .models import Condition, Operator

#: A value to compare with may have leading zeros, unlike the cells of a column of numbers.
ANY_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
ORDER = {
    Operator.greater: operator.gt,
    Operator.greater_or_equal: operator.ge,
    Operator.less: operator.lt,
    Operator.less_or_equal: operator.le,
}
#: Negations keep exactly the rows that their counterpart removes, those with a missing cell included.
NEGATIONS = {
    Operator.not_equals: Operator.equals,
    Operator.not_contains: Operator.contains,
    Operator.not_one_of: Operator.one_of,
    Operator.not_missing: Operator.missing,
}


def rows_meeting(column: pd.Series, condition: Condition, *, case_sensitive: bool, field: str) -> pd.Series:
    """Return which rows meet the condition, as bools.

    Args:
        column: texts, NaN where there is no value.
        condition: what is asked for.
        case_sensitive: whether upper and lower case differ.
        field: the condition's place among the inputs, for messages.

    Raises:
        TableError: the value can't be compared with what the column holds.
    """
    wanted = condition.operator
    if wanted in NEGATIONS:
        positive = condition.model_copy(update={"operator": NEGATIONS[wanted]})
        return ~rows_meeting(column, positive, case_sensitive=case_sensitive, field=field)
    if wanted is Operator.missing:
        return column.isna()
    if condition.value is None or condition.value == "":
        raise TableError(
            f"{field}.value is empty. To find rows without a value, use the operator 'is missing'."
        )
    met = _compare(column, condition, case_sensitive=case_sensitive, field=field)
    return met.fillna(value=False).astype(bool) & column.notna()


def _compare(column: pd.Series, condition: Condition, *, case_sensitive: bool, field: str) -> pd.Series:
    wanted, value = condition.operator, condition.value
    if wanted is Operator.equals:
        return _equal(column, [value], case_sensitive=case_sensitive, field=field)
    if wanted is Operator.one_of:
        return _equal(column, _split(value), case_sensitive=case_sensitive, field=field)
    if wanted in ORDER:
        return _ordered(column, condition, case_sensitive=case_sensitive, field=field)
    return _text(column, condition, case_sensitive=case_sensitive, field=field)


def _split(value: Any) -> list[Any]:
    if not isinstance(value, str):
        return [value]
    return [item.strip() for item in next(csv.reader([value], skipinitialspace=True)) if item.strip()]


def _equal(column: pd.Series, values: list[Any], *, case_sensitive: bool, field: str) -> pd.Series:
    cells = typed(column)
    if cells.dtype == "boolean":
        return cells.isin([_as_truth(value, column, field) for value in values])
    if is_numeric(cells):
        return cells.isin([_as_number(value, column, field) for value in values])
    texts = [_as_text(value) for value in values]
    if case_sensitive:
        return column.isin(texts)
    return column.str.casefold().isin([text.casefold() for text in texts])


def _ordered(column: pd.Series, condition: Condition, *, case_sensitive: bool, field: str) -> pd.Series:
    compare, value = ORDER[condition.operator], condition.value
    cells = typed(column)
    if cells.dtype == "boolean":
        raise TableError(
            f"{field}: column {column.name!r} holds true and false, which have no order; use 'equals'."
        )
    if is_numeric(cells):
        return compare(cells, _as_number(value, column, field))
    text = _as_text(value)
    moments, moment = _moments(column), _moments(pd.Series([text], dtype=object))
    if moments is not None and moment is not None:
        return compare(moments, moment.iloc[0])
    if case_sensitive:
        return compare(column.fillna(""), text)
    return compare(column.fillna("").str.casefold(), text.casefold())


def _text(column: pd.Series, condition: Condition, *, case_sensitive: bool, field: str) -> pd.Series:
    wanted, text = condition.operator, _as_text(condition.value)
    pattern = text if wanted is Operator.matches else re.escape(text)
    if wanted is Operator.starts_with:
        pattern = rf"\A{pattern}"
    elif wanted is Operator.ends_with:
        pattern = rf"{pattern}\Z"
    try:
        compiled = re.compile(pattern, 0 if case_sensitive else re.IGNORECASE)
    except re.error as error:
        raise TableError(f"{field}.value: {text!r} is no regular expression: {error}.") from None
    return column.map(lambda cell: compiled.search(cell) is not None, na_action="ignore")


def _moments(column: pd.Series) -> pd.Series | None:
    """Return a column of ISO dates as moments, or None if a cell is none."""
    if not column.dropna().str.match(r"[0-9]{4}-[0-9]{2}").all():
        return None
    moments = pd.to_datetime(column, format="ISO8601", errors="coerce", utc=True)
    return None if (column.notna() & moments.isna()).any() else moments


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _as_number(value: Any, column: pd.Series, field: str) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(ANY_NUMBER, text):
        raise TableError(f"{field}.value: column {column.name!r} holds numbers, but {value!r} is none.")
    number = float(text)
    return int(text) if re.fullmatch(r"[+-]?[0-9]+", text) else number


def _as_truth(value: Any, column: pd.Series, field: str) -> bool:
    truth = TRUTH.get(str(value).strip().lower())
    if truth is None:
        raise TableError(
            f"{field}.value: column {column.name!r} holds true and false, but {value!r} is neither."
        )
    return truth
