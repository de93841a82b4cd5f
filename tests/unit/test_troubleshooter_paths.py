"""Graphs of steps: what is reachable, which loops are closed, how long a path can get. A slow, plain oracle is the judge."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from macros.rules.troubleshooting import find_closed_loops, find_longest_path, find_reachable, group_by_loop

Graph = dict[str, list[str]]


@st.composite
def graphs(draw: st.DrawFn, *, forward: bool = False) -> Graph:
    """Any graph of up to eight steps; with `forward`, one whose ways only lead to later steps."""
    names = [f"s{number}" for number in range(draw(st.integers(1, 8)))]
    choices = {name: names[index + 1 :] if forward else names for index, name in enumerate(names)}
    return {name: draw(st.lists(st.sampled_from(later), max_size=4)) if later else [] for name, later in choices.items()}


def all_paths(graph: Graph, path: list[str]) -> list[list[str]]:
    """Every path that visits no step twice."""
    onward = [other for other in graph[path[-1]] if other not in path]
    return [path, *(longer for other in onward for longer in all_paths(graph, [*path, other]))]


@given(graphs())
def test_a_step_is_reachable_exactly_when_a_path_ends_there(graph: Graph) -> None:
    assert find_reachable(graph, "s0") == {path[-1] for path in all_paths(graph, ["s0"])}


@given(graphs(forward=True))
def test_without_loops_the_longest_walk_is_the_longest_of_all_paths(graph: Graph) -> None:
    longest = find_longest_path(graph, "s0")
    assert len(longest) == max(len(path) for path in all_paths(graph, ["s0"]))
    assert all(following in graph[step] for step, following in pairwise(longest))


@given(graphs())
def test_with_loops_no_path_is_longer_than_what_is_found(graph: Graph) -> None:
    longest = find_longest_path(graph, "s0")
    assert len(longest) == len(set(longest))
    assert len(longest) >= max(len(path) for path in all_paths(graph, ["s0"]))


@given(graphs())
def test_a_loop_is_closed_exactly_when_its_steps_lead_only_to_one_another(graph: Graph) -> None:
    closed = {frozenset(loop) for loop in find_closed_loops(graph)}
    for step, group in group_by_loop(graph).items():
        reached = find_reachable(graph, step)
        circular = any(step in find_reachable(graph, following) for following in graph[step])
        assert (frozenset(group) in closed) == (circular and reached == set(group))


@given(graphs())
def test_outside_closed_loops_every_path_can_come_to_an_end(graph: Graph) -> None:
    caught = {step for loop in find_closed_loops(graph) for step in loop}
    for step in graph:
        reached = find_reachable(graph, step)
        assert reached & caught or any(not graph[other] for other in reached)
