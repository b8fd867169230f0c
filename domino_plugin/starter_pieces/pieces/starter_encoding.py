"""The type of inputs that hold a text encoding."""

from __future__ import annotations

import codecs
from typing import Annotated

from pydantic import AfterValidator


def _known(value: str) -> str:
    try:
        codecs.lookup(value.strip())
    except (LookupError, ValueError):
        raise ValueError(f"{value!r} is no known encoding; try utf-8, cp1252 or latin-1") from None
    return value.strip()


#: A name of an encoding that Python knows.
Encoding = Annotated[str, AfterValidator(_known)]
