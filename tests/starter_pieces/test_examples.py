"""The example workflows are documents that can be saved as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.starter import shipped_version

from domino_plugin.examples import Example, load_examples
from domino_plugin.repositories.reader import read_repository
from domino_plugin.workflows.document import PieceReference, WorkflowDocument
from domino_plugin.workflows.pieces import FixedCatalogue, ResolvedPiece
from domino_plugin.workflows.validation import validate

REPOSITORY = Path(__file__).parents[2] / "domino_plugin" / "starter_pieces"
every_example = pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.name)


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    return json.loads((REPOSITORY / ".domino" / "compiled_metadata.json").read_text(encoding="utf-8"))


def _references(tagged: dict[str, Any]) -> Iterator[dict[str, Any]]:
    inner = [*tagged.get("items", []), *tagged.get("fields", {}).values()]
    yield from ([tagged] if tagged["kind"] == "upstream" else ())
    for item in inner:
        yield from _references(item)


def _ancestors(document: dict[str, Any], node: str) -> set[str]:
    direct = {edge["upstream"] for edge in document["edges"] if edge["downstream"] == node}
    return direct.union(*(_ancestors(document, upstream) for upstream in direct))


def test_each_call_gives_new_objects() -> None:
    load_examples()[0].document["nodes"].clear()
    assert load_examples()[0].document["nodes"]


@every_example
def test_it_is_a_workflow_document(example: Example) -> None:
    document = WorkflowDocument.model_validate(example.document)
    assert document.name == example.name
    assert document.description


@every_example
def test_it_is_found_valid_with_the_repository_as_it_is_read(example: Example) -> None:
    content = read_repository(REPOSITORY)
    assert content.problems == ()
    catalogue = FixedCatalogue(
        {
            PieceReference(repository="starter", version=content.version, name=piece.name): ResolvedPiece(
                bundle="0" * 64,
                group_key=piece.group,
                group={},
                input_schema=piece.input_schema,
                output_schema=piece.output_schema,
            )
            for piece in content.pieces.values()
        }
    )
    assert validate(WorkflowDocument.model_validate(example.document), catalogue) == []


@every_example
def test_every_node_has_its_place(example: Example) -> None:
    assert set(example.layout["nodes"]) == {node["id"] for node in example.document["nodes"]}
    places = [(place["x"], place["y"]) for place in example.layout["nodes"].values()]
    assert len(set(places)) == len(places)


@every_example
def test_it_uses_pieces_of_the_version_shipped(example: Example, compiled: dict[str, Any]) -> None:
    for node in example.document["nodes"]:
        assert (node["piece"]["repository"], node["piece"]["version"]) == ("starter", shipped_version())
        assert node["piece"]["name"] in compiled


@every_example
def test_values_fit_the_schemas(example: Example, compiled: dict[str, Any]) -> None:
    for node in example.document["nodes"]:
        schema = compiled[node["piece"]["name"]]["input_schema"]
        assert set(node["inputs"]) <= set(schema["properties"]), node["id"]
        assert set(schema.get("required", [])) <= set(node["inputs"]), node["id"]
        for name, tagged in node["inputs"].items():
            if tagged["kind"] == "value":
                jsonschema.validate(
                    tagged["value"], {**schema["properties"][name], "$defs": schema.get("$defs", {})}
                )


@every_example
def test_references_lead_to_outputs_of_ancestors(example: Example, compiled: dict[str, Any]) -> None:
    nodes = {node["id"]: node for node in example.document["nodes"]}
    for node in nodes.values():
        for reference in (r for tagged in node["inputs"].values() for r in _references(tagged)):
            assert reference["node"] in _ancestors(example.document, node["id"])
            source = nodes[reference["node"]]
            defined = source["inputs"].get("output_args", {"value": []})["value"]
            outputs = set(compiled[source["piece"]["name"]]["output_schema"]["properties"])
            assert reference["output"] in outputs | {output["name"] for output in defined}


def test_the_penguins_show_references_beyond_direct_neighbours_and_into_lists() -> None:
    document = next(e.document for e in load_examples() if e.name == "Penguins by species")
    direct = {(edge["upstream"], edge["downstream"]) for edge in document["edges"]}
    found = [
        (reference, node["id"])
        for node in document["nodes"]
        for tagged in node["inputs"].values()
        for reference in _references(tagged)
    ]
    assert any((reference["node"], node) not in direct for reference, node in found)
    assert any(reference.get("path") for reference, _ in found)
