"""The certificate stage by stage: each level in a sentence, and all of them as figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from solver.app.escape import plain
from solver.app.page import Page
from solver.base.text import Words
from solver.base.units import show_units
from solver.domain import LevelCertificate
from solver.report import METHODS, PlanView, proofs_of
from solver.report.words import STAGES, UNITS, level_name

STAGE = Words(zh="阶段", en="Stage")
COLUMNS = {
    "level": Words(zh="指标", en="Measure"),
    "value": Words(zh="这份排班", en="This roster"),
    "bound": Words(zh="已证明不可能低于", en="Proven not below"),
    "gap": Words(zh="最多还能降", en="Could gain at most"),
    "state": Words(zh="结论", en="Conclusion"),
    "ground": Words(zh="依据", en="Ground"),
}
BEST = Words(zh="已证明最优", en="proven best")
OPEN = Words(zh="尚未证明最优", en="not proven best")
CONDITIONAL = Words(zh="{state}（有条件）", en="{state} (conditional)")
FIGURES = Words(zh="数字一览", en="All figures")
ZERO = Words(zh="都已做到 0，不可能更低：{levels}。", en="At 0, and nothing can be lower: {levels}.")
NO_STAGES = Words(
    zh="这份排班没有证书：什么都没有证明，但所有规则都已核验。",
    en="This roster has no certificate: nothing is proven of it, though every rule was checked.",
)
PROVEN, NOT_PROVEN = ":green[:material/check_circle:]", ":orange[:material/pending:]"
"""Marks differ in shape, not in colour alone."""


def draw(page: Page, handout: PlanView) -> None:
    """Draw every stage."""
    if not handout.certificate.stages:
        st.info(page.say(NO_STAGES), icon=":material/info:")
        return
    for stage, proof in zip(handout.certificate.stages, proofs_of(handout, page.lang), strict=True):
        with st.container(border=True):
            st.subheader(plain(proof.title[:1].upper() + proof.title[1:]), anchor=False)
            # What a stage takes as given is said first, in one sentence more than there are levels.
            given = len(proof.sentences) - len(stage.levels) if stage.levels else len(proof.sentences)
            for sentence in proof.sentences[:given]:
                st.caption(plain(sentence))
            zero = [level for level in stage.levels if level.proven and not level.value]
            if zero:
                # What could not be less needs no proof, and would drown what does.
                st.markdown(f"{PROVEN} {plain(page.say(ZERO, levels=_named(page, zero)))}")
            for level, sentence in zip(stage.levels, proof.sentences[given:], strict=True):
                if level not in zero:
                    st.markdown(f"{PROVEN if level.proven else NOT_PROVEN} {plain(sentence)}")
    with st.expander(page.say(FIGURES), icon=":material/table:"):
        _figures(page, handout)


def _named(page: Page, levels: Sequence[LevelCertificate]) -> str:
    return ("、" if page.lang == "zh" else ", ").join(page.say(level_name(level.name)) for level in levels)


def _figures(page: Page, handout: PlanView) -> None:
    rows = [
        {"stage": STAGES[stage.stage].say(page.lang), **_row(page, handout, level)}
        for stage in handout.certificate.stages
        for level in stage.levels
    ]
    heads = {"stage": page.say(STAGE), **{name: page.say(words) for name, words in COLUMNS.items()}}
    st.dataframe(
        pd.DataFrame(rows, columns=list(heads)),
        hide_index=True,
        column_config=heads,
        height="content",
        key="certificate_figures",
    )


def _row(page: Page, handout: PlanView, level: LevelCertificate) -> dict[str, str]:
    unit = UNITS[level.unit].say(page.lang)
    state = page.say(BEST if level.proven else OPEN)
    return {
        "level": level_name(level.name).say(page.lang),
        "value": amount(handout, level, level.value) + unit,
        "bound": amount(handout, level, level.bound) + unit,
        "gap": amount(handout, level, level.value - level.bound) + unit,
        "state": page.say(CONDITIONAL, state=state) if level.conditional else state,
        "ground": METHODS[level.method].say(page.lang),
    }


def amount(handout: PlanView, level: LevelCertificate, number: int) -> str:
    """Return a number of a level for a reader: work units where it counts the grid's steps."""
    return show_units(handout.case.grid.units(number) if level.unit == "steps" else Fraction(number), 4)
