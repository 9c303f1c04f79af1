"""The drawn day: lanes and bars from the case alone, and from what of it can be read."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from solver.app.inputs.day import Bar, bars_of
from solver.app.inputs.partial_case import day_part, readable
from solver.domain.calendar import day_of
from solver.domain.case import Case
from solver.domain.plan import Departure
from solver.io import load
from solver.io.editing import CaseTables, open_tables

DATA = Path(__file__).parents[2] / "data"
MONDAY = dt.date(2026, 9, 7)


@pytest.fixture(scope="module")
def fengjin() -> Case:
    """A real school: two sessions by grade, one for whoever stays."""
    return load(DATA / "fengjin").case


@pytest.fixture
def tables() -> CaseTables:
    """The same school as typed text."""
    return open_tables(DATA / "fengjin")


def bars(case: Case, *, leaving: tuple[Departure, ...] = (), date: dt.date = MONDAY) -> list[Bar]:
    """A day's bars."""
    return list(bars_of(case, day_of(case)[date], leaving, "zh"))


def test_grades_with_the_same_sessions_share_a_lane(fengjin: Case) -> None:
    lanes = [bar.lane for bar in bars(fengjin) if bar.what == "session"]
    assert lanes == ["1–2 年级", "1–2 年级", "3–4 年级", "3–4 年级"]


def test_posts_of_a_kind_and_time_are_one_bar(fengjin: Case) -> None:
    posts = [bar for bar in bars(fengjin) if bar.what == "post"]
    assert len({bar.lane for bar in posts}) == len(posts)
    gates = [bar for bar in posts if bar.kind == "gate"]
    count = sum(post.need for post in fengjin.posts if post.kind == "gate")
    assert [bar.text for bar in gates] == [f"4 岗 {count} 人"]


def test_lessons_run_together(fengjin: Case) -> None:
    runs = [bar for bar in bars(fengjin) if bar.what == "lessons"]
    assert runs
    assert all(first.end < then.start for first, then in pairwise(runs))


def test_a_day_without_a_session_has_neither_sessions_nor_posts(fengjin: Case) -> None:
    sunday = next(date for date, day in day_of(fengjin).items() if day.weekday > 5)
    assert {bar.what for bar in bars(fengjin, date=sunday)} <= {"lessons"}


def test_groups_leave_on_the_lane_of_their_gate(fengjin: Case) -> None:
    session = next(one for one in fengjin.sessions if one.ends == "gate")
    gate = next(zone for zone in fengjin.zones if zone.kind == "gate")
    fine = Departure(session.id, fengjin.groups[0].id, "fine", gate.id, 1020, 1025, 1030, 30)
    rain = Departure(session.id, fengjin.groups[0].id, "rain", gate.id, 1020, 1025, 1040, 30)
    [bar] = [bar for bar in bars(fengjin, leaving=(fine, rain)) if bar.what == "leaving"]
    assert (bar.lane, bar.start, bar.end) == (f"放学 {gate.name}", 1020, 1030)


def test_a_cell_that_cannot_be_read_is_left_blank(tables: CaseTables) -> None:
    assert readable(day_part(tables)).left_out == 0
    found = readable(day_part(tables.with_cell("staff", 0, "share", "many")))
    assert found.case is not None
    assert found.left_out == 1
    assert tables.tables["staff"][0]["id"] in found.case.person


def test_rows_that_need_what_cannot_be_read_are_left_out(tables: CaseTables) -> None:
    found = readable(day_part(tables.with_cell("sessions", 2, "start", "late")))
    assert found.case is not None
    gone = tables.tables["sessions"][2]["id"]
    assert gone not in found.case.session
    assert not [post for post in found.case.posts if post.session == gone]


def test_without_a_term_nothing_can_be_read(tables: CaseTables) -> None:
    assert readable(day_part(tables.with_setting("term.start", ""))).case is None
