"""The rows that a proof may count, each worked out from the case; whatever else it names is refused.

A row whose left side is at least its right side lowers the prices of what stands on its left; one that is at
most its right side raises them. Either is counted a number of times that is never negative.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor

from solver.base.errors import AfterbellError
from solver.base.text import Words
from solver.domain.duties import BlockKey
from solver.domain.evidence import RowKind, RowName
from solver.rules import AnyRule
from solver.verify.measures import Key, Prices
from solver.verify.openings import Place

UNKNOWN_ROW = Words(
    zh="证书引用了本方案里没有的约束：{row}",
    en="the proof speaks of a row that this case does not have: {row}",
)
NOT_LAW = Words(
    zh="证书引用的约束不成立：{row}", en="the proof rests on a row that does not follow from the case: {row}"
)
TWICE = Words(zh="证书把同一约束写了两次：{row}", en="the proof names a row twice: {row}")
NO_SEATS = Words(
    zh="本方案没有开“席位与固定值班”规则，证书的证明无从谈起",
    en="without the rule of seats and holders as law, no proof of ours says anything",
)
NO_PLAN = Words(
    zh="按所列的值，没有任何方案符合前面的指标：无从证明",
    en="no plan has the values held: nothing can be proven",
)
NEGATIVE = Words(zh="约束的乘数不能为负：{row}", en="a row can't be counted less than not at all: {row}")
TOO_FINE = Words(
    zh="乘数过大或过细，不予复核", en="the multipliers are larger or finer than any that we write"
)
TOO_LONG = Words(zh="证明过长，不予复核", en="the proof is longer than any that we write")
SHARED_SEATS = Words(
    zh="同一席位在证明里算了两次：{date} {post}", en="the proof counts a seat twice: {date}, {post}"
)
OTHER_SEATS = Words(
    zh="席位不属于这一级指标：{post}", en="the proof counts seats that this level does not measure: {post}"
)


class RefusedError(AfterbellError):
    """A proof that proves nothing, and why."""


def count(prices: Prices, row: RowName, times: int) -> None:
    """Count a row so many times (scaled) into the prices.

    Raises
    ------
    RefusedError
        If the case has no such row.
    """
    ROWS[row.kind](prices, row, times)


def say(row: RowName) -> str:
    """Return a row's name as a reader may find it in the file."""
    parts = [row.staff, row.post, row.weekday, row.heads, row.setting, row.level]
    lists = [items[0] for items in (row.posts, row.periods, row.dates) if items]
    return " ".join(str(part)[:60] for part in [row.kind, *parts, *lists] if part is not None)


def _crew(prices: Prices, row: RowName, times: int) -> None:
    """Heads ≤ wanted."""
    place = _place(prices, row)
    prices.given -= times * sum(duty.want for duty in prices.openings.at[place])
    prices.head[place] += times


def _holders(prices: Prices, row: RowName, times: int) -> None:
    """Holders of these periods ≤ wanted."""
    for period in set(row.periods):
        block = prices.openings.work.block.get(BlockKey(row.post or "", period))
        if block is None:
            raise _unknown(row)
        prices.given -= times * block.want
        prices.holder[block.key.post, period] += times


def _one_place(prices: Prices, row: RowName, times: int) -> None:
    """Attended of these posts ≤ dates."""
    staff, openings = _person(prices, row), prices.openings
    posts = sorted(set(row.posts))
    if len(posts) > 1 and not openings.one_place:
        raise _no_law(row)
    for date in set(row.dates):
        there = [
            duty
            for post in posts
            if (duty := openings.on.get((post, date))) is not None and duty in openings.able[staff]
        ]
        if not openings.clashing(there):
            raise _no_law(row)
        prices.given -= times
        for duty in there:
            prices.attend(staff, duty, times)


def _own_caps(prices: Prices, row: RowName, times: int) -> None:
    """Duties of the term ≤ the person's own cap, or that of a week times the weeks."""
    staff, rule = _person(prices, row), _setting(prices, row)
    person = prices.openings.case.person[staff]
    caps = [] if person.max_term is None else [person.max_term]
    if person.max_week is not None:
        caps.append(person.max_week * len({duty.day.week for duty in prices.openings.work.duties}))
    if rule.params.cost is not None or not caps:
        raise _no_law(row)
    _at_most(prices, row, rule, Fraction(min(caps)), times)


def _caps(prices: Prices, row: RowName, times: int) -> None:
    """Duties or steps of the term ≤ the cap."""
    rule = _setting(prices, row)
    params = rule.params
    if params.cost is not None or params.per != "term":
        raise _no_law(row)
    step = Fraction(1) if params.of == "duties" else prices.openings.case.grid.step
    _at_most(prices, row, rule, Fraction(params.most) / step, times, in_steps=params.of != "duties")


