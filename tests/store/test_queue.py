"""The life of a run: every change has its states, and of several who want one, one gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from solver.base.text import Words
from solver.store import DamagedError, Database, Plans, PointRow, Runs
from solver.store.runs import Ending
from solver.store.schema import CaseRow, FileRow
from tests.store.rows import a_plan, a_run

FILES = {"roster.csv": b"date,post,staff\n", "certificate.json": b"{}"}


@pytest.fixture
def runs(database: Database) -> Runs:
    return Runs(database)


def state(runs: Runs, run_id: int) -> str:
    row = runs.get(run_id)
    assert row is not None
    return row.state


def test_of_many_who_would_begin_a_run_one_does(runs: Runs) -> None:
    run = runs.add(a_run(), b"case")
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: runs.begin(run), range(8))) == 1


def test_runs_come_in_the_order_in_which_they_were_asked_for(runs: Runs) -> None:
    asked = [runs.add(a_run(key), b"case") for key in ("b", "a", "c")]
    assert [row.id for row in runs.find(states=("queued",))] == asked
    assert [row.id for row in runs.find(key="a")] == asked[1:2]


def test_a_waiting_run_that_is_stopped_is_called_off(runs: Runs) -> None:
    run = runs.add(a_run(), b"case")
    runs.stop(run)
    assert state(runs, run) == "cancelled"
    assert not runs.begin(run)


def test_a_plan_and_the_end_of_its_run_are_one(runs: Runs, database: Database) -> None:
    run = runs.add(a_run(), b"case")
    runs.begin(run)
    plan = runs.finish(run, a_plan(run_id=run), b"case", FILES)
    assert plan is not None
    assert state(runs, run) == "done"
    assert Plans(database).read(plan) == (b"case", FILES)
    assert runs.plans([run]) == {run: plan}


def test_nothing_is_kept_of_a_run_that_was_called_off(runs: Runs, database: Database) -> None:
    run = runs.add(a_run(), b"case")
    runs.begin(run)
    runs.cancel(run)
    assert runs.finish(run, a_plan(run_id=run), b"case", FILES) is None
    assert Plans(database).of("tiny") == ()


def test_a_run_that_ended_stays_as_it_ended(runs: Runs) -> None:
    run = runs.add(a_run(), b"case")
    runs.begin(run)
    runs.finish(run, a_plan(run_id=run), b"case", FILES)
    runs.stop(run)
    runs.cancel(run)
    assert not runs.end(run, Ending("interrupted"))
    assert state(runs, run) == "done"


def test_words_of_an_end_are_kept_as_they_are(runs: Runs) -> None:
    run = runs.add(a_run(), b"case")
    runs.begin(run)
    runs.end(run, Ending("failed", Words(zh="{x}", en="{x}").with_(x="{braces} and <b>")))
    row = runs.get(run)
    assert row is not None
    assert (row.message_zh, row.message_en) == ("{braces} and <b>",) * 2


def test_the_last_point_of_each_run_is_found_without_the_rest(runs: Runs) -> None:
    first, second, third = (runs.add(a_run(), b"case") for _ in range(3))
    for run, number in ((first, 1), (first, 2), (second, 1)):
        point = PointRow(
            run_id=run,
            number=number,
            elapsed=0.5 * number,
            stage="rotation",
            step="search",
            levels="[]",
            assigned=None,
            seats=None,
        )
        runs.tell([point])
    assert {run: point.number for run, point in runs.latest([first, second, third]).items()} == {
        first: 2,
        second: 1,
    }
    assert [point.number for point in runs.points(first)] == [1, 2]


def test_a_case_is_kept_once_for_all_its_runs(runs: Runs, database: Database) -> None:
    for _ in range(3):
        runs.add(a_run(), b"case")
    with database.reading() as session:
        assert session.query(CaseRow).count() == 1


def test_a_plan_with_a_damaged_file_is_never_read(runs: Runs, database: Database) -> None:
    run = runs.add(a_run(), b"case")
    runs.begin(run)
    plan = runs.finish(run, a_plan(run_id=run), b"case", FILES)
    assert plan is not None
    with database.writing() as session:
        row = session.get(FileRow, (plan, "roster.csv"))
        assert row is not None
        row.content = row.content[:-1]
    with pytest.raises(DamagedError):
        Plans(database).read(plan)
    assert [row.id for row in Plans(database).of("tiny")] == [plan]
