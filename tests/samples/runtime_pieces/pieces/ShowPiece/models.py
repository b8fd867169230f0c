from typing import Any

from pydantic import BaseModel


class InputModel(BaseModel):
    display: Any = None
    file: str = ""
    content: str = "content"


class OutputModel(BaseModel):
    cwd: str
