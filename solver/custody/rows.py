"""The chain as a table for ``custody.csv``; what is the same in any weather stands there once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from solver.base.units import Minutes, clock
from solver.custody.legs import Leg
from solver.custody.wording import staff_name
from solver.domain.calendar import day_of
from solver.domain.case import Case
from solver.domain.plan import Variant

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
