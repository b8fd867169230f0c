"""Values that JSON can carry and that other things choke on: kept, or refused with the place; never a 500."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from support.starter import shipped_version

pytestmark = pytest.mark.airflow


def document(**changes: Any) -> dict[str, Any]:
    """A workflow of one node; `changes` are the node's."""
    piece = {"repository": "starter", "version": shipped_version(), "name": "LogPiece"}
    return {"name": "Odd", "nodes": [{"id": "say", "name": "Say", "piece": piece, "inputs": {}, **changes}]}


def value(what: Any) -> dict[str, Any]:
    return {"kind": "value", "value": what}


@pytest.mark.parametrize("text", ["\ud800", "a \udfff b", "\x00", "\u202e"])
def test_an_odd_text_comes_back_as_it_was(team: SimpleNamespace, text: str) -> None:
    made = team.owner.post(
        f"{team.base}/workflows", json={"document": document(inputs={"message": value(text)})}
    )
    assert made.status_code == 201, made.text
    path = f"{team.base}/workflows/{made.json['id']}"
    for read in (made, team.owner.get(path), team.owner.get(f"{path}/versions/1")):
        assert read.status_code == 200 or read is made
        assert read.json["document"]["nodes"][0]["inputs"]["message"]["value"] == text


@pytest.mark.parametrize(
    "odd",
    [
        document(inputs={"\ud800": value(1)}),
        document(id="\ud800"),
        document(inputs={"message": {"kind": "\ud800"}}),
    ],
)
def test_an_odd_name_is_refused_with_its_place(team: SimpleNamespace, odd: dict[str, Any]) -> None:
    checked = team.owner.post(f"{team.base}/workflows/validate", json={"document": odd})
    assert (checked.status_code, checked.json["is_valid"]) == (200, False)
    refused = team.owner.post(f"{team.base}/workflows", json={"document": odd})
    assert (refused.status_code, refused.json["problems"]) == (422, checked.json["problems"])


@pytest.mark.parametrize("part", ["repository", "version"])
@pytest.mark.parametrize("text", ["\x00", "a\nb"])
def test_a_reference_that_no_database_can_be_asked_for(team: SimpleNamespace, part: str, text: str) -> None:
    piece = document()["nodes"][0]["piece"] | {part: text}
    checked = team.owner.post(f"{team.base}/workflows/validate", json={"document": document(piece=piece)})
    (found,) = checked.json["problems"]
    assert (found["node"], found["field"]) == ("say", f"piece.{part}")


def test_a_problem_repeats_a_part_of_what_was_sent(team: SimpleNamespace) -> None:
    """Else a hundred problems of one node would repeat its id of megabytes a hundred times."""
    odd = document(id="x" * 100_000, **{f"{number}{'y' * 10_000}": 1 for number in range(120)})
    checked = team.owner.post(f"{team.base}/workflows/validate", json={"document": odd})
    assert len(checked.json["problems"]) == 100
    assert len(checked.data) < 100_000


def test_lengths_are_told_in_characters(team: SimpleNamespace) -> None:
    refused = team.owner.call("PATCH", team.base, json={"name": "x" * 101})
    assert refused.json["detail"] == "name: String should have at most 100 characters"
