"""What a change would do, in few words: loads, burdens, breaches, and what rules charge."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from solver.app.duty.duty_context import OfDuty
from solver.base.text import Said, Words
from solver.domain import Finding
from solver.domain.burdens import account_words
from solver.domain.levels import short_level_words
from solver.explain import Candidate, LoadChange, Swap
from solver.explain.level_changes import LevelChange, PriceChange
from solver.explain.load_changes import UNITS
from solver.report import rule_title, scale_of

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
    found: list[Said] = []
    for change in changes:
        scale = scale_of(of.case, "rotation", change.name)
        if change.before != change.after:
            before, after = scale.value(change.before), scale.value(change.after)
            found.append(LEVEL.with_(level=short_level_words(change.name), before=before, after=after))
    return tuple(found)


def joined(said: list[Said]) -> Said | None:
    """Return sentences as one; nothing for none."""
    if len(said) < 2:
        return said[0] if said else None
    return JOINED.with_(first=said[0], rest=joined(said[1:]))


def _load(of: OfDuty, load: LoadChange) -> Said:
    def shown(amount: int) -> str:
        return of.units(amount) if load.account == UNITS else str(amount)

    values = {
        "account": account_words(load.account),
        "before": shown(load.before),
        "after": shown(load.after),
    }
    if load.target is None:
        return OUTSIDE.with_(**values)
    return LOAD.with_(**values, target=shown(load.target))


def _prices(prices: Iterable[PriceChange]) -> list[Said]:
    # What adds up by itself, as heads and deviations do, is told by the levels.
    return [
        (WORSE if price.by > 0 else BETTER).with_(rule=rule_title(price.rule), by=abs(price.by))
        for price in prices
        if price.measures == "price"
    ]
