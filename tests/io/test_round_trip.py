"""Whatever case there is: written and loaded again it is the same case, as a folder and as a workbook."""

from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solver.domain.case import (
    Absence,
    Case,
    Club,
    Dates,
    Enrolment,
    Group,
    History,
    Lesson,
    Member,
    Pin,
    Post,
    Room,
    RuleSetting,
    Session,
    Staff,
    Teaching,
    Term,
    Walk,
    Wish,
    Zone,
)
from solver.io import load
from solver.io.tables.cells import tidy
from tests.written import as_folder, as_workbook

START, END = dt.date(2026, 9, 1), dt.date(2026, 11, 30)
DATES = st.dates(START, END)
# What people type: letters of several scripts, signs, and what spreadsheets and templates stumble over.
NAMES = st.text(st.sampled_from("王芳（1）班aZ9'\"=+-@,;{}%|/<&"), min_size=1, max_size=8).map(
    lambda text: f"{text}x"
)
UNITS = st.sampled_from([Decimal("0.5"), Decimal(1), Decimal("0.25"), Decimal("1.5")])
SHARES = st.decimals(min_value=Decimal("0.01"), max_value=1, places=2).map(tidy)
FEES = st.one_of(st.none(), st.decimals(min_value=0, max_value=200, places=2).map(tidy))
FEE_PER = st.sampled_from(["month", "day", "period"])
TIMES = st.integers(8 * 60, 14 * 60)


@st.composite
def date_selections(draw, *, weekdays=True):
    first, last = sorted((draw(DATES), draw(DATES)))
    return Dates(
        weekdays=tuple(sorted(draw(st.sets(st.integers(1, 5))))) if weekdays else (),
        weeks=draw(st.sampled_from(["", "odd", "even", "1-8,10"])),
        first=draw(st.sampled_from([None, first])),
        last=draw(st.sampled_from([None, last])),
        extra=tuple(sorted(draw(st.sets(DATES, max_size=2)))),
        without=tuple(sorted(draw(st.sets(DATES, max_size=2)))),
    )


@st.composite
def people(draw):
    kinds = st.sampled_from(["own", "leader", "worker", "retired", "external", "volunteer", "parent"])
    cap = st.sampled_from([None, 0, 3])
    return tuple(
        Staff(
            id=f"T{at}",
            name=draw(NAMES),
            kind=draw(kinds),
            subjects=tuple(draw(st.lists(st.sampled_from(["语文", "数学", "非遗"]), unique=True))),
            qualifications=draw(st.sampled_from([(), ("急救",)])),
            share=draw(SHARES),
            pool=draw(st.sampled_from([None, "teachers", "甲组"])),
            weekdays=draw(st.sampled_from([(), (1, 3)])),
            start=draw(st.sampled_from([None, 480])),
            end=draw(st.sampled_from([None, 1080])),
            max_day=draw(cap),
            max_week=draw(cap),
            max_term=draw(cap),
        )
        for at in range(1, 4)
    )


@st.composite
def posts(draw):
    eligible = st.sampled_from(
        ["any", "teaches", "own and not head", "id:T1 or T2", "本校教师 且（教本班 或 班主任）"]
    )
    found = []
    for at in range(draw(st.integers(1, 3))):
        need = draw(st.integers(0, 2))
        found.append(
            Post(
                id=f"p{at}/1-{at}",
                name=draw(NAMES),
                kind=draw(st.sampled_from(["care", "gate", "extended"])),
                session="low",
                group=draw(st.sampled_from(["1-1", "M"])),
                zone=draw(st.sampled_from([None, "gate"])),
                start=draw(st.sampled_from([None, 930])),
                end=draw(st.sampled_from([None, 1030])),
                dates=draw(date_selections()),
                need=need,
                want=need + draw(st.integers(0, 1)),
                units=draw(UNITS),
                eligible=draw(eligible),
                rotation=draw(st.sampled_from(["daily", "weekday", "weekly", "weeks:2", "term"])),
                hold=draw(st.sampled_from([None, Decimal("0.75"), Decimal(1)])),
            )
        )
    return tuple(found)


PARAMS = st.dictionaries(
    st.sampled_from(["most", "kinds", "名"]),
    st.one_of(
        st.integers(-5, 5), st.booleans(), SHARES, NAMES, st.tuples(st.sampled_from(["gate", "5"])), DATES
    ),
)


@st.composite
def chosen(draw, *codes):
    return tuple(
        RuleSetting(code=code, on=draw(st.booleans()), params=draw(PARAMS))
        for code in draw(st.lists(st.sampled_from(codes), max_size=3))
    )


