"""The edges of a workflow as a graph: ancestors and cycles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Graph:
    """Nodes and edges; edges to unknown nodes, to itself and repeated ones are left out."""

    def __init__(self, nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> None:
        self.upstream: dict[str, list[str]] = {node: [] for node in nodes}
        self._downstream: dict[str, list[str]] = {node: [] for node in self.upstream}
        for source, target in dict.fromkeys(edges):
            if source != target and source in self.upstream and target in self.upstream:
                self.upstream[target].append(source)
                self._downstream[source].append(target)
        self.order = self._topological()
        self._bits = {node: 1 << number for number, node in enumerate(self.upstream)}
        self._ancestors: dict[str, int] = {}
        for node in self.order:
            reached = 0
            for source in self.upstream[node]:
                reached |= self._ancestors[source] | self._bits[source]
            self._ancestors[node] = reached

    def is_ancestor(self, ancestor: str, node: str) -> bool:
        """Tell whether edges lead from `ancestor` to `node`; nodes in or behind a cycle have no ancestors."""
        return bool(self._ancestors.get(node, 0) & self._bits.get(ancestor, 0))

    def in_order(self, node: str) -> bool:
        """Tell whether the node can ever start: it is neither in a cycle nor behind one."""
        return node in self._ancestors

    def cycle(self) -> Sequence[str]:
        """Return the nodes of one cycle in order, the first repeated at the end; empty if there is none."""
        left = [node for node in self.upstream if node not in self._ancestors]
        if not left:
            return []
        # Each node left over has a predecessor left over, so walking back must meet itself.
        waiting = set(left)
        path: list[str] = []
        seen: dict[str, int] = {}
        node = left[0]
        while node not in seen:
            seen[node] = len(path)
            path.append(node)
            node = next(source for source in self.upstream[node] if source in waiting)
        loop = path[seen[node] :][::-1]
        return [*loop, loop[0]]

    def _topological(self) -> list[str]:
        waiting = {node: len(sources) for node, sources in self.upstream.items()}
        order = [node for node, count in waiting.items() if count == 0]
        for node in order:
            for target in self._downstream[node]:
                waiting[target] -= 1
                if waiting[target] == 0:
                    order.append(target)
        return order
