"""Reads JSON and JSON Lines, finds a part of it and lays records out as rows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
from starter_files import TableError, listed, nearest, open_text

_INDEX = re.compile(r"-?[0-9]+")


def read_json(path: Path) -> Any:
    """Return the JSON of a file; that of JSON Lines as a list.

    Raises:
        TableError: it is neither.
    """
    try:
        with open_text(path, "utf-8") as file:
            text = file.read()
    except (OSError, EOFError, UnicodeError) as error:
        raise TableError(f"{path.name} can't be read: {error}.") from None
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) > 1 and _is_json(lines[0][1]):
            return [_line(path, number, line) for number, line in lines]
        place = f"line {error.lineno}, column {error.colno}"
        raise TableError(f"{path.name} is no JSON: {error.msg} in {place}.") from None


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def _line(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise TableError(f"{path.name} is no JSON Lines: {error.msg} in line {number}.") from None


def part_of(value: Any, path: str) -> Any:
    """Return the part of a value that a path of keys and indexes leads to.

    Raises:
        TableError: it leads nowhere; the message names the step and what there is.
    """
    for step in [step for step in path.split(".") if step]:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, dict):
            raise TableError(
                f"records: there is no {step!r} in {path!r}.{nearest(step, value)} "
                f"There is: {listed(value) or 'nothing'}."
            )
        elif isinstance(value, list) and _INDEX.fullmatch(step) and -len(value) <= int(step) < len(value):
            value = value[int(step)]
        else:
            what = f"a list of {len(value)} items" if isinstance(value, list) else repr(value)[:80]
            raise TableError(f"records: {step!r} in {path!r} leads into {what}, which has no such part.")
    return value


def as_table(value: Any, *, flatten: bool) -> pd.DataFrame | None:
    """Return records (a list of objects, or one) as a table of texts; None if the value is something else."""
    records = [value] if isinstance(value, dict) else value
    if not isinstance(records, list) or not records or not all(isinstance(one, dict) for one in records):
        return None
    rows = [_flat(record) if flatten else record for record in records]
    columns = dict.fromkeys(str(name) for row in rows for name in row)
    cells = {name: [_cell(row.get(name)) for row in rows] for name in columns}
    return pd.DataFrame(cells, columns=list(columns), dtype=object)


def _flat(record: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and value:
            found.update(_flat(value, f"{prefix}{name}."))
        else:
            found[f"{prefix}{name}"] = value
    return found


def _cell(value: Any) -> Any:
    if value is None:
        return pd.NA
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
