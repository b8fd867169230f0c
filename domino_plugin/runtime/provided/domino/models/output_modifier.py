"""An input by which the user says what a Piece returns."""

from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel, Field

_TYPED_IN: Any = {"from_upstream": "never"}


class OutputModifierItemType(str, Enum):
    """The type of an output the user defines."""

    string = "string"
    integer = "integer"
    float = "float"
    boolean = "boolean"
    array = "array"


class OutputModifierModel(BaseModel):
    """One output the user defines."""

    name: str = Field(description="Name of the output.", json_schema_extra=_TYPED_IN)
    type: OutputModifierItemType = Field(
        default=OutputModifierItemType.string,
        description="Type of the output.",
        json_schema_extra=_TYPED_IN,
    )
    description: str = Field(default="", description="What the output means.", json_schema_extra=_TYPED_IN)
