"""The report for the principals' meeting: two pages, typeset from data alone."""

from __future__ import annotations

from importlib import resources

from solver.base.text import Lang, Words
from solver.base.units import show_units
from solver.base.vocabulary import MEASURE, MORE, SCENARIO, SEATS_CHANGED
from solver.report import proofs_of, status_words
from solver.report.typst import typeset
from solver.rules.level_scale import counting
from solver.scenarios.comparison import Column, Comparison
from solver.scenarios.figures import Figure, Value, figures_of, pool_words, sentence
from solver.scenarios.plots import loads_of, trade_off

WORDS = {
    "title": Words(zh="设想比较", en="Scenarios compared"),
    "measure": MEASURE,
    "load": Words(zh="工作量分布", en="Load distribution"),
    "load_note": Words(
        zh="每点一人，纵轴为本学期工作量；颜色为比较组",
        en="a dot a person; upwards: units of the term; colours: pools",
    ),
    "verdict": Words(zh="带来什么，代价是什么", en="What it brings, what it costs"),
    "legend": Words(
        zh="绿底：该项最好。“≥”为已证明的下界：差别小于下界与数值之间的距离时，算得更久可能改变。",
        en="Green: the best of its line. “≥” is a proven bound: where values differ by less than lies "
        "between bound and value, more time may change that.",
    ),
    "differences": Words(zh="有何不同", en="What differs"),
    "scenario": SCENARIO,
    "inputs": Words(zh="资料的改动", en="In the case"),
    "roster": Words(zh="排班的变化", en="In the roster"),
    "loads": Words(zh="工作量变化最大：", en="Largest changes of units:"),
    "trade_off": Words(zh="得失", en="Trade-off"),
    "certificates": Words(zh="证书", en="Certificates"),
    "proven": Words(zh="核验与证明", en="Audit and proof"),
    "origin": Words(zh="方案指纹", en="Case hash"),
}
PAGE = Words(zh="第 @ / # 页", en="Page @ of #")
MADE = Words(
    zh="afterbell {version} · 种子 {seed} · {effort}", en="afterbell {version} · seed {seed} · {effort}"
)
ALIKE = Words(zh="每个方案用同样的{what}", en="the same {what} for each")
SECONDS = Words(zh="时间（{seconds} 秒）", en="time ({seconds} s)")
EFFORT = Words(zh="计算量（{effort}）", en="effort ({effort})")
NO_CHANGE = Words(zh="与现状相同", en="as it is")
NO_PLAN = Words(zh="没有方案", en="no plan")
MAX_LINES = 20
"""Lines of differences that the second page has room for, shared by all scenarios."""


def pdf_of(comparison: Comparison, spent: str, lang: Lang) -> bytes:
    """Return the two pages.

    Parameters
    ----------
    spent
        How long each was solved, in words.

    Raises
    ------
    OutputError
        If the pages can't be typeset.
    """
    template = resources.files("solver.scenarios").joinpath("comparison.typ").read_bytes()
    return typeset(template, _data(comparison, spent, lang), comparison.first.case.term.start)


def spent_words(seconds: float, effort: int | None, lang: Lang) -> str:
    """Return how long each was solved, in words."""
    what = SECONDS.with_(seconds=f"{seconds:g}") if effort is None else EFFORT.with_(effort=effort)
    return ALIKE.say(lang, what=what)


def _data(comparison: Comparison, spent: str, lang: Lang) -> dict[str, object]:
    figures = figures_of(comparison)
    case, proof = comparison.first.case, comparison.first.certificate
    return {
        "lang": lang,
        "words": {key: words.say(lang) for key, words in WORDS.items()},
        "page": PAGE.say(lang),
        "title": case.title,
        "made": MADE.say(lang, version=proof.version, seed=proof.seed, effort=spent),
        "columns": [
            {
                "mark": mark_of(at),
                "title": column.variant.title.say(lang),
                "planned": column.measures is not None,
            }
            for at, column in enumerate(comparison.columns)
        ],
        "figures": [_figure(figure, lang) for figure in figures],
        "load": _load(comparison, lang),
        "sentences": [sentence(comparison, at, lang) for at in range(1, len(comparison.columns))],
        "differences": [_differences(comparison, column, lang) for column in comparison.others],
        "trade_off": trade_off(figures, lang),
        "certificates": [_certificate(column, lang) for column in comparison.columns],
    }


def _load(comparison: Comparison, lang: Lang) -> dict[str, object]:
    loads = loads_of(comparison)
    columns: list[list[dict[str, object]]] = [[] for _ in comparison.columns]
    for dot in loads.dots:
        columns[dot.column].append({"at": dot.at, "side": dot.side, "hue": loads.hues[dot.person.pool]})
    return {
        "ticks": [{"at": float(tick / loads.ticks[-1]), "text": show_units(tick, 2)} for tick in loads.ticks],
        "legend": [{"hue": hue, "name": pool_words(pool).say(lang)} for pool, hue in loads.hues.items()],
        "columns": columns,
        "widest": loads.widest,
    }


def mark_of(at: int) -> str:
    """Return the short mark of a column in plots and tables: the case as it is is 0."""
    return str(at)


def _figure(figure: Figure, lang: Lang) -> dict[str, object]:
    return {
        "name": figure.name.say(lang),
        "note": figure.note.say(lang),
        "minor": figure.minor,
        "cells": [_cell(figure, at, value, lang) for at, value in enumerate(figure.values)],
    }


def _cell(figure: Figure, at: int, value: Value | None, lang: Lang) -> dict[str, object]:
    if value is None:
        return {"text": "—", "beside": "", "best": False, "alarm": False}
    alarm = figure.key in {"custody", "findings"} and value.number > 0
    return {"text": value.text, "beside": value.beside.say(lang), "best": at in figure.best, "alarm": alarm}


def _differences(comparison: Comparison, column: Column, lang: Lang) -> dict[str, object]:
    room = max(2, MAX_LINES // len(comparison.others))
    inputs = [change.say(lang) for change in column.inputs] or [NO_CHANGE.say(lang)]
    if len(inputs) > room:
        inputs[room - 1 :] = [MORE.say(lang, count=len(inputs) - room + 1)]
    roster = column.roster
    if roster is None:
        return {"inputs": inputs, "seats": NO_PLAN.say(lang), "people": []}
    counts = {key: getattr(roster, key) for key in ("kept", "moved", "new", "gone")}
    people = [f"{person.name} {person.units}" for person in roster.people if person.amount]
    return {"inputs": inputs, "seats": SEATS_CHANGED.say(lang, **counts), "people": people[: room * 2]}


def _certificate(column: Column, lang: Lang) -> dict[str, object]:
    handout = column.variant.handout
    if handout is None:
        why = column.variant.refused
        return {"lines": [why.say(lang) if why else NO_PLAN.say(lang)], "hash": "—", "draft": True}
    lines = [status_words(handout, lang)]
    for stage, proof in zip(handout.certificate.stages, proofs_of(handout, lang), strict=True):
        if stage.stage == "rotation":
            told = zip(stage.levels, proof.sentences[-len(stage.levels) :], strict=False)
            largest = dict(counting(handout.case, "deviation", peak=True))
            lines += [line for level, line in told if level.name in largest]
    draft = any(finding.hard for finding in handout.findings)
    return {"lines": lines, "hash": handout.case.hash[:12], "draft": draft}
