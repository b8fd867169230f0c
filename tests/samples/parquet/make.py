"""Writes the Parquet files beside it: the same table, packed in each way that Pieces' libraries choose.

``uv run --with pyarrow python tests/samples/parquet/make.py``
"""

from __future__ import annotations

import datetime as dt
import decimal
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

ROWS, BLOCK = 250, 100
CODECS = ("snappy", "zstd", "gzip", "brotli", "lz4")


def table() -> pa.Table:
    """Return rows with values of all kinds, missing ones, and moments before 1970 among them."""
    numbers = range(ROWS)
    day = dt.date(1969, 12, 30)
    moment = dt.datetime(1969, 12, 31, 23, 59, 59, 999_995)  # noqa: DTZ001 - without a zone, as files mostly have it
    place = pa.struct([("x", pa.int64()), ("y", pa.string())])
    return pa.table(
        {
            "number": pa.array([None if i % 50 == 7 else i for i in numbers], pa.int64()),
            "amount": pa.array([float("nan") if i == 3 else i * 37 % 101 / 4 for i in numbers]),
            "name": [f"name {i % 10}" if i else "café" for i in numbers],
            "flag": [i % 2 == 0 for i in numbers],
            "day": [day + dt.timedelta(days=i) for i in numbers],
            "moment": pa.array([moment + dt.timedelta(microseconds=i) for i in numbers], pa.timestamp("us")),
            "price": pa.array([decimal.Decimal(i) / 4 for i in numbers], pa.decimal128(8, 2)),
            "parts": [[1, i] for i in numbers],
            "place": pa.array([{"x": i, "y": None} for i in numbers], place),
            "bytes": pa.array([bytes([0, i]) for i in numbers], pa.binary()),
        }
    )


def write(folder: Path) -> None:
    """Write all files."""
    for codec in CODECS:
        file = folder / f"{codec}.parquet"
        parquet.write_table(
            table(),
            file,
            compression=codec,
            row_group_size=BLOCK,
            write_statistics=False,
            store_schema=False,
        )
    parquet.write_table(table().slice(0, 0), folder / "empty.parquet", store_schema=False)


if __name__ == "__main__":
    write(Path(__file__).parent)
