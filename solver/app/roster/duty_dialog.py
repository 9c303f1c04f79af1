"""The duty that was clicked, in a panel over the roster."""

from __future__ import annotations

import streamlit as st

from solver.app.duty import show_duty
from solver.app.escape import plain
from solver.app.page import Page
from solver.app.roster.component import key_of
from solver.app.roster.roster_index import Index
from solver.base.text import WEEKDAYS
from solver.domain import DutyKey

ASKED = "roster_duty"
"""Where in the session the duty stands that is to be opened in this run."""


def ask(text: str) -> None:
    """Let the page open a duty when it is drawn next."""
    st.session_state[ASKED] = text


def open_asked(page: Page, index: Index) -> None:
    """Open the panel if a duty was clicked."""
    duty = key_of(st.session_state.pop(ASKED, ""), index)
    if duty is not None:
        st.dialog(_title(page, index, duty), width="medium", position="right")(_panel)(page, index, duty)


def _panel(page: Page, index: Index, duty: DutyKey) -> None:
    for finding in index.marks.on_duty(duty, (line.staff for line in index.duties.get(duty, ()))):
        st.error(plain(finding.say(page.lang)))
    show_duty(page, duty)


def _title(page: Page, index: Index, duty: DutyKey) -> str:
    post = index.handout.work.posts.get(duty.post)
    date = f"{duty.date.month}-{duty.date.day} {WEEKDAYS[duty.date.isoweekday()].say(page.lang)}"
    return plain(f"{post.name if post else duty.post} · {date}")
