"""What a task asks for: its node's choice, and where that is silent, its Piece's requests and cards."""

from __future__ import annotations

import pytest
from documents import GROUP, catalogue, document, node, piece

from domino_plugin.resources import Resources, task_resources
from domino_plugin.workflows import generation

OWN = {"requests": {"cpu": 300, "memory": 512}, "limits": {"cpu": 400, "memory": 128}, "use_gpu": True}


def test_the_pieces_requests_and_cards_hold_where_the_node_is_silent():
    found = task_resources(None, OWN)
    assert found == Resources(cpu_request=0.3, memory_request_mib=512, gpus=1)
    assert task_resources(None, {}) == Resources()
    assert task_resources(None, {"use_gpu": False}).gpus is None


def test_the_nodes_choice_wins_and_contradicting_requests_give_way():
    chosen = Resources(cpu_limit=0.2, memory_limit_mib=256, gpus=0)
    assert task_resources(chosen, OWN) == chosen
    assert task_resources(Resources(cpu_request=2), OWN).cpu_request == 2


@pytest.mark.parametrize("wild", [{"requests": None}, {"requests": {"cpu": 10**9, "memory": 10**9}}])
def test_amounts_that_can_not_be_are_none(wild):
    assert task_resources(None, wild) == Resources()


def test_they_are_in_the_dag():
    pieces = catalogue(WorkPiece=piece(resources=OWN, group={**GROUP, "image": "a/b:1"}))
    names = {"dag_id": "d", "workflow_id": 1, "workspace_id": 1, "version": 1}
    spec = generation.build_spec(document([node("a", resources={"cpu_limit": 1})]), pieces, **names)
    wanted = {"cpu_limit": 1, "cpu_request": 0.3, "memory_request_mib": 512, "gpus": 1}
    assert spec["tasks"][0]["resources"] == wanted
    (repository,) = spec["repositories"].values()
    assert repository["groups"]["group0"]["image"] == "a/b:1"
