"""The course of a solve: value and bound of one level of one stage, drawn where they change."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from solver.app.solve.progress import Moment, course_chart, course_of, spent, unit_of
from solver.domain.levels import Stage
from solver.service import LevelState, Options, Snapshot
from solver.workspace import RunView
from tests.app import rosters


def point(elapsed: float, stage: Stage, value: int | None, bound: int | None) -> Snapshot:
    return Snapshot(stage, "search", levels=(LevelState("burdens", value, bound),), elapsed=elapsed)


WAY = [
    point(0.5, "handover", 9, 9),
    point(1.0, "rotation", None, None),
    point(2.0, "rotation", 40, None),
    point(3.0, "rotation", 40, None),
    point(4.0, "rotation", 12, 4),
    point(5.0, "rotation", 6, 6),
]


def test_only_changes_of_the_stage_are_kept_and_it_goes_on_until_now() -> None:
    course = course_of(WAY, "rotation", "burdens", 7.5)
    assert course == (Moment(2.0, 40, None), Moment(4.0, 12, 4), Moment(5.0, 6, 6), Moment(7.5, 6, 6))
    assert course_of(WAY, "rotation", "wishes", 7.5) == ()


def test_value_and_bound_are_two_lines_in_the_readers_units() -> None:
    course = course_of(WAY, "rotation", "burdens", 5.0)
    rows = [row for row in rosters.drawn(course_chart(course, Fraction(1, 2), "zh")) if "line" in row]
    assert [(row["elapsed"], row["amount"]) for row in rows if row["line"] == "现值"] == [
        (2.0, 20.0),
        (4.0, 6.0),
        (5.0, 3.0),
    ]
    assert [row["text"] for row in rows if row["line"] != "现值"] == ["2", "3"]


def test_fairness_is_drawn_in_work_units_and_the_rest_as_it_counts() -> None:
    case = rosters.case_of("tiny")
    assert unit_of(case, "rotation", "max_deviation") == case.grid.step
    merged = case.model_copy(update={"levels": ((("max_deviation", 1), ("sum_deviation", 1)),)})
    assert unit_of(merged, "rotation", "max_deviation+sum_deviation") == case.grid.step
    assert unit_of(case, "rotation", "burdens") == 1
    assert unit_of(None, "rotation", "max_deviation") == 1


def test_the_clock_of_a_run_stops_with_it() -> None:
    began = dt.datetime(2026, 9, 1, 8, 0, tzinfo=dt.UTC)
    run = RunView(
        id=1,
        key="tiny",
        scenario="",
        batch="",
        state="done",
        place=0,
        options=Options(),
        case_hash="",
        digest="",
        version="",
        queued=began,
        started=began,
        ended=began + dt.timedelta(seconds=42),
        points=(WAY[-1],),
        plan_id=1,
        message=None,
    )
    assert spent(run) == 42.0
