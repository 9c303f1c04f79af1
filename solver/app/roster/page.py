"""The roster: a day, a week, everything about one person, class, place, post or club."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from solver.app import plan_picker
from solver.app.escape import plain
from solver.app.page import Page
from solver.app.roster import downloads, duty_dialog, sections, toolbar, view_state
from solver.app.roster.entities import things_of
from solver.app.roster.navigation import Controls
from solver.app.roster.roster_index import Index, index_of
from solver.base.text import Words
from solver.base.vocabulary import ROSTER
from solver.report import PlanView, status_words

EMPTY = Words(zh="这份排班里没有班次。", en="This roster has no duties.")


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, ROSTER, "roster")
    if handout is None or page.key is None:
        return
    _state(page, handout)
    index = index_of(handout)
    if index.dates:
        _roster(page, page.key, index)
    else:
        st.info(page.say(EMPTY), icon=":material/info:")


def _state(page: Page, handout: PlanView) -> None:
    """Say that the plan is a draft, or that something is left to be mended."""
    if handout.findings:
        draft = any(finding.hard for finding in handout.findings)
        words = plain(status_words(handout, page.lang))
        st.badge(words, icon=":material/flag:", color="red" if draft else "orange")


def _roster(page: Page, key: str, index: Index) -> None:
    things = things_of(index, page.lang)
    today = dt.datetime.now(dt.UTC).astimezone().date()
    now = view_state.settled(view_state.here(key), index, things, today)
    view_state.go(key, now)
    view_state.write_address(now)
    controls = Controls(page, key, now)
    number = next(date.week for date in index.dates if date.date == now.date)
    with st.container(horizontal=True, vertical_alignment="center", key="roster_bar"):
        toolbar.views(controls, things)
        downloads.menu(page, key, now, index, things)
    with st.container(horizontal=True, vertical_alignment="center", key="roster_where"):
        if now.of is not None:
            toolbar.of_thing(controls, index, now.of, things)
        elif now.view == "week":
            toolbar.of_week(controls, index, number)
        else:
            toolbar.of_day(controls, index)
    if now.of is not None:
        sections.thing_page(page, key, now, index, things[f"{now.of}:{now.thing(now.of)}"], things)
    elif now.view == "week":
        sections.week_page(page, key, now, index, things, number)
    else:
        sections.day_page(page, key, now, index, things)
    duty_dialog.open_asked(page, index)
