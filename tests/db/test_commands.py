"""``airflow domino db``, as an administrator types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

pytestmark = pytest.mark.airflow


def airflow(*words: str) -> None:
    from airflow.cli.cli_parser import get_parser

    arguments = get_parser().parse_args(list(words))
    arguments.func(arguments)


@pytest.fixture
def database(use_database, tmp_path: Path):  # type: ignore[no-untyped-def]
    return use_database(f"sqlite:///{tmp_path}/cli.db")


def test_migrate_check_downgrade(database, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit, match="airflow db migrate"):
        airflow("domino", "db", "check")
    airflow("domino", "db", "migrate")
    airflow("domino", "db", "check")
    assert "fit this release" in capsys.readouterr().out
    assert "domino_workflow" in inspect(database).get_table_names()
    airflow("domino", "db", "downgrade", "--to", "base", "--yes")
    assert "domino_workflow" not in inspect(database).get_table_names()


def test_nothing_is_dropped_unasked(
    database,  # type: ignore[no-untyped-def]
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    airflow("domino", "db", "migrate")
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(SystemExit, match="Nothing was changed"):
        airflow("domino", "db", "downgrade", "--to", "base")
    assert "domino_workflow" in inspect(database).get_table_names()


def test_an_unknown_release_is_named(database) -> None:  # type: ignore[no-untyped-def]
    airflow("domino", "db", "migrate")
    with pytest.raises(SystemExit, match=r"neither a release .* Did you mean '0.1.0'"):
        airflow("domino", "db", "downgrade", "--to", "0.1.o")


def test_a_release_is_a_target(database) -> None:  # type: ignore[no-untyped-def]
    airflow("domino", "db", "migrate")
    airflow("domino", "db", "downgrade", "--to", "0.1.0")
    assert "domino_workflow" in inspect(database).get_table_names()


def test_airflow_makes_our_tables_with_its_own(metadata_database: Path) -> None:
    """The database of the tests was made by ``airflow db migrate`` and nothing else."""
    from domino_plugin.db.session import session_scope
    from domino_plugin.db.version_check import tables_problem

    with session_scope() as session:
        assert tables_problem(session) is None
