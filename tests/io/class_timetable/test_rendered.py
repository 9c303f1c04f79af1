"""A timetable is read back as it is, in whichever layout and spelling a school writes it; no cell is lost."""

from __future__ import annotations

import tempfile
from dataclasses import astuple
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.base.errors import InputError
from solver.io.class_timetable import read
from tests.io.class_timetable.books import book
from tests.io.class_timetable.rendered import LAYOUTS, Pen, weeks


@settings(max_examples=80)
@given(week=weeks(), layout=st.sampled_from(LAYOUTS), seed=st.integers(0, 10**6))
def test_any_week_in_any_layout_and_spelling_is_read_back_exactly(week, layout, seed):
    with tempfile.TemporaryDirectory() as place:
        found = read(book(Path(place) / "课表.xlsx", layout(week, Pen(seed))))
    assert [fault.say("en") for fault in found.unread] == []
    assert {
        (row.staff, row.weekday, row.start, row.end, row.weeks) for row in found.lessons
    } == week.lessons()
    assert {(row.staff, row.group, row.subject) for row in found.teaching} == week.teaching()
    assert {(row.id, row.grade) for row in found.groups} == {(f"{a}-{b}", a) for a, b in week.classes}
    assert {row.id for row in found.staff} == {row.staff for row in found.lessons}


@settings(max_examples=30)
@given(week=weeks(), layouts=st.permutations(LAYOUTS), seed=st.integers(0, 10**6))
def test_the_layout_makes_no_difference(week, layouts, seed):
    with tempfile.TemporaryDirectory() as place:
        one, other = (
            read(book(Path(place) / f"{at}.xlsx", layout(week, Pen(seed + at))))
            for at, layout in enumerate(layouts[:2])
        )
    assert one.lessons == other.lessons
    assert one.teaching == other.teaching
    assert one.staff == other.staff


WORDS = st.sampled_from(
    [
        "语文",
        "数学 复习",
        "张三",
        "午休 张三",
        "###",
        "早读",
        "单周",
        "第1节",
        "星期一",
        "8:00-8:40",
        "三(2)班",
        "注：",
        "{x}",
        "=1",
    ]
)


@settings(max_examples=60)
@given(
    rows=st.lists(st.lists(st.one_of(st.just(""), WORDS, st.text(max_size=6)), max_size=6), max_size=8),
    week=weeks(),
    layout=st.sampled_from(LAYOUTS),
    seed=st.integers(0, 10**6),
)
def test_whatever_stands_beside_a_timetable_every_cell_is_accounted_for(rows, week, layout, seed):
    sheets = {name: [*table, *rows] for name, table in layout(week, Pen(seed)).items()}
    clean = [[cell for cell in row if cell.isprintable()] for row in rows]
    with tempfile.TemporaryDirectory() as place:
        path = book(Path(place) / "课表.xlsx", {**{name: sheets[name] for name in sheets}, "杂": clean})
        try:
            found = read(path)
        except InputError:
            return
    cells, *parts = astuple(found.counts)
    assert cells == sum(parts)
    assert (found.counts.reported > 0) == bool(found.unread)
    for fault in (*found.unread, *found.doubts):
        assert fault.say("zh")
        assert fault.say("en")
        assert fault.sheet
        assert fault.column
        assert fault.way_out
