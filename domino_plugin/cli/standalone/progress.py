"""What the user reads while it starts: one line a step, with the seconds it took."""

from __future__ import annotations

import time

import typer


class Progress:
    """Prints steps; plain lines, so that a log file reads as well as a terminal.

    Attributes:
        seconds: time since the instance was made.
    """

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._step_begin: float | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the instance was made."""
        return time.monotonic() - self._begin

    def step(self, text: str) -> None:
        """Begin a step; the one before is done."""
        self.done()
        typer.echo(f"  {text} ... ", nl=False)
        self._step_begin = time.monotonic()

    def done(self) -> None:
        """End the step that is going on, if any."""
        if self._step_begin is not None:
            typer.echo(f"{time.monotonic() - self._step_begin:.1f} s")
            self._step_begin = None

    def line(self, text: str) -> None:
        """Print a line; a step that is going on has failed or was stopped."""
        if self._step_begin is not None:
            typer.echo("")
            self._step_begin = None
        typer.echo(text)
