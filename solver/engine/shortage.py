"""Proven shortages: which needed seats stay empty in every plan, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from solver.domain.case import Case
from solver.domain.duties import Duty
from solver.engine.maxflow import maximum_flow
from solver.fairness.flow import SINK, SOURCE, Network, Shortfall
from solver.fairness.network import network
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import AnyRule

UNCAPPED = {"max_day": None, "max_week": None, "max_term": None}


def unfillable(
    case: Case, pairs: CandidatePairs, rules: Sequence[AnyRule], counts: Callable[[Duty], int]
) -> tuple[Shortfall, ...]:
    """Return which of the seats that count nobody can fill, as the rules of this case have it.

    The network knows that nobody is in two places at once or twice in a crew and that people have caps. Where
    no hard rule of the case says so to everybody, neither may the proof.
    """
    guaranteed = {rule.guarantees for rule in rules if rule.holds_always}
    if not {"one_place", "crews"} <= guaranteed:
        return ()
    if "own_caps" not in guaranteed:
        free = tuple(person.model_copy(update=UNCAPPED) for person in case.staff)
        case = case.model_copy(update={"staff": free})
    return short_seats(network(case, pairs.work, pairs.able, "seats", counts))


def short_seats(network: Network) -> tuple[Shortfall, ...]:
    """Return a minimum cut, part by part: which seats, which people, how many heads are missing.

    The sum of ``short`` is the least number of uncovered seats of any plan, up to what the network
    relaxes: always a true lower bound.

    Parameters
    ----------
    network
        Counted in heads, as ``seat_network`` makes it.

    Raises
    ------
    ValueError
        If a seat counts other than one.
    """
    if any(demand.steps != 1 for demand in network.demands):
        msg = "shortages are counted in heads: every seat must count one"
        raise ValueError(msg)
    arcs = list(network.arcs())
    columns = np.array(arcs, dtype=np.int64).reshape(-1, 3)
    supply = {network.node[who]: network.total for who in network.people}
    flow = maximum_flow(columns[:, 0], columns[:, 1], columns[:, 2], 1, supply)
    if flow.value == network.total:
        return ()
    starved = _starved(arcs, flow.on)
    # Arcs that are full from outside lead into the starved parts; inside, everything hangs together.
    into: dict[int, int] = defaultdict(int)
    beside: dict[int, set[int]] = {node: set() for node in starved}
    for tail, head, limit in arcs:
        if head not in starved:
            continue
        if tail not in starved:
            into[head] += limit
        else:
            beside[tail].add(head)
            beside[head].add(tail)
    found = [_shortfall(network, part, sum(into[node] for node in part)) for part in _parts(beside)]
    return tuple(sorted(found, key=lambda part: (part.dates, part.posts)))


def _starved(arcs: list[tuple[int, int, int]], on: tuple[int, ...]) -> set[int]:
    """Return the nodes that could still pass flow to the sink, if only someone gave it."""
    before: dict[int, list[int]] = defaultdict(list)
    for (tail, head, limit), used in zip(arcs, on, strict=True):
        if used < limit:
            before[head].append(tail)
        if used > 0:
            before[tail].append(head)
    seen = {SINK}
    rest = [SINK]
    while rest:
        for node in before[rest.pop()]:
            if node not in seen:
                seen.add(node)
                rest.append(node)
    return seen - {SINK, SOURCE}


def _parts(beside: dict[int, set[int]]) -> list[list[int]]:
    parts: list[list[int]] = []
    seen: set[int] = set()
    for root in sorted(beside):
        if root in seen:
            continue
        part = [root]
        seen.add(root)
        for node in part:
            part += sorted(beside[node] - seen)
            seen |= beside[node]
        parts.append(part)
    return parts


def _shortfall(network: Network, part: list[int], able: int) -> Shortfall:
    first = network.first_demand
    demands = tuple(network.demands[node - first] for node in sorted(part) if node >= first)
    staff = frozenset[str]().union(*(demand.staff for demand in demands))
    needed = sum(demand.amount for demand in demands)
    return Shortfall(demands, tuple(sorted(staff)), able, needed - able)
