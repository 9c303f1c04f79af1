"""The process of one run: reads its case from the store, solves it, writes its way and its plan there.

Stdin says which run of which folder. It outlives the app that asked for it, and ends early only when the
store says that the run shall stop or is called off.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from solver import service
from solver.base import process
from solver.base.errors import NoPlanError
from solver.base.text import Words, literal
from solver.domain.case import Case
from solver.jobs.process import STOPPED, Reporter, line
from solver.store import DamagedError, Database, Plans, RunRow, Runs, StoreError
from solver.store.runs import Ending
from solver.workspace.case_folder import home_of, private, run_lock
from solver.workspace.plan_cache import plan_row
from solver.workspace.queue import OPTIONS
from solver.workspace.serialization import OutdatedError, Packed, TakenSeats, packed, row_of, unpacked_case

NICENESS = 5
"""The pages come first: they answer while this process computes."""
LOOK_SECONDS = 0.3
"""Seconds between two looks at the store."""
LOCK_SECONDS = 10.0
KEEP_PAUSES = (1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 240.0)
"""Seconds between tries to keep a plan: a disk that is full for a while costs nobody a long solve."""

SOLVED = Words(zh="第 {number} 次排班", en="Run {number}")
TOO_EARLY = Words(
    zh="停得太早，还没有排出一份来。请再排一次，多等一会儿。",
    en="It was stopped before there was any plan. Start again and wait a little longer.",
)


class Link:
    """What a run's process and the store tell each other while it works."""

    def __init__(self, runs: Runs, run_id: int, case: Case, stop: service.Stop) -> None:
        self._runs, self._run_id, self._stop = runs, run_id, stop
        self._seats = TakenSeats(case)
        self._number = 0

    def tell(self, news: list[service.Snapshot]) -> list[service.Snapshot]:
        """Hear what is wished and write down how far it is; return what could not be written."""
        # The store may be busy for a moment: the next look will do.
        with suppress(StoreError):
            self._obey()
            counted = [self._seats.counted(each) for each in news]
            self._runs.tell(
                [row_of(self._run_id, self._number + at, each) for at, each in enumerate(counted, 1)]
            )
            self._number += len(news)
            return []
        return news

    def _obey(self) -> None:
        row = self._runs.get(self._run_id)
        if row is None or row.state == "cancelling":
            self._runs.end(self._run_id, Ending("cancelled"))
            # Nothing of it is wanted, so nobody waits for the solver to come to rest.
            os._exit(STOPPED)
        if row.state == "stopping":
            self._stop.ask()


def main() -> int:
    """Work on the run that stdin names: its id and the folder of cases."""
    run_id, folder = json.loads(line())
    home = home_of(Path(folder))
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    with private(run_lock(home, run_id)) as lock:
        end = time.monotonic() + LOCK_SECONDS
        # The scheduler looks whether the lock is free by taking it for a moment.
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
        with Reporter(Link(runs, run_id, case, stop).tell, LOOK_SECONDS) as reporter:
            result = service.solve(case, OPTIONS.validate_json(row.options), listen=reporter.hear, stop=stop)
            # Called off even now, it still ends at once: the plan and the state change together.
            _keep(runs, row, result, time.monotonic() - began)
    except NoPlanError as error:
        early = stop.asked and not error.proven
        runs.end(run_id, Ending("failed", TOO_EARLY.with_() if early else error.message))
    except StoreError as error:
        runs.end(run_id, Ending("failed", error.message))


def _keep(runs: Runs, run: RunRow, result: service.Result, seconds: float) -> None:
    pack = packed(result)
    for pause in KEEP_PAUSES:
        with suppress(StoreError):
            _finish(runs, run, result, pack, seconds)
            return
        time.sleep(pause)
    _finish(runs, run, result, pack, seconds)


def _finish(runs: Runs, run: RunRow, result: service.Result, pack: Packed, seconds: float) -> None:
    # Counted within the case: a run's id counts those of all cases.
    number = sum(not each.scenario and each.id <= run.id for each in runs.find(key=run.key))
    label = literal(run.scenario) if run.scenario else SOLVED.with_(number=number)
    row = plan_row(run.key, result, pack, label)
    row.run_id, row.digest, row.scenario, row.seconds = run.id, run.digest, run.scenario, seconds
    if runs.finish(run.id, row, pack.case, pack.files) is None:
        runs.end(run.id, Ending("cancelled"))
