from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domino_plugin.storage import layout


@given(st.text(min_size=1, max_size=60))
def test_an_id_comes_back_from_its_folder_name(run_id: str) -> None:
    name = layout.escape_run_id(run_id)
    assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
    if len(name) < 150:
        assert layout.unescape_run_id(name) == run_id


@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_two_ids_never_share_a_folder(one: str, other: str) -> None:
    assert (layout.escape_run_id(one) == layout.escape_run_id(other)) == (one == other)


@given(st.text(min_size=1, max_size=400))
def test_a_name_fits_a_file_system_and_is_no_special_folder(run_id: str) -> None:
    name = layout.escape_run_id(run_id)
    assert len(name) <= 220
    assert name not in (".", "..", layout.TRIES_FOLDER, layout.PRIVATE_FOLDER)


@pytest.mark.parametrize(
    ("run_id", "name"),
    [
        ("manual__2026-01-02T03:04:05+00:00", "manual__2026-01-02T03.3a04.3a05.2b00.3a00"),
        ("..", ".2e.2e"),
        ("../../etc", ".2e.2e.2f.2e.2e.2fetc"),
        ("group.task", "group.2etask"),
        ("é", ".c3.a9"),
    ],
)
def test_what_is_not_plain_is_escaped(run_id: str, name: str) -> None:
    assert layout.escape_run_id(run_id) == name


def test_an_empty_id_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        layout.escape_run_id("")


def test_a_shortened_name_is_not_taken_for_an_id() -> None:
    with pytest.raises(ValueError, match="shortened"):
        layout.unescape_run_id(layout.escape_run_id("é" * 300))


def test_a_mapped_instance_lies_one_folder_deeper() -> None:
    root = Path("/s")
    assert layout.run_path(root, "d", "r") / layout.task_path("t", 3) == Path("/s/d/r/t/3")
    assert str(layout.canonical_task_path("t")) == "/home/shared_storage/t"
