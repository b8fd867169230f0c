"""SQL on files and in databases: types, parameters, and nothing beyond what was given."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.network

Run = Callable[..., Any]
Table = Callable[..., str]


@pytest.fixture
def query(dry_run: Run, table: Table) -> Callable[..., Any]:
    """Ask a file: ``query(sql, content, **inputs)``."""

    def ask(sql: str, content: str = "a,b\n1,x\n2,y\n", name: str = "data.csv", **inputs: Any) -> Any:
        tables = [{"name": "data", "file_path": table(content, name)}]
        return dry_run("QueryFilesPiece", tables=tables, query=sql, **inputs)

    return ask


def test_columns_have_the_types_of_their_cells(query: Any) -> None:
    content = "i,x,t,b,d,m,z\n1,1.5,a,TRUE,2026-01-31,2026-01-31T10:00:00,01\n,2,,false,,,2\n"
    rows = query("SELECT * FROM (DESCRIBE data)", content).outputs["data"]
    kinds = {row["column_name"]: row["column_type"] for row in rows}
    assert kinds == {
        "i": "BIGINT",
        "x": "DOUBLE",
        "t": "VARCHAR",
        "b": "BOOLEAN",
        "d": "DATE",
        "m": "TIMESTAMP",
        "z": "VARCHAR",
    }


def test_several_statements_and_parameters(query: Any) -> None:
    sql = "CREATE TEMP TABLE big AS FROM data WHERE a > $least; SELECT b, $word AS w FROM big;"
    outcome = query(sql, parameters={"least": 1, "word": "'; DROP TABLE data", "unused": True})
    assert outcome.outputs["data"] == [{"b": "y", "w": "'; DROP TABLE data"}]


def test_values_of_all_kinds_come_back(query: Any) -> None:
    sql = "SELECT DATE '2026-01-31' AS d, 1.50::DECIMAL(5,2) AS n, [1, 2] AS l, {'k': 'v'} AS o, NULL AS z"
    outcome = query(sql)
    expected = {"d": "2026-01-31", "n": 1.5, "l": [1, 2], "o": {"k": "v"}, "z": None}
    assert outcome.outputs["data"] == [expected]
    text = Path(outcome.outputs["file_path"]).read_text(encoding="utf-8")
    assert text == 'd,n,l,o,z\n2026-01-31,1.50,"[1,2]","{""k"":""v""}",\n'


def test_json_lines_are_a_table(query: Any) -> None:
    outcome = query("SELECT sum(n) AS total FROM data", '{"n": 1}\n{"n": 2}\n', "data.jsonl")
    assert outcome.outputs["data"] == [{"total": 3}]


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELEC 1", ["query", "syntax error"]),
        ("SELECT c FROM data", ["query", "c", "not found"]),
        ("SELECT * FROM dat", ["dat", "data"]),
        ("SELECT $least", ["parameters", "$least"]),
        ("CREATE TABLE x AS SELECT 1", ["gives no rows", "SELECT"]),
        ("-- nothing", ["empty"]),
        ("SELECT * FROM read_csv('/etc/passwd')", ["query"]),
        ("COPY data TO '/tmp/leak.csv'; SELECT 1", ["query"]),
        ("SET enable_external_access = true; SELECT 1", ["query"]),
        ("ATTACH '/tmp/x.db'; SELECT 1", ["query"]),
        ("INSTALL httpfs; SELECT 1", ["query"]),
    ],
)
def test_what_cannot_be_asked(query: Any, sql: str, words: list[str]) -> None:
    outcome = query(sql)
    assert outcome.outputs is None
    assert outcome.error["type"] == "TableError", outcome.error
    for word in words:
        assert word in outcome.error["message"]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The secret for a database with a table ``sold`` of two rows."""
    with sqlite3.connect(tmp_path / "shop.db") as database:
        database.execute("CREATE TABLE sold (item TEXT, price NUMERIC)")
        database.executemany("INSERT INTO sold VALUES (?, ?)", [("tea", 2.5), ("pie", 7)])
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'shop.db'}"}


@pytest.mark.parametrize(("read_only", "left"), [(True, 2), (False, 1)])
def test_changes_are_undone_unless_wanted(
    dry_run: Run, shop: dict[str, str], read_only: bool, left: int
) -> None:
    sql = "DELETE FROM sold WHERE item = :item"
    inputs = {"query": sql, "parameters": {"item": "tea"}, "read_only": read_only}
    assert dry_run("QueryDatabasePiece", shop, **inputs).outputs["row_count"] == 1
    rows = dry_run("QueryDatabasePiece", shop, query="SELECT * FROM sold", row_limit=5).outputs["data"]
    assert len(rows) == left


def test_an_airflow_connection_to_a_file(dry_run: Run, shop: dict[str, str]) -> None:
    path = shop["DATABASE_URL"].removeprefix("sqlite:///").replace("/", "%2F")
    outcome = dry_run("QueryDatabasePiece", {"DATABASE_URL": f"sqlite://{path}"}, query="SELECT * FROM sold")
    assert outcome.outputs["columns"] == ["item", "price"]


@pytest.mark.parametrize(
    ("address", "sql", "words"),
    [
        (None, "SELECT * FROM slod", ["query", "no such table: slod"]),
        (None, "SELECT :least", ["parameters", ":least"]),
        ("oracle://scott:tiger@db", "SELECT 1", ["'oracle'", "postgresql://"]),
        ("tiger", "SELECT 1", ["DATABASE_URL", "postgresql://"]),
        ("postgresql://ada:tiger@127.0.0.1:9/x", "SELECT 1", ["refused"]),
        ("mysql://ada:tiger@127.0.0.1:9/x", "SELECT 1", ["127.0.0.1"]),
    ],
)
def test_what_a_database_cannot_do(
    dry_run: Run, shop: dict[str, str], address: str | None, sql: str, words: list[str]
) -> None:
    outcome = dry_run("QueryDatabasePiece", {"DATABASE_URL": address} if address else shop, query=sql)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]
    assert "tiger" not in outcome.error["message"]
