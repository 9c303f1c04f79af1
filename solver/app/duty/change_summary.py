"""What a change would do, in few words: loads, burdens, breaches, and what rules charge."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from solver.app.duty.duty_context import OfDuty
from solver.base.text import Listed, Message, Said, Words
from solver.domain import Finding
from solver.domain.burdens import account_words
from solver.domain.levels import short_level_words
from solver.explain import Candidate, LoadChange, Swap
from solver.explain.level_changes import LevelChange, PriceChange
from solver.explain.load_changes import UNITS
from solver.report import rule_title, scale_of

LOAD = Words(zh="{change}（应 {target}）", en="{change} (due {target})")
BREAKS = Words(zh="会违反必须遵守的规则：{what}", en="would break a hard rule: {what}")
BREAKS_MORE = Words(
    zh="会违反必须遵守的规则 {count} 处：{what}", en="would break hard rules ({count}): {what}"
)
MENDS = Words(zh="消除 {count} 处违规", en="mends {count} hard findings")
WORSE = Words(zh="{rule}：扣分多 {by}", en="{rule}: {by} more")
BETTER = Words(zh="{rule}：扣分少 {by}", en="{rule}: {by} less")
LEVEL = Words(zh="{level}：{before} → {after}", en="{level}: {before} → {after}")


def of_candidate(of: OfDuty, one: Candidate, told: Collection[Finding] = ()) -> Listed:
    """Return what would change if somebody took the seat; breaches that were told already are left out."""
    said: list[Message] = []
    if breaches := [finding for finding in one.breaches if finding not in told]:
        words = BREAKS if len(breaches) == 1 else BREAKS_MORE
        said.append(words.with_(count=len(breaches), what=breaches[0].message))
    if one.mended:
        said.append(MENDS.with_(count=len(one.mended)))
    said += [_load(of, load) for load in one.loads if load.staff == one.staff]
    said += _prices(one.prices)
    return Listed(said, "；")


def loads(of: OfDuty, changes: Iterable[LoadChange], staff: str) -> Listed:
    """Return what somebody carries before and after."""
    return Listed((_load(of, load) for load in changes if load.staff == staff), "；")


def of_swap(of: OfDuty, one: Swap) -> Listed:
    """Return what would change by an exchange."""
    loads = [_load(of, load) for load in one.loads if load.staff == one.staff and load.before != load.after]
    return Listed([*loads, *_prices(one.prices)], "；")


def levels(of: OfDuty, changes: Iterable[LevelChange]) -> Listed:
    """Return the levels that come to something else."""
    said: list[Message] = []
    for change in changes:
        scale = scale_of(of.case, "rotation", change.name)
        if change.before != change.after:
            before, after = scale.value(change.before), scale.value(change.after)
            said.append(LEVEL.with_(level=short_level_words(change.name), before=before, after=after))
    return Listed(said, "；")


def _load(of: OfDuty, load: LoadChange) -> Message:
    def shown(amount: int) -> str:
        return of.units(amount) if load.account == UNITS else str(amount)

    change = Listed((account_words(load.account), f"{shown(load.before)} → {shown(load.after)}"), " ")
    return change if load.target is None else LOAD.with_(change=change, target=shown(load.target))


def _prices(prices: Iterable[PriceChange]) -> list[Said]:
    # What adds up by itself, as heads and deviations do, is told by the levels.
    return [
        (WORSE if price.by > 0 else BETTER).with_(rule=rule_title(price.rule), by=abs(price.by))
        for price in prices
        if price.measures == "price"
    ]
