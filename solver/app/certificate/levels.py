"""The certificate stage by stage: each level in a sentence, and all of them as figures."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from solver.app import table
from solver.app.escape import plain
from solver.app.page import Page
from solver.base.text import Listed, Words
from solver.domain.levels import level_words
from solver.report import COLUMNS, PlanView, level_rows, proofs_of

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
                named = Listed(level_words(level.name) for level in zero)
                st.markdown(f"{PROVEN} {plain(page.say(ZERO, levels=named))}")
            for level, sentence in zip(stage.levels, proof.sentences[given:], strict=True):
                if level not in zero:
                    st.markdown(f"{PROVEN if level.proven else NOT_PROVEN} {plain(sentence)}")
    with st.expander(page.say(FIGURES), icon=":material/table:"):
        _figures(page, handout)


def _figures(page: Page, handout: PlanView) -> None:
    levels = [(stage.stage, level) for stage in handout.certificate.stages for level in stage.levels]
    rows = [asdict(row) for row in level_rows(handout.case, levels, page.lang)]
    table.show(page, "certificate_figures", COLUMNS, rows)
