"""Everything that the page of fairness shows of a plan: worked out once, then every filter is a look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.app.charts import theme
from solver.app.charts.weekly_heatmap import WeekLoad, week_loads, weeks_of
from solver.base.memo import Memo
from solver.explain.sharing import Sharing, shared_work
from solver.report import AccountLine, PlanView, account_lines

UNITS = "units"


@dataclass(frozen=True)
class Figures:
    """One plan's figures by person."""

    handout: PlanView

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each person is called, nobody like anybody else."""
        return theme.staff_labels(self.handout)

    @cached_property
    def lines(self) -> Mapping[str, Mapping[str, AccountLine]]:
        """The line of each person in each account: work units first, then the burdens."""
        found: dict[str, dict[str, AccountLine]] = {UNITS: {}}
        for line in account_lines(self.handout):
            found.setdefault(line.account, {})[line.staff] = line
        return found

    @property
    def burdens(self) -> tuple[str, ...]:
        """The burdens that the case counts."""
        return tuple(name for name in self.lines if name != UNITS)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody who has anything in any account, in the order of the case."""
        known = [person.id for person in self.handout.case.staff]
        held = {staff for own in self.lines.values() for staff in own}
        return (*(who for who in known if who in held), *sorted(held.difference(known)))

    @cached_property
    def loads(self) -> tuple[WeekLoad, ...]:
        """What everybody does in each teaching week."""
        return week_loads(self.handout)

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        """The teaching weeks with service."""
        return weeks_of(self.handout)

    @cached_property
    def shared(self) -> Mapping[str, tuple[Sharing, ...]]:
        """Who shares which work, by account."""
        return shared_work(self.handout, self.lines)

    @cached_property
    def offs(self) -> Mapping[str, Fraction]:
        """How far each compared person is from the share, in work units."""
        lines = self.lines[UNITS].values()
        return {line.staff: line.deviation for line in lines if line.deviation is not None}


# By identity: figures hold their handout, so no other one can take its place in memory.
FIGURES: Memo[int, Figures] = Memo(8)


def figures_of(handout: PlanView) -> Figures:
    """Return the figures of a plan, made when they are first asked for."""
    return FIGURES.get(id(handout), lambda: Figures(handout))
