"""A database with our tables, a shared storage and allowed folders, without Airflow's own tables."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from domino_plugin import settings
from domino_plugin.db import models

SAMPLES = Path(__file__).parents[1] / "samples" / "repositories"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that repositories may be installed from; the storage lies beside it."""
    allowed = tmp_path / "pieces"
    allowed.mkdir()
    current = dataclasses.replace(
        settings.load(),
        storage_root=tmp_path / "storage",
        local_repository_folders=(allowed,),
        fetch_timeout=60,
        fetch_max_bytes=20 * 1024 * 1024,
    )
    monkeypatch.setattr(settings, "load", lambda: current)
    return allowed


@pytest.fixture
def sample(folders: Path) -> Callable[..., Path]:
    """Copy a sample into the allowed folder."""

    def copy(name: str = "modern", to: str | None = None) -> Path:
        return Path(shutil.copytree(SAMPLES / name, folders / (to or name)))

    return copy


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A SQLite database with our tables, foreign keys enforced."""
    engine = create_engine(f"sqlite:///{tmp_path / 'domino.db'}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    models.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session with the workspaces 1 and 2."""
    with Session(engine) as session:
        session.add_all([models.Workspace(id=1, name="One"), models.Workspace(id=2, name="Two")])
        session.commit()
        yield session


@pytest.fixture
def count_statements(engine: Engine) -> Callable[[], Any]:
    """Count the statements that reach the database within a ``with``."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting
