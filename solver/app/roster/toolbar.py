"""The bars above the roster: which view, of what, when; and a search over everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from solver.app.roster import day_board, view_state, week_grid
from solver.app.roster.entities import KINDS, Thing
from solver.app.roster.navigation import Controls
from solver.app.roster.roster_index import Index
from solver.base.text import Words
from solver.report.calendar_grid import month_words
from solver.report.duty_cells import OFS, Of
from solver.report.matrix import Date
from solver.report.words import TEXT, kind_name

VIEW = Words(zh="视图", en="View")
VIEW_NAMES: Mapping[str, Words] = {
    "day": Words(zh="日", en="Day"),
    "week": Words(zh="周", en="Week"),
    **dict[str, Words](KINDS.items()),
}
SEARCH = Words(zh="查找", en="Search")
SEARCH_FOR = Words(zh="查找姓名、班级、场地…", en="Search names, classes…")
SHAPE = Words(zh="显示方式", en="Show as")
SHAPE_NAMES: Mapping[str, Words] = {
    "month": Words(zh="月历", en="Month"),
    "term": Words(zh="全学期", en="Term"),
    "list": Words(zh="清单", en="List"),
}
ROWS = Words(zh="每行是", en="Rows are")
DATE = Words(zh="日期", en="Date")
WEEK = Words(zh="教学周", en="Teaching week")
MONTH = Words(zh="月份", en="Month")
FILTER = Words(zh="筛选", en="Filter")
FILTERED = Words(zh="筛选中", en="Filtered")
ONLY_KINDS = Words(zh="只看这些岗位类别", en="Only these kinds of post")
ONLY_SESSIONS = Words(zh="只看这些时段", en="Only these sessions")
ONLY_WRONG = Words(zh="只看缺人和有问题的", en="Only what is short or has findings")


def views(controls: Controls, things: Mapping[str, Thing]) -> None:
    """Draw the choice of a view, and the search."""
    kinds = {thing.of for thing in things.values()}
    there = [view for view in view_state.VIEWS if view not in OFS or view in kinds]
    controls.segments(
        "roster_view",
        VIEW,
        there,
        controls.now.view,
        lambda view: controls.page.say(VIEW_NAMES[view]),
        lambda now, view: replace(now, view=view),
    )
    controls.search(
        "roster_search",
        SEARCH,
        list(things),
        lambda token: things[token].label(controls.page.lang),
        lambda now, token: now.at(things[token].of, things[token].id),
        SEARCH_FOR,
        width=270,
    )


def of_day(controls: Controls, index: Index) -> None:
    """Draw the choice of a date, of the rows and the filter."""
    now, page = controls.now, controls.page
    dates = {date.date: date for date in index.dates}
    if now.date is None:
        return
    controls.steps(
        "roster_date",
        DATE,
        list(dates),
        now.date,
        lambda date: _date_words(controls, dates[date]),
        lambda at, date: replace(at, date=date),
    )
    controls.segments(
        "roster_day_rows",
        ROWS,
        day_board.ROWS,
        now.day_rows,
        lambda rows: page.say(KINDS[_of(rows)]),
        lambda at, rows: replace(at, day_rows=rows),
    )
    _filter(controls, index)


def of_week(controls: Controls, index: Index, number: int) -> None:
    """Draw the choice of a week, of the rows and the filter."""
    now, page = controls.now, controls.page
    first = {date.week: date.date for date in reversed(index.dates)}
    last = {date.week: date.date for date in index.dates}
    controls.steps(
        "roster_week",
        WEEK,
        list(last),
        number,
        lambda each: f"{page.say(TEXT['week'], week=each)} · {_short(first[each])} – {_short(last[each])}",
        lambda at, each: replace(at, date=first[each]),
        width=240,
    )
    controls.segments(
        "roster_week_rows",
        ROWS,
        week_grid.ROWS,
        now.week_rows,
        lambda rows: page.say(KINDS[_of(rows)]),
        lambda at, rows: replace(at, week_rows=rows),
    )
    _filter(controls, index)


def of_thing(controls: Controls, index: Index, of: Of, things: Mapping[str, Thing]) -> None:
    """Draw the choice of a thing, of how it is shown and of the month."""
    now, page = controls.now, controls.page
    own = [token for token, thing in things.items() if thing.of == of]
    controls.steps(
        f"roster_{of}",
        KINDS[of],
        own,
        f"{of}:{now.thing(of)}",
        lambda token: things[token].name,
        lambda at, token: at.at(of, things[token].id),
        width=170,
    )
    controls.segments(
        "roster_shape",
        SHAPE,
        view_state.SHAPES,
        now.shape,
        lambda shape: page.say(SHAPE_NAMES[shape]),
        lambda at, shape: replace(at, shape=shape),
    )
    if now.shape == "month" and now.date is not None:
        months = list(dict.fromkeys(date.date.replace(day=1) for date in index.dates))
        controls.steps(
            "roster_month",
            MONTH,
            months,
            now.date.replace(day=1),
            lambda month: page.say(month_words(month)),
            lambda at, month: replace(at, date=month),
            width=130 if page.lang == "zh" else 170,
        )


def _filter(controls: Controls, index: Index) -> None:
    now, page = controls.now, controls.page
    wanted = now.wanted
    on = bool(wanted.kinds or wanted.sessions or wanted.wrong)
    sessions = {session.id: session.name for session in index.handout.case.sessions}
    with st.popover(page.say(FILTERED if on else FILTER), icon=":material/filter_list:", key="roster_filter"):
        controls.several(
            "roster_kinds",
            ONLY_KINDS,
            index.kinds,
            list(wanted.kinds),
            lambda kind: page.say(kind_name(kind)),
            lambda at, chosen: replace(at, wanted=replace(at.wanted, kinds=frozenset(chosen))),
        )
        controls.several(
            "roster_sessions",
            ONLY_SESSIONS,
            list(sessions),
            list(wanted.sessions),
            lambda session: sessions[session],
            lambda at, chosen: replace(at, wanted=replace(at.wanted, sessions=frozenset(chosen))),
        )
        controls.switch(
            "roster_wrong",
            ONLY_WRONG,
            lambda at, only: replace(at, wanted=replace(at.wanted, wrong=only)),
            value=wanted.wrong,
        )


def _of(rows: str) -> Of:
    return next(of for of in OFS if of == rows)


def _short(date: dt.date) -> str:
    return f"{date.month}-{date.day}"


def _date_words(controls: Controls, date: Date) -> str:
    day, weekday = date.heading(controls.page.lang)
    return f"{day} {weekday} · {controls.page.say(TEXT['week'], week=date.week)}".replace("\n", " ")
