"""The generated page says what the code checks."""

from __future__ import annotations

from support.roles_page import FILE, text


def test_the_page_is_up_to_date() -> None:
    assert FILE.read_text() == text(), "run `make docs`"
