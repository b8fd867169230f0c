"""Runs a user's query on tables that are there, and on nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from starter_duckdb import explained, literal, quoted
from starter_files import TableError, listed, nearest

#: The result's name; a user's table can't have it, as it has a space.
RESULT = "query result"


def lock(database: duckdb.DuckDBPyConnection, results: Path) -> None:
    """Let queries reach the tables and the folder of their results: no other file, no network."""
    database.execute(f"SET allowed_directories = [{literal(results)}]")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")


def run(database: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, Any]) -> None:
    """Run the query; the rows of its last statement become the table `RESULT`.

    Raises:
        TableError: it can't be run; the message has DuckDB's reason and place.
    """
    with explained("query", "it can't be understood"):
        statements = database.extract_statements(query)
    if not statements:
        raise TableError("query: it is empty. Write a SELECT.")
    _check_parameters({name for one in statements for name in one.named_parameters}, parameters)
    *before, last = statements
    if last.type != duckdb.StatementType.SELECT:
        kind = last.type.name.lower().replace("_", " ")
        raise TableError(
            f"query: its last statement is of the kind {kind!r}, which gives no rows. Add a SELECT."
        )
    text = last.query.strip().rstrip(";")
    create = f"CREATE TABLE {quoted(RESULT)} AS (\n{text}\n)"
    with explained("query", "it can't be run"):
        for statement in before:
            _execute(database, statement, statement.named_parameters, parameters)
        _execute(database, create, last.named_parameters, parameters)


def _execute(
    database: duckdb.DuckDBPyConnection, statement: Any, names: set[str], parameters: dict[str, Any]
) -> None:
    database.execute(statement, {name: parameters[name] for name in names} or None)


def _check_parameters(asked: set[str], given: dict[str, Any]) -> None:
    for name in sorted(asked - given.keys()):
        there = f"There is: {listed(given)}." if given else "There is none."
        raise TableError(
            f"parameters: the query asks for ${name}, which has no value.{nearest(name, given)} {there}"
        )
