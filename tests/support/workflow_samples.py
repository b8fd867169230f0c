"""Workflows of starter Pieces that tests begin with."""

from __future__ import annotations

from typing import Any

from support.domino_client import DominoClient, piece, upstream, value


def penguins(client: DominoClient, name: str) -> dict[str, Any]:
    """Make a workflow of two connected nodes, `read_csv` and `filter_rows`, at known places of the canvas.

    Returns:
        The workflow as the server tells it.
    """
    version = client.install_starter()
    document = {
        "name": name,
        "nodes": [
            {"id": "read_csv", "name": "Read CSV", "piece": piece(version, "ReadCsvPiece")},
            {
                "id": "filter_rows",
                "name": "Filter rows",
                "piece": piece(version, "FilterRowsPiece"),
                "inputs": {
                    "file_path": upstream("read_csv", "file_path"),
                    "conditions": value([{"column": "sex", "operator": "is not missing"}]),
                },
            },
        ],
        "edges": [{"upstream": "read_csv", "downstream": "filter_rows"}],
    }
    layout = {"nodes": {"read_csv": {"x": 0, "y": 0}, "filter_rows": {"x": 320, "y": 0}}}
    made: dict[str, Any] = client.call(
        "POST", "workflows", json={"document": document, "layout": layout}, expect=201
    )
    return made


def node_ids(content: dict[str, Any]) -> list[str]:
    """Return the ids of the nodes of a draft or a workflow."""
    return [node["id"] for node in content["document"]["nodes"]]


def node_of(content: dict[str, Any], node_id: str) -> dict[str, Any]:
    """Return a node of a draft or a workflow."""
    return next(node for node in content["document"]["nodes"] if node["id"] == node_id)
