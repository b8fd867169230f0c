"""Tables in DuckDB: files of several kinds become tables with types, results become CSV files.

Names and paths stand in SQL by `quoted` and `literal` only, so that none of them can be taken for SQL.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
from starter_cells import PATTERNS
from starter_files import PREVIEW_ROWS, TableError

#: DuckDB's type for what a column of texts holds.
_TYPES = {
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
}
#: Types whose cells a CSV file holds as JSON.
_NESTED = re.compile(r"\[\]$|\[[0-9]+\]$|^(STRUCT|MAP|UNION)")


def connect() -> duckdb.DuckDBPyConnection:
    """Return a database in memory that loads no extensions from the network."""
    return duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )


@contextlib.contextmanager
def explained(field: str, what: str) -> Iterator[None]:
    """Turn DuckDB's errors into ones that name the input and what was done."""
    try:
        yield
    except duckdb.Error as error:
        text = str(error).strip()
        raise TableError(f"{field}: {what}: {text}") from None


def load(database: duckdb.DuckDBPyConnection, name: str, path: Path, field: str) -> None:
    """Make a table of a CSV, JSON, JSON Lines or Parquet file; columns of a CSV file get types.

    Raises:
        TableError: the file can't be read, or its kind is unknown.
    """
    suffix = Path(path.name[:-3]).suffix.lower() if path.name.lower().endswith(".gz") else path.suffix.lower()
    if suffix in {".csv", ".tsv", ".txt"}:
        _load_csv(database, name, path, field, "\t" if suffix == ".tsv" else ",")
        return
    readers = {
        ".parquet": "read_parquet",
        ".json": "read_json",
        ".jsonl": "read_json",
        ".ndjson": "read_json",
    }
    if suffix not in readers:
        raise TableError(
            f"{field}: {path.name} is of no kind that can be asked in SQL. "
            "It takes .csv, .tsv, .json, .jsonl and .parquet; read others by their own Piece first."
        )
    with explained(field, f"{path.name} can't be read"):
        database.execute(
            f"CREATE TABLE {quoted(name)} AS FROM {readers[suffix]}(?)",
            [str(path)],
        )


def _load_csv(database: duckdb.DuckDBPyConnection, name: str, path: Path, field: str, separator: str) -> None:
    texts = quoted(f"texts of {name}")
    with explained(field, f"{path.name} can't be read as a table"):
        database.execute(
            f"CREATE TEMP TABLE {texts} AS FROM read_csv(?, all_varchar=true, header=true, delim=?, "
            "quote='\"', escape='\"', null_padding=false, comment='', max_line_size=100000000)",
            [str(path), separator],
        )
    names = [row[0] for row in database.execute(f"DESCRIBE {texts}").fetchall()]
    columns = ", ".join(
        quoted(column) if kind is None else f"CAST({quoted(column)} AS {kind}) AS {quoted(column)}"
        for column, kind in zip(names, _types(database, texts, names), strict=True)
    )
    database.execute(f"CREATE TABLE {quoted(name)} AS SELECT {columns} FROM {texts}")  # noqa: S608
    database.execute(f"DROP TABLE {texts}")


def _types(database: duckdb.DuckDBPyConnection, table: str, names: list[str]) -> list[str | None]:
    """Return the type of each column of texts; None if it is best left a text."""
    checks = []
    for name in names:
        cell = quoted(name)
        checks.append(f"count({cell})")
        for kind, pattern in PATTERNS:
            literal = "'" + pattern.replace("'", "''") + "'"
            fits = f"regexp_full_match({cell}, {literal}) AND TRY_CAST({cell} AS {_TYPES[kind]}) IS NOT NULL"
            checks.append(f"count(*) FILTER ({fits})")
    row = database.execute(f"SELECT {', '.join(checks)} FROM {table}").fetchone() or ()  # noqa: S608
    step = 1 + len(PATTERNS)
    found: list[str | None] = []
    for start in range(0, len(row), step):
        present, *fitting = row[start : start + step]
        kinds = [_TYPES[kind] for (kind, _), count in zip(PATTERNS, fitting, strict=True) if count == present]
        found.append(kinds[0] if present and kinds else None)
    return found


def quoted(name: str) -> str:
    """Return a name as SQL writes it, whatever letters it has."""
    return '"' + name.replace('"', '""') + '"'


def write_csv(database: duckdb.DuckDBPyConnection, table: str, path: Path) -> Path:
    """Write a table as starter Pieces pass tables on: UTF-8 CSV with a header line, missing cells empty."""
    columns = []
    for name, kind, *_ in database.execute(f"DESCRIBE {quoted(table)}").fetchall():
        cell = quoted(name)
        if _NESTED.search(kind):
            cell = f"CAST(to_json({cell}) AS VARCHAR) AS {cell}"
        elif kind.startswith("TIMESTAMP") and kind != "TIMESTAMP WITH TIME ZONE":
            cell = f"regexp_replace(strftime({cell}, '%Y-%m-%dT%H:%M:%S.%f'), '\\.0+$', '') AS {cell}"
        columns.append(cell)
    database.execute(
        f"COPY (SELECT {', '.join(columns)} FROM {quoted(table)}) TO {literal(path)} (FORMAT csv, HEADER)"  # noqa: S608
    )
    return path


def literal(path: Path) -> str:
    """Return a path as SQL writes it."""
    return "'" + str(path).replace("'", "''") + "'"


def count(database: duckdb.DuckDBPyConnection, table: str) -> int:
    """Return the number of rows of a table."""
    return int(database.execute(f"SELECT count(*) FROM {quoted(table)}").fetchall()[0][0])  # noqa: S608


def kinds(database: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return the columns of a table with DuckDB's names of their types, in lower case."""
    return {row[0]: row[1].lower() for row in database.execute(f"DESCRIBE {quoted(table)}").fetchall()}


def shown(database: duckdb.DuckDBPyConnection, table: str, path: Path) -> dict[str, str]:
    """Return the display result of a table whose CSV file is `path`: that, or one with its first rows."""
    if count(database, table) <= PREVIEW_ROWS:
        return {"file_type": "csv", "file_path": str(path)}
    database.execute(f"CREATE OR REPLACE TEMP TABLE preview AS FROM {quoted(table)} LIMIT {PREVIEW_ROWS}")
    preview = write_csv(database, "preview", path.with_name(f"{path.stem}.preview.csv"))
    return {"file_type": "csv", "file_path": str(preview)}


def records(database: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """Return the first rows as objects of what JSON knows."""
    cursor = database.execute(f"FROM {quoted(table)} LIMIT {PREVIEW_ROWS}")
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, map(plain, row), strict=True)) for row in cursor.fetchall()]


def plain(cell: Any) -> Any:
    """Return a cell as what JSON knows."""
    if isinstance(cell, dict):
        return {str(name): plain(item) for name, item in cell.items()}
    if isinstance(cell, list | tuple):
        return [plain(item) for item in cell]
    if isinstance(cell, decimal.Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, bytes | bytearray | memoryview):
        return bytes(cell).hex()
    return str(cell) if isinstance(cell, uuid.UUID | dt.timedelta) else cell
