"""What a section holds, found out by its file: a table, a picture or a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from starter_cells import kind_of, read_rows
from starter_files import TableError, existing_file, require_names

from .models import Section

PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
TEXTS = {".txt", ".md", ".markdown"}
TABLES = {".csv"}
MAX_PICTURE = 20 * 1024 * 1024


@dataclass
class Table:
    """Rows to show; `numeric` tells which columns hold numbers, `left_out` how many rows don't fit."""

    columns: list[str]
    rows: list[list[str]]
    numeric: list[bool]
    left_out: int


@dataclass
class Part:
    """A section ready to be written: Markdown texts, and a table or a picture."""

    heading: str
    texts: list[str] = field(default_factory=list)
    table: Table | None = None
    picture: Path | None = None
    caption: str = ""


def part_of(section: Section, where: str) -> Part:
    """Read what a section shows.

    Raises:
        TableError: it is empty, or its file can't be shown.
    """
    part = Part((section.heading or "").strip(), caption=(section.caption or "").strip())
    if section.text and section.text.strip():
        part.texts.append(section.text.strip())
    if section.file_path:
        _add_file(part, section, f"{where}.file_path")
    if not (part.heading or part.texts or part.table or part.picture):
        raise TableError(f"{where} is empty: give it a heading, a text or a file.")
    return part


def _add_file(part: Part, section: Section, field: str) -> None:
    path = existing_file(section.file_path or "", field, "CSV file or picture")
    suffix = path.suffix.lower()
    if suffix in TABLES:
        part.table = _table(path, section, field)
    elif suffix in PICTURES:
        if path.stat().st_size > MAX_PICTURE:
            raise TableError(f"{field}: {path.name} is larger than 20 MB; make the picture smaller first.")
        part.picture = path
    elif suffix in TEXTS:
        text = path.read_text(encoding="utf-8", errors="replace")
        part.texts.append(text.strip() if suffix != ".txt" else f"```\n{text.rstrip()}\n```")
    else:
        hint = " Of a chart choose its output 'Picture'." if suffix == ".json" else ""
        raise TableError(
            f"{field}: {path.name} can't be shown; a section takes .csv, .png, .jpg, .gif, .svg, .webp, .txt "
            f"and .md.{hint}"
        )


def _table(path: Path, section: Section, field: str) -> Table:
    header, rows = read_rows(path)
    where = field.rpartition(".")[0]
    require_names(header, [(f"{where}.columns[{i}]", name) for i, name in enumerate(section.columns)])
    places = [header.index(name) for name in dict.fromkeys(section.columns)] or list(range(len(header)))
    shown = [[row[place] for place in places] for row in rows[: section.row_limit]]
    numeric = [kind_of(row[index] for row in shown) in {"integer", "number"} for index in range(len(places))]
    return Table([header[place] for place in places], shown, numeric, max(0, len(rows) - section.row_limit))
