"""A few small schools, and an executor that only rehearses: it writes a folder where a solve would."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from solver import batch
from solver.base.text import Words
from solver.jobs.messages import Cancelled, Event, Finished, Handle, Job, Lost, Row, Sentence
from solver.report.plan_folder import put

GONE = Words(zh="不见了", en="gone")
Ends = Callable[[Handle], Event]


class Rehearsal:
    """Runs nothing. ``ends`` says how a school's first submission ends; everything else ends well."""

    def __init__(self, ends: Mapping[str, Ends] | None = None, *, slow: bool = False) -> None:
        self.ends = ends or {}
        self.slow = slow
        self.submitted: Counter[str] = Counter()
        self.waiting: list[Event] = []
        self.open: list[Handle] = []

    def submit(self, job: Job) -> Handle:
        self.submitted[job.name] += 1
        handle = Handle(self.submitted.total(), job)
        self.open.append(handle)
        return handle

    def events(self, wait: float) -> tuple[Event, ...]:
        assert wait > 0
        if self.slow and self.open:
            self.waiting.append(self.end_of(self.open.pop(0)))
        elif not self.slow:
            self.waiting += [self.end_of(handle) for handle in self.open]
            self.open.clear()
        found, self.waiting = tuple(self.waiting), []
        return found

    def end_of(self, handle: Handle) -> Event:
        return self.ends.get(handle.job.name, well)(handle)

    def cancel(self, handle: Handle) -> None:
        if handle in self.open:
            self.open.remove(handle)
            self.waiting.append(Cancelled(handle))

    def close(self) -> None:
        assert not self.open


def well(handle: Handle) -> Event:
    job = handle.job
    put(job.out, {"certificate.json": b"{}", "roster.csv": b"date\n"}, {})
    return Finished(handle, row(job, "done", settled=True, groups=2, findings=0, largest="1/4", bound="0"))


def badly(handle: Handle) -> Event:
    message = Sentence(zh="=1+1", en="=1+1")
    return Finished(handle, row(handle.job, "bad_input", settled=True, message=message))


def lost(handle: Handle) -> Event:
    return Lost(handle, GONE.with_())


def row(job: Job, state, **fields) -> Row:
    return Row(name=job.name, state=state, school=f"School {job.name}", **fields)


@pytest.fixture
def county(tmp_path: Path, repository: Path) -> Path:
    """Three small schools that differ in their ids."""
    for name in ("a", "b", "c"):
        school(tmp_path / "county" / name, repository, name)
    return tmp_path / "county"


def school(folder: Path, repository: Path, case_id: str) -> Path:
    shutil.copytree(repository / "data" / "tiny", folder, ignore=shutil.ignore_patterns("*.md"))
    settings = folder / "school.toml"
    text = settings.read_text("utf-8").replace('id = "tiny"', f"id = '{case_id}'")
    settings.write_text(text, "utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


SETTINGS = batch.Settings(effort=1, lang="en")


def states(outcome: batch.Outcome) -> dict[str, str]:
    return {found.name: found.state for found in outcome.rows}
