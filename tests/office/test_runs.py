"""Runs in real processes: one after the other as cores allow, stopped, called off, lost, found again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from solver.base import process
from solver.domain.case import RuleSetting
from solver.office import Office, RunView, UnknownError
from solver.office.keeper import Keeper
from solver.rules.example_cases import post, sketch
from solver.service import Options
from tests.office.conftest import LONG, QUICK, calm, case_of, searching, submitted, waited


def worker(root: Path, run_id: int) -> int:
    """The id of the process that holds the lock of a run."""
    lock = root / ".afterbell/runs" / f"{run_id}.lock"
    inode = lock.stat().st_ino
    rows = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return next(int(row[4]) for row in rows if row[5].endswith(f":{inode}"))


def running(run: RunView) -> bool:
    return run.state != "queued"


def test_a_run_makes_a_plan_of_the_case_that_was_handed_in(office: Office) -> None:
    case, digest = case_of(office, "tiny"), office.open("tiny").tables.digest
    run = waited(office, submitted(office, "tiny"))
    assert (run.state, run.message, run.place) == ("done", None, 0)
    (plan,) = office.plans("tiny")
    assert (plan.id, plan.run_id, plan.source_hash) == (run.plan_id, run.id, digest)
    assert (plan.case_hash, run.case_hash) == (case.hash, case.hash)
    result = office.result(plan.id)
    assert result.case == case
    assert result.audit.clean
    assert office.cases()[0].last_plan == plan
    assert run.started is not None
    assert run.ended is not None
    assert run.queued <= run.started <= run.ended


def test_the_way_of_a_run_can_be_followed(office: Office) -> None:
    run = waited(office, submitted(office, "tiny"))
    assert [point.stage for point in run.points if point.stage == "timetable"]
    assert [point.elapsed for point in run.points] == sorted(point.elapsed for point in run.points)
    last = run.points[-1]
    assert last.step == "done"
    assert (last.assigned, last.seats) == (32, 32)
    assert {level.name: level.value for level in last.levels}["uncovered"] == 0
    assert office.runs("tiny")[0].points == (last,)


def test_runs_wait_for_cores_in_the_order_they_were_asked_for(busy: Path) -> None:
    with Office(busy, cores=1) as office:
        first = submitted(office, "small", LONG)
        second, third = (submitted(office, "tiny", batch="both") for _ in range(2))
        waited(office, first, running)
        assert [office.run(each).place for each in (first, second, third)] == [0, 1, 2]
        assert office.cases()[1].running is not None
        office.cancel(second)
        assert [office.run(each).place for each in (second, third)] == [0, 1]
        office.cancel(first)
        assert waited(office, third).state == "done"
        assert [office.run(each).state for each in (first, second)] == ["cancelled", "cancelled"]
        assert [run.id for run in office.runs(batch="both")] == [third, second]
        assert office.plans("small") == ()


def test_who_wants_more_cores_than_there_are_takes_all(busy: Path) -> None:
    with Office(busy, cores=2) as office:
        first = submitted(office, "small", Options(seconds=300, workers=8))
        second = submitted(office, "tiny")
        waited(office, first, running)
        assert office.run(second).state == "queued"
        office.cancel(first)
        waited(office, second, running)
        assert office.run(first).state == "cancelled"
        calm(office)


def test_a_run_that_is_stopped_keeps_the_best_it_has(busy: Path) -> None:
    with Office(busy, cores=1) as office:
        run_id = submitted(office, "small", LONG)
        waited(office, run_id, searching)
        office.stop(run_id)
        assert office.run(run_id).state in {"stopping", "done"}
        run = waited(office, run_id)
        assert (run.state, run.message) == ("done", None)
        assert run.plan_id is not None
        assert not office.result(run.plan_id).audit.doubts
        assert office.plan(run.plan_id).seconds < LONG.seconds / 2


def test_nothing_is_kept_of_a_run_that_is_called_off(busy: Path) -> None:
    with Office(busy, cores=1) as office:
        run_id = submitted(office, "small", LONG)
        waited(office, run_id, searching)
        office.cancel(run_id)
        run = waited(office, run_id)
        assert (run.state, run.plan_id) == ("cancelled", None)
        assert office.plans("small") == ()


def test_a_run_whose_process_is_killed_is_interrupted_and_the_next_one_begins(busy: Path) -> None:
    with Office(busy, cores=1) as office:
        first, second = submitted(office, "small", LONG), submitted(office, "tiny")
        waited(office, first, searching)
        os.kill(worker(busy, first), signal.SIGKILL)
        run = waited(office, first)
        assert run.state == "interrupted"
        assert run.message is not None
        assert "请再排一次" in run.message.say("zh")
        assert waited(office, second).state == "done"
        assert not list((busy / ".afterbell/runs").glob(f"{first}.*"))


def test_a_case_without_a_plan_fails_with_the_reason(office: Office) -> None:
    floor = RuleSetting(code="floors", params={"least": 3, "per": "term", "cost": "hard"})
    case = sketch(staff="ann bo", posts=[post("gate", "gate")], days=2, rules=(floor,))
    run = waited(office, office.submit("tiny", case, QUICK, source_hash=""))
    assert (run.state, run.plan_id) == ("failed", None)
    assert run.message is not None
    assert "已证明" in run.message.say("zh")


def test_of_two_offices_on_a_folder_one_begins_the_runs(
    office: Office, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[Keeper] = []
    spawn = Keeper._spawn

    def noted(keeper: Keeper, run_id: int) -> None:
        began.append(keeper)
        spawn(keeper, run_id)

    monkeypatch.setattr(Keeper, "_spawn", noted)
    with Office(root, cores=2) as second:
        runs = [submitted(each, "tiny") for each in (second, office)]
        assert {waited(second, run).state for run in runs} == {"done"}
        assert len(office.plans("tiny")) == len(second.plans("tiny")) == 2
    assert len(began) == 2
    assert len(set(began)) == 1


APP = """
import sys, time
from pathlib import Path
from solver.office import Office
from solver.service import Options
office = Office(Path(sys.argv[1]), cores=1)
for key, seconds in (("small", 300), ("tiny", 20)):
    draft = office.open(key)
    case = office.examine(draft.tables).loaded.case
    run = office.submit(key, case, Options(seconds=seconds, workers=1), source_hash=draft.tables.digest)
