"""A reduced ordered decision diagram: one question at each node, one verdict at each end.

Nodes are numbered from 0, ends from -1 downwards (`-1 - i` is the i-th end). A child has a lower number than its
parents, so a loop over the nodes in order meets every child first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any, NamedTuple


class Outcome(NamedTuple):
    """What decided: numbers of the winning rule, the cap that lowered it, the category rule; or what makes it impossible.

    `category_rule` is -1 when no category rule holds; `rival` is a category rule that contradicts it.
    """

    rule: int | None = None
    cap: int | None = None
    category_rule: int | None = None
    impossible: int | None = None
    rival: int | None = None


class Node(NamedTuple):
    """Ask `question`; the answer numbered `a` leads to `children[a]`."""

    question: int
    children: tuple[int, ...]


Allowed = Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Diagram:
    """Nodes, ends and where to begin. `sizes` holds the number of answers of each question."""

    nodes: tuple[Node, ...]
    ends: tuple[Any, ...]
    root: int
    sizes: tuple[int, ...]

    def end_of(self, answers: Sequence[int]) -> Any:
        """Walk from the root with one answer for each question, and return what stands at the end."""
        at = self.root
        while at >= 0:
            node = self.nodes[at]
            at = node.children[answers[node.question]]
        return self.ends[-1 - at]

    def question_at(self, at: int) -> int:
        """Return the number of the question asked at a node; ends ask a question after the last."""
        return self.nodes[at].question if at >= 0 else len(self.sizes)

    def map_ends(self, project: Callable[[Any], Any]) -> Diagram:
        """Return the reduced diagram whose ends are `project(end)`."""
        builder = Builder(self.sizes)
        moved: dict[int, int] = {-1 - i: builder.end(project(end)) for i, end in enumerate(self.ends)}
        for number, node in enumerate(self.nodes):
            moved[number] = builder.node(node.question, tuple(moved[child] for child in node.children))
        return builder.finish(moved[self.root])

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """How many of all complete answer sets come to each end (answers to hidden questions count too)."""
        weight: dict[int, int] = defaultdict(int)
        weight[self.root] = prod(self.sizes[: self.question_at(self.root)])
        for number in range(len(self.nodes) - 1, -1, -1):
            node = self.nodes[number]
            for child in node.children:
                weight[child] += weight[number] * prod(self.sizes[node.question + 1 : self.question_at(child)])
        return tuple(weight[-1 - i] for i in range(len(self.ends)))

    def path_to(self, wanted: Callable[[Any], bool], prefer: Callable[[list], tuple] = min) -> dict[int, int] | None:
        """Return the answers (by question number) of a shortest way to a wanted end, or None.

        With `prefer=max` it is a longest way.
        """
        best: dict[int, tuple[int, int, int]] = {-1 - i: (0, 0, 0) for i, end in enumerate(self.ends) if wanted(end)}
        for number, node in enumerate(self.nodes):
            routes = [(best[child][0] + 1, a, child) for a, child in enumerate(node.children) if child in best]
            if routes:
                best[number] = prefer(routes)
        if self.root not in best:
            return None
        path, at = {}, self.root
        while at >= 0:
            _, answer, child = best[at]
            path[self.nodes[at].question] = answer
            at = child
        return path

    def ways(self) -> Iterator[tuple[dict[int, tuple[int, ...]], Any]]:
        """Give each way from the root to an end, answers that lead to the same place taken together."""
        yield from self._ways(self.root, {})

    def _ways(self, at: int, so_far: dict[int, tuple[int, ...]]) -> Iterator[tuple[dict[int, tuple[int, ...]], Any]]:
        if at < 0:
            yield so_far, self.ends[-1 - at]
            return
        node = self.nodes[at]
        for child in dict.fromkeys(node.children):
            together = tuple(a for a, c in enumerate(node.children) if c == child)
            yield from self._ways(child, {**so_far, node.question: together})


class Builder:
    """Makes diagrams in which no two nodes are alike and no node asks in vain."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.nodes: list[Node] = []
        self._node_numbers: dict[Node, int] = {}
        self._ends: dict[Any, int] = {}

    def end(self, value: Any) -> int:
        """Return the number of an end with this value."""
        return self._ends.setdefault(value, -1 - len(self._ends))

    def node(self, question: int, children: tuple[int, ...]) -> int:
        """Return the number of a node with these children, or the child itself when all are the same."""
        if children.count(children[0]) == len(children):
            return children[0]
        node = Node(question, children)
        number = self._node_numbers.get(node)
        if number is None:
            number = self._node_numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return number

    def finish(self, root: int) -> Diagram:
        """Return the finished diagram; every node of it was made for this root."""
        return Diagram(tuple(self.nodes), tuple(self._ends), root, self.sizes)