def _at_most(
    prices: Prices, row: RowName, rule: AnyRule, most: Fraction, times: int, *, in_steps: bool = False
) -> None:
    staff = _person(prices, row)
    if not rule.concerns_staff(prices.openings.case, prices.openings.case.person[staff]):
        raise _no_law(row)
    prices.given -= times * floor(most)
    _attended(prices, rule, staff, times, in_steps=in_steps)


def _attended(prices: Prices, rule: AnyRule, staff: str, times: int, *, in_steps: bool) -> None:
    for duty in prices.openings.able[staff]:
        if rule.concerns(duty):
            prices.attend(staff, duty, times * (duty.steps if in_steps else 1))


def _budget(prices: Prices, row: RowName, times: int) -> None:
    """Steps of the term, all together ≤ the budget."""
    rule, case = _setting(prices, row), prices.openings.case
    if rule.params.cost is not None or rule.params.per != "term":
        raise _no_law(row)
    prices.given -= times * floor(Fraction(rule.params.most) / case.grid.step)
    for person in case.staff:
        if rule.concerns_staff(case, person):
            _attended(prices, rule, person.id, times, in_steps=True)


def _short(prices: Prices, row: RowName, times: int) -> None:
    """Missing + heads ≥ so many heads."""
    place = _place(prices, row)
    _lower(prices, row, ("short", *place, row.heads or 0), times)
    prices.head[place] -= times
    prices.given += times * (row.heads or 0)


def _kept(prices: Prices, row: RowName, times: int) -> None:
    """Excess − cover + holders missing ≥ 0."""
    place = _place(prices, row)
    _lower(prices, row, ("kept", *place), times)
    prices.cover[place] += times


def _deviation(prices: Prices, row: RowName, times: int) -> None:
    """Deviation − load ≥ −target where the load is over it, deviation + load ≥ target where it is under."""
    staff = _person(prices, row)
    _lower(prices, row, ("dev", staff), times)
    load = times if row.kind == "over" else -times
    prices.step[staff] += load
    prices.given -= load * prices.measures.target[staff]


def _grain(prices: Prices, row: RowName, times: int) -> None:
    """Grain · deviation ≥ the chord between the loads next to the target.

    Loads are multiples of the grain. The two around the target are ``above`` more and ``below`` less; the
    chord through these two points of the deviation is nowhere above it on any multiple.
    """
    staff = _person(prices, row)
    grain = prices.measures.grain(staff)
    _lower(prices, row, ("dev", staff), times * grain)
    target = prices.measures.target[staff]
    above = -target % grain if grain else 0
    if not above:
        raise _no_law(row)
    below = grain - above
    prices.step[staff] += times * (above - below)
    prices.given += times * (2 * above * below - (above - below) * target)


def _peak(prices: Prices, row: RowName, times: int) -> None:
    """Largest − deviation ≥ 0."""
    staff = _person(prices, row)
    _lower(prices, row, ("peak", row.level or ""), times)
    _lower(prices, row, ("dev", staff), -times)


def _held(prices: Prices, row: RowName, times: int) -> None:
    """An earlier level ≤ its value: both are known only where a bound is asked for."""
    prices.held[row.level or ""] += times


ROWS: Mapping[RowKind, Callable[[Prices, RowName, int], None]] = {
    "crew": _crew,
    "holders": _holders,
    "one_place": _one_place,
    "own_caps": _own_caps,
    "caps": _caps,
    "budget": _budget,
    "short": _short,
    "kept": _kept,
    "over": _deviation,
    "under": _deviation,
    "grain": _grain,
    "peak": _peak,
    "held": _held,
}


def _place(prices: Prices, row: RowName) -> Place:
    place = (row.post or "", row.weekday or 0)
    if place not in prices.openings.at:
        raise _unknown(row)
    return place


def _person(prices: Prices, row: RowName) -> str:
    if row.staff not in prices.openings.able:
        raise _unknown(row)
    return row.staff or ""


def _setting(prices: Prices, row: RowName) -> AnyRule:
    settings = prices.openings.saying(row.kind)
    if row.setting is None or not 0 <= row.setting < len(settings):
        raise _unknown(row)
    return settings[row.setting]


def _lower(prices: Prices, row: RowName, key: Key, times: int) -> None:
    if key not in prices.measures.all:
        raise _unknown(row)
    prices.measure[key] -= times


def _unknown(row: RowName) -> RefusedError:
    return RefusedError(UNKNOWN_ROW.with_(row=say(row)))


def _no_law(row: RowName) -> RefusedError:
    return RefusedError(NOT_LAW.with_(row=say(row)))
