from __future__ import annotations

import csv
from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]
SAMPLE = Path(__file__).parent / "data" / "penguins.csv"


def test_the_sample_is_read_whole(tmp_path: Path) -> None:
    output = piece_dry_run("ReadCsvPiece", {}, str(REPOSITORY), results_path=str(tmp_path))

    with SAMPLE.open(encoding="utf-8") as file:
        expected = [
            {name: "" if cell == "NA" else cell for name, cell in row.items()} for row in csv.DictReader(file)
        ]
    with Path(output["file_path"]).open(encoding="utf-8") as file:
        assert list(csv.DictReader(file)) == expected
    assert output["row_count"] == 344
    assert output["column_types"]["body_mass_g"] == "integer"
