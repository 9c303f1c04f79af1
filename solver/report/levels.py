"""A level as a reader sees it, while a plan is made and after: the row that every table of levels shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from solver.base.text import Lang, Said, Words
from solver.domain import Case, LevelCertificate
from solver.domain.levels import STAGE_WORDS, LevelState, Stage, short_level_words
from solver.report.words import METHODS
from solver.rules.level_scale import RAW, scale_of

COLUMNS: Mapping[str, Words] = {
    "stage": Words(zh="阶段", en="Stage"),
    "name": Words(zh="指标", en="Level"),
    "value": Words(zh="现值", en="Value"),
    "bound": Words(zh="已证明不低于", en="Proven not below"),
    "gap": Words(zh="最多还能降", en="Could gain at most"),
    "state": Words(zh="结论", en="Conclusion"),
    "method": Words(zh="依据", en="Ground"),
}
"""What the parts of a row are called, in the order in which they are read."""
STEPS: Mapping[str, Words] = {
    "model": Words(zh="建立模型", en="building the model"),
    "pairs": Words(zh="看谁能上什么岗", en="who may do what"),
    "counts": Words(zh="先定每人几次", en="counting turns"),
    "start": Words(zh="排出第一份", en="a first roster"),
    "bounds": Words(zh="证明下界", en="proving bounds"),
    "search": Words(zh="改进", en="improving"),
    "proof": Words(zh="收尾证明", en="last proofs"),
    "done": Words(zh="核验", en="auditing"),
}
"""What a solve does within a stage."""
BEST = Words(zh="已证明最优", en="proven best")
OPEN = Words(zh="尚未证明最优", en="not proven best")
CONDITIONAL = Words(zh="{state}（有条件）", en="{state} (conditional)")
NOW = Words(zh="{name} {value}", en="{name} {value}")
NOW_BOUNDED = Words(zh="{name} {value}（≥ {bound}）", en="{name} {value} (≥ {bound})")
DOING = Words(zh="{stage} · {step}", en="{stage} · {step}")
UNKNOWN = "—"
StagedLevel: TypeAlias = tuple[Stage, LevelState | LevelCertificate]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level in texts of one language; a dash for what nobody knows, nothing where no bound is claimed."""

    stage: str
    name: str
    value: str
    bound: str
    gap: str
    state: str
    method: str


def level_rows(case: Case | None, levels: Iterable[StagedLevel], lang: Lang) -> tuple[LevelRow, ...]:
    """Return a row for each level of a stage; without a case nobody knows what its numbers are worth."""
    return tuple(_row(case, stage, level, lang) for stage, level in levels)


def level_table(
    case: Case,
    levels: Iterable[tuple[Stage, LevelState | LevelCertificate]],
    parts: Sequence[str],
    lang: Lang,
) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return headings and rows of a table that tells some parts of levels."""
    rows = level_rows(case, levels, lang)
    headings = [COLUMNS[part].say(lang) for part in parts]
    return headings, [tuple(getattr(row, part) for part in parts) for row in rows]


def _row(case: Case | None, stage: Stage, level: LevelState | LevelCertificate, lang: Lang) -> LevelRow:
    scale = RAW if case is None else scale_of(case, stage, level.name)
    value, bound, method = level.value, level.bound, ""
    state = (BEST if value is not None and value == bound else OPEN).say(lang)
    if isinstance(level, LevelCertificate):
        method = METHODS[level.method].say(lang)
        if level.conditional:
            state = CONDITIONAL.say(lang, state=state)
    gap = None if value is None or bound is None else scale.exact(value) - scale.least(bound)
    return LevelRow(
        stage=STAGE_WORDS[stage].say(lang),
        name=short_level_words(level.name).say(lang),
        value=UNKNOWN if value is None else scale.value(value).say(lang),
        bound=UNKNOWN if bound is None else scale.bound(bound).say(lang),
        gap=UNKNOWN if gap is None else scale.amount(gap).say(lang),
        state=state,
        method=method,
    )


def now_words(case: Case, stage: Stage, level: LevelState) -> Said:
    """Return where a level stands in a few words, for a line of text."""
    scale = scale_of(case, stage, level.name)
    words = NOW if level.bound is None else NOW_BOUNDED
    return words.with_(
        name=short_level_words(level.name),
        value=UNKNOWN if level.value is None else scale.value(level.value),
        bound=UNKNOWN if level.bound is None else scale.bound(level.bound),
    )


def doing_words(stage: Stage, step: str) -> Said:
    """Return what a solve is doing."""
    return DOING.with_(stage=STAGE_WORDS[stage], step=STEPS.get(step, step))
