"""A comparison in sentences: what each scenario brings, what it costs."""

from __future__ import annotations

from solver.base.text import Lang, Listed, Words
from solver.scenarios.comparison import Column, Comparison
from solver.scenarios.figures import Figure, figures_of

BRINGS = Words(zh="带来：{list}", en="brings: {list}")
COSTS = Words(zh="代价：{list}", en="costs: {list}")
SAME = Words(zh="主要指标都与现状相同", en="the main measures are as they are now")
NO_PLAN = Words(zh="排不出：{why}", en="no plan: {why}")
NO_BASE = Words(zh="现状本身排不出，无从比较", en="there is no plan of the case as it is to compare with")
PROVEN = Words(zh="{clause}（已证明）", en="{clause} (proven)")
TOLD = frozenset(
    {"seats", "custody", "findings", "largest", "total", "pool", "outside", "pay", "spare_least"}
)
"""Measures that go into the sentence: the others vary with how long was searched as much as with the case."""


def sentence(comparison: Comparison, at: int, lang: Lang) -> str:
    """Return what the scenario of a column brings and costs, the weightiest first."""
    column = comparison.columns[at]
    if column.measures is None:
        return _why(column, lang)
    if comparison.base.measures is None:
        return NO_BASE.say(lang)
    changed = [
        (figure, change)
        for figure in figures_of(comparison)
        if figure.key in TOLD and (change := figure.change(at))
    ]
    parts = []
    for words, sign in ((BRINGS, 1), (COSTS, -1)):
        clauses = [_clause(figure, at, lang) for figure, change in changed if change * sign > 0]
        if clauses:
            parts.append(words.say(lang, list=Listed(clauses, "，")))
    return (Listed(parts, "；") or SAME).say(lang)


def _why(column: Column, lang: Lang) -> str:
    return NO_PLAN.say(lang, why=column.variant.refused.say(lang) if column.variant.refused else "—")


def _clause(figure: Figure, at: int, lang: Lang) -> str:
    before, after = [value.text if value else "—" for value in (figure.values[0], figure.values[at])]
    clause = f"{_inside(figure.name.say(lang), lang)} {before} → {after}"
    return PROVEN.say(lang, clause=clause) if figure.proven(at) else clause


def _inside(name: str, lang: Lang) -> str:
    """Return a name as it stands within a sentence."""
    return name[:1].lower() + name[1:] if lang == "en" else name
