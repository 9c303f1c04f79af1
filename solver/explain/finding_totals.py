"""What the rules found in a roster, added up: hard findings, prices by rule and level, largest values."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from solver import custody
from solver.domain.case import Case
from solver.domain.levels import Level, LevelGroup, group_totals
from solver.domain.plan import Finding, Plan
from solver.rules import AnyRule

Prices = Mapping[tuple[str, Level], int]


def check_all(case: Case, plan: Plan, rules: Iterable[AnyRule]) -> list[Finding]:
    """Return what rules find in a plan."""
    return [finding for rule in rules for finding in rule.check(case, plan)]


def guarded(case: Case, plan: Plan, dates: Collection[dt.date]) -> list[Finding]:
    """Return what custody finds on some dates that depends on who is there."""
    found = custody.findings(case, plan, dates=dates)
    return [finding for finding in found if finding.rule in custody.OF_CREWS]


class FindingTotals:
    """The findings of some rules in one roster; findings of other rules are left out."""

    def __init__(self, findings: Iterable[Finding], rules: Sequence[AnyRule]) -> None:
        self._rules = rules
        codes = {rule.code for rule in rules}
        self.hard: list[Finding] = []
        self.prices: dict[tuple[str, Level], int] = defaultdict(int)
        self.peaks: dict[Level, int] = defaultdict(int)
        for finding in findings:
            if finding.rule not in codes:
                continue
            if finding.level is None:
                self.hard.append(finding)
            else:
                self.prices[finding.rule, finding.level] += finding.price
            if finding.peak_level is not None:
                self.peaks[finding.peak_level] = max(self.peaks[finding.peak_level], finding.amount)

    def hard_but(self, case: Case, plan: Plan, suspects: Iterable[AnyRule]) -> list[Finding]:
        """Return the hard findings where some rules have looked again, at a plan that they may mind."""
        codes = {rule.code for rule in suspects}
        again = check_all(case, plan, [rule for rule in self._rules if rule.code in codes])
        kept = [finding for finding in self.hard if finding.rule not in codes]
        return kept + [finding for finding in again if finding.hard]

    def prices_and(self, more: Prices) -> Prices:
        """Return the prices by rule and level with others added."""
        keys = {**self.prices, **more}
        return {key: self.prices.get(key, 0) + more.get(key, 0) for key in keys}


def values(groups: Sequence[LevelGroup], prices: Prices, peaks: Mapping[Level, int]) -> tuple[int, ...]:
    """Return what each group of levels comes to."""
    sums: dict[Level, int] = defaultdict(int)
    for (_, level), price in prices.items():
        sums[level] += price
    return group_totals(groups, sums, peaks)
