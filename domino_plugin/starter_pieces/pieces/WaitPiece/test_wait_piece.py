from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_it_waits_as_long_as_asked(tmp_path: Path) -> None:
    output = piece_dry_run("WaitPiece", {"duration": "PT0.2S"}, str(REPOSITORY), results_path=str(tmp_path))
    assert 0.15 <= output["waited_seconds"] < 5
