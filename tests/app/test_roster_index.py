"""The index of a roster: every assignment in every view exactly once, holes and findings in their places."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pytest

from solver import service
from solver.app.roster.component import key_of, key_text
from solver.app.roster.roster_index import Index, Wanted, made, things_of
from solver.app.roster.views import DAY_ROWS, WEEK_ROWS, board, month_grid, week_grid
from solver.base.text import Words
from solver.domain import Assignment, Finding
from solver.domain.case import Dates, Group, Post
from solver.domain.duties import expand
from solver.report import PlanView
from solver.report.calendar_grid import term_of
from solver.report.duty_cells import OFS
from tests.app.conftest import ROOT
from tests.app.rosters import handout

MONDAY = dt.date(2026, 9, 7)
ALL = Wanted()


@lru_cache(maxsize=1)
def crowded() -> PlanView:
    """A real school in which people were put anywhere: thousands of findings, a hole every fifty duties."""
    case = service.open_case(ROOT / "data/fengjin").case
    work = expand(case, (), ())
    roster = tuple(
        Assignment(duty.date, duty.post, case.staff[place * 7 % len(case.staff)].id, cover=place % 9 == 0)
        for place, duty in enumerate(work.duties)
        if place % 50
    )
    plan = replace(handout("tiny").plan, timetable=(), handover=(), roster=roster, accounts={})
    findings = tuple(
        Finding(
            rule="made-up", message=Words(zh="问题", en="finding").with_(), date=row.date, staff=(row.staff,)
        )
        for row in roster[::3]
    )
    return PlanView(case, plan, work, findings, service.unproven(case))


@lru_cache(maxsize=4)
def index_of(name: str) -> Index:
    return made(crowded() if name == "fengjin" else handout(name))


def assigned(index: Index) -> Counter[tuple[dt.date, str, str]]:
    return Counter((row.date, row.post, row.staff) for row in index.handout.plan.roster)


def counted(lines) -> Counter[tuple[dt.date, str, str]]:
    return Counter((line.date, line.post, line.staff) for line in lines if not line.missing)


def chips_in(drawn) -> list[dict[str, Any]]:
    rows = drawn["rows"]
    if drawn["type"] == "board":
        return [chip for row in rows for chip in row["chips"]]
    return [chip for row in rows for cell in row["cells"] for chip in cell["chips"]]


@pytest.mark.parametrize("name", ["tiny", "fengjin"])
def test_every_assignment_stands_in_every_register_exactly_once(name):
    index = index_of(name)
    wanted = assigned(index)
    duties = [*index.about["post"].values(), *index.about["club"].values()]
    registers = [index.on.values(), index.weeks.values(), index.duties.values(), duties]
    registers += [index.about[of].values() for of in OFS[:3]]
    for register in registers:
        assert counted(line for lines in register for line in lines) == wanted


@pytest.mark.parametrize("name", ["tiny", "fengjin"])
def test_everything_in_the_roster_can_be_looked_up(name):
    index = index_of(name)
    things = things_of(index, "zh")
    for of in OFS:
        there = {thing.id for thing in things.values() if thing.of == of}
        assert set(index.about[of]) <= there


@pytest.mark.parametrize("name", ["tiny", "fengjin"])
@pytest.mark.parametrize("rows", DAY_ROWS)
def test_a_board_draws_every_duty_of_its_day_once(name, rows):
    index = index_of(name)
    for date, lines in [*index.on.items()][:12]:
        drawn = [chip["key"] for chip in chips_in(board(index, date, rows, ALL, "zh"))]
        if rows == "person":
            assert len(drawn) == len(lines), "one bar for each person of a duty, and one for its holes"
        else:
            assert len(drawn) == len(set(drawn))
        assert {key_of(key, index) for key in drawn} == {key for key in index.duties if key.date == date}


def test_bars_of_a_row_never_lie_on_one_another():
    index = index_of("fengjin")
    drawn: Any = board(index, index.dates[3].date, "person", ALL, "zh")
    for row in drawn["rows"]:
        for chip in row["chips"]:
            assert 0 <= chip["left"] <= chip["left"] + chip["width"] <= 100.001
        for lane in range(row["lanes"]):
            own = sorted((chip["left"], chip["width"]) for chip in row["chips"] if chip["lane"] == lane)
            assert all(one[0] + one[1] <= two[0] + 0.001 for one, two in pairwise(own))


@pytest.mark.parametrize("name", ["tiny", "fengjin"])
@pytest.mark.parametrize("rows", WEEK_ROWS)
def test_a_week_draws_every_duty_of_its_days_once(name, rows):
    index = index_of(name)
    for week, lines in [*index.weeks.items()][:4]:
        drawn = Counter(chip["key"] for chip in chips_in(week_grid(index, week, rows, ALL, "en")))
        keys = {key_text(key) for key in index.duties if key.date in {line.date for line in lines}}
        assert set(drawn) == keys
        if rows == "person":
            assert drawn.total() == len(lines)
        else:
            assert set(drawn.values()) == {1}


@pytest.mark.parametrize("name", ["tiny", "fengjin"])
def test_the_calendars_of_all_people_hold_every_assignment_once(name):
    index = index_of(name)
    drawn = Counter[tuple[str, str]]()
    for person, lines in index.about["person"].items():
        grid = month_grid(index, "person", term_of(index.handout.case, lines), "zh")
        drawn.update((chip["key"], person) for chip in chips_in(grid) if person)
    assert set(drawn.values()) == {1}
    assert drawn.total() == len(index.handout.plan.roster)


def test_holes_are_shown_red_and_can_be_looked_up():
    index = index_of("fengjin")
    holes = index.of("person", "")
    assert len(holes) == sum(1 for duty in index.handout.work.duties if index.handout.short(duty))
    chips = chips_in(board(index, holes[0].date, "room", ALL, "zh"))
    hole = next(chip for chip in chips if chip["key"] == f"{holes[0].date} {holes[0].post}")
    assert (hole["mark"], "缺" in hole["text"]) == ("missing", True)


def test_only_what_is_short_or_wrong_can_be_asked_for():
    index = index_of("fengjin")
    date = index.of("person", "")[0].date
    wrong = chips_in(board(index, date, "room", Wanted(wrong=True), "zh"))
    assert wrong
    assert all(chip["mark"] for chip in wrong)
    whole = chips_in(board(index, date, "room", ALL, "zh"))
    assert {chip["key"] for chip in whole if chip["mark"]} == {chip["key"] for chip in wrong}
    gates = chips_in(board(index, date, "room", Wanted(kinds=frozenset({"gate"})), "zh"))
    assert gates
    assert all("gate" in chip["key"] or "guard" in chip["key"] for chip in gates)


def test_a_finding_marks_the_person_it_names_and_nobody_else():
    before = handout("tiny")
    row = before.plan.roster[0]
    finding = Finding(
        rule="overlap", message=Words(zh="重叠", en="overlap").with_(), date=row.date, staff=(row.staff,)
    )
    index = made(replace(before, findings=(finding,)))
    marked = [
        line
        for line in index.lines
        if index.marks.on_duty(next(key for key, own in index.duties.items() if line in own), [line.staff])
    ]
    assert marked
    assert {(line.date, line.staff) for line in marked} == {(row.date, row.staff)}


def test_a_class_sees_the_duties_of_the_group_it_is_merged_into():
    before = handout("tiny")
    merged = Group(
        id="all", name="合并班", grade=1, room="R1", parts=("1-1", "2-1"), dates=Dates(weekdays=(1,))
    )
    post = Post(id="care/all", name="合并看护", kind="care", session="after", group="all")
    case = before.case.model_copy(
        update={"groups": (*before.case.groups, merged), "posts": (*before.case.posts, post)}
    )
    plan = before.plan
    work = expand(case, plan.timetable, plan.handover)
    index = made(replace(before, case=case, work=work, certificate=service.unproven(case)))
    seen = [line for line in index.of("group", "1-1") if line.date == MONDAY]
    assert "all" in {line.group for line in seen}
    tuesday = [line for line in index.of("group", "1-1") if line.date == MONDAY + dt.timedelta(days=1)]
    assert {line.group for line in tuesday} == {"1-1"}


@pytest.mark.parametrize("text", ["", "x", "2026-09-07", "2026-09-07 nobody", "2026-13-01 gate", "9999 a b"])
def test_what_stands_for_no_duty_opens_none(text):
    assert key_of(text, index_of("tiny")) is None
