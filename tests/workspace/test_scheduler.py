"""Who looks after the queue: whatever happens to files, clocks and stores, it goes on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solver.store import RunRow, Runs, StoreError
from solver.store.database import FULL
from solver.workspace import Workspace, scheduler, worker
from solver.workspace.case_folder import private, run_lock
from tests.workspace import sleeper
from tests.workspace.conftest import NO_TIME, begin, opened, submitted, waited


def soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def full(*_: object) -> None:
    raise StoreError(FULL.with_())


@pytest.fixture
def begun(workspace: Workspace, root: Path) -> int:
    """A run whose app was killed right after it had taken it from the queue."""
    workspace.scheduler.close()
    run_id = submitted(workspace, "tiny")
    begin(root, run_id)
    return run_id


def test_who_can_not_look_looks_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter(
        [OSError(24, "Too many open files"), OSError(28, "No space left"), StoreError(FULL.with_())]
    )

    def failing(path: Path) -> object:
        for failure in failures:
            raise failure
        return private(path)

    monkeypatch.setattr(scheduler, "private", failing)
    monkeypatch.setattr(scheduler, "LOOK_SECONDS", 0.02)
    with Workspace(root, cores=1, worker=sleeper.MODULE) as workspace:
        assert waited(workspace, submitted(workspace, "tiny", NO_TIME)).state == "done"


@pytest.mark.parametrize("days", [-2, 2])
def test_a_run_that_nobody_works_on_ends_whatever_the_clock_says(root: Path, begun: int, days: int) -> None:
    with opened(root) as database, database.writing() as session:
        row = session.get(RunRow, begun)
        assert row is not None
        row.started = (dt.datetime.now(dt.UTC) + dt.timedelta(days=days)).isoformat()
    with Workspace(root, cores=1) as again:
        assert waited(again, begun).state == "interrupted"


def test_a_run_that_its_app_never_came_to_begin_is_interrupted(
    root: Path, begun: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "START_SECONDS", 0.0)
    with Workspace(root, cores=1) as again:
        assert waited(again, begun).state == "interrupted"


def test_what_workers_left_while_no_app_was_there_is_thrown_away(root: Path) -> None:
    left = run_lock(root / ".afterbell", 7)
    left.parent.mkdir(parents=True)
    left.touch()
    left.with_suffix(".log").touch()
    with Workspace(root, cores=1):
        assert soon(lambda: not list(left.parent.iterdir()))


def test_a_plan_waits_until_the_disk_has_room_for_it(
    workspace: Workspace, root: Path, begun: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = Runs.finish, iter(range(2))

    def full_twice(*given: Any) -> int | None:
        for _ in tries:
            full()
        return real(*given)

    monkeypatch.setattr(Runs, "finish", full_twice)
    monkeypatch.setattr(worker, "KEEP_PAUSES", (0.01, 0.01, 0.01))
    with opened(root) as database:
        worker.work(database, begun)
    assert workspace.runs.get(begun).state == "done"
    (plan,) = workspace.plans.of("tiny")
    assert workspace.plans.result(plan.id).audit.clean


def test_a_plan_for_which_there_is_never_room_is_told(
    workspace: Workspace, root: Path, begun: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Runs, "finish", full)
    monkeypatch.setattr(worker, "KEEP_PAUSES", (0.01,))
    with opened(root) as database:
        worker.work(database, begun)
    run = workspace.runs.get(begun)
    assert run.state == "failed"
    assert run.message is not None
    assert "磁盘满了" in run.message.say("zh")
