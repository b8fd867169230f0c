"""The page of options in the documentation is the code's."""

from __future__ import annotations

from support.configuration_page import FILE, text


def test_the_page_is_current() -> None:
    assert FILE.read_text() == text(), "run `make docs`"
