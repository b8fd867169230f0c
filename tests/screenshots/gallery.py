"""An index.html beside pictures: each state in a row, its widths and colours beside each other."""

from __future__ import annotations

from html import escape
from pathlib import Path

STYLE = """
body { font: 14px system-ui; margin: 16px; background: #888; }
h2 { font-size: 14px; margin: 24px 0 4px; }
div { display: flex; gap: 8px; overflow-x: auto; }
figure { margin: 0; flex: none; } figcaption { font-size: 12px; }
img { display: block; height: 360px; }
"""


def write_gallery(folder: Path) -> int:
    """Write the page and return how many pictures it shows."""
    rows: dict[str, list[Path]] = {}
    for file in sorted(folder.glob("*--*.png")):
        rows.setdefault(file.name.partition("--")[0], []).append(file)
    body = "".join(
        f"<h2>{escape(name)}</h2><div>{''.join(map(_figure, rows[name]))}</div>" for name in sorted(rows)
    )
    page = f"<!doctype html><meta charset=utf-8><title>Domino</title><style>{STYLE}</style>{body}"
    (folder / "index.html").write_text(page, encoding="utf-8")
    return sum(map(len, rows.values()))


def _figure(file: Path) -> str:
    name = escape(file.name)
    setting = escape(file.stem.partition("--")[2])
    return (
        f'<figure><a href="{name}"><img loading=lazy src="{name}" alt=""></a>'
        f"<figcaption>{setting}</figcaption></figure>"
    )
