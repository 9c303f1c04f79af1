"""Runs in real processes: one after the other as cores allow, stopped, called off, lost, found again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from solver.base import process
from solver.domain.case import RuleSetting
from solver.domain.example_cases import a_post, sketch
from solver.service import Options
from solver.workspace import RunView, UnknownError, Workspace
from tests.workspace import sleeper
from tests.workspace.conftest import (
    LONG,
    NO_TIME,
    QUICK,
    calm,
    case_of,
    running,
    searching,
    submitted,
    waited,
)


def worker(root: Path, run_id: int) -> int:
    """The id of the process that holds the lock of a run."""
    lock = root / ".afterbell/runs" / f"{run_id}.lock"
    inode = lock.stat().st_ino
    rows = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return next(int(row[4]) for row in rows if row[5].endswith(f":{inode}"))


@pytest.fixture
def idle(root: Path) -> Iterator[Workspace]:
    """A workspace with one core, whose runs only sleep."""
    with Workspace(root, cores=1, worker=sleeper.MODULE) as workspace:
        yield workspace
        calm(workspace)


@pytest.fixture(scope="module")
def after(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, RunView]]:
    """A workspace in which one run has made its plan."""
    folder = tmp_path_factory.mktemp("学校")
    shutil.copytree(repository / "data/tiny", folder / "tiny")
    with Workspace(folder, cores=1) as workspace:
        yield workspace, waited(workspace, submitted(workspace, "tiny"))


def test_a_run_makes_a_plan_of_the_case_that_was_handed_in(after: tuple[Workspace, RunView]) -> None:
    workspace, run = after
    case, digest = case_of(workspace, "tiny"), workspace.drafts.open("tiny").tables.digest
    assert (run.state, run.message, run.place) == ("done", None, 0)
    (plan,) = workspace.plans.of("tiny")
    assert (plan.id, plan.run_id, plan.digest) == (run.plan_id, run.id, digest)
    assert (plan.case_hash, run.case_hash) == (case.hash, case.hash)
    result = workspace.plans.result(plan.id)
    assert result.case == case
    assert result.audit.clean
    assert workspace.cases.cards()[0].last_plan == plan
    assert run.started is not None
    assert run.ended is not None
    assert run.queued <= run.started <= run.ended


def test_the_way_of_a_run_can_be_followed(after: tuple[Workspace, RunView]) -> None:
    workspace, run = after
    assert [point.stage for point in run.points if point.stage == "timetable"]
    assert [point.elapsed for point in run.points] == sorted(point.elapsed for point in run.points)
    last = run.points[-1]
    assert last.step == "done"
    assert (last.assigned, last.seats) == (32, 32)
    assert {level.name: level.value for level in last.levels}["uncovered"] == 0
    assert workspace.runs.find("tiny")[0].points == (last,)


def test_runs_wait_for_cores_in_the_order_they_were_asked_for(idle: Workspace) -> None:
    first = submitted(idle, "tiny", LONG)
    second, third = (submitted(idle, "tiny", NO_TIME, batch="both") for _ in range(2))
    waited(idle, first, running)
    assert [idle.runs.get(each).place for each in (first, second, third)] == [0, 1, 2]
    assert idle.cases.cards()[0].running is not None
    idle.runs.cancel(second)
    assert [idle.runs.get(each).place for each in (second, third)] == [0, 1]
    idle.runs.cancel(first)
    assert waited(idle, third).state == "done"
    assert [idle.runs.get(each).state for each in (first, second)] == ["cancelled", "cancelled"]
    assert [run.id for run in idle.runs.find(batch="both")] == [third, second]


def test_who_wants_more_cores_than_there_are_takes_all(idle: Workspace) -> None:
    first = submitted(idle, "tiny", Options(seconds=300, workers=8))
    second = submitted(idle, "tiny", NO_TIME)
    waited(idle, first, running)
    assert idle.runs.get(second).state == "queued"
    idle.runs.cancel(first)
    assert waited(idle, second).state == "done"
    assert idle.runs.get(first).state == "cancelled"


def test_a_run_that_is_stopped_keeps_the_best_it_has(busy: Path) -> None:
    with Workspace(busy, cores=1) as workspace:
        run_id = submitted(workspace, "small", LONG)
        waited(workspace, run_id, searching)
        workspace.runs.stop(run_id)
        assert workspace.runs.get(run_id).state in {"stopping", "done"}
        run = waited(workspace, run_id)
        assert (run.state, run.message) == ("done", None)
        assert run.plan_id is not None
        assert not workspace.plans.result(run.plan_id).audit.doubts
        assert workspace.plans.get(run.plan_id).seconds < LONG.seconds / 2


def test_nothing_is_kept_of_a_run_that_is_called_off(busy: Path) -> None:
    with Workspace(busy, cores=1) as workspace:
        run_id = submitted(workspace, "small", LONG)
        waited(workspace, run_id, lambda run: bool(run.points))
        workspace.runs.cancel(run_id)
        run = waited(workspace, run_id)
        assert (run.state, run.plan_id) == ("cancelled", None)
        assert workspace.plans.of("small") == ()


def test_a_run_whose_process_is_killed_is_interrupted_and_the_next_one_begins(
    idle: Workspace, root: Path
) -> None:
    first, second = submitted(idle, "tiny", LONG), submitted(idle, "tiny", NO_TIME)
    os.kill(at_work(idle, root, first), signal.SIGKILL)
    run = waited(idle, first)
    assert run.state == "interrupted"
    assert run.message is not None
    assert "请再排一次" in run.message.say("zh")
    assert waited(idle, second).state == "done"
    assert not list((root / ".afterbell/runs").glob(f"{first}.*"))


def test_a_run_whose_process_fails_is_interrupted_with_its_last_words(root: Path) -> None:
    with Workspace(root, cores=1, worker="tests.workspace.nowhere") as workspace:
        run = waited(workspace, submitted(workspace, "tiny"))
        assert run.state == "interrupted"
        assert run.message is not None
        assert "No module named 'tests.workspace.nowhere'" in run.message.say("en")


def test_a_case_without_a_plan_fails_with_the_reason(workspace: Workspace) -> None:
    floor = RuleSetting(code="floors", params={"least": 3, "per": "term", "cost": "hard"})
    case = sketch(staff="ann bo", posts=[a_post("gate", "gate")], days=2, rules=(floor,))
    run = waited(workspace, workspace.runs.submit("tiny", case, QUICK, digest=""))
    assert (run.state, run.plan_id) == ("failed", None)
    assert run.message is not None
    assert "已证明" in run.message.say("zh")


def test_of_two_workspaces_on_a_folder_one_begins_the_runs_and_when_it_goes_the_other(
    idle: Workspace, root: Path
) -> None:
    with Workspace(root, cores=1, worker=sleeper.MODULE) as second:
        runs = [submitted(each, "tiny", NO_TIME) for each in (second, idle)]
        assert {waited(second, run).state for run in runs} == {"done"}
        idle.scheduler.close()
        assert waited(second, submitted(idle, "tiny", NO_TIME)).state == "done"


APP = """
import sys, time
from pathlib import Path
from solver.service import Options
from solver.workspace import Workspace
from tests.workspace import sleeper
workspace = Workspace(Path(sys.argv[1]), cores=1, worker=sleeper.MODULE)
draft = workspace.drafts.open("tiny")
case = workspace.drafts.examine(draft.tables).loaded.case
for seconds in (300, 0):
    workspace.runs.submit("tiny", case, Options(seconds=seconds), digest=draft.tables.digest)
