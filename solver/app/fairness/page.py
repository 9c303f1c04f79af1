"""The page of fairness: who does how much, when, how far from the fair share, and why."""

from __future__ import annotations

import streamlit as st

from solver.app import plan_picker
from solver.app.charts import theme
from solver.app.fairness import filters, sections
from solver.app.fairness.figures import figures_of
from solver.app.page import Page
from solver.app.widgets import choice
from solver.base.text import Words

TITLE = Words(zh="公平", en="Fairness")
SHOW = Words(zh="看什么", en="What to show")
SHOWN = {
    "weeks": Words(zh=":material/grid_on: 各周工作量", en=":material/grid_on: Week by week"),
    "account": Words(zh=":material/account_balance: 工作量台账", en=":material/account_balance: Account"),
    "burdens": Words(zh=":material/fitness_center: 辛苦岗次", en=":material/fitness_center: Burdens"),
    "spread": Words(zh=":material/bar_chart: 分布", en=":material/bar_chart: Spread"),
    "why": Words(zh=":material/help: 为什么这样分", en=":material/help: Why it is so"),
}


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, TITLE, "fairness")
    if handout is None:
        return
    figures = figures_of(handout)
    sections.metrics(page, figures)
    part = choice(page, "fairness_show", SHOW, SHOWN, look="segments", bare=True)
    if part == "why":
        sections.why(page, figures)
        return
    people = filters.choose(page, figures)
    ink = theme.ink(dark=st.context.theme.type == "dark")
    if people and part == "account":
        sections.account(page, figures, people)
    elif people:
        drawn = {"weeks": sections.by_week, "burdens": sections.burdens, "spread": sections.off}
        drawn[part](page, figures, people, ink)
