"""A workflow of one starter Piece, as a request for a new one holds it."""

from __future__ import annotations

from typing import Any

from support.starter import shipped_version


def document(name: str = "Hello", **changes: Any) -> dict[str, Any]:
    """Return its document; `changes` are parts of it."""
    node = {
        "id": "say",
        "name": "Say it",
        "piece": {"repository": "starter", "version": shipped_version(), "name": "LogPiece"},
        "inputs": {"message": {"kind": "value", "value": "{{ hi }}"}},
    }
    return {"schema_version": 1, "name": name, "nodes": [node], "edges": [], **changes}
