"""Levels: the closed list of what is optimised, in which order, and what a case may say about the order.

A stage has ordered groups of weighted levels, each of which measures one thing. Whatever rules charge is
charged to a level of this list, and a school's own order is completed from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from solver.base.did_you_mean import way_out
from solver.base.text import UNSAID, Listed, Said, Words, literal
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
    "count": UNSAID,
    "price": Words(zh=" 分", en=" points"),
}


WORDS: Mapping[Level, Words] = {
    "unplaced": Words(zh="未排上的社团活动数", en="number of unplaced club meetings"),
    "stranded": Words(zh="放学时无人接手的学生数", en="number of pupils left without a receiver"),
    "uncovered_pupils": Words(zh="看管学生的岗位缺人数", en="number of uncovered seats that hold pupils"),
    "uncovered": Words(zh="岗位缺人数", en="number of uncovered seats"),
    "rules": Words(zh="可让步规则的扣分", en="price of broken rules"),
    "stability": Words(zh="社团换场地的扣分", en="price of changing rooms"),
    "latest": Words(zh="最晚放学的延后分钟数", en="delay of the last release (minutes)"),
    "waiting": Words(zh="学生等候分钟数", en="waiting time of pupils (minutes)"),
    "wanted": Words(zh="未满足的增配人数", en="number of wished-for heads missing"),
    "max_deviation": Words(zh="最大偏差", en="largest deviation"),
    "sum_deviation": Words(zh="偏差合计", en="sum of deviations"),
    "burdens": Words(zh="辛苦岗次的不均", en="unevenness of burdens"),
    "wishes": Words(zh="未满足意愿的扣分", en="price of unmet wishes"),
    "policies": Words(zh="政策提醒", en="advice on policies"),
}
SHORT: Mapping[Level, Words] = {
    **WORDS,
    "uncovered_pupils": Words(zh="看管岗缺人", en="uncovered, pupils"),
    "uncovered": Words(zh="缺人", en="uncovered"),
    "rules": Words(zh="规则扣分", en="rules"),
    "wanted": Words(zh="增配未满足", en="wanted heads"),
    "burdens": Words(zh="辛苦岗次", en="burdens"),
    "wishes": Words(zh="意愿", en="wishes"),
}
"""What levels are called in a narrow column."""


@dataclass(frozen=True, slots=True)
class DeclaredLevel:
    """One level and what it measures.

    ``peak``: it is the largest amount, not the sum of all. ``preference``: less is better, but something is
    usually left; a plan is clean whatever it says. A level without stages holds what nobody optimises.
    """

    name: Level
    stages: tuple[Stage, ...]
    measures: Measure
    peak: bool = False
    preference: bool = True

    @property
    def words(self) -> Words:
        """What it is called in a sentence."""
        return WORDS[self.name]

    @property
    def unit(self) -> Unit:
        """What its numbers are, as long as nothing else is charged to it."""
        return "steps" if self.measures == "deviation" else "count"


DECLARED: tuple[DeclaredLevel, ...] = (
    DeclaredLevel("unplaced", ("timetable",), "meetings", preference=False),
    DeclaredLevel("stranded", ("handover",), "pupils", preference=False),
    DeclaredLevel("uncovered_pupils", ("rotation",), "seats", preference=False),
    DeclaredLevel("uncovered", ("rotation",), "seats", preference=False),
    DeclaredLevel("rules", STAGES, "price", preference=False),
    DeclaredLevel("stability", ("timetable",), "price"),
    DeclaredLevel("latest", ("handover",), "minutes", peak=True),
    DeclaredLevel("waiting", ("handover",), "minutes"),
    DeclaredLevel("wanted", ("rotation",), "heads"),
    DeclaredLevel("max_deviation", ("rotation",), "deviation", peak=True),
    DeclaredLevel("sum_deviation", ("rotation",), "deviation"),
    DeclaredLevel("burdens", ("rotation",), "duties"),
    DeclaredLevel("wishes", ("rotation",), "price"),
    DeclaredLevel("policies", (), "price"),
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
    return _called(name, WORDS)


def short_level_words(name: str) -> Words:
    """Return what a level, or a group of levels by its name, is called in a narrow column."""
    return _called(name, SHORT)


def _called(name: str, known: Mapping[Level, Words]) -> Words:
    """Return names joined; old files may hold one that nobody declared."""
    words = [known.get(part) or literal(part.replace("_", " ")) for part in name.split("+")]
    return Words(zh=" + ".join(one.zh for one in words), en=" + ".join(one.en for one in words))


@dataclass(frozen=True, slots=True)
class LevelState:
    """What is known of one level group; ``bound`` is ``None`` before any is proven."""

    name: str
    value: int | None = None
    bound: int | None = None


def group_totals(
    groups: Sequence[LevelGroup], prices: Mapping[Level, int], peaks: Mapping[Level, int]
) -> tuple[int, ...]:
    """Return what prices by level, and the largest amounts by level, come to in each group."""
    return tuple(
        sum(weight * (prices.get(name, 0) + peaks.get(name, 0)) for name, weight in group) for group in groups
    )
