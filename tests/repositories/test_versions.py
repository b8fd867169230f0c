"""The order of versions as their authors number them."""

from __future__ import annotations

import random

import pytest

from domino_plugin.repositories.versions import newest_first


@pytest.mark.parametrize(
    "newest",
    [
        ["0.10", "0.9", "0.1"],
        ["v1.0.10", "1.0.9", "v1.0.2"],
        ["0.0.1.3", "0.0.1"],
        ["0.1.3", "0.1.2k", "0.1.2"],
        ["1.0", "1.0rc2", "1.0rc1", "1.0b1", "1.0a1", "1.0.dev1", "0.9"],
        ["release-2", "1.0.0", "stable", "nightly"],
        ["1" + "0" * 5000, "2"],
    ],
)
def test_newest_first(newest):
    shuffled = list(newest)
    random.Random(3).shuffle(shuffled)
    assert newest_first(shuffled) == newest
