"""Bounds for the rotation's levels, each with its method and no more than it can claim.

Seats that stay empty in every plan are shown by a minimum cut, all else by the count relaxation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from solver.domain.case import Case
from solver.domain.duties import Duty
from solver.domain.evidence import Evidence, SeatClass
from solver.domain.levels import LevelGroup, group_name
from solver.domain.plan import Account, LevelCertificate, Method
from solver.engine.budget import Budget
from solver.engine.count_relaxation import CountRelaxation
from solver.engine.lp_bounds import dual_evidence, raised
from solver.engine.maxflow import maximum_flow
from solver.fairness.flow import SINK, SOURCE, Network, Shortfall
from solver.fairness.network import network
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import CpSatModel, Stop
from solver.rules import AnyRule, rules_of

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
        Counted in heads: every seat counts one.

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
    shortfalls = [_shortfall(network, part, sum(into[node] for node in part)) for part in _parts(beside)]
    return tuple(sorted(shortfalls, key=lambda part: (part.dates, part.posts)))


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


@dataclass(frozen=True, slots=True)
class Bound:
    """A proven lower bound of one level group, given that the earlier ones are held at their values."""

    value: int
    method: Method
    evidence: Evidence | None = None


def seat_bounds(case: Case, pairs: CandidatePairs) -> tuple[tuple[Shortfall, ...], tuple[Shortfall, ...]]:
    """Return which seats that hold pupils nobody can fill, and why which seats of all can't be filled."""
    rules = rules_of(case)
    return (
        unfillable(case, pairs, rules, lambda duty: int(duty.holds_pupils)),
        unfillable(case, pairs, rules, lambda _duty: 1),
    )


