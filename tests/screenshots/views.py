"""What pictures are taken of: functions that lead a window there, each marked with `view`."""

from __future__ import annotations

from collections.abc import Callable

from camera import Camera
from scene import Scene

View = Callable[[Camera, Scene], None]
#: All views by name, in the order of their definition.
VIEWS: dict[str, View] = {}
#: Those that need no picture in every width and language.
ONCE: set[str] = set()


def view(function: View) -> View:
    """Register a view under the name of the function."""
    VIEWS[function.__name__] = function
    return function


def once(function: View) -> View:
    """Mark a view as one that is taken in the usual width only."""
    ONCE.add(function.__name__)
    return view(function)
