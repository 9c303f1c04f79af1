"""The certificate stage by stage: each level in a sentence, and all of them as figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from solver.base.text import Words
from solver.base.units import show_units
from solver.desk.plain import plain
from solver.desk.state import Desk
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


def draw(desk: Desk, handout: PlanView) -> None:
    """Draw every stage."""
    if not handout.certificate.stages:
        st.info(desk.say(NO_STAGES), icon=":material/info:")
        return
    for stage, proof in zip(handout.certificate.stages, proofs_of(handout, desk.lang), strict=True):
        with st.container(border=True):
            st.subheader(plain(proof.title[:1].upper() + proof.title[1:]), anchor=False)
            # What a stage takes as given is said first, in one sentence more than there are levels.
            given = len(proof.sentences) - len(stage.levels) if stage.levels else len(proof.sentences)
            for sentence in proof.sentences[:given]:
                st.caption(plain(sentence))
            zero = [level for level in stage.levels if level.proven and not level.value]
            if zero:
                # What could not be less needs no proof, and would drown what does.
                st.markdown(f"{PROVEN} {plain(desk.say(ZERO, levels=_named(desk, zero)))}")
            for level, sentence in zip(stage.levels, proof.sentences[given:], strict=True):
                if level not in zero:
                    st.markdown(f"{PROVEN if level.proven else NOT_PROVEN} {plain(sentence)}")
    with st.expander(desk.say(FIGURES), icon=":material/table:"):
        _figures(desk, handout)


def _named(desk: Desk, levels: Sequence[LevelCertificate]) -> str:
    return ("、" if desk.lang == "zh" else ", ").join(desk.say(level_name(level.name)) for level in levels)


def _figures(desk: Desk, handout: PlanView) -> None:
    rows = [
        {"stage": STAGES[stage.stage].say(desk.lang), **_row(desk, handout, level)}
        for stage in handout.certificate.stages
        for level in stage.levels
    ]
    heads = {"stage": desk.say(STAGE), **{name: desk.say(words) for name, words in COLUMNS.items()}}
    st.dataframe(
        pd.DataFrame(rows, columns=list(heads)),
        hide_index=True,
        column_config=heads,
        height="content",
        key="certificate_figures",
    )


def _row(desk: Desk, handout: PlanView, level: LevelCertificate) -> dict[str, str]:
    unit = UNITS[level.unit].say(desk.lang)
    state = desk.say(BEST if level.proven else OPEN)
    return {
        "level": level_name(level.name).say(desk.lang),
        "value": amount(handout, level, level.value) + unit,
        "bound": amount(handout, level, level.bound) + unit,
        "gap": amount(handout, level, level.value - level.bound) + unit,
        "state": desk.say(CONDITIONAL, state=state) if level.conditional else state,
        "ground": METHODS[level.method].say(desk.lang),
    }


def amount(handout: PlanView, level: LevelCertificate, number: int) -> str:
    """Return a number of a level for a reader: work units where it counts the grid's steps."""
    return show_units(handout.case.grid.units(number) if level.unit == "steps" else Fraction(number), 4)
