"""The links of the custody chain, and how they are told: names instead of ids, rows of ``custody.csv``."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from solver.base.text import UNSAID, Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Variant
from solver.domain.calendar import day_of

How = Literal["lesson", "care", "club", "walk", "gate", "extended", "receiver"]
"""In what way pupils are held: by the lesson's teacher within the grace, in care, in a club, on the way,
at the gate until released, in extended care. ``receiver``: the minute in which the school's custody ends."""


@dataclass(frozen=True, slots=True, order=True)
class Leg:
    """A party is held by the same adults in one place for a while.

    Minutes are half-open: ``start`` ≤ minute < ``end``. A leg of kind ``receiver`` has no length: at that
    minute ``heads`` pupils go to ``receiver`` (``parent``, ``bus``, ``route``, ``self`` or ``lesson``).

    ``party`` is the group's id for those who stay together in care, ``group/club`` for those in a club
    and ``group/session`` for those in extended care. ``place`` is a room's or a zone's id; on the way to and
    from a club it is the club's zone, on the way out the zone that the line walks to. ``staff`` is
    sorted; empty means the lesson's teacher within the grace, a receiver, or else a gap.
    """

    date: dt.date
    session: str
    group: str
    party: str
    variant: Variant
    start: Minutes
    end: Minutes
    place: str
    staff: tuple[str, ...]
    heads: int
    how: How
    receiver: str = ""

    @property
    def needs_adult(self) -> bool:
        """Whether a named adult of the roster must be there."""
        return self.how not in {"lesson", "receiver"}


WEATHER: dict[Variant, Words] = {
    "fine": Words(zh="（晴天方案）", en=" (fine-day plan)"),
    "rain": Words(zh="（雨天方案）", en=" (rain plan)"),
}


def weather(variants: Collection[Variant]) -> Words:
    """Return for which weather something is true: nothing where it is true for both."""
    return WEATHER[next(iter(variants))] if len(set(variants)) == 1 else UNSAID


def place_name(case: Case, place: str | None) -> str:
    """Return the name of a room or zone; ids that the case does not have stay as they are."""
    if place in case.room:
        return case.room[place].name
    if place in case.zone:
        return case.zone[place].name
    return place or "—"


def staff_name(case: Case, person: str) -> str:
    """Return the name of a person; an id that the case does not have stays as it is."""
    return case.person[person].name if person in case.person else person


def party_name(case: Case, group: str, party: str) -> str:
    """Return the name of a party: the group, with the club or the extended care it is in."""
    name = case.group[group].name if group in case.group else group
    _, _, part = party.removeprefix(group).partition("/")
    if part in case.club:
        return f"{name}·{case.club[part].name}"
    if part in case.session:
        return f"{name}·{case.session[part].name}"
    return name


CUSTODY_COLUMNS = (
    "date",
    "week",
    "weekday",
    "session",
    "group",
    "party",
    "variant",
    "start",
    "end",
    "place",
    "how",
    "heads",
    "staff",
    "staff_name",
    "giver",
    "receiver",
)
"""``variant`` is ``fine``, ``rain`` or ``both``. ``giver`` are the people who hand the pupils over at
``start``, empty where they change nothing. ``receiver`` is who takes them where ``how`` is ``receiver``."""

Row = tuple[str, ...]


def rows_of(case: Case, legs: Iterable[Leg]) -> Iterator[Row]:
    """Yield one row per leg, in the order of ``legs``, as text in the order of ``CUSTODY_COLUMNS``."""
    by_group: dict[tuple[dt.date, str], list[Leg]] = defaultdict(list)
    for leg in legs:
        by_group[leg.date, leg.group].append(leg)
    for own in by_group.values():
        giving = givers(own)
        lines: dict[Row, list[Variant]] = {}
        for leg in own:
            lines.setdefault(_row(case, leg, giving[leg]), []).append(leg.variant)
        for row, variants in lines.items():
            variant = variants[0] if len(set(variants)) == 1 else "both"
            yield (*row[:6], variant, *row[6:])


def _row(case: Case, leg: Leg, giver: Iterable[str]) -> Row:
    day = day_of(case)[leg.date]
    return (
        leg.date.isoformat(),
        str(day.week),
        str(day.weekday),
        leg.session,
        leg.group,
        leg.party,
        clock(leg.start),
        clock(leg.end),
        leg.place,
        leg.how,
        str(leg.heads),
        ";".join(leg.staff),
        ";".join(staff_name(case, person) for person in leg.staff),
        ";".join(staff_name(case, person) for person in giver),
        leg.receiver,
    )


def givers(legs: Collection[Leg]) -> dict[Leg, tuple[str, ...]]:
    """Return for every leg of one group on one date those who hand its pupils over when it starts."""
    ending: dict[tuple[Variant, Minutes], list[Leg]] = defaultdict(list)
    for leg in legs:
        if leg.needs_adult:
            ending[leg.variant, leg.end].append(leg)
    found = {}
    for leg in legs:
        before = [other for other in ending.get((leg.variant, leg.start), ()) if _gives(other, leg)]
        staff = {person for other in before for person in other.staff}
        found[leg] = tuple(sorted(staff - set(leg.staff)))
    return found


def _gives(giver: Leg, taker: Leg) -> bool:
    """Tell whether pupils go from one leg to the next: within a party, or between a party and its group."""
    if giver.party == taker.party:
        return True
    joins = taker.party == taker.group and giver.how in {"walk", "club"}
    splits = giver.party == giver.group and taker.how in {"walk", "club", "extended"}
    return joins or splits
