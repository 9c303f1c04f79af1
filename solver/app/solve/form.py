"""What a solve is asked for: how long, on how many cores, what matters last, which pins hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from solver.app.page import Page, plain
from solver.app.widgets import apart, choice, hold_some, number
from solver.base.text import Lang, Words
from solver.base.vocabulary import MINUTES, SEED
from solver.domain.case import Case
from solver.domain.levels import DECLARED, LevelGroup, groups_of, level_words
from solver.report.facts import pin_words
from solver.service import Options

TIME = Words(zh="算多久", en="How long")
OWN = Words(zh="自己定", en="other")
OWN_MINUTES = Words(zh="分钟", en="Minutes")
TIME_HELP = Words(
    zh="第一份排班几秒钟就有，之后一直在改进；随时可以停，保留目前最好的。",
    en="A first roster is there in seconds and gets better from then on; stop when you like.",
)
CORES = Words(zh="用几个处理器核", en="Processor cores")
CORES_HELP = Words(
    zh="这台机器可用 {count} 个。核数不够时后来的排队。",
    en="This machine has {count}. Where they don't suffice, later solves wait.",
)
AIMS_TITLE = Words(zh="这一次更看重什么", en="What matters more this time")
LAST = Words(zh="公平之后，什么更要紧？", en="After fairness, what matters more?")
LASTS: dict[Last, Words] = {
    "given": Words(zh="按方案里写的顺序", en="as the case says"),
    "burdens": Words(zh="先均摊辛苦岗次，再满足意愿", en="first share burdens, then meet wishes"),
    "mostly_burdens": Words(
        zh="两样一起算，辛苦岗次更要紧（3 比 1）", en="both together, burdens matter more (3:1)"
    ),
    "even": Words(zh="两样一起算，一样要紧", en="both together, alike"),
    "mostly_wishes": Words(
        zh="两样一起算，意愿更要紧（1 比 3）", en="both together, wishes matter more (1:3)"
    ),
    "wishes": Words(zh="先满足意愿，再均摊辛苦岗次", en="first meet wishes, then share burdens"),
}
EXTRA = Words(zh="想要的增配人手，什么时候考虑？", en="Wished-for extra heads: when do they count?")
EXTRAS: dict[Extra, Words] = {
    "given": Words(zh="按方案里写的顺序", en="as the case says"),
    "before": Words(zh="先于公平：人手先配足", en="before fairness: fill them first"),
    "after": Words(zh="后于公平：不为增配牺牲公平", en="after fairness: they cost it nothing"),
}
AIMS_NOTE = Words(
    zh="只改这一次，方案不变。排在前面的绝不为后面的让步：",
    en="This run only; the case stays. What comes first is never traded for what follows:",
)
PINS = Words(zh="手工固定的安排（{count} 条）", en="Pins ({count})")
PINS_LEFT = Words(
    zh="手工固定的安排（{count} 条，本次不遵守 {left} 条）", en="Pins ({count}, {left} left out)"
)
LEAVE_OUT = Words(zh="本次不遵守哪几条（只影响这一次）", en="Leave these out (this run only)")
ALL_KEPT = Words(zh="全部遵守", en="all are respected")
EXPERT = Words(zh="高级选项", en="More options")
SEED_HELP = Words(
    zh="换一个数，搜索走另一条路；同样的数不保证同样的结果，因为时间由时钟决定。",
    en="Another number, another way through the search. The same number need not give the same roster: "
    "the clock decides when a run ends.",
)
PRESETS = (1, 5, 15)
LONGEST = 240
USUAL_MINUTES = 30
USUAL_CORES = 2
LAST_SEED = 2**31 - 1
LISTED = 12
MORE = Words(zh="……另有 {count} 条", en="… and {count} more")

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
class Asked:
    """What is to be solved and how; ``special``: the case differs from its inputs for this run."""

    case: Case
    options: Options
    special: bool


def draw(page: Page, case: Case) -> Asked:
    """Draw the questions and return the answers."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        minutes = _minutes(page)
        most = page.workspace.cores
        about = page.say(CORES_HELP, count=most)
        cores = number(page, "solve_cores", CORES, min(USUAL_CORES, most), (1, most), about=about, width=180)
    changed = _pins(page, _aims(page, case))
    with st.expander(page.say(EXPERT), icon=":material/tune:"):
        about = page.say(SEED_HELP)
        seed = number(page, "solve_seed", SEED, 0, (0, LAST_SEED), about=about, width=220)
    options = Options(seconds=minutes * 60.0, workers=cores, seed=seed)
    return Asked(changed, options, special=changed.hash != case.hash)


