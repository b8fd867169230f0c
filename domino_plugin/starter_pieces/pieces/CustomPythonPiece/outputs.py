"""Checks what a user's function returned against the outputs that the user defined."""

from __future__ import annotations

import json
from typing import Any

from domino.models import OutputModifierModel
from pydantic_core import PydanticSerializationError, to_jsonable_python

#: Longer values are cut in what the Piece shows, not in what it passes on.
SHOWN_CHARACTERS = 2000
#: Keys that Domino adds to the outputs of a Piece.
RESERVED = {"display_result", "piece_name", "piece_metadata"}
FITTING = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
}


class OutputError(ValueError):
    """The function's result doesn't fit the outputs defined; the message names the output."""


def checked(returned: Any, defined: list[OutputModifierModel]) -> dict[str, Any]:
    """Return the outputs as plain JSON.

    A value that is no dict is taken for the only output, if just one is defined. None is allowed for every
    output; outputs that are not defined are passed on as well.

    Raises:
        OutputError: an output is missing, of another type or nothing JSON can carry.
    """
    names = [output.name for output in defined]
    _check_names(names)
    if returned is None and not names:
        returned = {}
    if not isinstance(returned, dict):
        if len(names) != 1:
            raise OutputError(
                f"script: custom_function returned {_kind(returned)}; it must return a dict with the outputs "
                f"({', '.join(names) or 'none are defined'})."
            )
        returned = {names[0]: returned}
    outputs = {_name(key): _plain(key, value) for key, value in returned.items()}
    for output in defined:
        outputs[output.name] = _fitting(output, outputs)
    return outputs


def _check_names(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise OutputError(f"output_args: {name!r} is defined more than once.")
        if name in RESERVED:
            raise OutputError(f"output_args: {name!r} is a name that Domino uses itself; choose another.")


def _name(key: Any) -> str:
    if not isinstance(key, str) or key in RESERVED:
        raise OutputError(
            f"script: the function returned an output named {key!r}; names are texts, and not "
            f"{', '.join(sorted(RESERVED))}."
        )
    return key


def _plain(name: str, value: Any) -> Any:
    try:
        return to_jsonable_python(value)
    except (PydanticSerializationError, ValueError) as error:
        raise OutputError(
            f"script: the output {name!r} is {_kind(value)}, which can't be passed on ({error}). "
            "Return texts, numbers, true/false, lists or dicts; save anything else as a file in results_path "
            "and return its path."
        ) from None


def _fitting(output: OutputModifierModel, outputs: dict[str, Any]) -> Any:
    if output.name not in outputs:
        raise OutputError(
            f"output_args: the function did not return {output.name!r}; "
            f"it returned {', '.join(outputs) or 'nothing'}."
        )
    value, kind = outputs[output.name], output.type.value
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    if value is not None and not FITTING[kind](value):
        shown = json.dumps(value, ensure_ascii=False)
        raise OutputError(
            f"output_args: {output.name!r} is defined as {kind}, but the function returned {_kind(value)}: "
            f"{shown[:200]}."
        )
    return value


def _kind(value: Any) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__}"


def as_markdown(outputs: dict[str, Any]) -> str:
    """Return the outputs as a Markdown table for people."""
    if not outputs:
        return "The function returned no outputs.\n"
    lines = ["| output | value |", "|---|---|"]
    for name, value in outputs.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        text = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]} ..."
        for sign, written in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("\r", ""), ("\n", "<br>")):
            text = text.replace(sign, written)
        lines.append(f"| {name} | {text} |")
    return "\n".join(lines) + "\n"
