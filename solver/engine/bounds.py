"""Bounds for the rotation's levels, each with its method and no more than it can claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from solver.domain.case import Case
from solver.domain.evidence import Evidence, SeatClass
from solver.domain.levels import LevelGroup, group_name
from solver.domain.plan import Account, LevelCertificate, Method
from solver.engine.budget import Budget
from solver.engine.contradiction import raised
from solver.engine.count_relaxation import CountRelaxation
from solver.engine.lp_bounds import dual_evidence
from solver.engine.shortage import unfillable
from solver.fairness.flow import Shortfall
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import CpSatModel, Stop
from solver.rules import AnyRule, rules_of


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
        self._of_seats = _charging_seats(rules)
        self.counts = CountRelaxation(case, pairs.work, pairs, accounts, rules)

    def bounds(self, values: Sequence[int], budget: Budget, stop: Stop) -> list[Bound]:
        """Return a bound for every level group of a roster with these values.

        A level that counts know is bounded by the count relaxation with all earlier levels held at
        their values: first by duals re-evaluated exactly, then by its integer optimum.
        """
        found: list[Bound] = []
        held: list[tuple[LevelGroup, int]] = []
        for group, value in zip(self.groups, values, strict=True):
            found.append(self._bound(group, value, values, held, budget, stop))
            # What counts say of a level is no more than the roster's own value, so it may be held at that.
            held.append((group, value))
        return found

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
        counted = any(
            self.counts.levels[name].peaks or self.counts.levels[name].sums
            for name in names
            if name in self.counts.levels
        )
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
        weight = {name: own * rule.params.cost for name, own in group}
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


def _charging_seats(rules: Sequence[AnyRule]) -> AnyRule | None:
    """Return the one rule that charges seats left empty; ``None`` where several or none do."""
    own = [rule for rule in rules if rule.measures == "seats"]
    return own[0] if len(own) == 1 else None


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
    found: list[LevelCertificate] = []
    unproven: list[str] = []
    for group, value, claimed in zip(groups, values, bounds, strict=True):
        name = group_name(group)
        # A bound above the value of a legal plan is no bound: nothing is claimed from it.
        bound = claimed if claimed.value <= value else Bound(0, "trivial")
        # Bounds that leave earlier levels out hold without any condition.
        free = bound.method == "trivial"
        found.append(
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
    return tuple(found)
