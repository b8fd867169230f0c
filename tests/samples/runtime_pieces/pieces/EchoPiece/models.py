from enum import Enum
from typing import Any

from pydantic import BaseModel, Field


class Colour(str, Enum):
    red = "red"
    blue = "blue"


class Row(BaseModel):
    name: str
    count: int = 1


class InputModel(BaseModel):
    number: int = 7
    amount: float = 1.5
    flag: bool = True
    text: str = "default"
    colour: Colour = Colour.red
    maybe: int | None = None
    words: list[str] = Field(default=["a"])
    rows: list[Row] = []
    table: dict[str, Any] = {}


class OutputModel(InputModel):
    pass
