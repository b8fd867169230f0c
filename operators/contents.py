"""What Pieces give as the content of a display result: base64 in all its forms, or a data address."""

from __future__ import annotations

import base64
import re
from urllib.parse import unquote_to_bytes

_DATA_ADDRESS = re.compile(r"data:([^,]*),", re.IGNORECASE)
_URL_SAFE = str.maketrans("-_", "+/")


def decoded(content: str) -> bytes | None:
    """Return the bytes of a content, None if it is none.

    Both alphabets of base64 are taken, broken into lines or not, with its padding or without.
    """
    address = _DATA_ADDRESS.match(content)
    if address is not None:
        content = content[address.end() :]
        if not address[1].lower().endswith(";base64"):
            return unquote_to_bytes(content)
        if "%" in content:
            content = unquote_to_bytes(content).decode("ascii", "replace")
    plain = "".join(content.split()).rstrip("=").translate(_URL_SAFE)
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError:
        return None
