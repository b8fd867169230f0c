"""What a Piece can display."""

from __future__ import annotations

from enum import Enum


class DisplayResultFileType(str, Enum):
    """The file types of the original; any other text is shown as far as the viewer knows it."""

    png = "png"
    jpeg = "jpeg"
    bmp = "bmp"
    gif = "gif"
    tiff = "tiff"
    svg = "svg"
    txt = "txt"
    json = "json"
    md = "md"
    pdf = "pdf"
    html = "html"
    plotly_json = "plotly_json"
