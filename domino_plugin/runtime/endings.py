"""Which ending the file of a display result gets. Runs on Python 3.8 and later."""

from __future__ import annotations

import re

#: How many of a file's first bytes tell what it is.
HEAD = 4096
#: Types whose name is no ending.
_ENDINGS = {"plotly_json": "json", "markdown": "md", "text": "txt"}
#: Of pictures that call themselves just "image".
_IMAGES = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"BM", "bmp"))


def ending(file_type: str, head: bytes) -> str:
    """Return the ending, without its dot, for a file of this type that begins with `head`."""
    kind = file_type.strip().lower()
    if kind == "image":
        return _of_image(head)
    return _ENDINGS.get(kind) or re.sub(r"[^a-z0-9]", "", kind)[:10] or "bin"


def _of_image(head: bytes) -> str:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    text = head[3:] if head.startswith(b"\xef\xbb\xbf") else head
    text = text.lstrip()
    # A declaration, a document type or a comment may come first.
    if text.startswith(b"<svg") or (text.startswith((b"<?xml", b"<!")) and b"<svg" in text):
        return "svg"
    return next((kind for start, kind in _IMAGES if head.startswith(start)), "bin")
