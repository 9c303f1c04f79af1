"""The batch itself: submit what is not done yet, hear how it goes, try once more what was lost."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from solver.base.text import Said, Words, both
from solver.batch.cases import find_cases, folder_names
from solver.batch.report import book_of, sheet_of
from solver.batch.resume import MARKER, held, key_of, put, recall, remember
from solver.jobs.messages import (
    Cancelled,
    Event,
    Executor,
    Finished,
    Handle,
    Job,
    Lost,
    News,
    Row,
    Sentence,
    Settings,
    State,
    Told,
)

WORKER = "solver.batch.worker"
"""The module whose ``main`` the process of one case calls."""
MAX_TRIES = 2
POLL_SECONDS = 0.2
"""Seconds between two looks at what happened."""

TWICE = Words(zh="试了 {tries} 次都没有完成：{reason}", en="Tried {tries} times without success: {reason}")
WAITING = Words(zh="停止时还没有排；再运行一次就接着排", en="Not done when stopped; a second call goes on")
OLDER = Words(zh="{message}。文件夹里是以前的结果", en="{message}. The folder holds an earlier plan")


@dataclass(frozen=True, slots=True)
class Running:
    """A case under way: which try, how far, since when (seconds)."""

    job: Job
    tries: int
    news: News
    since: float


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the batch stands. ``ended`` are the rows that came in since the last overview."""

    total: int
    done: int
    kept: int
    ended: tuple[Row, ...]
    lost: tuple[tuple[str, Said], ...]
    running: tuple[Running, ...]
    elapsed: float
    stopping: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row for every case, in the order of the cases; ``kept`` of them were done by an earlier call."""

    rows: tuple[Row, ...]
    kept: int
    stopped: bool
    seconds: float

    @property
    def clean(self) -> bool:
        """Whether every case has a plan without findings."""
        return all(row.clean for row in self.rows)


def run(
    asked: Iterable[Path],
    out: Path,
    settings: Settings,
    executor: Executor,
    *,
    listen: Callable[[Overview], None] | None = None,
    stop: threading.Event | None = None,
) -> Outcome:
    """Do every case that is not done yet; write plan folders and the report under ``out``.

    ``stop`` asks for an early end: what runs is cancelled, what is done stays, and a second call goes on.

    Raises
    ------
    OutputError
        If ``out`` can't be used.
    """
    out = out.absolute()
    cases = find_cases(asked, out)
    with held(out):
        jobs = [
            Job(name=name, source=str(case), case=case.absolute(), out=out / name, settings=settings)
            for case, name in folder_names(cases).items()
        ]
        batch = _Batch(out, jobs, executor, listen, stop or threading.Event())
        try:
            return batch.run()
        finally:
            executor.close()
            batch.sweep()
            batch.report()


@dataclass
class _Batch:
    out: Path
    jobs: list[Job]
    executor: Executor
    listen: Callable[[Overview], None] | None
    stop: threading.Event
    began: float = field(default_factory=time.monotonic)
    rows: dict[str, Row] = field(default_factory=dict)
    keys: dict[str, str | None] = field(default_factory=dict)
    tries: dict[str, int] = field(default_factory=dict)
    open: dict[Handle, Running | None] = field(default_factory=dict)
    kept: int = 0
    ended: list[Row] = field(default_factory=list)
    lost: list[tuple[str, Said]] = field(default_factory=list)

    def run(self) -> Outcome:
        """Do all jobs, or as many as there is time for before the stop."""
        for job in self.jobs:
            self._take(job)
        self._tell()
        cancelled = False
        while self.open:
            if self.stop.is_set() and not cancelled:
                cancelled = True
                for handle in tuple(self.open):
                    self.executor.cancel(handle)
            for event in self.executor.events(POLL_SECONDS):
                self._hear(event)
            self._tell()
        return Outcome(self._all_rows(), self.kept, self.stop.is_set(), self._elapsed)

    def report(self) -> None:
        """Write the report of what is known so far."""
        rows = self._all_rows()
        settings = self.jobs[0].settings if self.jobs else Settings()
        put(self.out / "batch.csv", sheet_of(rows).csv())
        put(self.out / "batch.xlsx", book_of(rows, settings))

    def sweep(self, only: Job | None = None) -> None:
        """Remove the unfinished folders that killed processes left behind; they are never plan folders."""
        names = [job.name for job in ([only] if only else self.jobs)]
        litter = re.compile(rf"\.(?:{'|'.join(map(re.escape, names))})\.[a-z0-9_]{{8}}") if names else None
        for path in tuple(self.out.iterdir()):
            if litter is not None and litter.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self.began

    def _take(self, job: Job) -> None:
        key = self.keys[job.name] = key_of(job)
        row = recall(self.out, job, key)
        if row is not None:
            self.kept += 1
            self.rows[job.name] = row.model_copy(update={"source": job.source})
        else:
            self._submit(job)

    def _submit(self, job: Job) -> None:
        self.tries[job.name] = self.tries.get(job.name, 0) + 1
        self.open[self.executor.submit(job)] = None

    def _hear(self, event: Event) -> None:
        handle = event.handle
        if isinstance(event, Told):
            before = self.open[handle]
            since = before.since if before else self._elapsed
            self.open[handle] = Running(handle.job, self.tries[handle.job.name], event.news, since)
            return
        del self.open[handle]
        job = handle.job
        if isinstance(event, Finished):
            self._keep(job, event.row)
        elif isinstance(event, Lost):
            self.sweep(job)
            if self.tries[job.name] < MAX_TRIES and not self.stop.is_set():
                self.lost.append((job.name, event.reason))
                self._submit(job)
            elif self.tries[job.name] >= MAX_TRIES:
                self._keep(
                    job, _without_plan(job, "failed", TWICE.with_(tries=MAX_TRIES, reason=event.reason))
                )
        elif isinstance(event, Cancelled):
            self.sweep(job)

    def _keep(self, job: Job, row: Row) -> None:
        row = row.model_copy(update={"tries": self.tries[job.name], "source": job.source})
        if row.state != "done" and (job.out / MARKER).exists():
            message = both(row.message.zh.rstrip("。"), row.message.en.rstrip("."))
            row = row.model_copy(update={"message": Sentence.of(OLDER.with_(message=message))})
        remember(self.out, job, self.keys[job.name], row)
        self.rows[job.name] = row
        self.ended.append(row)

    def _all_rows(self) -> tuple[Row, ...]:
        return tuple(
            self.rows.get(job.name) or _without_plan(job, "waiting", WAITING.with_()) for job in self.jobs
        )

    def _tell(self) -> None:
        ended, lost = tuple(self.ended), tuple(self.lost)
        self.ended.clear()
        self.lost.clear()
        if self.listen is None:
            return
        self.listen(
            Overview(
                total=len(self.jobs),
                done=len(self.rows),
                kept=self.kept,
                ended=ended,
                lost=lost,
                running=tuple(running for running in self.open.values() if running is not None),
                elapsed=self._elapsed,
                stopping=self.stop.is_set(),
            )
        )


def _without_plan(job: Job, state: State, message: Said) -> Row:
    return Row(name=job.name, state=state, source=job.source, message=Sentence.of(message))
