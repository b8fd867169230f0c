from __future__ import annotations

from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, Field


class Operator(str, Enum):
    """How two values are compared."""

    equals = "equals"
    not_equals = "not equals"
    greater = "greater than"
    greater_or_equal = "greater or equal"
    less = "less than"
    less_or_equal = "less or equal"
    contains = "contains"
    not_contains = "does not contain"
    matches = "matches pattern"
    empty = "is empty"
    not_empty = "is not empty"
    true = "is true"
    false = "is false"


class Check(BaseModel):
    """A value and what it has to be."""

    value: Any = Field(
        default=None,
        title="Value",
        description="What is looked at: an output of an upstream Piece, such as a number of rows.",
    )
    operator: Operator = Field(
        default=Operator.equals,
        title="Operator",
        description="How it is compared. Numbers, also those in texts, are compared by value, dates by time; "
        "'contains' looks into texts and lists.",
        json_schema_extra={"from_upstream": "never"},
    )
    expected: str | int | float | bool | None = Field(
        default=None,
        title="Expected",
        description="What it is compared with: typed in, or an output of an upstream Piece. "
        "Not needed for the operators that start with 'is'.",
    )
    label: str = Field(
        default="",
        max_length=200,
        title="Label",
        description="What this check is about, for log and messages.",
        json_schema_extra={"from_upstream": "never"},
    )


class InputModel(BaseModel):
    """The checks, and what happens if one isn't met."""

    checks: list[Check] = Field(
        min_length=1,
        title="Checks",
        description="Values and what they have to be.",
        json_schema_extra={"from_upstream": "never"},
    )
    match: Literal["all", "any"] = Field(
        default="all",
        title="Match",
        description="Whether all checks have to be met or any one of them.",
        json_schema_extra={"from_upstream": "never"},
    )
    fail: bool = Field(
        default=False,
        title="Fail if not met",
        description="Whether this Piece fails if the outcome is false, so that nothing after it runs.",
    )
    message: str = Field(
        default="",
        max_length=1000,
        title="Message",
        description="What the log says if the outcome is false.",
    )


class OutputModel(BaseModel):
    """The outcome."""

    result: bool = Field(title="Outcome", description="Whether all, or any, of the checks are met.")
    failed: list[str] = Field(title="Not met", description="The checks that are not met, in words.")
    met_count: int = Field(title="Met", description="Number of checks that are met.")
