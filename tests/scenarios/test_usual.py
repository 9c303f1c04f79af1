"""The five usual changes make scenarios that a teacher can read, and cases that can be solved."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from solver.base.text import LANGS, Lang
from solver.base.units import clock
from solver.io.editing import CaseTables, open_tables
from solver.scenarios import Scenario, apply, case_of, common_changes, parse

ROOT = Path(__file__).parents[2]
FIRST, LAST = dt.date(2026, 9, 8), dt.date(2026, 9, 18)


def five(tables: CaseTables, lang: Lang) -> dict[str, Scenario]:
    session = tables.tables["sessions"][0]["id"]
    staff = [row["id"] for row in tables.tables["staff"][:2]]
    club = tables.tables["clubs"][0]["id"]
    group = tables.tables["groups"][0]["id"]
    return {
        "more": common_changes.one_more(
            tables, lang, name="王教练", subjects=("足球",), most_a_week=2, leads=(club,)
        ),
        "closed": common_changes.room_closed(tables, lang, room=tables.tables["rooms"][-1]["id"]),
        "earlier": common_changes.earlier_end(tables, lang, session=session, end=16 * 60 + 30),
        "leave": common_changes.on_leave(tables, lang, staff=staff, first=FIRST, last=LAST),
        "club": common_changes.new_club(
            tables, lang, name="围棋", session=session, members={group: 8}, eligible="own"
        ),
    }


@pytest.mark.parametrize("school", ["tiny", "fengjin"])
@pytest.mark.parametrize("which", ["more", "closed", "earlier", "leave", "club"])
@pytest.mark.parametrize("lang", LANGS)
def test_a_usual_change_makes_a_case_and_so_does_its_text(school: str, which: str, lang: Lang) -> None:
    tables = open_tables(ROOT / "data" / school)
    made = five(tables, lang)[which]
    case = case_of(apply(tables, made)).case
    assert case != case_of(apply(tables, Scenario(name="as_is", title="as it is"))).case
    for written in LANGS:
        assert case_of(apply(tables, parse(made.name, made.to_toml(written)))).case == case


def test_one_more_person_may_lead_what_only_others_might(tiny: CaseTables) -> None:
    case = case_of(apply(tiny, five(tiny, "zh")["more"])).case
    assert case.person["王教练"].kind == "external"
    assert case.club["painting"].eligible == "美术 or 数学 或 编号:王教练"


def test_an_id_is_fresh_however_often_a_name_comes_up(tiny: CaseTables) -> None:
    once = apply(tiny, common_changes.one_more(tiny, "zh", name="沈文静")).tables
    again = apply(once, common_changes.one_more(once, "zh", name="沈文静")).tables
    assert [row["id"] for row in again.tables["staff"][-2:]] == ["沈文静", "沈文静2"]


def test_clubs_that_need_the_last_room_of_a_kind_meet_in_an_ordinary_one(tiny: CaseTables) -> None:
    case = case_of(apply(tiny, common_changes.room_closed(tiny, "zh", room="art"))).case
    assert case.club["painting"].room_kind == "classroom"
    assert "art" not in case.room


def test_a_class_that_loses_its_room_moves_into_one_that_is_nobodys(tiny: CaseTables) -> None:
    case = case_of(apply(tiny, common_changes.room_closed(tiny, "zh", room="R1"))).case
    assert [group.room for group in case.groups] == ["art", "R2"]


def test_a_class_moves_where_it_is_sent(tiny: CaseTables) -> None:
    case = case_of(apply(tiny, common_changes.room_closed(tiny, "zh", room="R1", instead="R2"))).case
    assert [group.room for group in case.groups] == ["R2", "R2"]


def test_who_is_at_the_gate_comes_as_much_sooner(tiny: CaseTables) -> None:
    case = case_of(
        apply(tiny, common_changes.earlier_end(tiny, "zh", session="after", end=16 * 60 + 30))
    ).case
    gate = case.post["gate"]
    assert [clock(minute or 0) for minute in (gate.start, gate.end)] == ["16:25", "17:00"]


def test_what_follows_a_session_follows_its_earlier_end() -> None:
    tables = open_tables(ROOT / "data/fengjin")
    case = case_of(apply(tables, common_changes.earlier_end(tables, "zh", session="low", end=17 * 60))).case
    assert clock(case.session["extended"].start) == "17:00"
    assert clock(case.post["extended"].start or 0) == "16:55"
    # The leader stays for the whole school.
    assert clock(case.post["leader"].end or 0) == "18:10"


def test_people_on_leave_are_away_and_owe_less(tiny: CaseTables) -> None:
    case = case_of(
        apply(tiny, common_changes.on_leave(tiny, "zh", staff=["T2"], first=FIRST, last=LAST))
    ).case
    (away,) = case.absences_of["T2"]
    assert (away.first, away.last) == (FIRST, LAST)
    assert away.reduces_share == 1
