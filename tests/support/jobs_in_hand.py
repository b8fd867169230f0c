"""Puts jobs under way into a server's tables that nobody works on: they stay as they are until cancelled."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from domino_plugin.db.models import Job
from domino_plugin.db.types import utcnow


def put_job(home: Path, workspace_id: int, kind: str, payload: dict[str, Any], **progress: Any) -> int:
    """Put a job into the database of an Airflow home on SQLite and return its id."""
    engine = create_engine(f"sqlite:///{home / 'airflow.db'}")
    with Session(engine) as session:
        job = Job(
            workspace_id=workspace_id,
            kind=kind,
            state="running",
            payload=payload,
            progress=progress or None,
            created_by="admin",
            lease_until=utcnow() + dt.timedelta(hours=1),
        )
        session.add(job)
        session.commit()
        number = job.id
    engine.dispose()
    return number