workspace.drafts.keep("tiny", draft.tables.with_cell("staff", 0, "name", "还没保存"), draft.revision)
print("solving", flush=True)
time.sleep(600)
"""


def test_a_killed_app_loses_nothing_and_its_worker_goes_on(root: Path) -> None:
    app = subprocess.Popen(
        [sys.executable, "-c", APP, str(root)], env=process.environment(), stdout=subprocess.PIPE
    )
    assert app.stdout is not None
    assert app.stdout.readline() == b"solving\n"
    with Workspace(root, cores=1, worker=sleeper.MODULE) as workspace:
        first, second = sorted(run.id for run in workspace.runs.find())
        pid = at_work(workspace, root, first)
        app.kill()
        app.communicate()
        assert workspace.drafts.open("tiny").tables.tables["staff"][0]["name"] == "还没保存"
        assert [workspace.runs.get(each).state for each in (first, second)] == ["running", "queued"]
        assert worker(root, first) == pid
        workspace.runs.stop(first)
        assert waited(workspace, first).state == "done"
        assert waited(workspace, second).state == "done"


def test_what_is_not_there_is_told(workspace: Workspace) -> None:
    for ask in (workspace.runs.get, workspace.plans.get, workspace.plans.result):
        with pytest.raises(UnknownError):
            ask(7)
    with pytest.raises(UnknownError):
        workspace.runs.submit("nowhere", case_of(workspace, "tiny"), QUICK, digest="")


def at_work(workspace: Workspace, root: Path, run_id: int) -> int:
    """The process of a run, once it holds the lock."""
    found: list[int] = []

    def held(run: RunView) -> bool:
        assert run.open
        try:
            found.append(worker(root, run_id))
        except (OSError, StopIteration):
            return False
        return found[-1] != os.getpid()

    waited(workspace, run_id, held)
    return found[-1]
