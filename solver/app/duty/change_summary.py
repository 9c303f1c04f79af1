"""What a change would do, in few words: loads, burdens, breaches, and what rules charge."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from solver.app.duty.duty_context import OfDuty
from solver.base.text import Said, Words
from solver.domain import Finding
from solver.explain import Candidate, LoadChange, Swap
from solver.explain.level_changes import LevelChange, PriceChange
from solver.explain.load_changes import UNITS
from solver.report import rule_title
from solver.report.words import account_name, short_level_name

STEPS = frozenset({"max_deviation", "sum_deviation"})
"""Levels that are counted in grid steps."""
MEASURED = frozenset({"fair_share", "burdens", "uncovered", "wanted"})
"""Rules whose charges are told by what they measure."""

LOAD = Words(
    zh="{account} {before} → {after}（应 {target}）", en="{account} {before} → {after} (due {target})"
)
OUTSIDE = Words(zh="{account} {before} → {after}", en="{account} {before} → {after}")
BREAKS = Words(zh="会违反必须遵守的规则：{what}", en="would break a hard rule: {what}")
BREAKS_MORE = Words(
    zh="会违反必须遵守的规则 {count} 处：{what}", en="would break hard rules ({count}): {what}"
)
MENDS = Words(zh="消除 {count} 处违规", en="mends {count} hard findings")
WORSE = Words(zh="{rule}：扣分多 {by}", en="{rule}: {by} more")
BETTER = Words(zh="{rule}：扣分少 {by}", en="{rule}: {by} less")
LEVEL = Words(zh="{level}：{before} → {after}", en="{level}: {before} → {after}")
JOINED = Words(zh="{first}；{rest}", en="{first}; {rest}")
SUM = Words(zh="{first} + {rest}", en="{first} + {rest}")


def of_candidate(of: OfDuty, one: Candidate, told: Collection[Finding] = ()) -> Said | None:
    """Return what would change if somebody took the seat; breaches that were told already are left out."""
    said: list[Said] = []
    if breaches := [finding for finding in one.breaches if finding not in told]:
        words = BREAKS if len(breaches) == 1 else BREAKS_MORE
        said.append(words.with_(count=len(breaches), what=breaches[0].message))
    if one.mended:
        said.append(MENDS.with_(count=len(one.mended)))
    said += [_load(of, load) for load in one.loads if load.staff == one.staff]
    said += _prices(one.prices)
    return joined(said)


def loads(of: OfDuty, changes: Iterable[LoadChange], staff: str) -> Said | str:
    """Return what somebody carries before and after."""
    return joined([_load(of, load) for load in changes if load.staff == staff]) or ""


def of_swap(of: OfDuty, one: Swap) -> Said | None:
    """Return what would change by an exchange."""
    loads = [_load(of, load) for load in one.loads if load.staff == one.staff and load.before != load.after]
    return joined([*loads, *_prices(one.prices)])


def levels(of: OfDuty, changes: Iterable[LevelChange]) -> tuple[Said, ...]:
    """Return the levels that come to something else."""
    return tuple(
        LEVEL.with_(
            level=group_words(change.name),
            before=_amount(of, change.name, change.before),
            after=_amount(of, change.name, change.after),
        )
        for change in changes
        if change.before != change.after
    )


def group_words(name: str) -> Words | Said:
    """Return the name of a group of levels."""
    first, _, rest = name.partition("+")
    words = short_level_name(first)
    return SUM.with_(first=words, rest=group_words(rest)) if rest else words


def joined(said: list[Said]) -> Said | None:
    """Return sentences as one; nothing for none."""
    if len(said) < 2:
        return said[0] if said else None
    return JOINED.with_(first=said[0], rest=joined(said[1:]))


def _amount(of: OfDuty, level: str, value: int) -> str:
    return of.units(value) if level in STEPS else str(value)


def _load(of: OfDuty, load: LoadChange) -> Said:
    def shown(amount: int) -> str:
        return of.units(amount) if load.account == UNITS else str(amount)

    values = {"account": account_name(load.account), "before": shown(load.before), "after": shown(load.after)}
    if load.target is None:
        return OUTSIDE.with_(**values)
    return LOAD.with_(**values, target=shown(load.target))


def _prices(prices: Iterable[PriceChange]) -> list[Said]:
    return [
        (WORSE if price.by > 0 else BETTER).with_(rule=rule_title(price.rule), by=abs(price.by))
        for price in prices
        if price.rule not in MEASURED
    ]
