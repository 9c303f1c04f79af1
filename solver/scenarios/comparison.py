"""A case beside its scenarios: what was measured of each, and what differs in inputs, seats and loads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from solver.base.text import Message, Words
from solver.base.units import show_units
from solver.domain.duties import Duty, DutyKey
from solver.io.editing import CaseTables
from solver.report import PlanView
from solver.scenarios.input_diff import InputChange, input_changes
from solver.scenarios.measures import Measures, PersonLoad, measure

Seat = tuple[DutyKey, str]
"""A duty and who does it."""
MOST = 6
"""Scenarios that one comparison holds: more columns than these nobody reads, and no page holds."""
AS_IS = Words(zh="现状", en="As it is")
BASE = "base"


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a scenario does to one person: units before and after, and duties by post, more or fewer.

    Units are ``None`` where the person is not in that case.
    """

    staff: str
    name: str
    before: Fraction | None
    after: Fraction | None
    posts: tuple[tuple[str, int], ...]

    @property
    def amount(self) -> Fraction:
        """How many units more (or fewer, below 0)."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))

    @property
    def units(self) -> str:
        """Units before and after, for a reader."""
        return " → ".join("—" if units is None else show_units(units) for units in (self.before, self.after))


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """How two rosters differ, seat by seat.

    ``kept`` seats have the same person in both, ``moved`` another; ``new`` and ``gone`` are filled seats of
    duties that only the later or only the earlier roster has. ``people`` have changes, the largest first.
    """

    kept: int
    moved: int
    new: int
    gone: int
    people: tuple[PersonChange, ...]


def roster_changes(before: PlanView, after: PlanView) -> RosterChanges:
    """Return how a roster differs from another."""
    shared = before.work.duty.keys() & after.work.duty.keys()
    old, new = _seats(before), _seats(after)
    still = {seat for seat in new if seat[0] in shared}
    return RosterChanges(
        kept=len(still & old),
        moved=len(still - old),
        new=len(new - still),
        gone=sum(seat[0] not in shared for seat in old),
        people=_people(before, after),
    )


def _seats(handout: PlanView) -> set[Seat]:
    keys = ((DutyKey(row.date, row.post), row.staff) for row in handout.plan.roster)
    return {(key, staff) for key, staff in keys if key in handout.work.duty}


def _people(before: PlanView, after: PlanView) -> tuple[PersonChange, ...]:
    """Return those for whom anything changes, the largest change of units first."""
    old, new = _by_post(before), _by_post(after)
    done = [handout.work.of(handout.plan.roster) for handout in (before, after)]
    everybody = [*(row.id for row in after.case.staff), *(row.id for row in before.case.staff)]
    changes = []
    for staff in dict.fromkeys(everybody):
        was, now = old.get(staff, Counter[str]()), new.get(staff, Counter[str]())
        posts = [(name, now[name] - was[name]) for name in (*now, *was) if now[name] != was[name]]
        change = PersonChange(
            staff=staff,
            name=(after if staff in after.case.person else before).shown_name(staff),
            before=_units(before, done[0].get(staff, ()), staff),
            after=_units(after, done[1].get(staff, ()), staff),
            posts=tuple(sorted(dict(posts).items(), key=lambda post: (-abs(post[1]), post[0]))),
        )
        if posts or (change.before is None) != (change.after is None):
            changes.append(change)
    return tuple(sorted(changes, key=lambda change: -abs(change.amount)))


def _by_post(handout: PlanView) -> dict[str, Counter[str]]:
    """Return how many duties everybody has of each post, by its name."""
    found: dict[str, Counter[str]] = {}
    for key, staff in _seats(handout):
        found.setdefault(staff, Counter())[handout.work.posts[key.post].name] += 1
    return found


def _units(handout: PlanView, duties: tuple[Duty, ...], staff: str) -> Fraction | None:
    """Return a person's units; ``None`` for who is not in the case."""
    if staff not in handout.case.person:
        return None
    return handout.case.grid.units(sum(duty.steps for duty in duties))


@dataclass(frozen=True)
class Variant:
    """The case as it is, or a scenario of it: typed text, and the plan; or why there is none."""

    name: str
    title: Words
    tables: CaseTables
    handout: PlanView | None = None
    refused: Message | None = None


@dataclass(frozen=True)
class Column:
    """A variant, measured; what differs from the case as it is, where it is a scenario."""

    variant: Variant
    measures: Measures | None
    inputs: tuple[InputChange, ...] = ()
    roster: RosterChanges | None = None

    @property
    def people(self) -> tuple[PersonLoad, ...]:
        """Everybody's load; nobody where there is no plan."""
        return self.measures.people if self.measures else ()


@dataclass(frozen=True)
class Comparison:
    """The case as it is and its scenarios, in the order in which they were given."""

    base: Column
    others: tuple[Column, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """All of them, the case as it is first."""
        return (self.base, *self.others)

    @property
    def first(self) -> PlanView:
        """The first plan that there is; a comparison without any is not written."""
        return next(column.variant.handout for column in self.columns if column.variant.handout)

    @property
    def planned(self) -> tuple[Column, ...]:
        """Those that have a plan."""
        return tuple(column for column in self.columns if column.measures is not None)


def compare(base: Variant, others: Sequence[Variant]) -> Comparison:
    """Measure a case and its scenarios, and tell what differs."""
    return Comparison(measured(base), tuple(beside(base, other) for other in others))


def measured(variant: Variant) -> Column:
    """Return the column of the case as it is."""
    return Column(variant, None if variant.handout is None else measure(variant.handout))


def beside(base: Variant, other: Variant) -> Column:
    """Return the column of a scenario: its measures, and what differs from the case as it is."""
    return replace(
        measured(other),
        inputs=input_changes(base.tables, other.tables),
        roster=roster_changes(base.handout, other.handout) if base.handout and other.handout else None,
    )
