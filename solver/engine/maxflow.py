"""Exact maximum flows on whole numbers of any size, and the strong components of what they leave."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow

from solver.fairness.flow import SINK, SOURCE

Ints = NDArray[np.int64]

MAX_SAFE_SUM = 2**62
"""Sums of capacities below this fit the solver's 64-bit numbers."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A maximum flow: its value, the flow on each arc, and the nodes that the source still reaches."""

    value: int
    on: tuple[int, ...]
    near: frozenset[int]


def maximum_flow(tails: Ints, heads: Ints, limits: Ints, scale: int, supply: Mapping[int, int]) -> Flow:
    """Return a maximum flow from the source to the sink.

    Parameters
    ----------
    limits
        Capacities of the arcs, to be multiplied by ``scale``.
    supply
        What the source gives to some nodes, already scaled. Not among the arcs of the result.
    """
    size = sum(supply.values()) + int(limits.sum()) * scale
    if size < MAX_SAFE_SUM:
        return _by_solver(tails, heads, limits, scale, supply)
    return _by_hand(tails, heads, limits, scale, supply)


def _by_solver(tails: Ints, heads: Ints, limits: Ints, scale: int, supply: Mapping[int, int]) -> Flow:
    fed = np.fromiter(supply, dtype=np.int64, count=len(supply))
    given = np.fromiter(supply.values(), dtype=np.int64, count=len(supply))
    all_tails = np.concatenate([tails, np.full(len(fed), SOURCE, dtype=np.int64)])
    all_heads = np.concatenate([heads, fed])
    nodes, places = np.unique(
        np.concatenate([np.array([SOURCE, SINK]), all_tails, all_heads]), return_inverse=True
    )
    places = places[2:].astype(np.int32)
    solver = max_flow.SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(
        places[: len(all_tails)], places[len(all_tails) :], np.concatenate([limits * scale, given])
    )
    status = solver.solve(SOURCE, SINK)
    if status != solver.OPTIMAL:
        msg = f"the maximum flow ended with {status}"
        raise ArithmeticError(msg)
    return Flow(
        value=int(solver.optimal_flow()),
        on=tuple(solver.flows(arcs[: len(tails)]).tolist()),
        near=frozenset(nodes[solver.get_source_side_min_cut()].tolist()),
    )


def _by_hand(tails: Ints, heads: Ints, limits: Ints, scale: int, supply: Mapping[int, int]) -> Flow:
    """Shortest augmenting paths in plain whole numbers: slow, but without a largest number."""
    ends = list(zip(tails.tolist(), heads.tolist(), strict=True)) + [(SOURCE, node) for node in supply]
    room = [limit * scale for limit in limits.tolist()] + list(supply.values())
    back = [0] * len(room)
    out: dict[int, list[tuple[int, bool]]] = {SOURCE: [], SINK: []}
    for arc, (tail, head) in enumerate(ends):
        out.setdefault(tail, []).append((arc, True))
        out.setdefault(head, []).append((arc, False))
    value = 0
    while True:
        came: dict[int, tuple[int, bool]] = {}
        queue = deque([SOURCE])
        while queue and SINK not in came:
            node = queue.popleft()
            for arc, forth in out[node]:
                far = ends[arc][forth]
                if far != SOURCE and far not in came and (room if forth else back)[arc]:
                    came[far] = (arc, forth)
                    queue.append(far)
        if SINK not in came:
            return Flow(value, tuple(back[: len(tails)]), frozenset({SOURCE, *came}))
        path = []
        node = SINK
        while node != SOURCE:
            arc, forth = came[node]
            path.append((arc, forth))
            node = ends[arc][not forth]
        push = min((room if forth else back)[arc] for arc, forth in path)
        for arc, forth in path:
            room[arc] -= push if forth else -push
            back[arc] += push if forth else -push
        value += push


def strong_components(after: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components, each after all that it leads to.

    Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1, 1972;
    without recursion, since a school's network is deeper than Python's stack.
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: dict[int, None] = {}
    components: list[list[int]] = []
    for root, first in after.items():
        if root in number:
            continue
        number[root] = low[root] = len(number)
        waiting[root] = None
        path = [(root, iter(first))]
        while path:
            node, rest = path[-1]
            child = next(rest, None)
            if child is None:
                path.pop()
                if path:
                    parent = path[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == number[node]:
                    components.append(_until(node, waiting))
            elif child not in number:
                number[child] = low[child] = len(number)
                waiting[child] = None
                path.append((child, iter(after[child])))
            elif child in waiting:
                low[node] = min(low[node], number[child])
    return components


def _until(node: int, waiting: dict[int, None]) -> list[int]:
    group: list[int] = []
    while not group or group[-1] != node:
        group.append(waiting.popitem()[0])
    return group
