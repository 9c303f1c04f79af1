"""Start: the cases and how they stand, a new school, a workbook to take in."""

from __future__ import annotations

import streamlit as st

from solver.app.page import Page
from solver.app.start import cards, new_school, upload
from solver.base.text import Words

TITLE = Words(zh="课后服务排班", en="After-school service rosters")
LEAD = Words(
    zh="从一份表格到一学期的排班：填写、排班、核对、打印。每一步都会独立核验。",
    en="From a list to a term's roster: fill in, solve, check, print. Everything shown has been audited.",
)


def show(page: Page) -> None:
    """Draw the page."""
    st.title(page.say(TITLE))
    st.caption(page.say(LEAD))
    left, right = st.columns(2)
    with left:
        new_school.draw(page)
    with right:
        upload.form(page)
    cards.draw(page)
