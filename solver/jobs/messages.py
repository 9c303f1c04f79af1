"""What travels between the batch and who runs its jobs: the job, its news, its row, and its end."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from solver.base.text import Lang, Message, Said
from solver.engine.progress import Snapshot

State = Literal["done", "bad_input", "no_plan", "failed", "waiting"]
"""``failed``: the process ended twice, or could not write; ``waiting``: stopped before its turn was over."""


class Plain(BaseModel):
    """Closed and immutable; goes through JSON unchanged."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Settings(Plain):
    """How every case of a batch is solved. What is in here decides whether earlier work still counts.

    One worker a case: the processor's cores are for cases side by side.
    """

    seconds: float = 60.0
    effort: int | None = None
    workers: int = 1
    seed: int = 0
    lang: Lang = "zh"

    @property
    def patience(self) -> float | None:
        """Seconds after which a process is taken for stuck; with effort instead of time nobody can say."""
        return None if self.effort is not None else 600 + 10 * self.seconds


class Job(Plain):
    """One case to be done: where it is read, where its plan folder goes, and how it is solved.

    ``name`` is the plan folder's name; it stands for the case in reports and records. ``source`` is the
    case's path as the user knows it.
    """

    name: str
    source: str = ""
    case: Path
    out: Path
    settings: Settings


class Sentence(Plain):
    """A message in both languages, its values filled in."""

    zh: str = ""
    en: str = ""

    @classmethod
    def of(cls, said: Message) -> Sentence:
        """Return a message as plain data."""
        return cls(zh=said.say("zh"), en=said.say("en"))

    def say(self, lang: Lang) -> str:
        """Return the message in ``lang``."""
        return self.zh if lang == "zh" else self.en


class News(Plain):
    """How far one case is and its title, nothing of either before it is read.

    ``level`` is the first that may still get better, in words.
    """

    school: str = ""
    snapshot: Snapshot = Snapshot()
    level: Sentence = Sentence()


class Row(Plain):
    """What became of one case: a row of the report. Figures that nobody knows are ``None``.

    ``largest`` and ``bound`` are the largest deviation from the reachable share and its proven bound in
    work units. ``settled``: doing it again would give the same, so it is not done again.
    """

    name: str
    state: State
    source: str = ""
    case_id: str = ""
    case_hash: str = ""
    school: str = ""
    groups: int | None = None
    pupils: int | None = None
    staff: int | None = None
    duties: int | None = None
    uncovered: int | None = None
    findings: int | None = None
    custody_gaps: int | None = None
    largest: Fraction | None = None
    bound: Fraction | None = None
    seconds: float = 0.0
    tries: int = 1
    settled: bool = False
    proven: bool = False
    message: Sentence = Sentence()

    @property
    def clean(self) -> bool:
        """Whether there is a plan and nothing was found about it."""
        return self.state == "done" and self.findings == 0


class Line(Plain):
    """One line that a case's process writes: news, or its row at the end, or that it stopped when asked."""

    news: News | None = None
    row: Row | None = None
    stopped: bool = False


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
