"""The bars above the roster: which view, of what, when; and a search over everything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from solver.app.roster import day_board, week_grid
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
    there = {view: words for view, words in VIEW_NAMES.items() if view not in OFS or view in kinds}
    labels = {token: thing.label(controls.page.lang) for token, thing in things.items()}
    controls.segments("roster_view", VIEW, there, controls.now.view, "view")
    controls.search(
        "roster_search",
        SEARCH,
        labels,
        lambda now, token: now.at(things[token].of, things[token].id),
        SEARCH_FOR,
        width=270,
    )


def of_day(controls: Controls, index: Index) -> None:
    """Draw the choice of a date, of the rows and the filter."""
    now = controls.now
    if now.date is None:
        return
    dates = {date.date: _date_words(controls, date) for date in index.dates}
    controls.steps("roster_date", DATE, dates, now.date, "date")
    controls.segments("roster_day_rows", ROWS, _kinds(day_board.ROWS), now.day_rows, "day_rows")
    _filter(controls, index)


def of_week(controls: Controls, index: Index, number: int) -> None:
    """Draw the choice of a week, of the rows and the filter."""
    now, page = controls.now, controls.page
    first = {date.week: date.date for date in reversed(index.dates)}
    last = {date.week: date.date for date in index.dates}
    weeks = {
        first[week]: f"{page.say(TEXT['week'], week=week)} · {_short(first[week])} – {_short(date)}"
        for week, date in last.items()
    }
    controls.steps("roster_week", WEEK, weeks, first[number], "date", width=240)
    controls.segments("roster_week_rows", ROWS, _kinds(week_grid.ROWS), now.week_rows, "week_rows")
    _filter(controls, index)


def of_thing(controls: Controls, index: Index, of: Of, things: Mapping[str, Thing]) -> None:
    """Draw the choice of a thing, of how it is shown and of the month."""
    now, page = controls.now, controls.page
    own = {thing.id: thing.name for thing in things.values() if thing.of == of}
    controls.steps(f"roster_{of}", KINDS[of], own, now.thing(of), lambda at, name: at.at(of, name), width=170)
    controls.segments("roster_shape", SHAPE, SHAPE_NAMES, now.shape, "shape")
    if now.shape == "month" and now.date is not None:
        months = {date.date.replace(day=1): month_words(date.date) for date in index.dates}
        controls.steps(
            "roster_month",
            MONTH,
            months,
            now.date.replace(day=1),
            "date",
            width=130 if page.lang == "zh" else 170,
        )


def _filter(controls: Controls, index: Index) -> None:
    wanted, page = controls.now.wanted, controls.page
    on = bool(wanted.kinds or wanted.sessions or wanted.wrong)
    kinds = {kind: kind_name(kind) for kind in index.kinds}
    sessions = {session.id: session.name for session in index.handout.case.sessions}

    with st.popover(page.say(FILTERED if on else FILTER), icon=":material/filter_list:", key="roster_filter"):
        controls.several("roster_kinds", ONLY_KINDS, kinds, wanted.kinds, "wanted.kinds")
        controls.several("roster_sessions", ONLY_SESSIONS, sessions, wanted.sessions, "wanted.sessions")
        controls.switch("roster_wrong", ONLY_WRONG, "wanted.wrong", value=wanted.wrong)


def _kinds(rows: Sequence[Of]) -> dict[str, Words]:
    return {of: KINDS[of] for of in rows}


def _short(date: dt.date) -> str:
    return f"{date.month}-{date.day}"


def _date_words(controls: Controls, date: Date) -> str:
    day, weekday = date.heading(controls.page.lang)
    return f"{day} {weekday} · {controls.page.say(TEXT['week'], week=date.week)}".replace("\n", " ")
