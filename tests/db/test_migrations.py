"""The tables: made and migrated to the same, on real databases, losing nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, func, inspect, select, text
from sqlalchemy.dialects import mysql
from sqlalchemy.schema import CreateIndex, CreateTable
from support.postgres import PostgresServer

from domino_plugin.db import models
from domino_plugin.db.migrate import REVISION_HEADS, VERSION_TABLE, DominoDBManager
from domino_plugin.db.session import session_scope
from domino_plugin.db.version_check import tables_problem
from domino_plugin.version import __version__

OURS = {table.name for table in models.metadata.tables.values()}
NewEngine = Callable[[], Engine]


def run(what: Callable[[DominoDBManager], Any]) -> Any:
    with session_scope() as session:
        return what(DominoDBManager(session))


def shape(engine: Engine) -> dict[str, Any]:
    """Everything a database says about our tables, in no particular order of columns."""
    inspector = inspect(engine)
    return {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(name)
            },
            "primary": inspector.get_pk_constraint(name),
            "foreign": sorted(map(str, inspector.get_foreign_keys(name))),
            "unique": sorted(map(str, inspector.get_unique_constraints(name))),
            "indexes": sorted(map(str, inspector.get_indexes(name))),
        }
        for name in sorted(OURS)
    }


def fill() -> dict[str, int]:
    """Put a row into every table; return how many each has."""
    with session_scope() as session:
        workspace = models.Workspace(name="Räume", created_by="ada")
        workspace.members.append(models.Member(user_name="ada", role="owner"))
        session.add(workspace)
        session.flush()
        version = models.RepositoryVersion(
            version="1", bundle="0" * 64, groups={"group0": {}}, problems=[{"line": 1}]
        )
        version.pieces.append(
            models.Piece(
                name="P", label="P", group_key="group0", input_schema={"type": "object"}, output_schema={},
                tags=["ü"], style={}, resources={},
            )
        )  # fmt: skip
        repository = models.Repository(
            workspace_id=workspace.id, kind="git", source="s", source_hash="h", name="n", label="l"
        )
        repository.versions.append(version)
        repository.secrets.append(models.Secret(name="KEY", variable_key="domino_secret__1__KEY"))
        workflow = models.Workflow(
            workspace_id=workspace.id, name="w", dag_id="w-1", current_version=1, layout={}
        )
        workflow.versions.append(models.WorkflowVersion(number=1, document={"text": "\u0000 {{ }} 'ü'"}))
        session.add_all([repository, workflow])
        session.flush()
        session.add(
            models.Draft(
                workspace_id=workspace.id,
                workflow_id=workflow.id,
                owner="ada",
                name="d",
                document={},
                layout={},
            )
        )
        session.add(models.File(workspace_id=workspace.id, name="ü.csv", bytes=2**40))
        session.add(models.Job(workspace_id=workspace.id, kind="k", payload={}))
    return count()


def count() -> dict[str, int]:
    with session_scope() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in models.metadata.sorted_tables
        }


def test_created_tables_equal_migrated_ones(new_engine: NewEngine) -> None:
    created = new_engine()
    run(lambda manager: manager.initdb())
    created_shape = shape(created)

    migrated = new_engine()
    run(lambda manager: manager.initdb(use_migration_files=True))

    assert shape(migrated) == created_shape
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, models.metadata)
    assert [change for change in found if VERSION_TABLE not in str(change)] == []


def test_a_second_migration_changes_nothing(new_engine: NewEngine) -> None:
    engine = new_engine()
    run(lambda manager: manager.initdb())
    before, rows = shape(engine), fill()

    run(lambda manager: manager.initdb())
    run(lambda manager: manager.upgradedb())

    assert shape(engine) == before
    assert count() == rows
    assert min(rows.values()) == 1


def test_going_back_removes_only_what_is_ours_and_coming_again_works(new_engine: NewEngine) -> None:
    engine = new_engine()
    run(lambda manager: manager.initdb(use_migration_files=True))
    before = shape(engine)
    fill()
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE dag (dag_id VARCHAR(10))"))
        connection.execute(text("INSERT INTO dag VALUES ('theirs')"))

    run(lambda manager: manager.downgrade("base"))

    assert set(inspect(engine).get_table_names()) & OURS == set()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT dag_id FROM dag")) == "theirs"
    run(lambda manager: manager.upgradedb(use_migration_files=True))
    assert shape(engine) == before
    assert set(fill().values()) == {1}


def test_every_revision_keeps_the_data(new_engine: NewEngine) -> None:
    """Walk from the newest revision down to the first and up again with rows in the tables."""
    new_engine()
    run(lambda manager: manager.initdb())
    rows = fill()
    revisions = run(lambda manager: [one.revision for one in manager.get_script_object().walk_revisions()])
    for revision in revisions[1:]:
        run(lambda manager, to=revision: manager.downgrade(to))
    run(lambda manager: manager.upgradedb(use_migration_files=True))
    assert count() == rows
    assert REVISION_HEADS[__version__] == revisions[0], "the release names its last revision"


def test_dropping_leaves_nothing_behind(new_engine: NewEngine) -> None:
    engine = new_engine()
    run(lambda manager: manager.initdb())
    with engine.begin() as connection:
        run(lambda manager: manager.drop_tables(connection))
    assert inspect(engine).get_table_names() == []


def test_the_check_tells_what_to_do(new_engine: NewEngine) -> None:
    engine = new_engine()

    def problem() -> str | None:
        with session_scope() as session:
            return tables_problem(session)

    assert "airflow db migrate" in (problem() or "")
    run(lambda manager: manager.initdb())
    assert problem() is None
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = 'of_tomorrow'"))
    assert "newer release (revision of_tomorrow)" in (problem() or "")


def test_a_deleted_workspace_takes_everything_with_it(new_engine: NewEngine) -> None:
    new_engine()
    run(lambda manager: manager.initdb())
    fill()
    with session_scope() as session:
        session.execute(models.Workspace.__table__.delete())
    assert set(count().values()) == {0}


def test_numbers_are_never_given_twice(new_engine: NewEngine) -> None:
    new_engine()
    run(lambda manager: manager.initdb())
    numbers = []
    for name in ("a", "b"):
        with session_scope() as session:
            session.add(workspace := models.Workspace(name=name))
            session.flush()
            numbers.append(workspace.id)
        with session_scope() as session:
            session.delete(session.get(models.Workspace, numbers[-1]))
    assert numbers[0] < numbers[1]


@pytest.mark.parametrize("table", models.metadata.sorted_tables, ids=lambda table: table.name)
def test_the_tables_fit_mysql(table: Any) -> None:
    dialect = mysql.dialect()
    ddl = str(CreateTable(table).compile(dialect=dialect))
    assert ddl.count("DATETIME(6)") == ddl.count("DATETIME"), "microseconds are kept"
    assert not re.search(r"VARCHAR\b(?!\()", ddl), "MySQL wants a length"
    indexed = [*table.indexes, *(one for one in table.constraints if hasattr(one, "columns"))]
    for index in indexed:
        # 4 bytes a character in utf8mb4; InnoDB takes 3072 bytes of index.
        assert (
            sum(4 * getattr(column.type, "length", 2) for column in index.columns if _is_text(column)) <= 3072
        )
    for index in table.indexes:
        assert "INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def _is_text(column: Any) -> bool:
    return getattr(column.type, "length", None) is not None


PROGRAM = """
import json, sys
from airflow import settings
settings.initialize()
from sqlalchemy import inspect, text
from domino_plugin.db.migrate import DominoDBManager
from domino_plugin.db.session import session_scope
from domino_plugin.db.version_check import tables_problem
def run(what):
    with session_scope() as session:
        return what(DominoDBManager(session))
