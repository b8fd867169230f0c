from domino.models import OutputModifierModel
from pydantic import BaseModel


class InputModel(BaseModel):
    outputs: list[OutputModifierModel]


class OutputModel(BaseModel):
    types: list[str]
    first_is_text: bool
