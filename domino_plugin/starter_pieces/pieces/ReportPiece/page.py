"""Writes a report as one HTML page that needs nothing else: no scripts, no other files."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt

from .models import InputModel
from .parts import PICTURES, Part, Table

STYLE = """
:root { color-scheme: light; }
body { margin: 0; background: #f4f5f7; color: #22272e;
  font: 16px/1.6 Inter, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main { max-width: 880px; margin: 0 auto; background: #fff; padding: 48px 56px; min-height: 100vh;
  box-sizing: border-box; }
h1 { font-size: 30px; line-height: 1.25; margin: 0 0 8px; }
h2 { font-size: 21px; margin: 40px 0 12px; padding-bottom: 6px; border-bottom: 1px solid #e4e7eb; }
h3, h4 { margin: 24px 0 8px; }
.about { color: #5b6570; margin: 0 0 4px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin: 12px 0; }
.table { overflow-x: auto; }
th, td { text-align: left; padding: 6px 10px; border-bottom: 1px solid #e4e7eb; vertical-align: top; }
th { border-bottom: 2px solid #5b6570; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tbody tr:nth-child(even) { background: #fafbfc; }
figure { margin: 16px 0; }
figcaption { color: #5b6570; font-size: 14px; }
img { max-width: 100%; height: auto; display: block; margin: 0 auto; }
pre { background: #f4f5f7; padding: 12px 14px; overflow-x: auto; border-radius: 4px; font-size: 13px; }
code { font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.92em; }
blockquote { margin: 12px 0; padding: 2px 16px; border-left: 4px solid #c4cbd3; color: #5b6570; }
@media (max-width: 640px) { main { padding: 24px 18px; } }
@media print { body { background: #fff; } main { max-width: none; padding: 0; }
  figure, table { break-inside: avoid; } h2 { break-after: avoid; } }
"""


def html_page(asked: InputModel, parts: list[Part]) -> str:
    """Return the page. Tags in texts are shown as they are, not as tags: texts come from anywhere."""
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    body = [f"<h1>{escape(asked.title)}</h1>"]
    body += [f'<p class="about">{escape(line)}</p>' for line in about(asked)]
    if asked.contents:
        links = [
            f'<li><a href="#section-{number}">{escape(part.heading)}</a></li>'
            for number, part in enumerate(parts, 1)
            if part.heading
        ]
        body.append(f"<nav><ul>{''.join(links)}</ul></nav>")
    for number, part in enumerate(parts, 1):
        body.append(f'<section id="section-{number}">{_section(part, markdown)}</section>')
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(asked.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def about(asked: InputModel) -> list[str]:
    """Return the lines below the title."""
    date = asked.date.isoformat() if asked.date else None
    return [line for line in (asked.subtitle, date) if line]


def _section(part: Part, markdown: MarkdownIt) -> str:
    pieces = [f"<h2>{escape(part.heading)}</h2>"] if part.heading else []
    pieces += [markdown.render(text) for text in part.texts]
    caption = f"<figcaption>{escape(part.caption)}</figcaption>" if part.caption else ""
    if part.table:
        pieces.append(
            f'<figure><div class="table">{_table(part.table)}</div>{_rest(part.table)}{caption}</figure>'
        )
    if part.picture:
        alternative = escape(part.caption or part.heading or part.picture.stem)
        pieces.append(f'<figure><img src="{_data(part.picture)}" alt="{alternative}">{caption}</figure>')
    return "\n".join(pieces)


def _table(table: Table) -> str:
    classes = [' class="number"' if number else "" for number in table.numeric]
    head = "".join(
        f"<th{kind}>{escape(name)}</th>" for name, kind in zip(table.columns, classes, strict=True)
    )
    rows = "\n".join(
        "<tr>"
        + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(row, classes, strict=True))
        + "</tr>"
        for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _rest(table: Table) -> str:
    return f"<figcaption>{rows_left_out(table)}</figcaption>" if table.left_out else ""


def rows_left_out(table: Table) -> str:
    """Return a line on the rows that are not shown."""
    return f"{table.left_out:,} more row{'s' if table.left_out > 1 else ''} not shown."


def _data(picture: Path) -> str:
    content = base64.b64encode(picture.read_bytes()).decode()
    return f"data:{PICTURES[picture.suffix.lower()]};base64,{content}"
