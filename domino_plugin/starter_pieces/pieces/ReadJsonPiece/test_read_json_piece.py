from __future__ import annotations

from pathlib import Path

from domino.testing import piece_dry_run

REPOSITORY = Path(__file__).parents[2]


def test_the_sample_becomes_a_table(tmp_path: Path) -> None:
    output = piece_dry_run("ReadJsonPiece", {}, str(REPOSITORY), results_path=str(tmp_path))
    assert (output["row_count"], output["columns"]) == (52, ["year", "wheat", "wages"])
    assert Path(output["file_path"]).read_text(encoding="utf-8").endswith("1815,78,\n1820,54,\n")


def test_records_inside_and_objects_in_them(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(
        '{"data": {"items": [{"id": 1, "at": {"city": "Rome"}, "tags": ["a"]}]}}', encoding="utf-8"
    )
    inputs = {"file_path": str(file), "records": "data.items"}
    output = piece_dry_run("ReadJsonPiece", inputs, str(REPOSITORY), results_path=str(tmp_path))
    assert Path(output["file_path"]).read_text(encoding="utf-8") == 'id,at.city,tags\n1,Rome,"[""a""]"\n'
    assert output["value"][0]["at"] == {"city": "Rome"}
