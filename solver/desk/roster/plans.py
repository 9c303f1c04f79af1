"""Which version of the plan is shown, and whether it is a draft."""

from __future__ import annotations

import streamlit as st

from solver.desk.plain import plain
from solver.desk.state import Desk
from solver.office import PlanInfo
from solver.report import Handout, status_words
from solver.text import Words

VERSION = Words(zh="版本", en="Version")
NUMBER = Words(zh="第 {number} 版", en="No. {number}")
FROM = Words(zh="改自第 {number} 版", en="made from no. {number}")
SCENARIO = Words(zh="假设：{name}", en="scenario: {name}")
FINDINGS = Words(zh="问题 {count}", en="findings: {count}")
NEWEST = Words(zh="最新", en="newest")


def choice(desk: Desk) -> None:
    """Draw the versions of the plan, newest first; the chosen one is what every page shows."""
    plans = {plan.id: plan for plan in desk.plans}
    shown = desk.plan
    if shown is None:
        return
    if st.session_state.get("roster_plan") != shown.id:
        st.session_state["roster_plan"] = shown.id
    st.selectbox(
        desk.say(VERSION),
        list(plans),
        index=None,
        format_func=lambda number: _label(desk, plans[number], newest=next(iter(plans))),
        key="roster_plan",
        label_visibility="collapsed",
        icon=":material/history:",
        filter_mode="contains",
        on_change=lambda: desk.choose_plan(st.session_state["roster_plan"]),
    )


def state(desk: Desk, handout: Handout) -> None:
    """Say that the plan is a draft, or what is left to be mended."""
    if any(finding.hard for finding in handout.findings):
        st.warning(plain(status_words(handout, desk.lang)), icon=":material/edit_note:")
    elif handout.findings:
        st.caption(plain(status_words(handout, desk.lang)))


def _label(desk: Desk, plan: PlanInfo, newest: int) -> str:
    return " · ".join(
        filter(
            None,
            (
                desk.say(NUMBER, number=plan.id),
                desk.say(NEWEST) if plan.id == newest else "",
                plan.made.astimezone().strftime("%m-%d %H:%M"),
                desk.say(plan.label),
                desk.say(FROM, number=plan.parent) if plan.parent else "",
                desk.say(SCENARIO, name=plan.scenario) if plan.scenario else "",
                desk.say(FINDINGS, count=plan.findings) if plan.findings else "",
            ),
        )
    )
