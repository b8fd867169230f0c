from typing import Any

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """Which result to show."""

    kind: str = Field(default="txt", description="One of the names in contents.py.")
    size: int = Field(default=0, description="Rows, lines or pages, for kinds that have some; 0: a few.")


class OutputModel(BaseModel):
    """What was written."""

    kind: str
    file: str = Field(description="The file, if one was written.")
    details: dict[str, Any] = Field(description="Something nested to look at.")
