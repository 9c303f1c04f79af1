"""Who looks after the queue: begins what waits when cores are free, and notices whose worker is gone."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from solver.base import process
from solver.base.text import Words
from solver.jobs.process import Child, last_word
from solver.store import Database, RunRow, Runs, StoreError
from solver.store.runs import ACTIVE, Ending
from solver.workspace.case_folder import home_of, private, run_files, run_lock, run_log

LOOK_SECONDS = 0.5
"""Seconds between two looks, unless somebody knocks."""
START_SECONDS = 30.0
"""Seconds in which a worker that another scheduler began may still be on its way to its lock."""
WORKER = "solver.workspace.worker"
"""The module whose ``main`` the process of a run calls."""

GONE = Words(
    zh="计算进程中途没有了（被结束、出错，或电脑关机）。输入都在，请再排一次。{word}",
    en="The run's process was gone before it was done (ended, failed, or the machine was switched off). "
    "All inputs are there; please start again. {word}",
)
NO_PROCESS = Words(zh="无法启动计算进程：{reason}。", en="The run's process could not be started: {reason}.")


class RunScheduler:
    """A thread that keeps the queue moving. Of several apps on a folder one keeps; if it goes, the next.

    Runs begin in the order in which they were asked for, each in a process of its own that outlives the
    app. A run holds as many cores as it has workers; one that wants more than there are takes all.

    Parameters
    ----------
    ended
        Called, on a thread of its own, with the id of a run whose process has ended.
    worker
        The module whose ``main`` the process of a run calls.
    """

    def __init__(
        self, root: Path, database: Database, cores: int, ended: Callable[[int], None], worker: str
    ) -> None:
        self.cores = cores
        self._root, self._home = root, home_of(root)
        self._runs = Runs(database)
        self._ended, self._worker = ended, worker
        self._children: dict[int, Child] = {}
        self._knock = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="scheduler", daemon=True)

    def start(self) -> None:
        """Begin to keep."""
        self._thread.start()

    def wake(self) -> None:
        """Look now."""
        self._knock.set()

    def close(self) -> None:
        """Stop keeping; workers go on."""
        self._closing.set()
        self._knock.set()
        self._thread.join()

    def _keep(self) -> None:
        with ExitStack() as held:
            keeps = False
            while not self._closing.is_set():
                # The disk may be full, the store busy, too many files open: the next look may have more luck.
                with suppress(StoreError, OSError):
                    keeps = keeps or self._take_over(held)
                    if keeps:
                        self._look()
                self._knock.wait(LOOK_SECONDS)
                self._knock.clear()

    def _take_over(self, held: ExitStack) -> bool:
        """Take the place of who keeps the queue of this folder, if it is free."""
        lock = private(self._home / "keeper.lock")
        if process.locked(lock.fileno()):
            held.callback(lock.close)
            return True
        lock.close()
        return False

    def _look(self) -> None:
        self._mourn()
        self._begin()
        self._tidy()

    def _mourn(self) -> None:
        """Note which runs have lost their process."""
        # First the processes, then the runs: who was done before its process ended is none of them.
        gone = {run_id for run_id, child in self._children.items() if child.gone}
        for row in self._runs.find(states=ACTIVE):
            if row.id in gone or not self._alive(row):
                word = self._last_word(row.id)
                called_off = row.state == "cancelling"
                ending = Ending("cancelled") if called_off else Ending("interrupted", GONE.with_(word=word))
                self._runs.end(row.id, ending)
        for run_id in gone:
            del self._children[run_id]

    def _begin(self) -> None:
        active = self._runs.find(states=ACTIVE)
        free = self.cores - sum(min(row.cores, self.cores) for row in active)
        for row in self._runs.find(states=("queued",)):
            wanted = min(row.cores, self.cores)
            if wanted > free:
                # Nobody overtakes: a large run would otherwise wait for ever.
                return
            if self._runs.begin(row.id):
                free -= wanted
                self._spawn(row.id)

    def _spawn(self, run_id: int) -> None:
        task = json.dumps([run_id, str(self._root)])
        try:
            with private(run_log(self._home, run_id)) as log:
                child = Child(self._worker, task, log)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._runs.end(run_id, Ending("failed", NO_PROCESS.with_(reason=reason)))
            return
        # It outlives the app, so nothing may tie it to us.
        child.let_go()
        self._children[run_id] = child
        with suppress(RuntimeError):
            # Without a thread of its own its end is noticed at the next look.
            threading.Thread(target=self._await, args=(run_id, child), daemon=True).start()

    def _await(self, run_id: int, child: Child) -> None:
        child.wait()
        self.wake()
        if not self._closing.is_set():
            self._ended(run_id)

    def _alive(self, row: RunRow) -> bool:
        """Tell whether a run has a process: one of ours, or somebody holds its lock, or it may yet come."""
        if row.id in self._children:
            return True
        with private(run_lock(self._home, row.id)) as lock:
            if not process.locked(lock.fileno()):
                return True
        if row.state == "cancelling":
            # Whoever still comes to work on it finds it called off.
            return False
        begun = dt.datetime.fromisoformat(row.started or row.queued)
        # Where the clock was put back it may have begun tomorrow: nobody waits for that.
        return abs((dt.datetime.now(dt.UTC) - begun).total_seconds()) < START_SECONDS

    def _tidy(self) -> None:
        """Throw away what runs that have ended left beside the store, whoever kept the queue then."""
        left = [file for file in run_files(self._home) if file.stem.isdecimal()]
        active = {row.id for row in self._runs.find(states=ACTIVE)} if left else set()
        for file in left:
            if int(file.stem) not in active:
                file.unlink(missing_ok=True)

    def _last_word(self, run_id: int) -> str:
        try:
            with run_log(self._home, run_id).open("rb") as log:
                return last_word(log)
        except OSError:
            return ""
