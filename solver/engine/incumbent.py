"""Where a search stands: the assignment that it works on, the best one so far, and their levels."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import eq, le

from solver.domain.levels import Level, LevelState, group_name
from solver.domain.plan import Finding, Plan, totals
from solver.engine.bounds import Bound, says_all
from solver.engine.construction import InitialSolution
from solver.engine.problem import Problem, findings_of
from solver.engine.submodel import SubModel
from solver.formulation.linear_rows import LevelSum

FIRST_LEVEL_SHARE = 0.5
"""How often the first open level is worked on, rather than any of those that are open."""
MAX_EARLIER = 16
"""Assignments on the way to the best one that are kept: the first, the others ever closer together."""


class Incumbent:
    """The best assignment so far with its levels, and the one at work, on the whole model.

    While ``watching``, how far people stand on a peak counts right after the peak itself: it falls only
    when the last of them has come down, so each of them is worth something. The one at work may then be
    worse than the best in later levels; the best is what is kept.
    """

    def __init__(self, task: Problem, start: InitialSolution, fixed: Plan) -> None:
        self.task = task
        self.model, self.seats, self.live = start.model, start.seats, start.live
        self.fixed = fixed
        self.watching = True
        self.values = self.live.group_values(task.groups)
        self.bounds = [Bound(0, "trivial")] * len(self.values)
        self._known: list[list[tuple[Bound, tuple[int, ...]]]] = [[] for _ in self.values]
        self._says_all = says_all(task.rules)
        self._best = list(self.live.values)
        self._on_the_way: list[list[int]] = []

    def open(self, index: int) -> bool:
        """Tell whether a level might still get better."""
        return self.values[index] > self.bounds[index].value

    @property
    def at_bounds(self) -> bool:
        """Whether no level can get better."""
        return not any(map(self.open, range(len(self.values))))

    @property
    def settled(self) -> int:
        """How many levels from the first on can't get better."""
        return next((index for index in range(len(self.values)) if self.open(index)), len(self.values))

    def begin(self, values: Sequence[int]) -> None:
        """Begin from an assignment to all variables that is no worse than the best."""
        self.live.set_all(values)
        self._take(self.live.group_values(self.task.groups))

    def bound(self, bounds: Sequence[Bound]) -> None:
        """Take over bounds that were found for the values as they are."""
        for known, bound in zip(self._known, bounds, strict=True):
            known.append((bound, self.values))
        self.bounds = self.proven()

    def prove(self, index: int, bound: Bound, held: tuple[int, ...]) -> None:
        """Note what the whole model proves of a level with the earlier ones held at these values.

        Nothing, where the model takes for law what the rules only price.
        """
        if self._says_all and bound.value <= self.values[index]:
            self._known[index].append((bound, held))
            self.bounds = self.proven()

    def proven(self) -> list[Bound]:
        """Return the best bounds that hold: of levels of which no earlier one is worse than it was then.

        A later level may have got worse for an earlier one's sake; what was impossible with it held at the
        old value may be possible now.
        """
        return [
            max(
                (bound for bound, held in known if all(map(le, self.values[:index], held))),
                key=lambda bound: bound.value,
                default=Bound(0, "trivial"),
            )
            for index, known in enumerate(self._known)
        ]

    def thresholds(self) -> Mapping[Level, int]:
        """Return the levels whose peak is watched, each with the height from which on people count."""
        if not self.watching:
            return {}
        live = self.live
        return {
            name: highest - 1
            for group, bound in zip(self.task.groups, self.bounds, strict=True)
            if live.group_values((group,))[0] > bound.value
            for name, _ in group
            if (highest := live.highest(name)) > 0
        }

    def excess(self, rng: random.Random) -> list[int]:
        """Return the slacks that keep an open level up, rather the first one's than a later one's."""
        live = self.live
        open_groups = [group for index, group in enumerate(self.task.groups) if self.open(index)]
        if not open_groups:
            return []
        group = open_groups[0] if rng.random() < FIRST_LEVEL_SHARE else rng.choice(open_groups)
        slacks: dict[int, None] = {}
        for name, _ in group:
            measure = live.rows.levels.get(name, LevelSum())
            highest = live.highest(name)
            slacks |= {slack: None for slack in measure.sums if live.excess(slack)}
            if highest:
                slacks |= {slack: None for slack in measure.peaks if live.excess(slack) == highest}
        return list(slacks)

    def keep(self) -> bool:
        """Keep what moves have made of it unless it is worse than the best; tell whether it is better."""
        values, before = self.live.group_values(self.task.groups), self.values
        if self.live.broken or values > before:
            self.go_back()
            return False
        self._take(values)
        return values < before

    def go_back(self) -> None:
        """Work on the best again."""
        self.live.set_all(self._best)

    def accept(self, piece: SubModel, values: Sequence[int]) -> bool:
        """Take over what a neighbourhood found if it still holds and is no worse; tell whether it is better.

        Everything is evaluated on the whole model as it is by now, so neither a solver nor a
        neighbourhood's idea of the rest is believed.
        """
        live = self.live
        changed = [
            (var, value - live.values[var])
            for var, value in zip(piece.vars, values, strict=True)
            if value != live.values[var]
        ]
        thresholds = self.thresholds()
        before = self._vector(thresholds)
        for var, by in changed:
            live.change(var, by)
        after = self._vector(thresholds)
        if live.broken or after > before:
            for var, by in reversed(changed):
                live.change(var, -by)
            return False
        fresh = live.group_values(self.task.groups)
        if changed and fresh <= self.values:
            self._take(fresh)
        return after < before

    def _vector(self, thresholds: Mapping[Level, int]) -> tuple[int, ...]:
        found: list[int] = []
        for group in self.task.groups:
            found += self.live.group_values((group,))
            found += [self.live.above(name, thresholds[name]) for name, _ in group if name in thresholds]
        return tuple(found)

    def _take(self, values: tuple[int, ...]) -> None:
        self.values = values
        self.bounds = self.proven()
        self._on_the_way.append(self._best)
        if len(self._on_the_way) > MAX_EARLIER:
            self._on_the_way = self._on_the_way[::2]
        self._best = list(self.live.values)

    def accepted(self) -> tuple[Plan, tuple[str, ...]]:
        """Return the best plan as the rules themselves see it, and the rules that see another than the model.

        The model alone is not believed. Where the rules disagree with it, the plan is the last on the way
        of which they find the fewest laws broken, and nothing is taken for proven any more.
        """
        plan, findings = self._looked_at(self._best)
        disputed = self._disputed(findings)
        if disputed:
            broken = _laws_broken(findings)
            for values in reversed(self._on_the_way):
                if not broken:
                    break
                other_plan, other_findings = self._looked_at(values)
                if _laws_broken(other_findings) < broken:
                    plan, findings, broken = other_plan, other_findings, _laws_broken(other_findings)
            self._known = [[] for _ in self._known]
        self.values = totals(findings, self.task.groups)
        self.bounds = self.proven()
        return plan, disputed

    def _looked_at(self, values: Sequence[int]) -> tuple[Plan, list[Finding]]:
        plan = replace(self.fixed, roster=self.model.read_roster(values, None))
        return plan, findings_of(self.task, plan)

    def _disputed(self, findings: Sequence[Finding]) -> tuple[str, ...]:
        """Return the rules whose findings in the best plan are not what the model has them be."""
        values = totals(findings, self.task.groups)
        # Decisions of the rules' own may stand where they cost more than they need to.
        agree = le if self.live.helpers else eq
        levels = {
            level
            for group, by_rules, by_model in zip(self.task.groups, values, self.values, strict=True)
            if not agree(by_rules, by_model)
            for level, _ in group
        }
        codes = {finding.rule for finding in findings if finding.hard}
        codes |= {rule.code for rule in self.task.rules if not levels.isdisjoint(rule.levels.values())}
        return tuple(sorted(codes))

    def levels(self) -> tuple[LevelState, ...]:
        """Return the levels as progress tells them."""
        return tuple(
            LevelState(group_name(group), value, bound.value)
            for group, value, bound in zip(self.task.groups, self.values, self.bounds, strict=True)
        )


def _laws_broken(findings: Sequence[Finding]) -> int:
    return sum(finding.hard for finding in findings)
