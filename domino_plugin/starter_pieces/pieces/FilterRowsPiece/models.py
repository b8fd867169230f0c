from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, Field


class Operator(str, Enum):
    """How a cell is compared."""

    equals = "equals"
    not_equals = "not equals"
    greater = "greater than"
    greater_or_equal = "greater or equal"
    less = "less than"
    less_or_equal = "less or equal"
    contains = "contains"
    not_contains = "does not contain"
    starts_with = "starts with"
    ends_with = "ends with"
    matches = "matches pattern"
    one_of = "is one of"
    not_one_of = "is not one of"
    missing = "is missing"
    not_missing = "is not missing"


class Match(str, Enum):
    """How conditions are combined."""

    all = "all"
    any = "any"


class Condition(BaseModel):
    """What a row has to meet."""

    column: str = Field(title="Column", description="Name of the column.")
    operator: Operator = Field(
        default=Operator.equals,
        title="Operator",
        description="How the cell is compared with the value.",
        json_schema_extra={"from_upstream": "never"},
    )
    value: str | int | float | bool | None = Field(
        default=None,
        title="Value",
        description="What the cell is compared with. For 'is one of': values separated by commas, in double "
        "quotes if they hold commas. For 'matches pattern': a regular expression found anywhere in the cell. "
        "Not needed for 'is missing' and 'is not missing'.",
    )


class InputModel(BaseModel):
    """The table and what its rows have to meet."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    conditions: list[Condition] = Field(
        min_length=1,
        title="Conditions",
        description="What a row has to meet. A missing cell meets only 'is missing' and the three negations: "
        "'not equals', 'does not contain' and 'is not one of'.",
        json_schema_extra={"from_upstream": "never"},
    )
    match: Match = Field(
        default=Match.all,
        title="Match",
        description="Whether a row has to meet all conditions or any one of them.",
        json_schema_extra={"from_upstream": "never"},
    )
    case_sensitive: bool = Field(
        default=True,
        title="Case-sensitive",
        description="Whether 'Adelie' and 'adelie' are different.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The rows that are left."""

    file_path: str = Field(title="File", description="The rows kept, as a CSV file with the same columns.")
    row_count: int = Field(title="Rows kept", description="Number of rows kept.")
    removed_count: int = Field(title="Rows removed", description="Number of rows removed.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