office.keep("tiny", draft.tables.with_cell("staff", 0, "name", "还没保存"), draft.revision)
while not office.run(run - 1).points:
    time.sleep(0.1)
print("solving", flush=True)
time.sleep(600)
"""


def test_a_killed_app_loses_nothing_and_its_worker_goes_on(busy: Path) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", APP, str(busy)], env=process.environment(), stdout=subprocess.PIPE
    )
    assert app.stdout is not None
    assert app.stdout.readline() == b"solving\n"
    app.kill()
    app.communicate()
    with Office(busy, cores=1) as office:
        assert office.open("tiny").tables.tables["staff"][0]["name"] == "还没保存"
        first, second = sorted(run.id for run in office.runs())
        assert [office.run(each).state for each in (first, second)] == ["running", "queued"]
        seen = len(office.run(first).points)
        waited(office, first, lambda run: searching(run) and len(run.points) > seen)
        office.stop(first)
        assert waited(office, first).state == "done"
        assert waited(office, second).state == "done"
        assert len(office.plans("small")) == 1


def test_a_run_of_a_killed_app_that_never_came_to_work_is_interrupted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Office(root, cores=1) as office:
        office._keeper.close()
        run_id = submitted(office, "tiny")
        # The app was killed right after it had taken the run from the queue.
        assert office._queue._runs.begin(run_id)
    monkeypatch.setattr("solver.office.keeper.GRACE", 0.0)
    with Office(root, cores=1) as again:
        assert waited(again, run_id).state == "interrupted"


def test_what_is_not_there_is_told(office: Office) -> None:
    for ask in (lambda: office.run(7), lambda: office.plan(7), lambda: office.result(7)):
        with pytest.raises(UnknownError):
            ask()
    with pytest.raises(UnknownError):
        office.submit("nowhere", case_of(office, "tiny"), QUICK, source_hash="")
