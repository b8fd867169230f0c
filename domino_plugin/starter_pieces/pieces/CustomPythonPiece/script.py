"""Loads a user's script and calls its function."""

from __future__ import annotations

import difflib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

FUNCTION = "custom_function"
MODULE = "custom_script"


class ScriptError(ValueError):
    """The script can't be used; the message says why and where."""


def load(source: str, file: Path, provided: dict[str, Any]) -> Callable[..., Any]:
    """Run the script as a module and return its function.

    Args:
        source: the Python code.
        file: where the code is written, so that tracebacks show its lines.
        provided: names that the script finds defined.

    Raises:
        ScriptError: it is no Python or has no function `custom_function`.
    """
    file.write_text(source, encoding="utf-8")
    try:
        code = compile(source, str(file), "exec")
    except SyntaxError as error:
        line = (error.text or "").strip()
        raise ScriptError(f"script, line {error.lineno}: {error.msg}: {line}") from None
    except ValueError as error:
        raise ScriptError(f"script: {error}") from None
    module = ModuleType(MODULE)
    module.__file__ = str(file)
    module.__dict__.update(provided)
    # Dataclasses and pickle look a class's module up by its name.
    sys.modules[MODULE] = module
    exec(code, module.__dict__)  # noqa: S102 (running the user's code is what this Piece is for)
    function = getattr(module, FUNCTION, None)
    if callable(function):
        return function
    defined = [name for name, thing in vars(module).items() if inspect.isfunction(thing)]
    near = difflib.get_close_matches(FUNCTION, defined, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise ScriptError(f"script: there is no function {FUNCTION}.{hint} Start it with 'def {FUNCTION}(...):'.")


def call(function: Callable[..., Any], arguments: list[tuple[str, Any]]) -> Any:
    """Call the function with arguments by name.

    Raises:
        ScriptError: they don't fit its definition.
    """
    names = [name for name, _ in arguments]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ScriptError(f"input_args: {', '.join(doubled)} is given more than once.")
    keywords = dict(arguments)
    signature = inspect.signature(function)
    try:
        signature.bind(**keywords)
    except TypeError as error:
        raise ScriptError(
            f"input_args: {error}; the function is defined as {FUNCTION}{signature} "
            f"and is called with {', '.join(names) or 'no arguments'}."
        ) from None
    return function(**keywords)