def _minutes(page: Page) -> int:
    times = {**{count: page.say(MINUTES, count=count) for count in PRESETS}, 0: page.say(OWN)}
    minutes = choice(page, "solve_time", TIME, times, look="segments", about=page.say(TIME_HELP))
    return minutes or number(page, "solve_minutes", OWN_MINUTES, USUAL_MINUTES, (1, LONGEST), width=140)


def _aims(page: Page, case: Case) -> Case:
    last, extra = last_of(case), extra_of(case)
    with st.expander(page.say(AIMS_TITLE), icon=":material/low_priority:"):
        lasts = {each: words for each, words in LASTS.items() if each != "given" or last == "given"}
        last = choice(page, f"solve_last_{page.key}", LAST, lasts, usual=last, look="radio")
        extras = {each: words for each, words in EXTRAS.items() if each != "given" or extra == "given"}
        extra = choice(page, f"solve_extra_{page.key}", EXTRA, extras, usual=extra, look="radio")
        changed = ordered(case, last, extra)
        st.caption(page.say(AIMS_NOTE))
        words = (plain(aim) for aim in aims_words(changed, page.lang))
        st.markdown("\n".join(f"{number}. {aim}" for number, aim in enumerate(words, start=1)))
    return changed


def _pins(page: Page, case: Case) -> Case:
    """Ask which pins this run leaves out; return the case without them."""
    if not case.pins:
        return case
    key = f"solve_pins_{page.key}"
    places = range(len(case.pins))
    left = hold_some(key, page.lang, places)
    words = PINS_LEFT if left else PINS
    with st.expander(page.say(words, count=len(case.pins), left=len(left)), icon=":material/keep:"):
        chosen = st.multiselect(
            page.say(LEAVE_OUT),
            places,
            format_func=apart(places, lambda number: pin_words(case, case.pins[number], page.lang)),
            placeholder=page.say(ALL_KEPT),
            key=key,
        )
        kept = [pin for number, pin in enumerate(case.pins) if number not in chosen]
        for pin in kept[:LISTED]:
            st.markdown(f":material/keep: {plain(pin_words(case, pin, page.lang))}")
        if len(kept) > LISTED:
            st.caption(page.say(MORE, count=len(kept) - LISTED))
    return case.model_copy(update={"pins": tuple(kept)}) if chosen else case


def ordered(case: Case, last: Last = "given", extra: Extra = "given") -> Case:
    """Return the case with the aims in this order: the very same case where nothing changes."""
    given = groups_of(case, "rotation")
    groups = _extra(given, extra)
    if last != "given":
        groups = _last(groups, last)
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
    fair = [number for number, group in enumerate(groups) if any(name in FAIRNESS for name, _ in group)]
    wanted = [number for number, group in enumerate(groups) if any(name == WANTED for name, _ in group)]
    if extra == "given" or not fair or not wanted:
        return groups
    if wanted[-1] < fair[0] if extra == "before" else wanted[0] > fair[-1]:
        return groups
    weights = tuple(part for group in groups for part in group if part[0] == WANTED)
    rest = _without(groups, frozenset({WANTED}))
    fair = [number for number, group in enumerate(rest) if any(name in FAIRNESS for name, _ in group)]
    number = fair[0] if extra == "before" else fair[-1] + 1
    return (*rest[:number], weights, *rest[number:])
