"""When a workflow would run."""

from __future__ import annotations

import datetime as dt
from typing import Any

from domino_plugin.blueprints.api.schemas.base import Answer, ProblemItem, Request
from pydantic import Field


class SchedulePreviewRequest(Request):
    """The settings of a workflow that say when it runs; whatever is wrong comes back as problems."""

    schedule: dict[str, Any] = Field(description="As in a workflow document.")
    start: str | None = Field(default=None, max_length=100)
    end: str | None = Field(default=None, max_length=100)
    catchup: bool = False


class SchedulePreview(Answer):
    """When a workflow would run that has no runs yet, as Airflow works it out."""

    runs: list[dt.datetime] = Field(description="The next five times ahead; fewer if it ends before.")
    overdue: int = Field(
        description="Runs that would start at once, as their time has passed; 1000 stands for that or more."
    )
    problems: list[ProblemItem]
