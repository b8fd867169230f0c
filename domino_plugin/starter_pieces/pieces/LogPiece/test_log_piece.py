from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_the_value_takes_its_place_in_the_message(tmp_path: Path) -> None:
    inputs = {"message": "There are {value} rows.", "value": 344}
    output = piece_dry_run("LogPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert output == {"message": "There are 344 rows."}
