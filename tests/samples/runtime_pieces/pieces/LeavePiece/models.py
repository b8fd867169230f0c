from typing import Any

from pydantic import BaseModel


class InputModel(BaseModel):
    code: Any = None


class OutputModel(BaseModel):
    pass
