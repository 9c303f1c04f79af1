"""A weighted sum of rows, and what it proves: the bound of a level in exact arithmetic.

Whatever has a negative price once the rows are counted is taken as far as it goes, all else is left: no plan
can be below that sum. Any multipliers give a true bound; good ones give a high one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, gcd, lcm

from solver.domain.duties import Duty
from solver.domain.evidence import Multiplier, RowName, TightSeats
from solver.domain.levels import LevelGroup
from solver.verify.measures import Key, Measure, Measures, Prices
from solver.verify.openings import Openings
from solver.verify.rows import (
    NEGATIVE,
    NO_PLAN,
    NO_SEATS,
    OTHER_SEATS,
    SHARED_SEATS,
    TOO_FINE,
    TOO_LONG,
    TWICE,
    UNKNOWN_ROW,
    RefusedError,
    count,
    say,
)

MAX_SCALE = 10**12
"""The common denominator of all multipliers of a proof is no larger."""
MAX_TIMES = 10**12
"""No multiplier is larger."""
MAX_LENGTH = 30_000_000
"""So many dates and posts may the rows of a proof name together, each counted wherever it is named."""

Held = Mapping[str, tuple[LevelGroup, int]]
"""The earlier levels by name, with the values that they are held at."""


def bound_of(measures: Measures, multipliers: Sequence[Multiplier], group: LevelGroup, held: Held) -> int:
    """Return what no plan is below in a level group that is no worse in the held ones.

    Raises
    ------
    RefusedError
        If the case has no such rows, or a row may not be counted so.
    """
    prices = _counted(measures, multipliers)
    _count_held(prices, held)
    _count_level(prices, group, prices.scale)
    within = measures.within(_peaks_of(held))
    if within is None:
        raise RefusedError(NO_PLAN.with_())
    # A level is a sum of whole numbers times the weights: it moves in steps of what divides them all.
    step = gcd(*(weight for _, weight in group))
    return step * ceil(Fraction(_least(prices, within), prices.scale * step))


def impossible_below(
    measures: Measures, multipliers: Sequence[Multiplier], group: LevelGroup, held: Held, value: int
) -> bool:
    """Tell whether rows clash for every plan whose level is below a value, the held levels no worse.

    The peaks in such a level are smaller as well, and deviations within them end at a step of the load.

    Raises
    ------
    RefusedError
        If the case has no such rows, or a row may not be counted so.
    """
    prices = _counted(measures, multipliers)
    _count_held(prices, held)
    below = {"": (group, value - 1)}
    within = measures.within(_peaks_of({**held, **below}))
    return within is None or _least(prices, within) > 0


def _counted(measures: Measures, multipliers: Sequence[Multiplier]) -> Prices:
    """Return the prices that the rows leave."""
    if not measures.openings.seats_kept:
        raise RefusedError(NO_SEATS.with_())
    prices = Prices(measures, _common_scale(multipliers))
    named: set[RowName] = set()
    for multiplier in multipliers:
        row, times = multiplier.row, multiplier.times
        if times < 0:
            raise RefusedError(NEGATIVE.with_(row=say(row)))
        if row in named:
            raise RefusedError(TWICE.with_(row=say(row)))
        named.add(row)
        count(prices, row, int(times * prices.scale))
    return prices


def _peaks_of(held: Held) -> dict[str, int]:
    """Return the most that each level of these groups can come to by itself."""
    limits: dict[str, int] = {}
    for group, value in held.values():
        for level, weight in group:
            limits[level] = min(value // weight, limits.get(level, value // weight))
    return limits


def _least(prices: Prices, measures: Mapping[Key, Measure]) -> int:
    """Return the least that all decisions and measures can come to."""
    least = prices.given + prices.least()
    for key, price in prices.measure.items():
        least += price * (measures[key].low if price > 0 else measures[key].high)
    return least


def _count_held(prices: Prices, held: Held) -> None:
    for name, times in prices.held.items():
        if name not in held:
            raise RefusedError(UNKNOWN_ROW.with_(row=f"held {name[:60]}"))
        levels, value = held[name]
        prices.given -= times * value
        _count_level(prices, levels, times)


def _count_level(prices: Prices, levels: LevelGroup, times: int) -> None:
    for level, weight in levels:
        for key, measure in prices.measures.all.items():
            if price := measure.price.get(level):
                prices.measure[key] += times * weight * price


def _common_scale(multipliers: Sequence[Multiplier]) -> int:
    """Return the common denominator of all multipliers."""
    scale = length = 0
    for multiplier in multipliers:
        scale = lcm(scale or 1, multiplier.times.denominator)
        row = multiplier.row
        length += (1 + len(row.posts)) * (1 + len(row.dates)) + len(row.periods)
        if scale > MAX_SCALE or multiplier.times > MAX_TIMES:
            raise RefusedError(TOO_FINE.with_())
        if length > MAX_LENGTH:
            raise RefusedError(TOO_LONG.with_())
    return scale or 1


def seats_bound(openings: Openings, parts: Sequence[TightSeats], group: LevelGroup, held: Held) -> int:
    """Return how many heads are missing in any plan, weighted as the level weights them.

    Hall's condition (1935): what everybody can take of some seats within days and caps falls short of them.

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
    if sum(len(seat_class.posts) * len(seat_class.dates) for seat_class in part) > MAX_LENGTH:
        raise RefusedError(TOO_LONG.with_())
    duties: list[Duty] = []
    for seat_class in part:
        for post in seat_class.posts:
            for date in seat_class.dates:
                duty = openings.on.get((post, date))
                if duty is None:
                    raise RefusedError(UNKNOWN_ROW.with_(row=f"{date} {post[:60]}"))
                if duty in seen:
                    raise RefusedError(SHARED_SEATS.with_(date=date, post=post))
                seen.add(duty)
                duties.append(duty)
    return duties


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
    for same_day in per_date.values():
        most = _apart(same_day) if openings.one_place else len(same_day)
        if capped and person.max_day is not None:
            most = min(most, person.max_day)
        per_week[same_day[0].day.week] += most
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
