"""Levels: the closed list of what is optimised, in which order, and what a case may say about the order.

A stage has ordered groups of weighted levels, each of which measures one thing. Whatever rules charge is
charged to a level of this list, and a school's own order is completed from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from solver.base.did_you_mean import way_out
from solver.base.text import Listed, Said, Words, literal
from solver.domain.case import Case

Stage = Literal["timetable", "handover", "rotation"]
STAGES: tuple[Stage, ...] = ("timetable", "handover", "rotation")
STAGE_WORDS: Mapping[Stage, Words] = {
    "timetable": Words(zh="社团课表", en="club timetable"),
    "handover": Words(zh="放学交接", en="hand-over"),
    "rotation": Words(zh="轮岗排班", en="rotation"),
}

Level = str
"""The name of a level; see ``DECLARED``."""
LevelGroup = tuple[tuple[Level, int], ...]
"""Levels that count together, each with its weight."""

Measure = Literal["seats", "heads", "meetings", "pupils", "minutes", "duties", "deviation", "price"]
"""What is counted: needed seats left empty, wished-for heads missing, meetings without a place, pupils left
standing, minutes of waiting, duties off a share of burdens, grid steps off a share of work, or prices."""
Unit = Literal["count", "steps", "price"]
"""What a number of a level is: a count, steps of the grid of work units, or nothing but points."""
UNITS: Mapping[Unit, Words] = {
    "steps": Words(zh=" 个工作量", en=" units"),
    "count": Words(zh="", en=""),
    "price": Words(zh=" 分", en=" points"),
}


@dataclass(frozen=True, slots=True)
class DeclaredLevel:
    """One level: what it measures and what it is called, in a sentence and in a narrow column.

    ``peak``: it is the largest amount, not the sum of all. ``preference``: less is better, but something is
    usually left; a plan is clean whatever it says. A level without stages holds what nobody optimises.
    """

    name: Level
    stages: tuple[Stage, ...]
    measures: Measure
    words: Words
    short: Words
    peak: bool = False
    preference: bool = False

    @property
    def unit(self) -> Unit:
        """What its numbers are, as long as nothing else is charged to it."""
        return "steps" if self.measures == "deviation" else "count"


def _level(
    name: Level,
    stages: Sequence[Stage],
    measures: Measure,
    words: Words,
    short: Words | None = None,
    *,
    peak: bool = False,
    preference: bool = False,
) -> DeclaredLevel:
    return DeclaredLevel(name, tuple(stages), measures, words, short or words, peak, preference)


DECLARED: tuple[DeclaredLevel, ...] = (
    _level(
        "unplaced",
        ["timetable"],
        "meetings",
        Words(zh="未排上的社团活动数", en="number of unplaced club meetings"),
    ),
    _level(
        "stranded",
        ["handover"],
        "pupils",
        Words(zh="放学时无人接手的学生数", en="number of pupils left without a receiver"),
    ),
    _level(
        "uncovered_pupils",
        ["rotation"],
        "seats",
        Words(zh="看管学生的岗位缺人数", en="number of uncovered seats that hold pupils"),
        Words(zh="看管岗缺人", en="uncovered, pupils"),
    ),
    _level(
        "uncovered",
        ["rotation"],
        "seats",
        Words(zh="岗位缺人数", en="number of uncovered seats"),
        Words(zh="缺人", en="uncovered"),
    ),
    _level(
        "rules",
        STAGES,
        "price",
        Words(zh="可让步规则的扣分", en="price of broken rules"),
        Words(zh="规则扣分", en="rules"),
    ),
    _level(
        "stability",
        ["timetable"],
        "price",
        Words(zh="社团换场地的扣分", en="price of changing rooms"),
        preference=True,
    ),
    _level(
        "latest",
        ["handover"],
        "minutes",
        Words(zh="最晚放学的延后分钟数", en="delay of the last release (minutes)"),
        peak=True,
        preference=True,
    ),
    _level(
        "waiting",
        ["handover"],
        "minutes",
        Words(zh="学生等候分钟数", en="waiting time of pupils (minutes)"),
        preference=True,
    ),
    _level(
        "wanted",
        ["rotation"],
        "heads",
        Words(zh="未满足的增配人数", en="number of wished-for heads missing"),
        Words(zh="增配未满足", en="wanted heads"),
        preference=True,
    ),
    _level(
        "max_deviation",
        ["rotation"],
        "deviation",
        Words(zh="最大偏差", en="largest deviation"),
        peak=True,
        preference=True,
    ),
    _level(
        "sum_deviation",
        ["rotation"],
        "deviation",
        Words(zh="偏差合计", en="sum of deviations"),
        preference=True,
    ),
    _level(
        "burdens",
        ["rotation"],
        "duties",
        Words(zh="辛苦岗次的不均", en="unevenness of burdens"),
        Words(zh="辛苦岗次", en="burdens"),
        preference=True,
    ),
    _level(
        "wishes",
        ["rotation"],
        "price",
        Words(zh="未满足意愿的扣分", en="price of unmet wishes"),
        Words(zh="意愿", en="wishes"),
        preference=True,
    ),
    _level("policies", [], "price", Words(zh="政策提醒", en="advice on policies"), preference=True),
)
"""Every level there is, those of a stage in their usual order."""

LEVEL: Mapping[Level, DeclaredLevel] = {level.name: level for level in DECLARED}
PREFERENCES: frozenset[Level] = frozenset(level.name for level in DECLARED if level.preference)
LEVELS: Mapping[Stage, tuple[LevelGroup, ...]] = {
    stage: tuple(((level.name, 1),) for level in DECLARED if stage in level.stages) for stage in STAGES
}
"""The usual order of each stage; a case may reorder or merge the levels of the rotation."""

NO_LEVEL = Words(zh="没有名为“{name}”的目标层级", en="There is no level “{name}”.")
OTHER_STAGE = Words(zh="目标层级“{name}”不属于{stage}", en="The level “{name}” is none of the {stage}.")
LEVELS_ARE = Words(zh="{stage}的目标层级有：{names}", en="The levels of the {stage} are: {names}.")


def not_a_level(name: Level, stage: Stage) -> tuple[Said, Said] | None:
    """Return what is wrong with the name of a level of a stage, and a way out; ``None`` if nothing is."""
    known = [group[0][0] for group in LEVELS[stage]]
    if name in known:
        return None
    instead = way_out(name, known, LEVELS_ARE.with_(stage=STAGE_WORDS[stage], names=Listed(known)))
    if name in LEVEL:
        return OTHER_STAGE.with_(name=name, stage=STAGE_WORDS[stage]), instead
    return NO_LEVEL.with_(name=name), instead


def groups_of(case: Case, stage: Stage) -> tuple[LevelGroup, ...]:
    """Return the ordered level groups of a stage.

    A case may reorder or merge those of the rotation; what it leaves out follows in the usual order.
    """
    if stage != "rotation" or not case.levels:
        return LEVELS[stage]
    return (*case.levels, *(((name, 1),) for name in left_out(case)))


def left_out(case: Case) -> tuple[Level, ...]:
    """Return the levels of the rotation that a case's own order does not speak of."""
    named = {name for group in case.levels for name, _ in group}
    return tuple(name for ((name, _),) in LEVELS["rotation"] if named and name not in named)


