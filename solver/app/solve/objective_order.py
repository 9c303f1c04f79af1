"""The order of a roster's aims in plain words, and how one run may put its last ones otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from solver.base.text import Lang, Words
from solver.domain.case import Case
from solver.domain.levels import DECLARED, LevelGroup, groups_of, level_words

Last = Literal["given", "burdens", "mostly_burdens", "even", "mostly_wishes", "wishes"]
"""What matters more after fairness; ``given``: as the case says."""
Extra = Literal["given", "before", "after"]
"""Whether wished-for heads come before fairness or after it."""

BURDENS, WISHES, WANTED = "burdens", "wishes", "wanted"
FAIRNESS = frozenset(level.name for level in DECLARED if level.measures == "deviation")
WEIGHTS: Mapping[Last, tuple[int, int]] = {"mostly_burdens": (3, 1), "even": (1, 1), "mostly_wishes": (1, 3)}
"""How a burden off its share and an unmet wish are weighed where both count together."""

AIMS: Mapping[str, Words] = {
    "uncovered_pupils": Words(zh="看管学生的席位都有人", en="every seat that holds pupils is filled"),
    "uncovered": Words(zh="其他席位都有人", en="every other seat is filled"),
    "rules": Words(zh="可以让步的规则也遵守", en="rules that may be conceded are kept"),
    "wanted": Words(zh="想要的增配人手", en="wished-for extra heads"),
    "max_deviation": Words(zh="谁都不离公平份额太远", en="nobody is far from the fair share"),
    "sum_deviation": Words(zh="偏差加起来最少", en="deviations add up to little"),
    "burdens": Words(zh="辛苦岗次均摊", en="burdens are shared"),
    "wishes": Words(zh="满足意愿、少换人", en="wishes are met and people stay where they are"),
}
TOGETHER = Words(zh="{one}（{weight}）", en="{one} ({weight})")
PLUS = Words(zh=" 加 ", en=" with ")


@dataclass(frozen=True, slots=True)
class Order:
    """How one run wants the last aims."""

    last: Last = "given"
    extra: Extra = "given"


def ordered(case: Case, order: Order) -> Case:
    """Return the case with the aims in this order: the very same case where nothing changes."""
    given = groups_of(case, "rotation")
    groups = _extra(given, order.extra)
    if order.last != "given":
        groups = _last(groups, order.last)
    return case if groups == given else case.model_copy(update={"levels": groups})


def last_of(case: Case) -> Last:
    """Return which of the orders offered the case itself has, ``given`` where it is none of them."""
    offered: tuple[Last, ...] = ("burdens", *WEIGHTS, "wishes")
    given = groups_of(case, "rotation")
    return next((last for last in offered if _last(given, last) == given), "given")


def extra_of(case: Case) -> Extra:
    """Return where wished-for heads stand in the case itself."""
    given = groups_of(case, "rotation")
    offered: tuple[Extra, ...] = ("before", "after")
    return next((extra for extra in offered if _extra(given, extra) == given), "given")


def aims_words(case: Case, lang: Lang) -> tuple[str, ...]:
    """Return what matters first, second and so on."""
    return tuple(_group_words(group, lang) for group in groups_of(case, "rotation"))


def _group_words(group: LevelGroup, lang: Lang) -> str:
    named = [((AIMS.get(name) or level_words(name)).say(lang), weight) for name, weight in group]
    if len(named) == 1:
        return named[0][0]
    return PLUS.say(lang).join(TOGETHER.say(lang, one=one, weight=f"×{weight}") for one, weight in named)


def _without(groups: tuple[LevelGroup, ...], measures: frozenset[str]) -> tuple[LevelGroup, ...]:
    left = (tuple(part for part in group if part[0] not in measures) for group in groups)
    return tuple(group for group in left if group)


def _last(groups: tuple[LevelGroup, ...], last: Last) -> tuple[LevelGroup, ...]:
    first = _without(groups, frozenset({BURDENS, WISHES}))
    if last in WEIGHTS:
        burdens, wishes = WEIGHTS[last]
        return (*first, ((BURDENS, burdens), (WISHES, wishes)))
    names = (BURDENS, WISHES) if last == "burdens" else (WISHES, BURDENS)
    return (*first, *(((name, 1),) for name in names))


def _extra(groups: tuple[LevelGroup, ...], extra: Extra) -> tuple[LevelGroup, ...]:
    fair = [at for at, group in enumerate(groups) if any(name in FAIRNESS for name, _ in group)]
    own = [at for at, group in enumerate(groups) if any(name == WANTED for name, _ in group)]
    if extra == "given" or not fair or not own:
        return groups
    if own[-1] < fair[0] if extra == "before" else own[0] > fair[-1]:
        return groups
    weights = tuple(part for group in groups for part in group if part[0] == WANTED)
    rest = _without(groups, frozenset({WANTED}))
    fair = [at for at, group in enumerate(rest) if any(name in FAIRNESS for name, _ in group)]
    at = fair[0] if extra == "before" else fair[-1] + 1
    return (*rest[:at], weights, *rest[at:])
