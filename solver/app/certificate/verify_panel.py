"""The check of the proof, asked for by a reader: beside the pages, one at a time, its result kept."""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from solver.app import table
from solver.app.escape import plain
from solver.app.page import Page
from solver.base.memo import Background
from solver.base.text import Words
from solver.report import COLUMNS as LEVEL_COLUMNS
from solver.service import Result, Verified, checked, verify

TITLE = Words(zh="自己核对一遍", en="Check it yourself")
ABOUT = Words(
    zh="不用求解器，也不用排班程序的任何代码，只凭方案资料，用整数和分数把每个下界重新算一遍。",
    en="Every bound is worked out again from the case alone, in whole numbers and fractions, without a "
    "solver and without any code of the program that made the roster.",
)
START = Words(zh="现在核对证明", en="Check the proof now")
AGAIN = Words(zh="再核对一遍", en="Check again")
CHECKING = Words(
    zh="正在核对……大方案要十几秒，可以先看别的页。",
    en="Checking … a large case takes some ten seconds; other pages can be looked at meanwhile.",
)
COLUMNS = {
    **{part: words for part, words in LEVEL_COLUMNS.items() if part in {"stage", "name", "value"}},
    "bound": Words(zh="证书称不低于", en="Certificate: at least"),
    "proven": Words(zh="重新算得不低于", en="Worked out: at least"),
    "verdict": Words(zh="结论", en="Verdict"),
    "why": Words(zh="说明", en="Why"),
}
Key = tuple[str, int]
CHECKS: Background[Key, Verified] = Background(16)
"""The last few checks of this process, by folder and plan."""


def draw(page: Page, plan: int) -> None:
    """Draw the button, and what came of it; looks again every second while a check is under way."""
    check = CHECKS.find(_key(page, plan))
    every = 1.0 if check is not None and not check.outcome.done() else None
    st.fragment(_draw, run_every=every)(page, plan)


def _key(page: Page, plan: int) -> Key:
    return str(page.workspace.root), plan


def _draw(page: Page, plan: int) -> None:
    key = _key(page, plan)
    check = CHECKS.find(key)
    with st.container(border=True):
        st.subheader(page.say(TITLE), anchor=False)
        st.markdown(page.say(ABOUT))
        if check is not None and not check.outcome.done():
            st.info(page.say(CHECKING), icon=":material/hourglass_top:")
            st.session_state[_AWAITED] = plan
            return
        if st.button(
            page.say(START if check is None else AGAIN),
            icon=":material/fact_check:",
            key="certificate_check",
            type="primary" if check is None else "secondary",
        ):
            result = page.workspace.plans.result(plan)
            CHECKS.ask_again(key, lambda _: verify(result.case, result.plan, result.certificate))
            st.rerun()
        if check is not None:
            _told(page, page.workspace.plans.result(plan), check.outcome.result())
    if st.session_state.pop(_AWAITED, None) == plan:
        # It ended while we looked: from now on nobody needs to look every second.
        st.rerun()


_AWAITED = "certificate_awaited"


def _told(page: Page, result: Result, found: Verified) -> None:
    told = checked(result.case, found, page.lang)
    if told.wrong:
        st.error(plain(told.sentence), icon=":material/gpp_bad:")
        for line in told.wrong:
            st.markdown(f"- {plain(line)}")
    else:
        st.success(plain(told.sentence), icon=":material/verified:")
    rows = [asdict(level.row) | asdict(level) for level in told.levels]
    table.show(page, "certificate_checked", COLUMNS, rows)
