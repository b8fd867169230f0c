"""Writes the Parquet files beside it.

One table packed in each way that Pieces' libraries choose; one of values easily spoilt; one of many pages.

``uv run --with pyarrow python tests/samples/parquet/make.py``
"""

from __future__ import annotations

import datetime as dt
import decimal
import random
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

ROWS, BLOCK = 250, 100
#: Of the table of many pages: each of its columns takes more than is fetched at once without looking closer.
MANY = 10_000
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


def values() -> pa.Table:
    """Return values with more digits than a JavaScript number, times of day, and two columns of one name."""
    big = ["12345678901234567890123456.123456789012", "-0.5", None]
    time = dt.time(1, 2, 3, 456_789)
    number = decimal.Decimal("1234567890123456.78")
    pair = pa.struct([("price", pa.decimal128(18, 2)), ("at", pa.time32("ms"))])
    columns = {
        "decimal": pa.array([decimal.Decimal(one) if one else None for one in big], pa.decimal128(38, 12)),
        "small decimal": pa.array(
            [decimal.Decimal(one) for one in ("0.000001", "-2.5", "0")], pa.decimal128(18, 6)
        ),
        "integer": pa.array([2**53 + 1, -(2**63), 2**63 - 1]),
        "unsigned": pa.array([2**64 - 1, 0, 1], pa.uint64()),
        "float": pa.array([0.1, -1e10, float("inf")], pa.float32()),
        "time": pa.array([time, dt.time(0), None], pa.time64("us")),
        "nanoseconds": pa.array([1_704_067_200_123_456_789, -1, 0], pa.timestamp("ns")),
        "bytes": pa.array([b"\x00\xff", "caf\u00e9".encode(), b""]),
        "prices": pa.array([[number, None], [], None], pa.list_(pa.decimal128(18, 2))),
        "pair": pa.array([{"price": number, "at": dt.time(23, 59)}, {"price": None, "at": None}, None], pair),
        "map": pa.array([[("a", number)], [], None], pa.map_(pa.string(), pa.decimal128(18, 2))),
    }
    names = [*columns, "twice", "twice"]
    return pa.table([*columns.values(), pa.array([1, 2, 3]), pa.array([30, 20, 10])], names=names)


def many() -> pa.Table:
    """Return a table whose numbers can't be packed, so that its columns are long."""
    chance = random.Random(1)
    numbers = [chance.getrandbits(62) for _ in range(MANY)]
    return pa.table(
        {
            "number": pa.array(numbers),
            "name": [f"name {number % 5000}" for number in range(MANY)],
            "list": [[row, number % 1000] for row, number in enumerate(numbers)],
        }
    )


def write(folder: Path) -> None:
    """Write all files."""
    parquet.write_table(values(), folder / "values.parquet", store_schema=False)
    for name, is_indexed in (("pages", False), ("pages_index", True)):
        parquet.write_table(
            many(),
            folder / f"{name}.parquet",
            compression="snappy",
            data_page_size=8192,
            use_dictionary=["name"],
            write_statistics=False,
            write_page_index=is_indexed,
            store_schema=False,
        )
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
