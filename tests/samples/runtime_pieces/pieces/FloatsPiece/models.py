from typing import Any

from pydantic import BaseModel


class InputModel(BaseModel):
    pass


class OutputModel(BaseModel):
    not_a_number: float
    infinite: float
    finite: float
    inside: list[dict[str, Any]]
