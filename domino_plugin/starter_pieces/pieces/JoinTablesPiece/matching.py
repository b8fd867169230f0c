"""Finds which rows of two tables belong together, by row numbers."""

from __future__ import annotations

import pandas as pd
from starter_files import TableError
from starter_tables import is_numeric, typed

#: A result of more rows than this is most likely a wrong key; it would fill memory and disk.
MAX_ROWS = 20_000_000
#: Stands for "no row".
NONE = -1


def matches(left: pd.DataFrame, right: pd.DataFrame, pairs: list[tuple[str, str]]) -> pd.DataFrame:
    """Return the matching rows as the columns ``left`` and ``right``, in the order of the first table.

    Args:
        left: the first table, cells as texts.
        right: the second one.
        pairs: names of key columns, first and second table.

    Raises:
        TableError: there would be far too many.
    """
    left_keys, right_keys = {}, {}
    for number, (left_name, right_name) in enumerate(pairs):
        key = f"key{number}"
        left_keys[key], right_keys[key] = _comparable(left[left_name], right[right_name])
    names = list(left_keys)
    first = pd.DataFrame(left_keys).assign(left=range(len(left))).dropna(subset=names)
    second = pd.DataFrame(right_keys).assign(right=range(len(right))).dropna(subset=names)
    _check_size(first[names], second[names])
    found = first.merge(second, on=names, how="inner", sort=False)
    return found[["left", "right"]].sort_values(["left", "right"], ignore_index=True)


def with_unmatched(
    found: pd.DataFrame, left_size: int, right_size: int, keep: str
) -> tuple[pd.DataFrame, int, int]:
    """Return the rows to keep, -1 for no partner, and how many of each table have none."""
    lonely_left = sorted(set(range(left_size)) - set(found["left"]))
    lonely_right = sorted(set(range(right_size)) - set(found["right"]))
    parts = [] if keep == "first without match" else [found]
    if keep in {"all of the first", "all of both", "first without match"}:
        parts.append(pd.DataFrame({"left": lonely_left, "right": NONE}))
    rows = pd.concat(parts, ignore_index=True).sort_values(["left", "right"], ignore_index=True)
    if keep in {"all of the second", "all of both"}:
        rows = pd.concat([rows, pd.DataFrame({"left": NONE, "right": lonely_right})], ignore_index=True)
    return rows.astype("int64"), len(lonely_left), len(lonely_right)


def _comparable(left: pd.Series, right: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return two key columns so that equal cells are equal: numbers if both hold numbers, else texts."""
    numbers = typed(left), typed(right)
    if all(is_numeric(column) and column.dtype != "boolean" for column in numbers):
        kind = "Int64" if all(column.dtype == "Int64" for column in numbers) else "Float64"
        return numbers[0].astype(kind), numbers[1].astype(kind)
    return left, right


def _check_size(first: pd.DataFrame, second: pd.DataFrame) -> None:
    counts = first.value_counts().to_frame("a").join(second.value_counts().to_frame("b"), how="inner")
    total = int((counts["a"] * counts["b"]).sum())
    if total > MAX_ROWS:
        raise TableError(
            f"keys: the result would have {total:,} rows, since the same keys stand in many rows of both "
            f"tables (at most {MAX_ROWS:,}). Add a key, or aggregate one of the tables first."
        )
