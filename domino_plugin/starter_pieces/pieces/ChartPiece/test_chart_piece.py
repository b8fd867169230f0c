from __future__ import annotations

import json
from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_both_formats_hold_the_values(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("shop,sold\nnorth,3\nsouth,5.5\n", encoding="utf-8")
    output = piece_dry_run(
        "ChartPiece",
        {"file_path": str(table), "x": "shop", "y": "sold", "output_format": "both"},
        str(REPOSITORY),
        results_path=str(tmp_path),
    )
    assert output["data"] == [{"name": "Sold", "x": ["north", "south"], "y": [3, 5.5]}]
    assert Path(output["png_path"]).read_bytes().startswith(b"\x89PNG")
    trace = json.loads(Path(output["plotly_path"]).read_text(encoding="utf-8"))["data"][0]
    assert (trace["type"], trace["x"], trace["y"]) == ("bar", ["north", "south"], [3, 5.5])
