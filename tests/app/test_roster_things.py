"""What can be looked up, in which order, under which names; the axis of a day; places and addresses."""

import datetime as dt
from unittest.mock import patch

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some

from solver import service
from solver.app.roster import view_state
from solver.app.roster.roster_index import made, spoken, things_of
from solver.app.roster.view_state import Place
from solver.app.roster.views import CUT, PAUSE, Axis
from solver.base.text import LANGS
from solver.report.facts import facts_of
from tests.app.rosters import HOSTILE, handout, hostile

TODAY = dt.date(2026, 9, 9)


def test_names_stand_in_the_order_in_which_they_are_spoken_and_counted():
    names = ["教室10", "张三", "教室2", "安宁", "李四", "Zoe"]
    assert sorted(names, key=spoken) == ["Zoe", "安宁", "教室2", "教室10", "李四", "张三"]


def test_people_of_one_name_are_told_apart_and_names_stay_whole():
    index = made(service.handout(hostile()))
    people = [thing.name for thing in things_of(index, "zh").values() if thing.of == "person"]
    assert len(people) == len(set(people)) == 4
    assert sum(name.startswith(HOSTILE) for name in people) == 2


def test_a_search_finds_a_person_by_subject_and_class_too():
    index = made(handout("tiny"))
    label = things_of(index, "zh")["person:T1"].label("zh")
    person = index.handout.case.person["T1"]
    assert label.startswith(person.name)
    assert all(subject in label for subject in person.subjects)
    assert "一（1）班" in label, "the class whose head she is"


@pytest.mark.parametrize("lang", LANGS)
def test_everything_known_is_told_of_everything(lang):
    for name in ("tiny", "small"):
        index = made(handout(name))
        for thing in things_of(index, lang).values():
            facts = facts_of(index.handout, thing.of, thing.id, lang)
            assert all(text for _, text in facts)
            assert facts or not thing.id


spans = some.lists(
    some.tuples(some.integers(0, 1380), some.integers(1, 60)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    min_size=1,
    max_size=8,
)


@given(spans)
def test_time_runs_from_left_to_right_and_every_duty_lies_on_the_axis(duties):
    axis = Axis.of(duties)
    times = sorted({minute for span in duties for minute in span})
    places = [axis.at(minute) for minute in times]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 100.0001
    for start, end in duties:
        assert axis.at(end) - axis.at(start) == pytest.approx(100 * (end - start) / axis.long)
    for before, after in zip(axis.spans, axis.spans[1:], strict=False):
        assert after[0] - before[1] >= PAUSE
    assert axis.long >= CUT * (len(axis.spans) - 1)


@given(
    some.fixed_dictionaries(
        {},
        optional={
            name: some.text(max_size=300) | some.sampled_from(["person", "T1", "day", "2026-09-08"])
            for name in view_state.ADDRESS
        },
    )
)
def test_whatever_an_address_says_leads_to_a_place_that_there_is(address):
    index = made(handout("tiny"))
    things = things_of(index, "zh")
    with patch.object(st, "query_params", address), patch.object(st, "session_state", {}):
        found = view_state.settled(view_state.here("tiny"), index, things, TODAY)
    assert found.view in view_state.VIEWS
    assert found.date in {date.date for date in index.dates}
    assert found.of is None or f"{found.of}:{found.thing(found.of)}" in things


def test_a_place_that_another_plan_has_not_becomes_the_nearest_one():
    index = made(handout("tiny"))
    things = things_of(index, "zh")
    early = view_state.settled(Place(date=dt.date(2020, 1, 1)), index, things, TODAY)
    late = view_state.settled(Place(date=dt.date(2030, 1, 1)), index, things, TODAY)
    assert (early.date, late.date) == (index.dates[0].date, index.dates[-1].date)
    assert view_state.settled(Place(), index, things, TODAY).date == TODAY
    gone = view_state.settled(Place().at("person", "nobody"), index, things, TODAY)
    assert gone.thing("person") in {thing.id for thing in things.values() if thing.of == "person"}
