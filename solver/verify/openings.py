"""Whatever could be decided in a rotation, date by date, worked out from the case in the plainest way.

A person attends a duty either by holding its block or, where the block is longer than the duty, by covering
that single date. Nothing is merged and nothing is counted together here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from solver.audit.plan import able_by_rules
from solver.domain.case import Case
from solver.domain.duties import Block, Duty, expand
from solver.domain.evidence import RowKind
from solver.domain.levels import Measure
from solver.domain.plan import Plan
from solver.rules import AnyRule, rules_of
from solver.rules.rule import Guarantee

Place = tuple[str, int]
"""A post and a weekday."""
Holding = tuple[Block, tuple[Duty, ...], tuple[Duty, ...]]
"""A block, and which of its duties a holder attends and misses."""


class Openings:
    """Who could attend which duty, and how: all that a roster may be made of."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case = case
        self.work = expand(case, plan.timetable, plan.handover)
        self.rules = tuple(rule for rule in rules_of(case) if rule.stage == "rotation")
        self.at: dict[Place, list[Duty]] = defaultdict(list)
        for duty in self.work.duties:
            self.at[duty.post, duty.day.weekday].append(duty)
        self.on: dict[tuple[str, dt.date], Duty] = {(duty.post, duty.date): duty for duty in self.work.duties}
        self._holdings: dict[str, tuple[Holding, ...]] = {}
        self._clashing: dict[tuple[object, ...], bool] = {}

    def saying(self, kind: RowKind) -> list[AnyRule]:
        """Return the settings of rules that say rows of a kind on counts, in their order."""
        return [rule for rule in self.rules if rule.count_row == kind]

    def guaranteeing(self, what: Guarantee) -> list[AnyRule]:
        """Return the hard settings of rules that guarantee something."""
        return [rule for rule in self.rules if rule.guarantees == what and rule.params.cost is None]

    def measuring(self, what: Measure) -> list[AnyRule]:
        """Return the settings of rules that count something, in their order."""
        return [rule for rule in self.rules if rule.measures == what]

    @cached_property
    def one_place(self) -> bool:
        """Whether nobody may be in two places at once."""
        return bool(self.guaranteeing("one_place"))

    @cached_property
    def seats_kept(self) -> bool:
        """Whether blocks have holders and crews their limits: all that is said here rests on it."""
        return bool(self.guaranteeing("crews"))

    @cached_property
    def able(self) -> dict[str, frozenset[Duty]]:
        """The duties that each person may take: those from which no rule bars them."""
        able = able_by_rules(self.case, self.rules)
        found: dict[str, set[Duty]] = {person.id: set() for person in self.case.staff}
        for duty in self.work.duties:
            for staff in able(duty):
                found[staff].add(duty)
        return {staff: frozenset(own) for staff, own in found.items()}

    def holdings(self, staff: str) -> tuple[Holding, ...]:
        """Return every block that a person may hold, with the duties that they would attend and miss."""
        if staff not in self._holdings:
            able = self.able[staff]
            near = {self.work.block_of[duty.key].key for duty in able}
            holdings: list[Holding] = []
            for key in sorted(near):
                block = self.work.block[key]
                there = tuple(duty for duty in block.duties if duty in able)
                missed = tuple(duty for duty in block.duties if duty not in able)
                if len(there) >= Fraction(block.hold) * len(block.duties):
                    holdings.append((block, there, missed))
            self._holdings[staff] = tuple(holdings)
        return self._holdings[staff]

    def coverings(self, staff: str) -> tuple[Duty, ...]:
        """Return every duty that a person may cover: where a block is longer than that single date."""
        return tuple(duty for duty in self.able[staff] if len(self.work.block_of[duty.key].duties) > 1)

    @cached_property
    def most_heads(self) -> Mapping[Place, int]:
        """The most attendances that a post could have on its duties of one weekday."""
        return Counter((duty.post, duty.day.weekday) for able in self.able.values() for duty in able)

    def clashing(self, duties: Iterable[Duty]) -> bool:
        """Tell whether nobody can do any two of these duties of one date."""
        order = sorted(duties, key=lambda duty: (duty.start, duty.post))
        windows = tuple(
            (duty.start, duty.grace, duty.busy_until, duty.zone_from, duty.zone_to) for duty in order
        )
        if windows not in self._clashing:
            self._clashing[windows] = all(
                first.busy_until + self.case.walk_minutes(first.zone_to, second.zone_from)
                > min(second.start + second.grace, second.busy_until - 1)
                for first, second in combinations(order, 2)
            )
        return self._clashing[windows]
