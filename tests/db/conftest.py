"""Databases of the tests' own, which Airflow takes for its metadata database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import sessionmaker
from support.postgres import PostgresServer

UseDatabase = Callable[[str], Engine]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def use_database(airflow_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[UseDatabase]:
    """Point Airflow's settings at another database for the time of a test."""
    from airflow import settings

    settings.initialize()
    engines = []

    def use(url: str) -> Engine:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))
        engines.append(engine)
        monkeypatch.setattr(settings, "engine", engine)
        monkeypatch.setattr(settings, "SQL_ALCHEMY_CONN", url)
        maker = sessionmaker(bind=engine, autoflush=False, expire_on_commit=False)
        monkeypatch.setattr(settings, "NonScopedSession", maker)
        return engine

    yield use
    for engine in engines:
        engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_engine(
    request: pytest.FixtureRequest, use_database: UseDatabase, tmp_path: Path
) -> Callable[[], Engine]:
    """Make an empty database of each kind and let Airflow use it."""

    def make() -> Engine:
        if request.param == "sqlite":
            make.count += 1  # type: ignore[attr-defined]
            return use_database(f"sqlite:///{tmp_path}/{make.count}.db")  # type: ignore[attr-defined]
        return use_database(request.getfixturevalue("postgres").new_database())

    make.count = 0  # type: ignore[attr-defined]
    return make
