"""Tables on their way between the starter Pieces: CSV files, how they are read, typed, written and shown.

Cells are kept as the text they are in the file; types are worked out for comparing and calculating. So
nothing is lost between Pieces: ``007`` stays ``007`` and 3750 never turns into 3750.0.
"""

from __future__ import annotations

import lzma
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from starter_files import INTEGER, NUMBER, PREVIEW_ROWS, TableError, open_text, require_names

#: Texts that mean "no value" in files written by Pieces.
MISSING = ("", "nan", "NaN", "<NA>")
TRUTH = {"true": True, "false": False}


def read_text(
    path: Path,
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    header: bool = True,
    skip_rows: int = 0,
    row_limit: int | None = None,
    missing: Iterable[str] = MISSING,
    strip_spaces: bool = False,
) -> pd.DataFrame:
    """Read a CSV file with every cell as text (object columns) and missing ones as NaN.

    Raises:
        TableError: it is no such file.
    """
    try:
        with open_text(path, encoding) as file, warnings.catch_warnings():
            # With fewer names than cells pandas only warns, and drops cells.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                file,
                sep=separator,
                header=0 if header else None,
                skiprows=skip_rows,
                nrows=row_limit,
                dtype=str,
                keep_default_na=False,
                na_values=sorted(set(missing) | {""}),
                index_col=False,
                skipinitialspace=strip_spaces,
                skip_blank_lines=True,
            )
    except pd.errors.EmptyDataError:
        raise TableError(f"{path.name} is empty: not even a header line was found.") from None
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        detail = str(error).replace("Error tokenizing data. C error: ", "").strip()
        if isinstance(error, pd.errors.ParserWarning):
            detail = "the rows have more cells than the header line has names"
        raise TableError(
            f"{path.name} can't be read as a table with the delimiter {separator!r}: {detail}. "
            "Check the delimiter and the number of lines to skip."
        ) from None
    except UnicodeError as error:
        raise TableError(
            f"{path.name} is not encoded in {encoding}: {error}. Try another encoding: cp1252 or latin-1."
        ) from None
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise TableError(f"{path.name} can't be read: {error}.") from None
    if not header:
        frame.columns = [f"column_{number}" for number in range(1, frame.shape[1] + 1)]
    frame.columns = _distinct([str(name).strip() for name in frame.columns])
    return frame


def _distinct(names: list[str]) -> list[str]:
    taken: set[str] = set()
    for index, name in enumerate(names):
        number, candidate = 1, name
        while candidate in taken:
            number, candidate = number + 1, f"{name}.{number}"
        names[index] = candidate
        taken.add(candidate)
    return names


def kind_of(column: pd.Series) -> str:
    """Return what a column of texts holds: ``integer``, ``number``, ``boolean`` or ``text``."""
    present = column.dropna()
    if present.empty:
        return "text"
    if present.str.fullmatch(INTEGER).all():
        return "integer"
    if present.str.fullmatch(NUMBER).all():
        return "number"
    if present.str.lower().isin(list(TRUTH)).all():
        return "boolean"
    return "text"


def typed(column: pd.Series) -> pd.Series:
    """Return a column of texts as Int64, Float64, boolean or, if it holds text, as it is."""
    kind = kind_of(column)
    if kind == "integer":
        return column.astype("Int64")
    if kind == "number":
        return column.astype("float64").astype("Float64")
    if kind == "boolean":
        return column.str.lower().map(TRUTH).astype("boolean")
    return column


def is_numeric(column: pd.Series) -> bool:
    """Tell whether a typed column can be calculated with."""
    return column.dtype in ("Int64", "Float64", "boolean")


def require_columns(frame: pd.DataFrame, names: Iterable[tuple[str, str]]) -> None:
    """Check that the table has the columns.

    Args:
        frame: the table.
        names: pairs of the input that asks for a column and the column's name.

    Raises:
        TableError: the first one that it has not.
    """
    require_names(frame.columns, names)


def write_table(frame: pd.DataFrame, results_path: str | Path, name: str) -> Path:
    """Write a table into the results folder as UTF-8 CSV with a header line; missing cells are empty."""
    path = Path(results_path) / name
    for column in frame.columns[frame.dtypes == "boolean"]:
        frame = frame.assign(
            **{column: frame[column].map({True: "true", False: "false"}, na_action="ignore")}
        )
    frame.to_csv(path, index=False, lineterminator="\n")
    return path.absolute()


def shown(frame: pd.DataFrame, path: Path) -> dict[str, str]:
    """Return the display result of a table: its file, or one with the first rows of a long table."""
    if len(frame) > PREVIEW_ROWS:
        path = write_table(frame.head(PREVIEW_ROWS), path.parent, f"{path.stem}.preview.csv")
    return {"file_type": "csv", "file_path": str(path)}


def plain(value: Any) -> Any:
    """Return a cell as what JSON knows: None, bool, int, float or str."""
    if value is None or pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def records(frame: pd.DataFrame, limit: int = PREVIEW_ROWS) -> list[dict[str, Any]]:
    """Return the first rows as objects."""
    return [
        {str(name): plain(value) for name, value in zip(frame.columns, row, strict=True)}
        for row in frame.head(limit).itertuples(index=False, name=None)
    ]
