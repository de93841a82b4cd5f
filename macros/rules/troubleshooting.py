"""Paths through a troubleshooter, given as a graph: {step: the steps that may follow}."""

from collections.abc import Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def find_reachable(graph: Graph, start: str) -> set[str]:
    """Return `start` and every step that a path from it reaches."""
    seen, waiting = {start}, [start]
    while waiting:
        following = set(graph[waiting.pop()]) - seen
        seen |= following
        waiting += following
    return seen


def group_by_loop(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return for each step all steps from which one can go in a circle with it, itself included, in the graph's order."""
    reach = {step: find_reachable(graph, step) for step in graph}
    return {step: tuple(other for other in graph if other in reach[step] and step in reach[other]) for step in graph}


def find_closed_loops(graph: Graph) -> list[tuple[str, ...]]:
    """Return every loop that no path leaves, once each, in the graph's order."""
    groups = dict.fromkeys(group_by_loop(graph).values())
    circles = [group for group in groups if len(group) > 1 or group[0] in graph[group[0]]]
    return [circle for circle in circles if not _leaves(graph, circle)]


def find_longest_path(graph: Graph, start: str) -> list[str]:
    """Return the longest path from `start`. A loop counts as all of its steps: a reader sees each of them once at most."""
    groups = group_by_loop(graph)
    known: dict[tuple[str, ...], list[str]] = {}

    def longest_from(group: tuple[str, ...]) -> list[str]:
        if group not in known:
            onward = dict.fromkeys(groups[step] for step in _leaves(graph, group))
            known[group] = [*group, *max((longest_from(other) for other in onward), key=len, default=[])]
        return known[group]

    return longest_from(groups[start])


def _leaves(graph: Graph, group: tuple[str, ...]) -> list[str]:
    return [following for step in group for following in graph[step] if following not in group]
