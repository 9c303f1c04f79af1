"""Which plan a page of results is about: its title, the choice among plans, what plans are called."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from solver.app.page import Page, local, plain
from solver.app.widgets import apart
from solver.base.text import Lang, Words
from solver.report import PlanView
from solver.scenarios import AS_IS
from solver.workspace import PlanInfo

PLAN = Words(zh="看哪一份排班", en="Which roster")
FINDINGS = Words(zh="{count} 个问题", en="{count} findings")
FROM = Words(zh="{plan} · 改自 {when}", en="{plan} · made from {when}")
NONE = Words(
    zh="这个方案还没有排过班，所以这里还没有可看的。",
    en="This case has no roster yet, so there is nothing to look at here.",
)
TO_SOLVE = Words(zh="去排班", en="Go to Solve")
OPENING = Words(zh="正在打开并核验这份排班……", en="Opening and auditing this roster …")

BASE = "现状 As it is"
"""What the plan of the case as it is is called among a case's plans: it is part of a comparison."""


def opened(page: Page, title: Words, view: str) -> PlanView | None:
    """Draw a page's title with the choice of a plan, and return the chosen one; ``None`` where there is none.

    Parameters
    ----------
    view
        The page's name: what its widgets' keys begin with.
    """
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    left.title(page.say(title), anchor=False)
    plan = page.plan
    if plan is None:
        st.info(page.say(NONE), icon=":material/info:")
        page.link("solve", TO_SOLVE, "play_circle")
        return None
    with right:
        _choice(page, plan, view)
    with st.spinner(page.say(OPENING)):
        return page.handout()


def named(page: Page, plan: PlanInfo, plans: Mapping[int, PlanInfo]) -> str:
    """Return what a plan is called in a list: its time, what it is, what is wrong, what it was before."""
    label = title_of(plan.scenario, page.lang) if plan.scenario == BASE else page.say(plan.label)
    name = f"{local(plan.made)} · {label}"
    if plan.findings:
        name += f" · {page.say(FINDINGS, count=plan.findings)}"
    parent = plans.get(plan.parent) if plan.parent is not None else None
    return page.say(FROM, plan=name, when=local(parent.made)) if parent else name


def _choice(page: Page, plan: PlanInfo, view: str) -> None:
    plans = {each.id: each for each in page.plans}
    if len(plans) == 1:
        st.caption(plain(named(page, plan, plans)), text_alignment="right")
        return
    key = f"{view}_plan"

    def take() -> None:
        page.choose_plan(st.session_state[key])

    # Another page may have chosen another plan meanwhile; what it says depends on the language.
    st.session_state[key] = plan.id
    st.selectbox(
        page.say(PLAN),
        list(plans),
        format_func=apart(plans, lambda each: named(page, plans[each], plans)),
        key=key,
        label_visibility="collapsed",
        on_change=take,
    )


def title_of(scenario: str, lang: Lang) -> str:
    """Return what a run's scenario is called in a language: the school's own as they are written."""
    return AS_IS.say(lang) if scenario == BASE else scenario