def names(schema):
    return sorted(inspect(settings.engine).get_table_names(schema=schema))
with settings.engine.begin() as connection:
    connection.execute(text("CREATE SCHEMA elsewhere"))
with session_scope() as session:
    seen = {"missing": tables_problem(session)}
run(lambda manager: manager.initdb(use_migration_files=sys.argv[1] == "migrations"))
run(lambda manager: manager.initdb())
with session_scope() as session:
    seen["good"] = tables_problem(session)
seen |= {"elsewhere": names("elsewhere"), "public": names("public")}
run(lambda manager: manager.downgrade("base"))
seen["after"] = names("elsewhere")
print("SEEN" + json.dumps(seen))
"""


@pytest.mark.postgres
@pytest.mark.parametrize("way", ["orm", "migrations"])
def test_the_configured_schema_is_used(way: str, postgres: PostgresServer) -> None:
    environment = os.environ | {
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": postgres.new_database(),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_SCHEMA": "elsewhere",
    }
    outcome = subprocess.run(
        [sys.executable, "-c", PROGRAM, way],
        check=False, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr[-4000:]
    import json

    seen = json.loads(re.search("SEEN(.*)", outcome.stdout).group(1))  # type: ignore[union-attr]
    assert "airflow db migrate" in seen["missing"]
    assert seen["good"] is None
    assert seen["public"] == []
    assert set(seen["elsewhere"]) == OURS | {VERSION_TABLE}
    assert seen["after"] == [VERSION_TABLE]


def test_dropping_is_the_manager_of_no_foreign_table() -> None:
    from airflow.models.base import metadata as airflow_metadata

    theirs: MetaData = airflow_metadata
    assert OURS.isdisjoint(table.name for table in theirs.tables.values())
    assert all(name.startswith("domino_") for name in OURS)
