"""How commands answer: a table for people, tab-separated lines for other programs, JSON as the API has it."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from domino_plugin.cli.amounts import size
from domino_plugin.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: What stands where there is nothing.
_NOTHING = "-"


def print_json(answer: Any) -> None:
    """Print an answer of the API."""
    typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))


def print_rows(items: Sequence[Mapping[str, Any]], columns: Mapping[str, str], none: str) -> None:
    """Print a line for each item.

    In a terminal they make a table with a head; elsewhere they are separated by tabs, without one, so that
    other programs can read them.

    Args:
        items: what is listed.
        columns: heads, and the keys of what stands below each.
        none: the sentence for an empty list, which is printed beside the output proper.
    """
    if not items:
        typer.echo(none, err=True)
        return
    rows = [[cell(key, item.get(key)) for key in columns.values()] for item in items]
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def print_fields(item: Mapping[str, Any], fields: Mapping[str, str]) -> None:
    """Print a thing's fields, one a line."""
    width = max(map(len, fields)) + 1
    for head, key in fields.items():
        typer.echo(f"{head + ':':<{width}} {cell(key, item.get(key))}")


def cell(key: str, value: Any) -> str:
    """Return a value of an answer as one line for people; `key` tells moments and sizes apart from others."""
    if value is None or value in ("", []):
        return _NOTHING
    if isinstance(value, list):
        return ", ".join(cell(key, one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    # A name from elsewhere must neither break the line nor speak to the terminal.
    return "".join(letter if letter.isprintable() else " " for letter in _in_words(key, value))


def _in_words(key: str, value: Any) -> str:
    if key.endswith("bytes") and isinstance(value, int):
        return size(value)
    if key.endswith("_at") or key in {"start", "end"}:
        return dt.datetime.fromisoformat(str(value)).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    if key == "duration":
        return f"{value:.1f} s"
    return str(value)


def confirm(question: str, *, yes: bool) -> None:
    """Ask before something is lost; `yes` answers beforehand.

    Raises:
        Invalid: nobody is there who could answer.
        Abort: the answer is no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise Invalid(f"{question} Nobody is there to answer: give --yes.")
    typer.confirm(question, abort=True, err=True)
