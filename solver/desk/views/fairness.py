"""The page of fairness: who does how much, when, how far from the fair share, and why."""

from __future__ import annotations

import streamlit as st

from solver.base.text import Words
from solver.desk import which
from solver.desk.charts import look
from solver.desk.fair import filters, parts
from solver.desk.fair.figures import figures_of
from solver.desk.held import hold
from solver.desk.state import Desk

TITLE = Words(zh="公平", en="Fairness")
SHOW = Words(zh="看什么", en="What to show")
SHOWN = {
    "weeks": Words(zh=":material/grid_on: 各周工作量", en=":material/grid_on: Week by week"),
    "account": Words(zh=":material/account_balance: 工作量台账", en=":material/account_balance: Account"),
    "burdens": Words(zh=":material/fitness_center: 辛苦岗次", en=":material/fitness_center: Burdens"),
    "spread": Words(zh=":material/bar_chart: 分布", en=":material/bar_chart: Spread"),
    "why": Words(zh=":material/help: 为什么这样分", en=":material/help: Why it is so"),
}


def show(desk: Desk) -> None:
    """Draw the page."""
    handout = which.opened(desk, TITLE, "fairness")
    if handout is None:
        return
    figures = figures_of(handout)
    parts.metrics(desk, figures)
    hold("fairness_show", "weeks", desk.lang, SHOWN)
    part = st.segmented_control(
        desk.say(SHOW),
        list(SHOWN),
        required=True,
        format_func=lambda each: desk.say(SHOWN[each]),
        key="fairness_show",
        label_visibility="collapsed",
    )
    if part == "why":
        parts.why(desk, figures)
        return
    people = filters.choose(desk, figures)
    ink = look.ink(dark=st.context.theme.type == "dark")
    if people and part == "account":
        parts.account(desk, figures, people)
    elif people:
        drawn = {"weeks": parts.by_week, "burdens": parts.burdens, "spread": parts.off}
        drawn[part or "weeks"](desk, figures, people, ink)
