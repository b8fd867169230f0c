"""What each kind of result of the sample Pieces shows in the page."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

#: What to show, and its size where it has one.
KINDS = {
    "txt": 0,
    "json": 20_000,
    "md": 0,
    "html": 0,
    "hostile": 0,
    "svg": 0,
    "png": 0,
    "upper": 0,
    "bmp": 0,
    "gif": 0,
    "webp": 0,
    "tiff": 0,
    "pdf": 60,
    "plotly_json": 0,
    "heatmap": 0,
    "csv": 100_000,
    "parquet": 0,
    "values": 0,
    "pages": 0,
    "broken": 0,
    "base64": 0,
    "base64_image": 0,
    "missing": 0,
    "empty": 0,
    "nothing": 0,
    "log": 20_000,
}
_IMAGES = ("svg", "png", "upper", "bmp", "gif", "webp", "base64_image")


def expect_shown(panel: Locator, kind: str) -> None:
    """See that a panel shows what a kind is about."""
    if kind in _IMAGES:
        image = panel.locator("img")
        expect(image).to_be_visible()
        expect(panel.get_by_text(re.compile(r"^\d+ \S \d+$"))).to_be_visible()
        assert image.evaluate("element => element.naturalWidth") > 0
        return
    _CHECKS[kind](panel)


def _text(*words: str) -> Callable[[Locator], None]:
    def check(panel: Locator) -> None:
        for text in words:
            expect(panel.get_by_text(text).first).to_be_visible()

    return check


def _download(name: str) -> Callable[[Locator], None]:
    def check(panel: Locator) -> None:
        expect(panel.get_by_text("can't be shown here")).to_be_visible()
        expect(panel.get_by_role("link", name=f"Download {name}")).to_be_visible()

    return check


def _chart(part: str) -> Callable[[Locator], None]:
    return lambda panel: expect(panel.locator(part).first).to_be_attached()


def _frame(words: str) -> Callable[[Locator], None]:
    return lambda panel: expect(panel.frame_locator("iframe").get_by_text(words)).to_be_visible()


def _page(panel: Locator) -> None:
    expect(panel.locator(".pdf-page[data-drawn=true]").first).to_be_visible()
    expect(panel.get_by_text("This is page 1", exact=True)).to_be_attached()
    expect(panel.get_by_text("Page 1 of 60")).to_be_visible()


_CHECKS: dict[str, Callable[[Locator], None]] = {
    "txt": _text("First line", "indented <b>not bold</b>"),
    "json": _text("title", '"A document"', "20,000 items"),
    "md": _text("A report", "alpha"),
    "html": _frame("I ran, all alone"),
    "tiff": _download("scan.tiff"),
    "parquet": _text("250 rows · 10 columns", "amount", "café", "1969-12-31 23:59:59.999995"),
    "values": _text("3 rows · 13 columns", "small decimal", "12345678901234567890123456.123456789012"),
    "pages": _text("10,000 rows · 3 columns", "name 17", "2624989531201712629"),
    "broken": _text("This Parquet file can't be shown here"),
    "pdf": _page,
    "plotly_json": _chart(".barlayer .trace"),
    "heatmap": _chart(".heatmaplayer image"),
    "csv": _text("100,000 rows · 5 columns", "amount", "79.19"),
    "base64": _text("without a file: café"),
    "missing": _text("The png file isn't there"),
    "empty": _text("The file is empty"),
    "nothing": _text("Nothing to show"),
    "log": _text("Nothing to show"),
}
