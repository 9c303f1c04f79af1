"""The roster: a day, a week, everything about one person, class, place, post or club."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from solver.desk.roster import downloads, opened, pages, place, plans, toolbar
from solver.desk.roster.controls import Controls
from solver.desk.roster.index import Index, index_of
from solver.desk.roster.things import things_of
from solver.desk.state import Desk
from solver.text import Words

TITLE = Words(zh="排班表", en="Roster")
NO_PLAN = Words(
    zh="这个方案还没有排班表。先去“排班”页排一次。",
    en="This case has no roster yet. Turn to the page Solve first.",
)
TO_SOLVE = Words(zh="去排班", en="Go to Solve")
EMPTY = Words(zh="这份排班里没有班次。", en="This roster has no duties.")


def show(desk: Desk) -> None:
    """Draw the page."""
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    left.title(desk.say(TITLE))
    handout = desk.handout()
    if handout is None or desk.key is None:
        st.info(desk.say(NO_PLAN), icon=":material/event_busy:")
        st.page_link(desk.pages["solve"], label=desk.say(TO_SOLVE), icon=":material/play_circle:")
        return
    with right:
        plans.choice(desk)
    plans.state(desk, handout)
    index = index_of(handout)
    if not index.dates:
        st.info(desk.say(EMPTY))
        return
    _roster(desk, desk.key, index)


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
        thing = things[f"{now.of}:{now.thing(now.of)}"]
        pages.thing_page(desk, key, now, index, thing, things)
    elif now.view == "week":
        pages.week_page(desk, key, now, index, things, number)
    else:
        pages.day_page(desk, key, now, index, things)
    opened.open_asked(desk, index)
