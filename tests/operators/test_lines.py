"""Lines of a Piece: cut where they are long, but never through a secret."""

from __future__ import annotations

import pytest
from domino_plugin.operators.lines import Lines, masking

from domino_plugin.runtime.masking import Mask

LIMIT = 32 * 1024
SECRET = "s3cr3t-tökén-abcdef"


def _lines(data: bytes, secret: str, *, step: int, end: bool = True) -> list[str]:
    seen: list[str] = []
    lines = Lines(masking({"TOKEN": secret}, seen.append), Mask([secret]).encoded)
    for start in range(0, len(data), step):
        lines.feed(data[start : start + step])
    if end:
        lines.feed(b"\n")
    lines.close()
    return seen


@pytest.mark.parametrize("before", [0, 5, LIMIT - 30, LIMIT - 21, LIMIT - 8, LIMIT - 1, LIMIT, 2 * LIMIT - 8])
@pytest.mark.parametrize("after", [0, 1, 50, 3 * LIMIT])
@pytest.mark.parametrize("step", [1000, 1 << 20])
@pytest.mark.parametrize("end", [True, False])
def test_no_cut_goes_through_a_secret(before: int, after: int, step: int, end: bool) -> None:
    text = "x" * before + SECRET + "y" * after
    seen = _lines(text.encode(), SECRET, step=step, end=end)
    assert "".join(seen) == "x" * before + "***" + "y" * after
    assert max(map(len, seen)) <= LIMIT
    if before + after > 2 * LIMIT:
        assert len(seen) > 2


def test_a_secret_longer_than_a_line_is_masked() -> None:
    secret = "".join(f"{number:06d}" for number in range(8000))
    seen = _lines(b"start " + secret.encode() + b" end", secret, step=4096)
    assert "".join(seen) == "start *** end"


def test_no_cut_goes_through_a_character() -> None:
    text = "x" + "é" * LIMIT
    seen = _lines(text.encode(), "nothing-of-it", step=4096)
    assert "".join(seen) == text
    assert len(seen) > 1


def test_a_line_that_just_fits_is_one() -> None:
    assert _lines(b"x" * LIMIT, "nothing-of-it", step=4096) == ["x" * LIMIT]
    assert _lines(b"", "nothing-of-it", step=1) == [""]