class Bounds:
    """Bounds that are found once and hold whatever the search does, and those that depend on values held."""

    def __init__(
        self,
        case: Case,
        pairs: CandidatePairs,
        accounts: Mapping[str, Account],
        rules: Sequence[AnyRule],
        groups: Sequence[LevelGroup],
    ) -> None:
        self.groups = groups
        self._case, self._pairs, self._rules = case, pairs, rules
        self._pupil_seats, self.shortfalls = seat_bounds(case, pairs)
        self._seats_kept = says_all(rules)
        # Where several rules charge seats left empty, a cut does not say what they come to together.
        charging = [rule for rule in rules if rule.measures == "seats"]
        self._of_seats = charging[0] if len(charging) == 1 else None
        self.counts = CountRelaxation(case, pairs.work, pairs, accounts, rules)

    def bounds(self, values: Sequence[int], budget: Budget, stop: Stop) -> list[Bound]:
        """Return a bound for every level group of a roster with these values.

        A level that counts know is bounded by the count relaxation with all earlier levels held at
        their values: first by duals re-evaluated exactly, then by its integer optimum.
        """
        proven: list[Bound] = []
        held: list[tuple[LevelGroup, int]] = []
        for group, value in zip(self.groups, values, strict=True):
            proven.append(self._bound(group, value, values, held, budget, stop))
            # What counts say of a level is no more than the roster's own value, so it may be held at that.
            held.append((group, value))
        return proven

    def _bound(
        self,
        group: LevelGroup,
        value: int,
        values: Sequence[int],
        held: Sequence[tuple[LevelGroup, int]],
        budget: Budget,
        stop: Stop,
    ) -> Bound:
        names = {name for name, _ in group}
        best = Bound(0, "trivial")
        if self._of_seats is not None and names <= {*self._of_seats.levels.values()}:
            best = self._seats(self._of_seats, group, values)
            if not any(
                rule is not self._of_seats and names & {*rule.levels.values()} for rule in self._rules
            ):
                return best
        known = [self.counts.levels[name] for name in names if name in self.counts.levels]
        counted = any(measure.peaks or measure.sums for measure in known)
        if not counted or not self._seats_kept or value == 0:
            return best
        linear = dual_evidence(self.counts, group, held, _patience(budget))
        if linear is not None and linear.proven > best.value:
            best = Bound(linear.proven, "dual_rechecked", linear)
        clash = raised(
            self.counts, group, held, best.value, value, lambda: 0.0 if stop.asked else _patience(budget)
        )
        if clash is not None:
            best = Bound(clash.proven, "dual_rechecked", clash)
        if best.value < value and not budget.spent:
            cpsat = CpSatModel(self.counts)
            for levels, most in held:
                cpsat.hold(levels, most)
            cpsat.minimise([(group, 1)])
            answer = cpsat.solve(budget.take(0.5, 8.0), stop)
            if answer.bound is not None and answer.bound > best.value:
                best = Bound(answer.bound, "count_relaxation", best.evidence)
        return best

    def _seats(self, rule: AnyRule, group: LevelGroup, values: Sequence[int]) -> Bound:
        weight = {name: factor * rule.params.cost for name, factor in group}
        pupils, others = rule.params.pupils_level, rule.params.level
        if set(weight) == {pupils, others}:
            lighter = _flow(min(weight.values()), self.shortfalls)
            heavier = _flow(weight[pupils], self._pupil_seats)
            return max(heavier, lighter, key=lambda bound: bound.value)
        if pupils in weight:
            return _flow(weight[pupils], self._pupil_seats)
        # Seats left open with pupils in them are known by then; the others make up the rest.
        known = self._value_before(group, pupils, values)
        if known is None:
            return _flow(weight[others], self._other_seats)
        return _flow(weight[others], self.shortfalls, known // rule.params.cost)

    @cached_property
    def _other_seats(self) -> tuple[Shortfall, ...]:
        """Which seats that hold no pupils nobody can fill, even if pupils come last."""
        return unfillable(self._case, self._pairs, self._rules, lambda duty: int(not duty.holds_pupils))

    def _value_before(self, group: LevelGroup, name: str, values: Sequence[int]) -> int | None:
        """Return the value at which a level is held; ``None`` if it comes later and may get worse."""
        for earlier, value in zip(self.groups, values, strict=True):
            if earlier == group:
                return None
            if dict(earlier) == {name: 1}:
                return value
        return None


def says_all(rules: Sequence[AnyRule]) -> bool:
    """Tell whether the model can say every roster that the rules leave open, at whatever price.

    Blocks have holders only by a rule: where it is off, there are rosters that the model knows nothing of.
    No rule that the model takes for law may have a price (`Rule.always_law`).
    """
    return any(rule.guarantees == "crews" for rule in rules)


def _patience(budget: Budget) -> float:
    """Return the seconds for one linear programme, which takes a second or two."""
    # With effort no clock may decide.
    return 120.0 if budget.options.effort is not None else min(10.0, budget.left + 1.0)


def _flow(weight: int, parts: Sequence[Shortfall], known: int = 0) -> Bound:
    """Return what a shortage proves of a level, ``known`` of the missing heads being counted elsewhere."""
    value = weight * max(0, sum(part.short for part in parts) - known)
    if not value:
        return Bound(0, "flow")
    seats = tuple(tuple(SeatClass(demand.posts, demand.dates) for demand in part.demands) for part in parts)
    return Bound(value, "flow", Evidence(value, seats=seats))


def best_of(before: Sequence[Bound], after: Sequence[Bound]) -> list[Bound]:
    """Return the larger bound of each level; both are about the same values held."""
    # A solver's word comes without evidence; what anybody can work out again stays worth saying.
    return [
        replace(first, evidence=first.evidence or later.evidence) if first.value > later.value else later
        for first, later in zip(before, after, strict=True)
    ]


def certify(
    groups: Sequence[LevelGroup], values: Sequence[int], bounds: Sequence[Bound]
) -> tuple[LevelCertificate, ...]:
    """Return the certificates: a bound is conditional on every earlier level that is not proven optimal."""
    certificates: list[LevelCertificate] = []
    unproven: list[str] = []
    for group, value, claimed in zip(groups, values, bounds, strict=True):
        name = group_name(group)
        # A bound above the value of a legal plan is no bound: nothing is claimed from it.
        bound = claimed if claimed.value <= value else Bound(0, "trivial")
        # Bounds that leave earlier levels out hold without any condition.
        free = bound.method == "trivial"
        certificates.append(
            LevelCertificate(
                name=name,
                value=value,
                bound=bound.value,
                method=bound.method,
                conditional=() if free else tuple(unproven),
                evidence=None if free else bound.evidence,
            )
        )
        if value != bound.value:
            unproven.append(name)
    return tuple(certificates)
