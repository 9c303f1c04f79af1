"""Strongly connected parts of a directed graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def strong_components(after: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components, each after all that it leads to.

    Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1, 1972;
    without recursion, since a school's network is deeper than Python's stack.
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: dict[int, None] = {}
    found: list[list[int]] = []
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
                    found.append(_until(node, waiting))
            elif child not in number:
                number[child] = low[child] = len(number)
                waiting[child] = None
                path.append((child, iter(after[child])))
            elif child in waiting:
                low[node] = min(low[node], number[child])
    return found


def _until(node: int, waiting: dict[int, None]) -> list[int]:
    group: list[int] = []
    while not group or group[-1] != node:
        group.append(waiting.popitem()[0])
    return group
