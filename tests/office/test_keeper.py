"""Who looks after the queue: whatever happens to files, clocks and stores, it goes on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solver.office import Office, keeper, worker
from solver.office.home import private, run_lock
from solver.store import RunRow, Runs, StoreError
from solver.store.database import FULL
from tests.office.conftest import calm, submitted, waited


def soon(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


def test_a_keeper_that_can_not_look_looks_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = iter(
        [OSError(24, "Too many open files"), OSError(28, "No space left"), StoreError(FULL.with_())]
    )

    def full(path: Path) -> object:
        for failure in failures:
            raise failure
        return private(path)

    monkeypatch.setattr(keeper, "private", full)
    monkeypatch.setattr(keeper, "TICK", 0.02)
    with Office(root, cores=1) as office:
        assert waited(office, submitted(office, "tiny")).state == "done"


@pytest.mark.parametrize("days", [-2, 2])
def test_a_run_that_nobody_works_on_ends_whatever_the_clock_says(root: Path, days: int) -> None:
    """The app was killed right after it had taken the run from the queue; then the clock was set."""
    with Office(root, cores=1) as office:
        office._keeper.close()
        run_id = submitted(office, "tiny")
        assert office._queue._runs.begin(run_id)
        with office._database.writing() as session:
            row = session.get(RunRow, run_id)
            assert row is not None
            row.started = (dt.datetime.now(dt.UTC) + dt.timedelta(days=days)).isoformat()
    with Office(root, cores=1) as again:
        assert waited(again, run_id).state == "interrupted"


def test_what_workers_left_while_no_app_was_there_is_thrown_away(root: Path) -> None:
    with Office(root, cores=1) as office:
        office._keeper.close()
        left = run_lock(root / ".afterbell", 7)
        left.parent.mkdir()
        left.touch()
        left.with_suffix(".log").touch()
    with Office(root, cores=1):
        assert soon(lambda: not list(left.parent.iterdir()))


def test_a_plan_waits_until_the_disk_has_room_for_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office._keeper.close()
    run_id = submitted(office, "tiny")
    assert office._queue._runs.begin(run_id)
    real, tries = Runs.finish, iter(range(2))

    def full(*given: Any) -> int | None:
        for _ in tries:
            raise StoreError(FULL.with_())
        return real(*given)

    monkeypatch.setattr(Runs, "finish", full)
    monkeypatch.setattr(worker, "PAUSES", (0.01, 0.01, 0.01))
    worker.work(office._database, run_id)
    assert office.run(run_id).state == "done"
    (plan,) = office.plans("tiny")
    assert office.result(plan.id).audit.clean


def test_a_plan_for_which_there_is_never_room_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError(FULL.with_())

    office._keeper.close()
    run_id = submitted(office, "tiny")
    assert office._queue._runs.begin(run_id)
    monkeypatch.setattr(Runs, "finish", full)
    monkeypatch.setattr(worker, "PAUSES", (0.01,))
    worker.work(office._database, run_id)
    run = office.run(run_id)
    assert run.state == "failed"
    assert run.message is not None
    assert "磁盘满了" in run.message.say("zh")
    calm(office)
