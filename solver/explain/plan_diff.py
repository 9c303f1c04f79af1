"""What differs between two plans of one case: findings, levels, prices, loads, and who gets what."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from solver import custody
from solver.base.text import WEEKDAYS, Listed, Message, Said, Words
from solver.domain.burdens import burden_accounts, burden_counts
from solver.domain.case import Case
from solver.domain.duties import Duty, DutyKey, facts
from solver.domain.levels import Level, Measure, group_name, group_totals, groups_of
from solver.domain.plan import Assignment, Finding, Plan
from solver.explain.edits import Move
from solver.rules import AnyRule, catalogue, rules_of

NOBODY = Words(zh="无人", en="nobody")
ONCE = Words(
    zh="{date}（{weekday}）“{post}”：{before} → {after}", en="{date} ({weekday}), {post}: {before} → {after}"
)
OFTEN = Words(
    zh="{date}至{last}共{count}次“{post}”：{before} → {after}",
    en="{date} to {last} ({count} times), {post}: {before} → {after}",
)
Prices = Mapping[tuple[str, Level], int]
UNITS = "units"


def fresh(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are there after but were not before, as often as they are more."""
    known = Counter(before)
    new = []
    for finding in after:
        if known[finding]:
            known[finding] -= 1
        else:
            new.append(finding)
    return tuple(new)


def changes(case: Case, before: Plan, after: Plan) -> tuple[Said, ...]:
    """Return in words who gets and who loses which duties, in order of time."""
    old, new = facts(case, before), facts(case, after)
    moved = set(before.roster) ^ set(after.roster)
    same: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Duty]] = defaultdict(list)
    for key in sorted({DutyKey(row.date, row.post) for row in moved}):
        duty = new.work.duty.get(key) or old.work.duty.get(key)
        left = {row.staff for row in old.crew.get(key, ())}
        come = {row.staff for row in new.crew.get(key, ())}
        if duty is not None and left != come:
            same[key.post, tuple(sorted(left - come)), tuple(sorted(come - left))].append(duty)
    return tuple(
        _said(case, new.work.posts[post].name, duties, left, come)
        for (post, left, come), duties in same.items()
    )


def _said(case: Case, post: str, duties: list[Duty], left: tuple[str, ...], come: tuple[str, ...]) -> Said:
    words = ONCE if len(duties) == 1 else OFTEN
    return words.with_(
        date=duties[0].date,
        weekday=WEEKDAYS[duties[0].day.real_weekday],
        last=duties[-1].date,
        count=len(duties),
        post=post,
        before=_names(case, left),
        after=_names(case, come),
    )


def _names(case: Case, staff: tuple[str, ...]) -> Message:
    return Listed(case.person[who].name for who in staff) or NOBODY


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


@dataclass(frozen=True, slots=True)
class LevelChange:
    """What a level of the rotation comes to now, and would come to."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What a rule charges to a level more than now, or less, and what its charges measure."""

    rule: str
    level: Level
    by: int
    measures: Measure


class Baseline:
    """A roster as it is: what the rules of the rotation find and charge, to compare changes of it with.

    Parameters
    ----------
    known
        What an audit found in the plan, if there was one; looked up anew where it is not given.
    """

    def __init__(self, case: Case, plan: Plan, known: Iterable[Finding] | None) -> None:
        self.rules = tuple(rule for rule in rules_of(case) if rule.stage == "rotation")
        self.totals = FindingTotals(check_all(case, plan, self.rules) if known is None else known, self.rules)
        self._groups = groups_of(case, "rotation")
        self._values = self._levels(self.totals.prices, self.totals.peaks)

    def level_changes(self, prices: Prices, peaks: Mapping[Level, int]) -> tuple[LevelChange, ...]:
        """Return every level, in order, with its value now and under other prices and peaks."""
        names = map(group_name, self._groups)
        return tuple(map(LevelChange, names, self._values, self._levels(prices, peaks)))

    def price_changes(self, prices: Prices) -> tuple[PriceChange, ...]:
        """Return the differences of other prices from those as it is."""
        before = self.totals.prices
        by = {key: prices.get(key, 0) - before.get(key, 0) for key in sorted({*before, *prices})}
        measures = {kind.code: kind.measures for kind in catalogue()}
        return tuple(PriceChange(*key, price, measures[key[0]]) for key, price in by.items() if price)

    def _levels(self, prices: Prices, peaks: Mapping[Level, int]) -> tuple[int, ...]:
        sums: dict[Level, int] = defaultdict(int)
        for (_, level), price in prices.items():
            sums[level] += price
        return group_totals(self._groups, sums, peaks)


@dataclass(frozen=True, slots=True)
class LoadChange:
    """One person's account before and after; ``target`` is what is due, ``None`` outside fairness."""

    staff: str
    account: str
    before: int
    after: int
    target: int | None

    @property
    def off(self) -> tuple[int, int] | None:
        """How far from the target before and after."""
        return (
            None if self.target is None else (abs(self.before - self.target), abs(self.after - self.target))
        )


def load_changes(case: Case, plan: Plan, move: Move, staff: Iterable[str]) -> tuple[LoadChange, ...]:
    """Return these people's work units, and those of their burdens that change."""
    seen = facts(case, plan)

    def duties(rows: Iterable[Assignment], who: str) -> list[Duty]:
        return [seen.work.duty[DutyKey(row.date, row.post)] for row in rows if row.staff == who]

    def worth(account: str, done: Sequence[Duty]) -> int:
        return sum(duty.steps if account == UNITS else burden_counts(case, account, duty) for duty in done)

    loads = []
    for who in staff:
        now, gone, come = seen.by_person.get(who, ()), duties(move.gone, who), duties(move.come, who)
        for account in (UNITS, *burden_accounts(case)):
            before, by = worth(account, now), worth(account, come) - worth(account, gone)
            if by or account == UNITS:
                known = plan.accounts.get(account)
                share = known.shares.get(who) if known else None
                loads.append(LoadChange(who, account, before, before + by, share.target if share else None))
    return tuple(loads)


def off_target(loads: Iterable[LoadChange], staff: str) -> int:
    """Return how many steps above the target a person would be; 0 for whoever has none."""
    for load in loads:
        if (load.staff, load.account) == (staff, UNITS) and load.target is not None:
            return load.after - load.target
    return 0
