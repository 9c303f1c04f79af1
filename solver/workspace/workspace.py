"""The workspace of one process: everything that pages ask for which outlives a page."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Self

from solver.base import process
from solver.base.errors import AfterbellError
from solver.store import Database, Scenarios
from solver.workspace.case_folder import CaseFiles, CaseFolder, home_of
from solver.workspace.case_list import CaseList
from solver.workspace.drafts import CaseDrafts
from solver.workspace.plan_cache import PlanCache
from solver.workspace.queue import RunQueue
from solver.workspace.scheduler import WORKER, RunScheduler
from solver.workspace.views import NO_FOLDER, UnknownError


class CaseScenarios(Scenarios):
    """The scenarios of the cases of a folder."""

    def __init__(self, folder: CaseFolder, database: Database) -> None:
        super().__init__(database)
        self._folder = folder

    def put(self, key: str, name: str, text: str) -> None:
        """Keep a scenario of a case; one of that name is replaced.

        Raises
        ------
        UnknownError
            If no such case is listed.
        """
        self._folder.path(key)
        super().put(key, name, text)


class Workspace:
    """Cases of a folder, their unsaved edits, their runs and their plans. Any thread may ask.

    What it keeps stands in ``root/.afterbell``: unsaved edits, the queue of runs, plans. Several workspaces,
    in several processes, may share a folder.

    Parameters
    ----------
    root
        The folder of cases.
    cores
        How many cores runs may use together; by default all that we may use.
    worker
        The module whose ``main`` the process of a run calls.

    Attributes
    ----------
    cases
        What the list of cases shows.
    drafts
        The inputs of every case with what is unsaved; here new cases are made.
    runs
        Solves that are asked for: put into the queue, followed, ended.
    plans
        Every plan with its outputs, audited by this process.
    scenarios
        What-ifs of every case, as texts.
    scheduler
        Begins runs in the order in which they were asked for.

    Raises
    ------
    UnknownError
        If there is no such folder.
    StoreError
        If the store can't be used; its file is left as it is.
    """

    def __init__(self, root: Path, *, cores: int | None = None, worker: str = WORKER) -> None:
        self.root = root.resolve()
        if not self.root.is_dir():
            raise UnknownError(NO_FOLDER.with_(folder=root.name))
        self.cores = cores or process.cores()
        self._database = Database(home_of(self.root))
        folder, files = CaseFolder(self.root), CaseFiles()
        self.drafts = CaseDrafts(folder, files, self._database)
        self.plans = PlanCache(self._database)
        self.scenarios = CaseScenarios(folder, self._database)
        self.scheduler = RunScheduler(self.root, self._database, self.cores, self._warm, worker)
        self.runs = RunQueue(folder, self._database, self.scheduler.wake)
        self.cases = CaseList(folder, files, self.drafts, self.runs, self._database)
        self.scheduler.start()

    def close(self) -> None:
        """Let go of everything; workers go on."""
        self.scheduler.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _warm(self, run_id: int) -> None:
        """Open the plan of a run that has just ended: somebody will look at it in a moment."""
        with suppress(AfterbellError):
            run = self.runs.get(run_id)
            if run.plan_id is not None and not run.batch:
                self.plans.handout(run.plan_id)
