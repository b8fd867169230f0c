from typing import Any

from pydantic import BaseModel


class InputModel(BaseModel):
    pass


class OutputModel(BaseModel):
    seen: dict[str, Any]
