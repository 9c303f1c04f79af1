"""The process of one run: reads its case from the store, solves it, writes its way and its plan there.

``python -m solver.office.worker`` is started by the office, not by people: stdin says which run of which
folder. It outlives the app that asked for it, and ends early only when the store says that the run shall stop
or is called off.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from solver import service
from solver.base import process
from solver.base.errors import NoPlanError
from solver.base.text import Words
from solver.office.home import home_of, private, run_lock
from solver.office.opened import plan_row
from solver.office.packing import OutdatedError, Packed, packed, unpacked_case
from solver.office.points import Points
from solver.office.queue import OPTIONS
from solver.office.snapshots import both
from solver.store import DamagedError, Database, Plans, RunRow, Runs, StoreError
from solver.store.runs import Ending

NICE = 5
"""The pages come first: they answer while this process computes."""
OFTEN = 0.3
"""Seconds between two looks at the store."""
PATIENCE = 10.0
PAUSES = (1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 240.0)
"""Seconds between tries to keep a plan: a disk that is full for a while costs nobody a long solve."""
STOPPED = 130

SOLVED = Words(zh="第 {number} 次排班", en="Run {number}")
TOO_EARLY = Words(
    zh="停得太早，还没有排出一份来。请再排一次，多等一会儿。",
    en="It was stopped before there was any plan. Start again and wait a little longer.",
)


class Teller:
    """Writes a run's way into the store and hears from it what is wished; its own thread."""

    def __init__(self, runs: Runs, run_id: int, points: Points, stop: service.Stop) -> None:
        self._runs, self._run_id, self._points, self._stop = runs, run_id, points, stop
        self._lock = threading.Lock()
        self._news: list[service.Snapshot] = []
        self._number = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def hear(self, snapshot: service.Snapshot) -> None:
        """Take news of the solve; of one step only the newest is kept. Solver threads call it."""
        with self._lock:
            last = self._news[-1] if self._news else None
            if last is not None and (last.stage, last.step) == (snapshot.stage, snapshot.step):
                self._news.pop()
            self._news.append(snapshot)

    def _follow(self) -> None:
        over = False
        while not over:
            over = self._over.wait(OFTEN)
            # The store may be busy for a moment: the next look will do.
            with suppress(StoreError):
                self._obey()
                self._tell()

    def _obey(self) -> None:
        row = self._runs.get(self._run_id)
        if row is None or row.state == "cancelling":
            self._runs.end(self._run_id, Ending("cancelled"))
            # Nothing of it is wanted, so nobody waits for the solver to come to rest.
            os._exit(STOPPED)
        if row.state == "stopping":
            self._stop.ask()

    def _tell(self) -> None:
        with self._lock:
            news, self._news = self._news, []
        points = [self._points.point(self._number + at, each) for at, each in enumerate(news, 1)]
        try:
            self._runs.tell(points)
        except StoreError:
            with self._lock:
                self._news = news + self._news
            raise
        self._number += len(points)


def main() -> int:
    """Work on the run that stdin names: its id, then the folder of cases."""
    number, _, folder = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").partition("\n")
    if not number:
        # Whoever started this process was gone before it could say why.
        return STOPPED
    root, run_id = Path(folder), int(number)
    home = home_of(root)
    if hasattr(os, "nice"):
        os.nice(NICE)
    with private(run_lock(home, run_id)) as lock:
        end = time.monotonic() + PATIENCE
        # The keeper looks whether the lock is free by taking it for a moment.
        while not process.locked(lock.fileno()):
            if time.monotonic() > end:
                return STOPPED
            time.sleep(0.05)
        database = Database(home)
        try:
            work(database, run_id)
        finally:
            database.close()
    return 0


def work(database: Database, run_id: int) -> None:
    """Solve the case of a run and keep its plan; every way it can end is written down."""
    runs, plans = Runs(database), Plans(database)
    row = runs.get(run_id)
    if row is None or row.state not in {"running", "stopping"}:
        return
    try:
        case = unpacked_case(plans.case(row.case_hash), f"run {run_id}")
    except (DamagedError, OutdatedError) as error:
        runs.end(run_id, Ending("failed", error.message))
        return
    stop = service.Stop()
    began = time.monotonic()
    try:
        with Teller(runs, run_id, Points(case, run_id), stop) as teller:
            result = service.solve(case, OPTIONS.validate_json(row.options), listen=teller.hear, stop=stop)
            # Called off even now, it still ends at once: the plan and the state change together.
            _keep(runs, row, result, time.monotonic() - began)
    except NoPlanError as error:
        early = stop.asked and not error.proven
        runs.end(run_id, Ending("failed", TOO_EARLY.with_() if early else error.message))
    except StoreError as error:
        runs.end(run_id, Ending("failed", error.message))


def _keep(runs: Runs, run: RunRow, result: service.Result, seconds: float) -> None:
    pack = packed(result)
    for pause in PAUSES:
        with suppress(StoreError):
            _finish(runs, run, result, pack, seconds)
            return
        time.sleep(pause)
    _finish(runs, run, result, pack, seconds)


def _finish(runs: Runs, run: RunRow, result: service.Result, pack: Packed, seconds: float) -> None:
    # Counted within the case: a run's id counts those of all cases.
    number = sum(not each.scenario and each.id <= run.id for each in runs.find(key=run.key))
    label = both(run.scenario, run.scenario) if run.scenario else SOLVED.with_(number=number)
    row = plan_row(run.key, result, label=label)
    row.run_id, row.source_hash, row.scenario, row.seconds = run.id, run.source_hash, run.scenario, seconds
    row.summary_zh, row.summary_en = pack.summary.say("zh"), pack.summary.say("en")
    if runs.finish(run.id, row, pack.case, pack.files) is None:
        runs.end(run.id, Ending("cancelled"))


if __name__ == "__main__":
    sys.exit(main())
