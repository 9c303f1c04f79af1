"""The office of one process: everything that pages ask for which outlives a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from solver.base import process
from solver.base.errors import AfterbellError
from solver.base.text import Lang, Said, Words
from solver.domain.case import Case
from solver.io.editing import CaseTables, Examined
from solver.office.cards import Listing
from solver.office.files import Files
from solver.office.home import home_of
from solver.office.inputs import Inputs
from solver.office.keeper import Keeper
from solver.office.opened import Opened, info_of
from solver.office.queue import Queue
from solver.office.shelf import Shelf
from solver.office.snapshots import CaseCard, Draft, PlanInfo, RunView, StoredScenario
from solver.office.unknown import NO_FOLDER, UnknownError
from solver.report import FORMATS, Format, PlanView
from solver.service import Options, Result
from solver.store import Books, Cards, Database, Drafts, Plans, Runs, Scenarios

if TYPE_CHECKING:
    from solver.io.new_school.form import NewSchool


class Office:
    """Cases of a folder, their unsaved edits, their runs and their plans. Any thread may ask.

    What it keeps stands in ``root/.afterbell``: unsaved edits, the queue of runs, plans. Several offices,
    in several processes, may share a folder.

    Parameters
    ----------
    root
        The folder of cases.
    cores
        How many cores runs may use together; by default all that we may use.

    Raises
    ------
    UnknownError
        If there is no such folder.
    StoreError
        If the store can't be used; its file is left as it is.
    """

    def __init__(self, root: Path, *, cores: int | None = None) -> None:
        self.root = root.resolve()
        if not self.root.is_dir():
            raise UnknownError(NO_FOLDER.with_(folder=root.name))
        self.cores = cores or process.cores()
        self._database = Database(home_of(self.root))
        runs = Runs(self._database)
        self._plans = Plans(self._database)
        self._scenarios = Scenarios(self._database)
        self._shelf = Shelf(self.root)
        drafts, books = Drafts(self._database), Books(self._database)
        files = Files()
        self._inputs = Inputs(self._shelf, files, drafts, books)
        self._listing = Listing(self._shelf, files, self._inputs, drafts, Cards(self._database), books)
        self._opened = Opened(self._plans)
        self._keeper = Keeper(self.root, runs, self.cores, self._warm)
        self._queue = Queue(runs, self._keeper.wake)
        self._keeper.start()

    def close(self) -> None:
        """Let go of everything; workers go on."""
        self._keeper.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def cases(self) -> tuple[CaseCard, ...]:
        """Return a card for every case of the folder, by name."""
        plans, running = self._plans.newest(), self._queue.open()
        return tuple(
            replace(
                card,
                last_plan=info_of(plans[card.key]) if card.key in plans else None,
                running=running.get(card.key),
            )
            for card in self._listing.cards()
        )

    def open(self, key: str) -> Draft:
        """Return a case's inputs with what is unsaved; a workbook becomes a case first, with its own key.

        Raises
        ------
        UnknownError
            If no such case is listed.
        InputError
            If its files can't be read, and nothing is unsaved.
        DamagedError
            If the store does not hold the edits that were kept.
        """
        return self._inputs.open(key)

    def examine(self, tables: CaseTables) -> Examined:
        """Return what the inputs make: a case, or every fault at its cell."""
        return self._inputs.examine(tables)

    def keep(self, key: str, tables: CaseTables, revision: int) -> int:
        """Keep unsaved edits made on a revision and return theirs.

        Raises
        ------
        StaleDraftError
            If somebody else kept edits meanwhile; nothing of these is kept.
        """
        return self._inputs.keep(key, tables, revision)

    def save(self, key: str, *, anyway: bool = False) -> int:
        """Write unsaved edits into the case's files and return the revision.

        Raises
        ------
        ChangedOnDiskError
            If the files changed since the edits began; with ``anyway`` they are replaced all the same.
        """
        return self._inputs.save(key, anyway=anyway)

    def save_as(self, key: str, name: str = "") -> str:
        """Write a case as it is opened, unsaved edits and all, into a new case, and return its key.

        The way out where the files changed meanwhile: both are kept. The old case has no unsaved edits then.
        """
        return self._inputs.save_as(key, name or key)

    def discard(self, key: str, revision: int | None = None) -> int:
        """Forget unsaved edits and return the revision.

        Raises
        ------
        StaleDraftError
            If somebody kept newer edits than those of ``revision``, where it is given.
        """
        return self._inputs.discard(key, revision)

    def create(self, answers: NewSchool) -> str:
        """Make a case of a few answers and return its key."""
        return self._inputs.add(answers.tables(), answers.name)

    def take_in(self, name: str, content: bytes) -> str:
        """Make a case of a workbook (or a zip of a case's folder) and return its key.

        Raises
        ------
        InputError
            If it can't be read or is too large; nothing is stored.
        """
        return self._inputs.take_in(name, content)

    def submit(
        self,
        key: str,
        case: Case,
        options: Options,
        *,
        source_hash: str,
        scenario: str = "",
        batch: str = "",
    ) -> int:
        """Put a solve into the queue and return its run's id; ``source_hash`` is the digest of the inputs."""
        self._shelf.path(key)
        return self._queue.submit(key, case, options, source_hash=source_hash, scenario=scenario, batch=batch)

    def run(self, run_id: int) -> RunView:
        """Return a run with every point of its way."""
        return self._queue.run(run_id)

    def runs(self, key: str | None = None, batch: str | None = None) -> tuple[RunView, ...]:
        """Return runs, newest first, each with the last point of its way."""
        return self._queue.runs(key, batch)

    def stop(self, run_id: int) -> None:
        """Let a run end now and keep the best it has; one that still waits is called off."""
        self._queue.stop(run_id)

    def cancel(self, run_id: int) -> None:
        """Call a run off: nothing of it is kept."""
        self._queue.cancel(run_id)

    def plans(self, key: str) -> tuple[PlanInfo, ...]:
        """Return a case's plans, newest first."""
        return tuple(map(info_of, self._plans.of(key)))

    def plan(self, plan_id: int) -> PlanInfo:
        """Return what is known of a plan."""
        return self._opened.info(plan_id)

    def result(self, plan_id: int) -> Result:
        """Return a plan with its case, audited anew when it is first asked for.

        Raises
        ------
        DamagedError
            If what is stored is not what was put there.
        """
        return self._opened.result(plan_id)

    def handout(self, plan_id: int) -> PlanView:
        """Return all that views of a plan are made from."""
        return self._opened.handout(plan_id)

    def files(self, plan_id: int, lang: Lang, formats: tuple[Format, ...] = FORMATS) -> Mapping[str, bytes]:
        """Return the outputs of a plan by their path in the plan folder, those of some formats or all."""
        return self._opened.files(plan_id, lang, formats)

    def keep_plan(self, key: str, result: Result, *, parent: int, label: Said | Words) -> int:
        """Keep an edited plan and return its id."""
        return self._opened.keep(key, result, parent, label)

    def scenarios(self, key: str) -> tuple[StoredScenario, ...]:
        """Return a case's scenarios by name."""
        return tuple(
            StoredScenario(row.name, row.text, dt.datetime.fromisoformat(row.changed))
            for row in self._scenarios.of(key)
        )

    def put_scenario(self, key: str, name: str, text: str) -> None:
        """Keep a scenario of a case; one of that name is replaced."""
        self._shelf.path(key)
        self._scenarios.put(key, name, text)

    def drop_scenario(self, key: str, name: str) -> None:
        """Forget a scenario of a case."""
        self._scenarios.drop(key, name)

    def _warm(self, run_id: int) -> None:
        """Open the plan of a run that has just ended: somebody will look at it in a moment."""
        with suppress(AfterbellError):
            view = self._queue.run(run_id)
            if view.plan_id is not None and not view.batch:
                self._opened.handout(view.plan_id)
