from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_a_table_becomes_objects_with_types(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("code,n,ok\n007,1,true\n010,,false\n", encoding="utf-8")
    inputs = {"file_path": str(table), "shape": "lines"}
    output = piece_dry_run("WriteJsonPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert Path(output["file_path"]).read_text(encoding="utf-8") == (
        '{"code": "007", "n": 1, "ok": true}\n{"code": "010", "n": null, "ok": false}\n'
    )
