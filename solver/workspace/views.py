"""What the workspace tells: frozen snapshots that any thread may read, and that something is not there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from solver.base.errors import AfterbellError
from solver.base.text import Message, Words
from solver.io.editing import CaseTables
from solver.service import Options, Snapshot

RunState = Literal["queued", "running", "stopping", "done", "failed", "cancelled", "interrupted"]
NO_CASE = Words(
    zh="文件夹里没有方案“{key}”，可能刚被移走或改名。请回到开始页再选。",
    en="There is no case “{key}” in the folder; perhaps it was moved or renamed. "
    "Choose again on the page Start.",
)
NO_FOLDER = Words(
    zh="方案的文件夹“{folder}”不见了，或者打不开。请把它放回原处，再刷新页面。",
    en="The folder of cases, “{folder}”, is gone or can't be opened. Put it back and reload the page.",
)
NO_RUN = Words(zh="没有第 {number} 次排班。", en="There is no run {number}.")
NO_PLAN = Words(zh="没有第 {number} 份排班表。", en="There is no plan {number}.")


class UnknownError(AfterbellError):
    """A case, run or plan that is not there (any more)."""


@dataclass(frozen=True, slots=True)
class PlanInfo:
    """What is known of a plan without opening it. ``summary`` is what is proven of it, in one sentence.

    ``digest`` is that of the inputs that it was made from, ``parent`` the plan that was edited.
    """

    id: int
    key: str
    run_id: int | None
    parent: int | None
    label: Message
    made: dt.datetime
    case_hash: str
    digest: str
    version: str
    seed: int
    seconds: float
    findings: int
    summary: Message
    scenario: str


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as it stands. ``place`` counts from 1 in the queue and is 0 outside of it.

    ``points`` are snapshots of its way, ``digest`` is that of the inputs that are solved.
    """

    id: int
    key: str
    scenario: str
    batch: str
    state: RunState
    place: int
    options: Options
    case_hash: str
    digest: str
    version: str
    queued: dt.datetime
    started: dt.datetime | None
    ended: dt.datetime | None
    points: tuple[Snapshot, ...]
    plan_id: int | None
    message: Message | None

    @property
    def open(self) -> bool:
        """Whether the run waits or is worked on."""
        return self.state in {"queued", "running", "stopping"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A case's inputs: as they are in its files, and as they are with what is unsaved.

    ``revision`` says what was seen: ``keep`` takes edits of the newest one only. ``changed_on_disk`` says
    that the files are no longer those that the unsaved edits were made on.
    """

    key: str
    tables: CaseTables
    saved: CaseTables
    unsaved: bool
    changed_on_disk: bool
    revision: int


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case in the list of cases. ``counts`` is empty while faults keep it from being one.

    ``book`` marks a workbook that was not taken in yet: ``CaseDrafts.open`` makes a case of it.
    """

    key: str
    title: str
    fault_count: int
    counts: Mapping[str, int]
    unsaved: bool
    changed_on_disk: bool
    book: bool
    last_plan: PlanInfo | None = None
    running: RunView | None = None
