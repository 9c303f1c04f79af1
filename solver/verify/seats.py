"""Seats that can't all be filled, counted anew: Hall's condition (1935) by plain arithmetic.

Of some seats, each person can take no more than fit into their days and caps. What all of them can take falls
short of the seats by so many heads, in every plan.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from solver.domain.duties import Duty
from solver.domain.evidence import TightSeats
from solver.domain.levels import LevelGroup
from solver.verify.bound import LONGEST, Held
from solver.verify.openings import Openings
from solver.verify.refusal import NO_SEATS, OTHER_SEATS, SHARED_SEATS, TOO_LONG, UNKNOWN_ROW, RefusedError


def seats_bound(openings: Openings, parts: Sequence[TightSeats], group: LevelGroup, held: Held) -> int:
    """Return how many heads are missing in any plan, weighted as the level weights them.

    Seats that the level does not measure may be part of the proof where they are an earlier level by
    themselves: as many heads as are missing there are known.

    Raises
    ------
    RefusedError
        If the seats are not the case's, are counted twice, or are none of the level's.
    """
    if not openings.seats_kept:
        raise RefusedError(NO_SEATS.with_())
    rules = openings.measuring("seats")
    if len(rules) != 1:
        raise RefusedError(UNKNOWN_ROW.with_(row="uncovered"))
    (rule,) = rules
    price, weight = rule.params.cost or 1, dict(group)
    seen: set[Duty] = set()
    missing, weights, known = 0, set[int](), dict[str, int]()
    for part in parts:
        duties = _duties(openings, part, seen)
        missing += max(0, sum(duty.need for duty in duties) - _able(openings, duties))
        for duty in duties:
            level = rule.params.pupils_level if duty.holds_pupils else rule.params.level
            if level in weight:
                weights.add(weight[level])
            elif level in held and dict(held[level][0]) == {level: 1}:
                known[level] = held[level][1] // price
            else:
                raise RefusedError(OTHER_SEATS.with_(post=duty.post))
    return price * min(weights, default=0) * max(0, missing - sum(known.values()))


def _duties(openings: Openings, part: TightSeats, seen: set[Duty]) -> list[Duty]:
    """Return the duties of one part; none of them may be of another part."""
    if sum(len(own.posts) * len(own.dates) for own in part) > LONGEST:
        raise RefusedError(TOO_LONG.with_())
    found: list[Duty] = []
    for own in part:
        for post in own.posts:
            for date in own.dates:
                duty = openings.on.get((post, date))
                if duty is None:
                    raise RefusedError(UNKNOWN_ROW.with_(row=f"{date} {post[:60]}"))
                if duty in seen:
                    raise RefusedError(SHARED_SEATS.with_(date=date, post=post))
                seen.add(duty)
                found.append(duty)
    return found


def _able(openings: Openings, duties: Sequence[Duty]) -> int:
    """Return the most of these duties that all people can attend together, everybody taken alone."""
    return sum(
        _most(openings, staff, [duty for duty in duties if duty in able])
        for staff, able in openings.able.items()
    )


def _most(openings: Openings, staff: str, duties: Sequence[Duty]) -> int:
    """Return the most of these duties that one person can attend within days, weeks and the term."""
    person = openings.case.person[staff]
    capped = any(
        rule.concerns_staff(openings.case, person) and all(rule.concerns(duty) for duty in duties)
        for rule in openings.guaranteeing("own_caps")
    )
    per_date: dict[dt.date, list[Duty]] = defaultdict(list)
    for duty in duties:
        per_date[duty.date].append(duty)
    per_week: dict[int, int] = defaultdict(int)
    for own in per_date.values():
        most = _apart(own) if openings.one_place else len(own)
        if capped and person.max_day is not None:
            most = min(most, person.max_day)
        per_week[own[0].day.week] += most
    if capped and person.max_week is not None:
        per_week = {week: min(most, person.max_week) for week, most in per_week.items()}
    total = sum(per_week.values())
    return min(total, person.max_term) if capped and person.max_term is not None else total


def _apart(duties: Sequence[Duty]) -> int:
    """Return how many of a day's duties can be attended one after another, walking left out.

    The one that lets go first is never a bad choice.
    """
    count, free = 0, -1
    for duty in sorted(duties, key=lambda duty: duty.busy_until):
        if min(duty.start + duty.grace, duty.busy_until - 1) >= free:
            count, free = count + 1, duty.busy_until
    return count
