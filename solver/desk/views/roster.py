"""The roster: a day, a week, everything about one person, class, place, post or club."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from solver.base.text import Words
from solver.desk import which
from solver.desk.plain import plain
from solver.desk.roster import downloads, opened, pages, place, toolbar
from solver.desk.roster.controls import Controls
from solver.desk.roster.index import Index, index_of
from solver.desk.roster.things import things_of
from solver.desk.state import Desk
from solver.report import PlanView, status_words

TITLE = Words(zh="排班表", en="Roster")
EMPTY = Words(zh="这份排班里没有班次。", en="This roster has no duties.")


def show(desk: Desk) -> None:
    """Draw the page."""
    handout = which.opened(desk, TITLE, "roster")
    if handout is None or desk.key is None:
        return
    _state(desk, handout)
    index = index_of(handout)
    if index.dates:
        _roster(desk, desk.key, index)
    else:
        st.info(desk.say(EMPTY), icon=":material/info:")


def _state(desk: Desk, handout: PlanView) -> None:
    """Say that the plan is a draft, or that something is left to be mended."""
    if handout.findings:
        draft = any(finding.hard for finding in handout.findings)
        words = plain(status_words(handout, desk.lang))
        st.badge(words, icon=":material/flag:", color="red" if draft else "orange")


def _roster(desk: Desk, key: str, index: Index) -> None:
    things = things_of(index, desk.lang)
    today = dt.datetime.now(dt.UTC).astimezone().date()
    now = place.settled(place.here(key), index, things, today)
    place.go(key, now)
    place.write_address(now)
    controls = Controls(desk, key, now)
    number = next(date.week for date in index.dates if date.date == now.date)
    with st.container(horizontal=True, vertical_alignment="center", key="roster_bar"):
        toolbar.views(controls, things)
        downloads.menu(desk, key, now, index, things)
    with st.container(horizontal=True, vertical_alignment="center", key="roster_where"):
        if now.of is not None:
            toolbar.of_thing(controls, index, now.of, things)
        elif now.view == "week":
            toolbar.of_week(controls, index, number)
        else:
            toolbar.of_day(controls, index)
    if now.of is not None:
        pages.thing_page(desk, key, now, index, things[f"{now.of}:{now.thing(now.of)}"], things)
    elif now.view == "week":
        pages.week_page(desk, key, now, index, things, number)
    else:
        pages.day_page(desk, key, now, index, things)
    opened.open_asked(desk, index)