@st.composite
def cases(draw):
    first, last = sorted((draw(DATES), draw(DATES)))
    minute = draw(TIMES)
    return Case(
        id=draw(st.sampled_from(["x", "小学-2026"])),
        title=draw(NAMES),
        term=Term(
            start=START,
            end=END,
            national=draw(st.booleans()),
            closed=draw(st.sampled_from([(), (dt.date(2026, 9, 18), dt.date(2026, 11, 2))])),
            makeup=draw(st.sampled_from([(), ((dt.date(2026, 10, 10), 3),)])),
        ),
        zones=(Zone(id="main", name=draw(NAMES)), Zone(id="gate", name="门", kind="gate", throughput=9)),
        walks=draw(st.sampled_from([(), (Walk(a="main", b="gate", minutes=4),)])),
        rooms=(
            Room(id="R1", name=draw(NAMES), capacity=60, zone="main"),
            Room(id="R2", name="r", kind="操场", capacity=99, groups_at_once=4, zone="gate"),
        ),
        staff=draw(people()),
        groups=(
            Group(id="1-1", name=draw(NAMES), grade=1, room="R1", head="T1"),
            Group(
                id="M",
                name="合",
                grade=1,
                room="R2",
                parts=("1-1",),
                sessions=draw(st.sampled_from([(), ("low", "all")])),
                dates=draw(date_selections()),
            ),
        ),
        sessions=(
            Session(
                id="low", name=draw(NAMES), grades=(1,), start=930, end=1020, dates=Dates(weekdays=(1, 2))
            ),
            Session(
                id="all",
                name="s",
                kind="extended",
                start=1020,
                end=1080,
                grace=0,
                ends="room",
                periods=draw(st.integers(1, 3)),
                fee=draw(FEES),
                fee_per=draw(FEE_PER),
            ),
        ),
        enrolment=(
            Enrolment(group="1-1", session="low", pupils=30, bus=2, route=3, self_release=1),
            Enrolment(group="1-1", session="low", weekday=5, pupils=20),
        ),
        teaching=(Teaching(staff="T1", group="1-1", subject="语文"), Teaching(staff="T2", group="1-1")),
        lessons=(Lesson(staff="T1", weekday=3, start=minute, end=minute + 40, weeks="odd", zone="main"),),
        posts=draw(posts()),
        clubs=(
            Club(
                id="chess",
                name=draw(NAMES),
                grades=(1,),
                sessions=draw(st.sampled_from([(), ("low",), ("low", "all")])),
                weekdays=draw(st.sampled_from([(), (2, 4)])),
                room_kind=draw(st.sampled_from([None, "操场"])),
                need=1,
                want=2,
                units=draw(UNITS),
                fee=draw(FEES),
                fee_per=draw(FEE_PER),
                dates=draw(date_selections(weekdays=False)),
            ),
        ),
        members=(Member(club="chess", group="1-1", pupils=draw(st.integers(0, 30))),),
        absences=(
            Absence(
                staff="T3",
                first=first,
                last=last,
                reason=draw(NAMES),
                reduces_share=draw(st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)])),
                away=draw(st.booleans()),
            ),
        ),
        wishes=(
            Wish(who="head or id:T2", want="prefer", post=draw(st.sampled_from([None, "gate"])), first=first),
        ),
        pins=(Pin(staff="T1", post="p0/1-0", weekday=1), Pin(action="forbid", club="chess", room="R2")),
        history=(History(staff="T1", balance=tidy(draw(st.decimals(-9, 9, places=12)))),),
        rules=draw(chosen("rest", "caps")),
        policies=draw(chosen("two_hours", "caps")),
        levels=draw(st.sampled_from([(), ((("uncovered", 1),), (("wanted", 2), ("rules", 1)))])),
        grid_step=draw(st.sampled_from([None, Decimal("0.25")])),
        hold=draw(SHARES),
        walk_default=draw(st.integers(0, 9)),
        pay=draw(st.sampled_from([(), (("own", Decimal("37.5")), ("external", Decimal(120)))])),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_a_case_written_as_a_folder_loads_as_itself(case):
    with tempfile.TemporaryDirectory() as place:
        as_folder(case, Path(place) / "any")
        assert load(Path(place) / "any").case.hash == case.hash


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.sampled_from(["zh", "en"]))
def test_a_case_written_as_a_workbook_loads_as_itself(case, lang):
    with tempfile.TemporaryDirectory() as place:
        book = as_workbook(case, Path(place) / "any.xlsx", lang)
        assert load(book).case.hash == case.hash


def test_a_workbook_is_the_same_bytes_each_time(school, loaded, tmp_path):
    case = loaded(school).case
    first, second = (as_workbook(case, tmp_path / name, "zh") for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()
