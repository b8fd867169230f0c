from __future__ import annotations

from typing import Any

from domino.models import OutputModifierModel
from pydantic import BaseModel, ConfigDict, Field

EXAMPLE = '''\
def custom_function(text, times):
    """Gets the input arguments by name, returns the outputs by name."""
    repeated = " ".join([text] * times)
    print(f"Made {len(repeated)} characters")
    return {
        "repeated": repeated,
        "length": len(repeated),
    }
'''


class InputArgument(BaseModel):
    """An argument of the function."""

    kwarg_name: str = Field(
        pattern=r"^[^\W\d]\w*$",
        title="Name",
        description="Name of the argument, as in the function's definition.",
        json_schema_extra={"from_upstream": "never"},
    )
    kwarg_value: Any = Field(
        default=None,
        title="Value",
        description="Value of the argument: any JSON, or an output of an upstream Piece.",
    )


class InputModel(BaseModel):
    """The function, its arguments and its outputs."""

    input_args: list[InputArgument] = Field(
        default=[
            InputArgument(kwarg_name="text", kwarg_value="hello"),
            InputArgument(kwarg_name="times", kwarg_value=3),
        ],
        title="Input arguments",
        description="What the function is called with, by name.",
        json_schema_extra={"from_upstream": "never"},
    )
    script: str = Field(
        default=EXAMPLE,
        title="Script",
        description="Python code with a function custom_function that returns the outputs as a dict. "
        "It can use the standard library, `logger`, and `results_path`, the folder for its files.",
        json_schema_extra={"from_upstream": "never", "widget": "codeeditor-python"},
    )
    output_args: list[OutputModifierModel] = Field(
        default=[
            OutputModifierModel(name="repeated", type="string", description="The text, repeated."),
            OutputModifierModel(name="length", type="integer", description="Its number of characters."),
        ],
        title="Outputs",
        description="What the function returns: the outputs that downstream Pieces can use.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """What the function returned: its outputs are those defined in the inputs."""

    model_config = ConfigDict(extra="allow")
