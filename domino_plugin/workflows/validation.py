"""Checks a workflow document against a workspace: does everything it names exist, and fit together?

Nothing here raises for a bad document: every finding is a `Problem` that names node, field, reason and fix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from domino_plugin.errors import Problem, did_you_mean, problem
from domino_plugin.settings import RUNTIMES
from domino_plugin.workflows.document import (
    Input,
    ListInput,
    Node,
    ObjectInput,
    PieceReference,
    UpstreamInput,
    WorkflowDocument,
)
from domino_plugin.workflows.graph import Graph
from domino_plugin.workflows.outputs import Outputs, outputs_of
from domino_plugin.workflows.pieces import Catalogue, ResolvedPiece
from domino_plugin.workflows.runtime_check import check_runtimes
from domino_plugin.workflows.schedule_check import check_schedule
from domino_plugin.workflows.schema_check import InputChecker, checker_for
from domino_plugin.workflows.schema_errors import path_text

Path = tuple[str | int, ...]
#: Errors after which nobody looks for more: a large document can hold a hundred thousand of them.
MAX_ERRORS = 500
#: Hints that are looked for: with thousands of nodes to choose from, each takes a tenth of a second.
MAX_HINTS = 20


def validate(
    document: WorkflowDocument, catalogue: Catalogue, runtimes: Sequence[str] = RUNTIMES
) -> list[Problem]:
    """Return what is wrong with a document, errors and warnings; empty if it can run.

    That is everything, up to `MAX_ERRORS` errors. `runtimes` are those that this installation allows.
    """
    found: list[Problem] = []
    errors = 0
    for one in _Validation(document, catalogue, runtimes).problems():
        found.append(one)
        errors += one["severity"] == "error"
        if errors == MAX_ERRORS:
            break
    return found


def errors_in(problems: list[Problem]) -> list[Problem]:
    """Return the problems that keep a workflow from being saved."""
    return [one for one in problems if one["severity"] == "error"]


class _Validation:
    def __init__(self, document: WorkflowDocument, catalogue: Catalogue, runtimes: Sequence[str]) -> None:
        self.document = document
        self.runtimes = runtimes
        self.catalogue = catalogue
        self.nodes = {node.id: node for node in reversed(document.nodes)}
        self.graph = Graph(
            (node.id for node in document.nodes),
            ((edge.upstream, edge.downstream) for edge in document.edges),
        )
        references = dict.fromkeys(node.piece for node in document.nodes)
        self.pieces: dict[PieceReference, ResolvedPiece] = {}
        self.checkers: dict[PieceReference, InputChecker] = {}
        for reference in references:
            piece = catalogue.piece(reference)
            if piece is not None:
                self.pieces[reference] = piece
                self.checkers[reference] = checker_for(piece.input_schema)
        self._outputs: dict[str, Outputs | None] = {}
        self._hints = 0

    @cached_property
    def _installed(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        return self.catalogue.repositories()

    def _hint(self, word: str, choices: Iterable[str]) -> str | None:
        self._hints += 1
        return did_you_mean(word, choices) if self._hints <= MAX_HINTS else None

    def problems(self) -> Iterator[Problem]:
        yield from check_schedule(self.document)
        yield from self._ids()
        yield from self._edges()
        yield from check_runtimes(self.document, self.pieces, self.runtimes)
        for node in self.document.nodes:
            yield from self._node(node)

    def _ids(self) -> Iterator[Problem]:
        for node_id, count in Counter(node.id for node in self.document.nodes).items():
            if count > 1:
                yield problem(
                    f"{count} nodes have the id {node_id!r}",
                    node=node_id,
                    field="id",
                    fix="Give each its own id.",
                )

    def _edges(self) -> Iterator[Problem]:
        counts = Counter((edge.upstream, edge.downstream) for edge in self.document.edges)
        for (upstream, downstream), count in counts.items():
            for end in dict.fromkeys((upstream, downstream)):
                if end not in self.nodes:
                    yield problem(
                        f"an edge leads from {upstream!r} to {downstream!r}, but there is no node {end!r}",
                        field="edges",
                        fix=self._hint(end, self.nodes) or "Remove the edge.",
                    )
            if upstream == downstream:
                yield problem(
                    "an edge leads from the node to itself",
                    node=upstream,
                    field="edges",
                    fix="Remove the edge.",
                )
            if count > 1:
                yield problem(
                    f"the edge from {upstream!r} to {downstream!r} is there {count} times",
                    node=downstream,
                    field="edges",
                    fix="Keep it once.",
                )
        cycle = self.graph.cycle()
        if cycle:
            yield problem(
                f"the edges form a cycle: {' -> '.join(_shortened(cycle))}; none of these could ever start",
                node=cycle[0],
                field="edges",
                fix="Remove one of these edges.",
            )

    def _node(self, node: Node) -> Iterator[Problem]:
        for name, item in node.inputs.items():
            yield from self._references(node, item, (name,))
        yield from self._resources(node)
        if node.piece not in self.pieces:
            yield self._not_installed(node)
            return
        checker = self.checkers[node.piece]
        for name, item in node.inputs.items():
            if name not in checker.properties and not checker.open:
                yield problem(
                    f"the Piece {node.piece.name} has no input {name!r}",
                    node=node.id,
                    field=name,
                    fix=self._hint(name, checker.properties) or "Remove the input.",
                )
                continue
            for finding in checker.check(name, item):
                yield problem(finding.reason, node=node.id, field=finding.field, fix=finding.fix)
        for name in checker.required:
            if name not in node.inputs:
                yield problem(
                    "is required and has no value",
                    node=node.id,
                    field=name,
                    fix=_way_to_fill(checker.properties.get(name)),
                )
        yield from self._secrets(node, self.pieces[node.piece])

    def _resources(self, node: Node) -> Iterator[Problem]:
        for one in node.resources.contradictions() if node.resources else ():
            yield problem(one.reason, node=node.id, field=f"resources.{one.field}", fix=one.fix)

    def _secrets(self, node: Node, piece: ResolvedPiece) -> Iterator[Problem]:
        for secret in piece.secrets:
            if secret.required and not secret.is_set:
                yield problem(
                    f"the secret {secret.name!r}, which the Piece needs, is not filled",
                    node=node.id,
                    field=f"secrets.{secret.name}",
                    fix=f"Fill it in the secrets of the repository {node.piece.repository!r}.",
                    severity="warning",
                )

    def _references(self, node: Node, item: Input, path: Path) -> Iterator[Problem]:
        if isinstance(item, UpstreamInput):
            found = self._reference(node, item, path_text(path))
            if found:
                yield found
        elif isinstance(item, ListInput):
            for index, inner in enumerate(item.items):
                yield from self._references(node, inner, (*path, index))
        elif isinstance(item, ObjectInput):
            for name, inner in item.fields.items():
                yield from self._references(node, inner, (*path, name))

    def _reference(self, node: Node, item: UpstreamInput, field: str) -> Problem | None:
        if item.node not in self.nodes:
            return problem(
                f"takes its value from {item.node!r}, but there is no such node",
                node=node.id,
                field=field,
                fix=self._hint(item.node, self.nodes) or "Choose a node upstream of this one.",
            )
        if self.graph.in_order(node.id) and not self.graph.is_ancestor(item.node, node.id):
            return problem(
                f"takes its value from {item.node!r}, which is not upstream of {node.id!r}",
                node=node.id,
                field=field,
                fix="A node can't take its own output."
                if item.node == node.id
                else f"Connect {item.node!r} to {node.id!r}, or choose another node.",
            )
        outputs = self._outputs_of(item.node)
        if outputs is None or outputs.open or item.output in outputs.names:
            return None
        return problem(
            f"{item.node!r} has no output {item.output!r}",
            node=node.id,
            field=field,
            fix=self._hint(item.output, outputs.names) or _choices("Its outputs are", outputs.names),
        )

    def _outputs_of(self, node_id: str) -> Outputs | None:
        """Return the outputs of a node, or None if its Piece is unknown."""
        if node_id not in self._outputs:
            node = self.nodes[node_id]
            piece = self.pieces.get(node.piece)
            self._outputs[node_id] = (
                None if piece is None else outputs_of(piece, self.checkers[node.piece], node.inputs)
            )
        return self._outputs[node_id]

    def _not_installed(self, node: Node) -> Problem:
        reference, installed = node.piece, self._installed
        versions = installed.get(reference.repository)
        if versions is None:
            reason = f"the repository {reference.repository!r} is not installed in this workspace"
            fix = (
                self._hint(reference.repository, installed) or f"Install it at version {reference.version!r}."
            )
        elif reference.version not in versions:
            reason = (
                f"the repository {reference.repository!r} is not installed at version {reference.version!r}"
            )
            fix = f"Install that version, or choose one of: {', '.join(sorted(versions))}."
        else:
            reason = (
                f"the repository {reference.repository!r} has no Piece {reference.name!r} "
                f"at version {reference.version!r}"
            )
            names = versions[reference.version]
            fix = self._hint(reference.name, names) or _choices("Its Pieces are", names)
        return problem(reason, node=node.id, field="piece", fix=fix)


def _way_to_fill(schema: Any) -> str:
    rule = schema.get("from_upstream") if isinstance(schema, Mapping) else None
    if rule == "always":
        return "Take it from a node upstream."
    return "Give a value." if rule == "never" else "Give a value or take one from upstream."


def _choices(start: str, names: frozenset[str]) -> str:
    return f"{start}: {', '.join(sorted(names)[:20])}." if names else "There are none to choose from."


def _shortened(nodes: Sequence[str]) -> list[str]:
    shown = 6
    return list(nodes) if len(nodes) <= 2 * shown else [*nodes[:shown], "...", *nodes[-shown:]]