def group_name(levels: LevelGroup) -> str:
    """Return the name under which a group of levels is reported."""
    return "+".join(name for name, _ in levels)


def level_words(name: str) -> Words:
    """Return what a level, or a group of levels by its name, is called in a sentence."""
    return _joined([LEVEL[part].words if part in LEVEL else _undeclared(part) for part in name.split("+")])


def short_level_words(name: str) -> Words:
    """Return what a level, or a group of levels by its name, is called in a narrow column."""
    return _joined([LEVEL[part].short if part in LEVEL else _undeclared(part) for part in name.split("+")])


def _undeclared(name: str) -> Words:
    """Return a name that nobody declared, as old files may hold one."""
    return literal(name.replace("_", " "))


def _joined(parts: Sequence[Words]) -> Words:
    return Words(zh=" + ".join(one.zh for one in parts), en=" + ".join(one.en for one in parts))


@dataclass(frozen=True, slots=True)
class LevelState:
    """What is known of one level group; ``bound`` is ``None`` before any is proven."""

    name: str
    value: int | None = None
    bound: int | None = None


class Charged(Protocol):
    """Whatever adds to levels, as a finding does."""

    @property
    def level(self) -> Level | None:
        """The level that its price is added to; none for a hard breach."""

    @property
    def peak_level(self) -> Level | None:
        """The level that is the largest of all amounts."""

    @property
    def price(self) -> int:
        """What is added."""

    @property
    def amount(self) -> int:
        """What the largest is taken of, in its peak level."""


def totals(findings: Iterable[Charged], groups: Sequence[LevelGroup]) -> tuple[int, ...]:
    """Return what findings come to in each group of levels."""
    prices: dict[Level, int] = defaultdict(int)
    peaks: dict[Level, int] = defaultdict(int)
    for finding in findings:
        if finding.level is not None:
            prices[finding.level] += finding.price
        if finding.peak_level is not None:
            peaks[finding.peak_level] = max(peaks[finding.peak_level], finding.amount)
    return group_totals(groups, prices, peaks)


def group_totals(
    groups: Sequence[LevelGroup], prices: Mapping[Level, int], peaks: Mapping[Level, int]
) -> tuple[int, ...]:
    """Return what prices by level, and the largest amounts by level, come to in each group."""
    return tuple(
        sum(weight * (prices.get(name, 0) + peaks.get(name, 0)) for name, weight in group) for group in groups
    )
