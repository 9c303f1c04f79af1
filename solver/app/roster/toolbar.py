"""The bars above the roster: which view, of what, when; and a search over everything.

The place is kept beside the widgets: Streamlit forgets a widget's value once its page is left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import streamlit as st

from solver.app.roster import view_state, views
from solver.app.roster.roster_index import THING_KINDS
from solver.app.roster.view_state import Place, Reader
from solver.app.widgets import button, said_of, segments
from solver.base.text import Said, Words
from solver.report.calendar_grid import month_words
from solver.report.duty_cells import OFS, Of
from solver.report.matrix import Date
from solver.report.words import TEXT, kind_name

VIEW = Words(zh="视图", en="View")
VIEW_NAMES: Mapping[str, Words] = {
    "day": Words(zh="日", en="Day"),
    "week": Words(zh="周", en="Week"),
    **dict[str, Words](THING_KINDS.items()),
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
WEEK = Words(zh="教学周", en="Teaching week")
MONTH = Words(zh="月份", en="Month")
FILTER = Words(zh="筛选", en="Filter")
FILTERED = Words(zh="筛选中", en="Filtered")
ONLY_KINDS = Words(zh="只看这些岗位类别", en="Only these kinds of post")
ONLY_SESSIONS = Words(zh="只看这些时段", en="Only these sessions")
ONLY_WRONG = Words(zh="只看缺人和有问题的", en="Only what is short or has findings")

T = TypeVar("T")
Options = Mapping[T, Words | Said | str]
"""What can be chosen, each with what it says."""
Turn = str | Callable[[Place, Any], Place]
"""What a new value of a widget makes of the place: the field that it fills, by its path, or another place."""
BEFORE = Words(zh="往前", en="Back")
AFTER = Words(zh="往后", en="Forward")
SAID = "said:"
"""What the keys begin with that tell in which language a widget spoke last."""


@dataclass(frozen=True)
class Controls(Reader):
    """The widgets that show where the reader is and lead elsewhere."""

    def segments(self, name: str, label: Words, options: Options[str], value: str, turn: Turn) -> None:
        """Draw a choice of few, side by side."""
        self._hold(name, value)
        segments(self.page, name, label, options, bare=True, act=self._taken(name, turn))

    def steps(self, name: str, label: Words, options: Options[T], value: T, turn: Turn, width: int) -> None:
        """Draw a choice of many in order, with a step back and a step forward beside it."""
        given = list(options)
        number = given.index(value)
        before = given[number - 1] if number else None
        after = given[number + 1] if number + 1 < len(given) else None
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", width="content"):
            self._step(f"{name}_before", BEFORE, "chevron_left", before, turn)
            self._hold(name, value)
            self._list(name, label, options, turn, width)
            self._step(f"{name}_after", AFTER, "chevron_right", after, turn)

    def search(
        self, name: str, label: Words, options: Options[T], turn: Turn, hint: Words, width: int
    ) -> None:
        """Draw a search over many by any part of their names; it is empty again once it led there."""
        self._hold(name, None)
        self._list(name, label, options, turn, width, hint)

    def several(self, name: str, label: Words, options: Options[T], value: Collection[T], turn: Turn) -> None:
        """Draw a choice of any number; none of them means all."""
        self._hold(name, [each for each in options if each in value])
        st.multiselect(
            self.page.say(label),
            list(options),
            format_func=said_of(self.page, options),
            key=name,
            on_change=self._taken(name, turn),
        )

    def switch(self, name: str, label: Words, turn: Turn, *, value: bool) -> None:
        """Draw something that is on or off."""
        self._hold(name, value)
        st.toggle(self.page.say(label), key=name, on_change=self._taken(name, turn))

    def _list(
        self, name: str, label: Words, options: Options[T], turn: Turn, width: int, hint: Words | None = None
    ) -> None:
        st.selectbox(
            self.page.say(label),
            list(options),
            index=0 if hint is None else None,
            format_func=said_of(self.page, options),
            key=name,
            on_change=self._taken(name, turn),
            placeholder=self.page.say(hint) if hint else None,
            label_visibility="collapsed",
            width=width,
            filter_mode="contains",
        )

    def _step(self, name: str, label: Words, icon: str, to: object, turn: Turn) -> None:
        button(self.page, name, "", icon, self._gone(to, turn), about=label, disabled=to is None)

    def _hold(self, name: str, value: object) -> None:
        # In another language a choice goes on saying what it said unless it is given its value anew.
        state, said = st.session_state, f"{SAID}{name}"
        if name not in state or state[name] != value or state.get(said) != self.page.lang:
            state[name] = value
        state[said] = self.page.lang

    def _taken(self, name: str, turn: Turn) -> Callable[[], None]:
        def take() -> None:
            value = st.session_state[name]
            if value is not None:
                self._gone(value, turn)()

        return take

    def _gone(self, to: object, turn: Turn) -> Callable[[], None]:
        def go() -> None:
            here = view_state.here(self.key)
            view_state.go(self.key, _with(here, turn, to) if isinstance(turn, str) else turn(here, to))

        return go


def _with(part: T, path: str, value: object) -> T:
    """Return a place, or a part of one, with another value in one of its fields."""
    name, _, rest = path.partition(".")
    known: Any = part
    changed: T = replace(known, **{name: _with(getattr(part, name), rest, value) if rest else value})
    return changed


def draw_views(controls: Controls) -> None:
    """Draw the choice of a view, and the search."""
    things = controls.things
    kinds = {thing.of for thing in things.values()}
    there = {view: words for view, words in VIEW_NAMES.items() if view not in OFS or view in kinds}
    labels = {token: thing.label(controls.page.lang) for token, thing in things.items()}
    controls.segments("roster_view", VIEW, there, controls.now.view, "view")

    def turn(now: Place, token: str) -> Place:
        return now.at(things[token].of, things[token].id)

    controls.search("roster_search", SEARCH, labels, turn, SEARCH_FOR, 270)


def draw_place(controls: Controls) -> None:
    """Draw the choice of what the view shows, and of its rows or its shape."""
    if controls.thing is not None:
        _of_thing(controls, controls.thing.of)
    elif controls.now.view == "week":
        _of_week(controls)
    else:
        _of_day(controls)


def _of_day(controls: Controls) -> None:
    """Draw the choice of a date, of the rows and the filter."""
    now = controls.now
    dates = {date.date: _date_words(controls, date) for date in controls.index.dates}
    if now.date is not None:
        controls.steps("roster_date", TEXT["date"], dates, now.date, "date", 200)
    controls.segments("roster_day_rows", ROWS, _row_kinds(views.DAY_ROWS), now.day_rows, "day_rows")
    _filter(controls)


def _of_week(controls: Controls) -> None:
    """Draw the choice of a week, of the rows and the filter."""
    now, page, index = controls.now, controls.page, controls.index
    first = {date.week: date.date for date in reversed(index.dates)}
    last = {date.week: date.date for date in index.dates}
    weeks = {
        first[week]: f"{page.say(TEXT['week'], week=week)} · {_short(first[week])} – {_short(date)}"
        for week, date in last.items()
    }
    controls.steps("roster_week", WEEK, weeks, first[controls.week], "date", 240)
    controls.segments("roster_week_rows", ROWS, _row_kinds(views.WEEK_ROWS), now.week_rows, "week_rows")
    _filter(controls)


def _of_thing(controls: Controls, of: Of) -> None:
    """Draw the choice of a thing, of how it is shown and of the month."""
    now, page = controls.now, controls.page
    names = {thing.id: thing.name for thing in controls.things.values() if thing.of == of}
    controls.steps(
        f"roster_{of}", THING_KINDS[of], names, now.thing(of), lambda at, name: at.at(of, name), 170
    )
    controls.segments("roster_shape", SHAPE, SHAPE_NAMES, now.shape, "shape")
    if now.shape == "month" and now.date is not None:
        months = {date.date.replace(day=1): month_words(date.date) for date in controls.index.dates}
        width = 130 if page.lang == "zh" else 170
        controls.steps("roster_month", MONTH, months, now.date.replace(day=1), "date", width)


def _filter(controls: Controls) -> None:
    wanted, page, index = controls.now.wanted, controls.page, controls.index
    on = bool(wanted.kinds or wanted.sessions or wanted.wrong)
    kinds = {kind: kind_name(kind) for kind in index.kinds}
    sessions = {session.id: session.name for session in index.handout.case.sessions}

    with st.popover(page.say(FILTERED if on else FILTER), icon=":material/filter_list:", key="roster_filter"):
        controls.several("roster_kinds", ONLY_KINDS, kinds, wanted.kinds, "wanted.kinds")
        controls.several("roster_sessions", ONLY_SESSIONS, sessions, wanted.sessions, "wanted.sessions")
        controls.switch("roster_wrong", ONLY_WRONG, "wanted.wrong", value=wanted.wrong)


def _row_kinds(rows: Sequence[Of]) -> dict[str, Words]:
    return {of: THING_KINDS[of] for of in rows}


def _short(date: dt.date) -> str:
    return f"{date.month}-{date.day}"


def _date_words(controls: Controls, date: Date) -> str:
    day, weekday = date.heading(controls.page.lang)
    return f"{day} {weekday} · {controls.page.say(TEXT['week'], week=date.week)}".replace("\n", " ")
