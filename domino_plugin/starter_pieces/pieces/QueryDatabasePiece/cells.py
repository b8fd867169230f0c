"""Cells of a database as what CSV files and JSON hold."""

from __future__ import annotations

import datetime as dt
import decimal
import json
from typing import Any


def as_json(cell: Any) -> Any:
    """Return a cell as what JSON knows."""
    if cell is None or isinstance(cell, bool | int | float | str):
        return cell
    if isinstance(cell, decimal.Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, bytes | bytearray | memoryview):
        return bytes(cell).hex()
    if isinstance(cell, dict):
        return {str(name): as_json(item) for name, item in cell.items()}
    return [as_json(item) for item in cell] if isinstance(cell, list | tuple) else str(cell)


def as_text(cell: Any) -> str:
    """Return a cell as a CSV file holds it; a decimal number keeps all its digits."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dict | list | tuple):
        return json.dumps(as_json(cell), ensure_ascii=False)
    if isinstance(cell, decimal.Decimal):
        return format(cell, "f")
    plain = as_json(cell)
    return plain if isinstance(plain, str) else str(plain)
