from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_what_is_not_met_is_told(tmp_path: Path) -> None:
    checks = [
        {"value": "344", "operator": "greater or equal", "expected": 300},
        {"value": ["a", "b"], "operator": "contains", "expected": "c", "label": "letters"},
    ]
    output = piece_dry_run(
        "CheckConditionPiece", {"checks": checks}, str(REPOSITORY), results_path=str(tmp_path)
    )
    assert output == {
        "result": False,
        "failed": ['letters: ["a", "b"] contains "c"'],
        "met_count": 1,
    }
