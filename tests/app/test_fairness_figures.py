"""What the page of fairness draws is what the roster and its accounts say, to the last fraction."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import service
from solver.app import theme
from solver.app.fairness import charts, page
from solver.app.fairness.figures import UNITS, Figures
from solver.domain import DutyKey
from solver.domain.plan import Account, Share, TightSet
from solver.explain.sharing import sharings
from tests.app import rosters

NAMES = ["small", "tiny"]


@pytest.fixture(scope="module", params=NAMES)
def figures(request: pytest.FixtureRequest) -> Figures:
    return Figures(rosters.handout(request.param))


def test_weeks_add_up_to_everybodys_load(figures: Figures) -> None:
    sums: dict[str, Fraction] = {}
    for load in figures.loads:
        sums[load.staff] = sums.get(load.staff, Fraction(0)) + load.units
    done = {staff: line.load for staff, line in figures.lines[UNITS].items() if line.load}
    assert sums == done


def test_weeks_count_every_duty_in_its_teaching_week(figures: Figures) -> None:
    work = figures.handout.work.duty
    counted = Counter(
        (row.staff, work[DutyKey(row.date, row.post)].day.week) for row in figures.handout.plan.roster
    )
    assert {(load.staff, load.week): load.duties for load in figures.loads} == counted


def test_the_heat_map_has_a_cell_for_every_load_and_the_balance_at_the_end(figures: Figures) -> None:
    lines = figures.lines[UNITS]
    names = {staff: figures.labels[staff] for staff in lines}
    chart = charts.heat_map(names, figures.loads, lines, figures.weeks, "zh", theme.LIGHT)
    rows = rosters.drawn(chart)
    cells = {(row["name"], row["column"]): row["text"] for row in rows}
    for load in figures.loads:
        assert cells[figures.labels[load.staff], str(load.week)] == theme.shown(load.units)
    for staff, line in lines.items():
        assert cells[names[staff], "结余"] == theme.signed(line.closing)
        assert cells[names[staff], "合计"] == theme.shown(line.load or Fraction(0))


def test_rows_stand_in_the_order_that_was_asked_for() -> None:
    names = {name: name for name in ("教室2", "教室10", "甲")}
    chart = charts.heat_map(names, [], {}, [1], "zh", theme.LIGHT).to_dict()
    assert chart["layer"][0]["encoding"]["y"]["scale"]["domain"] == ["教室2", "教室10", "甲"]


@given(st.lists(st.fractions(min_value=-20, max_value=20, max_denominator=8), min_size=1, max_size=40))
def test_every_person_is_in_one_bar_of_the_spread(offs: list[Fraction]) -> None:
    found = charts.spread_of([(str(place), off) for place, off in enumerate(offs)])
    assert sorted(name for names in found.values() for name in names) == sorted(map(str, range(len(offs))))
    assert list(found) == sorted(found)


def test_the_spread_of_a_roster_is_that_of_its_deviations(figures: Figures) -> None:
    offs = charts.spread_of(figures.offs.items())
    assert sum(map(len, offs.values())) == len(figures.offs)
    largest = max(map(abs, offs))
    assert largest == max(abs(off) for off in figures.offs.values())
    rows = rosters.drawn(charts.spread_chart(offs, Fraction(1, 2), "en", theme.DARK))
    assert {row["text"]: row["people"] for row in rows} == {
        theme.signed(off): len(names) for off, names in offs.items()
    }


def test_filters_narrow_by_pool_name_and_order(figures: Figures) -> None:
    everybody = figures.chosen(pools=(), text="", order="case")
    assert everybody == figures.people
    by_pool = [
        who
        for pool in figures.pools_of(everybody)
        for who in figures.chosen(pools=[pool], text="", order="case")
    ]
    assert sorted(by_pool) == sorted(everybody)
    one = everybody[0]
    assert one in figures.chosen(pools=(), text=figures.labels[one][:2], order="name")
    assert not figures.chosen(pools=(), text="nobody is called so", order="name")
    balances = [
        figures.lines[UNITS][who].closing
        for who in figures.chosen(pools=(), text="", order="balance")
        if who in figures.lines[UNITS]
    ]
    known = [balance for balance in balances if balance is not None]
    assert known == sorted(known, reverse=True)


def test_the_people_of_all_sets_are_those_who_are_compared(figures: Figures) -> None:
    for name, shared in figures.shared.items():
        account = figures.handout.plan.accounts[name]
        assert sorted(who for own in shared for who in own.staff) == sorted(account.shares)


def test_only_these_may_do_gates_is_said_of_those_who_alone_may() -> None:
    handout = rosters.handout("tiny")
    people = [person.id for person in handout.case.staff]
    post = handout.work.duties[0].post
    few, rest = people[:1], people[1:]

    def share(load: int) -> Share:
        return Share(Fraction(1), Fraction(0), Fraction(load), Fraction(load), load)

    shares = {who: share(9 if who in few else 3) for who in people}
    tight = (TightSet(tuple(rest), Fraction(3)), TightSet(tuple(few), Fraction(9)))
    account = Account(UNITS, shares, tight)
    plan = type(handout.plan)(
        handout.plan.timetable, handout.plan.handover, handout.plan.roster, {UNITS: account}
    )
    told = type(handout)(handout.case, plan, handout.work, (), handout.certificate)
    found = sharings(told, UNITS, lambda duty: few if duty.post == post else people)
    assert found[0].staff == tuple(few)
    assert found[0].only
    said = page.sharing_words(found[0], told, "zh", alone=False)
    assert said.startswith(f"只有这 1 人能上{told.work.posts[post].name}：")
    assert "全组平均" in said
    others = page.sharing_words(found[1], told, "en", alone=False)
    assert others.startswith("These 3 may take")
    assert "nothing else" in others


def test_hostile_names_are_data_in_charts_and_nobody_is_lost() -> None:
    handout = service.handout(rosters.hostile())
    labels = theme.staff_labels(handout)
    assert len(set(labels.values())) == len(labels)
    figures = Figures(handout)
    names = {who: labels[who] for who in figures.people}
    chart = charts.heat_map(names, figures.loads, {}, figures.weeks, "zh", theme.LIGHT)
    assert {row["name"] for row in rosters.drawn(chart)} == set(labels.values())
    assert any(rosters.HOSTILE in str(label) for label in labels.values())


def test_a_page_of_figures_is_worked_out_once() -> None:
    figures = Figures(rosters.handout("tiny"))
    assert figures.lines is figures.lines
    assert figures.shared is figures.shared
