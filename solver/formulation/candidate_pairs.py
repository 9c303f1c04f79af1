"""Who may do what: the candidate pairs of people and duties, and for every refused pair the reason."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.base.text import Said
from solver.base.units import Minutes
from solver.domain.case import Case
from solver.domain.duties import Block, BlockKey, Duty, Work
from solver.rules import AnyRule


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a person can't take a duty: the rule, and its sentence."""

    rule: str
    reason: Said


Pattern = tuple[str, int, int, Minutes, Minutes, Minutes, str | None]
"""What duties of one post have in common that one answer holds for: weekdays, times, where it begins."""
ALL_THERE: frozenset[Duty] = frozenset()


@dataclass(slots=True)
class _Usual:
    """Who may take the duties of one pattern on dates that are like any other for them.

    ``unknown``: those who have had dates of their own so far whenever the pattern came up.
    """

    may: frozenset[str]
    unknown: frozenset[str]


class CandidatePairs:
    """The candidate pairs of a case under a timetable and a hand-over plan.

    A pair is refused by the first rule that refuses it; `why` names all of them. The same post at the same
    time of the same weekday is looked at once for each person, and again only on that person's own dates.
    """

    def __init__(self, case: Case, work: Work, rules: Sequence[AnyRule]) -> None:
        self.case = case
        self.work = work
        self._rules = tuple(rule for rule in rules if rule.stage == "rotation" and rule.refuses_pairs)
        self._whole = tuple(rule for rule in self._rules if rule.refuses_whole_posts)
        self._dated = tuple(rule for rule in self._rules if not rule.refuses_whole_posts)
        self._place = {person.id: place for place, person in enumerate(case.staff)}
        self._always_own, self._own_on = self._own_dates()
        self._of_post: dict[str, frozenset[str]] = {}
        self._usual: dict[Pattern, _Usual] = {}
        self._allowed: dict[Duty, frozenset[str]] = {}
        self._ordered: dict[frozenset[str], tuple[str, ...]] = {}
        self._same: dict[frozenset[str], frozenset[str]] = {}
        self._all_there: dict[frozenset[str], tuple[tuple[str, frozenset[Duty]], ...]] = {}
        self._holders: dict[BlockKey, tuple[tuple[str, frozenset[Duty]], ...]] = {}

    def why(self, staff: str, duty: Duty) -> tuple[Refusal, ...]:
        """Return every reason why a person can't take a duty; empty where the pair is allowed."""
        person = self.case.person[staff]
        return tuple(
            Refusal(rule.code, reason)
            for rule in self._rules
            if (reason := rule.refuse(self.case, person, duty)) is not None
        )

    def allowed(self, duty: Duty) -> frozenset[str]:
        """Return the ids of all who may take a duty; equal sets are one object."""
        known = self._allowed.get(duty)
        if known is None:
            found = self._find(duty)
            known = self._allowed[duty] = self._same.setdefault(found, found)
        return known

    def able(self, duty: Duty) -> tuple[str, ...]:
        """Return the ids of all who may take a duty, in order of staff."""
        return self._in_order(self.allowed(duty))

    def may(self, staff: str, duty: Duty) -> bool:
        """Tell whether a person may take a duty."""
        return staff in self.allowed(duty)

    def holders(self, block: Block) -> tuple[tuple[str, frozenset[Duty]], ...]:
        """Return who may hold a block, each with the duties of it that they would miss, in order of staff.

        A holder may take at least the block's `hold` share of its duties; the others are for cover.
        """
        known = self._holders.get(block.key)
        if known is None:
            known = self._holders[block.key] = self._find_holders(block)
        return known

    def _find_holders(self, block: Block) -> tuple[tuple[str, frozenset[Duty]], ...]:
        crews = [self.allowed(duty) for duty in block.duties]
        if all(crew is crews[0] for crew in crews):
            known = self._all_there.get(crews[0])
            if known is None:
                known = tuple([(staff, ALL_THERE) for staff in self._in_order(crews[0])])
                self._all_there[crews[0]] = known
            return known
        least = Fraction(block.hold) * len(block.duties)
        holders = []
        for staff in self._in_order(frozenset[str]().union(*crews)):
            missed = frozenset(
                [duty for duty, crew in zip(block.duties, crews, strict=True) if staff not in crew]
            )
            if len(block.duties) - len(missed) >= least:
                holders.append((staff, missed))
        return tuple(holders)

    def _find(self, duty: Duty) -> frozenset[str]:
        """Return who may take a duty: who usually may, and who can of those it is special for."""
        day = duty.day
        pattern = (
            duty.post, day.weekday, day.real_weekday, duty.start, duty.busy_until, duty.grace, duty.zone_from
        )  # fmt: skip
        usual = self._usual.get(pattern)
        if usual is None:
            usual = self._usual[pattern] = _Usual(frozenset(), self._eligible(duty))
        special = self._own_on.get(duty.date, self._always_own)
        if fresh := usual.unknown - special:
            usual.may |= self._free(fresh, duty)
            usual.unknown -= fresh
        special = special & self._eligible(duty)
        return (usual.may - special) | self._free(special, duty) if special else usual.may

    def _free(self, staff: Iterable[str], duty: Duty) -> frozenset[str]:
        """Return those whom no rule refuses a duty on its date."""
        return frozenset(
            [
                who
                for who in staff
                if not any(rule.refuse(self.case, self.case.person[who], duty) for rule in self._dated)
            ]
        )

    def _own_dates(self) -> tuple[frozenset[str], dict[dt.date, frozenset[str]]]:
        """Return for whom every date may be different, and by date for whom that one may be."""
        always: set[str] = set()
        on: dict[dt.date, set[str]] = defaultdict(set)
        for person in self.case.staff:
            for rule in self._dated:
                dates = rule.own_dates(self.case, person)
                if dates is None:
                    always.add(person.id)
                    break
                for date in dates:
                    on[date].add(person.id)
        return frozenset(always), {date: frozenset(always | own) for date, own in on.items()}

    def _in_order(self, staff: frozenset[str]) -> tuple[str, ...]:
        known = self._ordered.get(staff)
        if known is None:
            known = self._ordered[staff] = tuple(sorted(staff, key=self._place.__getitem__))
        return known

    @cached_property
    def blocks_of(self) -> dict[str, tuple[Block, ...]]:
        """The blocks that each person may hold, or cover on some date, in order."""
        found: dict[str, list[Block]] = {person.id: [] for person in self.case.staff}
        for block in self.work.blocks:
            near = {staff for staff, _ in self.holders(block)}
            if not block.single:
                near = near.union(*map(self.allowed, block.duties))
            for staff in sorted(near):
                found[staff].append(block)
        return {staff: tuple(blocks) for staff, blocks in found.items()}

    def _eligible(self, duty: Duty) -> frozenset[str]:
        """Return those whom no rule refuses the whole post."""
        known = self._of_post.get(duty.post)
        if known is None:
            known = self._of_post[duty.post] = frozenset(
                person.id
                for person in self.case.staff
                if not any(rule.refuse(self.case, person, duty) for rule in self._whole)
            )
        return known
