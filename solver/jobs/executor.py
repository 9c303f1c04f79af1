"""Who runs the jobs: a small protocol, so that processes here and a cluster look the same to a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from solver.base.text import Said
from solver.jobs.messages import Job, News, Row


@dataclass(frozen=True, slots=True)
class Handle:
    """One submission of a job. The same job submitted again is another handle."""

    number: int
    job: Job


@dataclass(frozen=True, slots=True)
class Told:
    """A job has begun or is further than before."""

    handle: Handle
    news: News


@dataclass(frozen=True, slots=True)
class Finished:
    """A job came to its end and this is its row, whatever it says."""

    handle: Handle
    row: Row


@dataclass(frozen=True, slots=True)
class Lost:
    """Whoever did the job is gone without a row: killed, crashed, stuck, a machine switched off."""

    handle: Handle
    reason: Said


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A job ended because it was asked to; nothing of it is kept."""

    handle: Handle


Event = Told | Finished | Lost | Cancelled
"""Every submission ends in exactly one ``Finished``, ``Lost`` or ``Cancelled``."""


class Executor(Protocol):
    """Runs jobs, as many at once as it can. Used by one thread."""

    def submit(self, job: Job) -> Handle:
        """Take a job and return at once; it begins when there is room."""

    def events(self, wait: float) -> tuple[Event, ...]:
        """Return what happened since the last call; wait for something for so many seconds at most."""

    def cancel(self, handle: Handle) -> None:
        """Ask for a job's end. Its last event still comes; after it nothing of the job runs any more."""

    def close(self) -> None:
        """End everything that still runs, at once."""
