from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """How long or until when."""

    duration: dt.timedelta | None = Field(
        default=dt.timedelta(seconds=10),
        title="Duration",
        description="How long to wait, at most seven days; not used if a moment below is given.",
    )
    until: dt.datetime | None = Field(
        default=None,
        title="Until",
        description="Moment to wait for; one that has passed waits no time.",
    )
    until_time: dt.time | None = Field(
        default=None,
        title="Until time of day",
        description="Time of day to wait for: today's, or tomorrow's if today's has passed.",
    )
    time_zone: str = Field(
        default="UTC",
        pattern=r"^[A-Za-z][A-Za-z0-9_+/-]*$",
        title="Time zone",
        description="Time zone of the moment and the time of day, such as Europe/Berlin.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """When it was."""

    started_at: dt.datetime = Field(title="Started", description="When the waiting began, in UTC.")
    ended_at: dt.datetime = Field(title="Ended", description="When it was over, in UTC.")
    waited_seconds: float = Field(title="Waited", description="Seconds that were waited.")
