from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel, Field


class Level(str, Enum):
    """How important a line of the log is."""

    info = "info"
    warning = "warning"
    error = "error"


class InputModel(BaseModel):
    """What is written to the log."""

    message: str = Field(
        default="",
        title="Message",
        description="Text to log; {value} in it is replaced by the value.",
        json_schema_extra={"widget": "textarea"},
    )
    value: Any = Field(
        default=None,
        title="Value",
        description="Any value, as an output of an upstream Piece; lists and objects are logged as JSON.",
    )
    level: Level = Field(
        default=Level.info,
        title="Level",
        description="How the lines are marked. An error is only a line of the log: the Piece does not fail.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """What was logged."""

    message: str = Field(title="Message", description="The text logged, whole.")
