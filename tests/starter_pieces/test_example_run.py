"""The example on the real data, Piece by Piece through the runner; expected values from the CSV alone."""

from __future__ import annotations

import csv
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domino_plugin.examples import Example, load_examples

pytestmark = pytest.mark.network

SAMPLE = (
    Path(__file__).parents[2]
    / "domino_plugin"
    / "starter_pieces"
    / "pieces"
    / "ReadCsvPiece"
    / "data"
    / "penguins.csv"
)


def _sample() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _resolved(tagged: dict[str, Any], outputs: dict[str, dict[str, Any]]) -> Any:
    if tagged["kind"] == "value":
        return tagged["value"]
    if tagged["kind"] == "list":
        return [_resolved(item, outputs) for item in tagged["items"]]
    if tagged["kind"] == "object":
        return {name: _resolved(item, outputs) for name, item in tagged["fields"].items()}
    value = outputs[tagged["node"]][tagged["output"]]
    for step in tagged.get("path", []):
        value = value[step]
    return value


def test_the_penguins_by_species(environment: Path, run_piece: Callable[..., Any]) -> None:
    document = next(e.document for e in load_examples() if e.name == "Penguins by species")
    outputs: dict[str, dict[str, Any]] = {}
    shown: dict[str, dict[str, Any]] = {}
    logs: dict[str, str] = {}
    for node in document["nodes"]:
        inputs = {name: _resolved(tagged, outputs) for name, tagged in node["inputs"].items()}
        outcome = run_piece(environment, node["piece"]["name"], inputs, node["id"])
        assert outcome.error is None, outcome.error
        outputs[node["id"]], shown[node["id"]], logs[node["id"]] = (
            outcome.outputs,
            outcome.display_result,
            outcome.log,
        )

    complete = [row for row in _sample() if row["body_mass_g"] != "NA" and row["sex"] != "NA"]
    groups: dict[tuple[str, str], list[int]] = {}
    for row in complete:
        groups.setdefault((row["species"], row["sex"]), []).append(int(row["body_mass_g"]))
    means = {key: sum(masses) / len(masses) for key, masses in groups.items()}

    assert outputs["read_penguins"]["row_count"] == 344
    assert (outputs["drop_incomplete"]["row_count"], outputs["drop_incomplete"]["removed_count"]) == (333, 11)
    assert outputs["mean_mass"]["data"] == [
        {"species": key[0], "sex": key[1], "mean_body_mass_g": means[key], "penguins": len(groups[key])}
        for key in sorted(groups)
    ]
    species = ["Adelie", "Chinstrap", "Gentoo"]
    drawn = [
        {"name": sex, "x": species, "y": [means[name, sex] for name in species]} for sex in ("female", "male")
    ]
    assert outputs["chart"]["data"] == drawn
    figure = json.loads(Path(shown["chart"]["file_path"]).read_text(encoding="utf-8"))
    assert [{"name": t["name"], "x": t["x"], "y": t["y"]} for t in figure["data"]] == drawn
    picture = Path(outputs["chart"]["png_path"]).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1800, 1040)

    gentoo = [mass for (name, _), masses in groups.items() if name == "Gentoo" for mass in masses]
    assert outputs["compare_species"]["heaviest_species"] == "Gentoo"
    assert outputs["compare_species"]["heaviest_mean_g"] == pytest.approx(
        sum(gentoo) / len(gentoo), rel=1e-12
    )
    assert outputs["compare_species"]["used_percent"] == 96.8
    assert outputs["compare_species"]["differences"] == [
        {"species": name, "male_minus_female_g": round(means[name, "male"] - means[name, "female"], 1)}
        for name in species
    ]
    summary = (
        "Gentoo penguins are the heaviest: 5,092 g on average. "
        "333 of 344 birds had both mass and sex recorded."
    )
    assert outputs["compare_species"]["summary"] == summary
    assert summary in logs["log_outcome"]
    assert json.dumps(means["Gentoo", "male"]) in logs["log_outcome"]
    assert {node: result["file_type"] for node, result in shown.items()} == {
        "read_penguins": "csv",
        "drop_incomplete": "csv",
        "mean_mass": "csv",
        "chart": "plotly_json",
        "compare_species": "md",
        "log_outcome": "txt",
    }


#: What must come out, by example and node: worked out from the data without any Piece.
EXPECTED: dict[str, dict[str, dict[str, Any]]] = {
    "Rain in Seattle": {
        "read_weather": {"row_count": 1461},
        "same": {"result": True, "met_count": 3},
        "heatmap": {"point_count": 48},
    },
    "Electricity in Iowa": {
        "with_total": {"row_count": 51, "unmatched_left": 0},
        "long": {"row_count": 51},
        "tell": {"share": 38.8},
    },
    "Wheat and wages": {"complete": {"row_count": 50}, "check": {"result": True}},
    "A cat in three ways": {"small": {"width": 200, "height": 133}, "page": {"section_count": 4}},
    "Penguins by species": {"drop_incomplete": {"row_count": 333}},
}


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.name)
def test_each_example_gives_what_the_data_hold(dry_run: Callable[..., Any], example: Example) -> None:
    outputs: dict[str, dict[str, Any]] = {}
    for node in example.document["nodes"]:
        inputs = {name: _resolved(tagged, outputs) for name, tagged in node["inputs"].items()}
        outcome = dry_run(node["piece"]["name"], _folder=node["id"], **inputs)
        assert outcome.error is None, (node["id"], outcome.error)
        outputs[node["id"]] = outcome.outputs
    for node_id, expected in EXPECTED[example.name].items():
        assert {name: outputs[node_id][name] for name in expected} == expected


def test_the_examples_use_every_piece_that_needs_no_server() -> None:
    used = {node["piece"]["name"] for one in load_examples() for node in one.document["nodes"]}
    pieces = {folder.name for folder in SAMPLE.parents[2].glob("*Piece")}
    assert pieces - used == {"HttpRequestPiece", "QueryDatabasePiece", "SendEmailPiece"}


def test_an_error_reaches_the_runner_with_its_reason(
    environment: Path, run_piece: Callable[..., Any]
) -> None:
    inputs = {"file_path": str(SAMPLE), "conditions": [{"column": "specis", "operator": "is missing"}]}
    outcome = run_piece(environment, "FilterRowsPiece", inputs)
    assert outcome.outputs is None
    assert "conditions[0].column" in outcome.error["message"]
    assert "Did you mean 'species'?" in outcome.error["message"]
