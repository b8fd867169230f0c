"""Writes a report as Markdown, with copies of its pictures beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from .models import InputModel
from .page import about, rows_left_out
from .parts import Part, Table


def markdown_text(asked: InputModel, parts: list[Part], folder: Path) -> str:
    """Return the Markdown; the pictures are copied to `folder`."""
    blocks = [f"# {_line(asked.title)}", *(f"*{_line(text)}*" for text in about(asked))]
    if asked.contents:
        blocks.append("\n".join(f"- {_line(part.heading)}" for part in parts if part.heading))
    for number, part in enumerate(parts, 1):
        if part.heading:
            blocks.append(f"## {_line(part.heading)}")
        blocks += part.texts
        if part.table:
            blocks.append(_table(part.table))
            if part.table.left_out:
                blocks.append(f"*{rows_left_out(part.table)}*")
        if part.picture:
            name = f"picture_{number}{part.picture.suffix.lower()}"
            shutil.copyfile(part.picture, folder / name)
            blocks.append(f"![{_line(part.caption or part.heading or part.picture.stem)}]({name})")
        if part.caption:
            blocks.append(f"*{_line(part.caption)}*")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _line(text: str) -> str:
    """Return text on one line, none of its signs taken for Markdown's."""
    joined = " ".join(text.split())
    for sign in "\\`*_[]<>|":
        joined = joined.replace(sign, f"\\{sign}")
    return joined


def _table(table: Table) -> str:
    rule = "".join("|---:" if number else "|---" for number in table.numeric)
    lines = ["| " + " | ".join(map(_line, table.columns)) + " |", f"{rule}|"]
    lines += ["| " + " | ".join(map(_line, row)) + " |" for row in table.rows]
    return "\n".join(lines)
