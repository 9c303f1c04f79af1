"""What the product hands out: timetable, hand-over and roster, and what was found about them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Literal, TypedDict

from solver.base.text import Lang, Said
from solver.base.units import Minutes
from solver.domain.as_data import ByName, Exact, Several, Whole
from solver.domain.evidence import Evidence
from solver.domain.levels import PREFERENCES, LevelGroup, Stage, group_totals

Origin = Literal["case", "timetable", "handover", "rotation"]
"""Where a finding is found: in the case itself, before anything is planned, or in a stage of the plan."""
Variant = Literal["fine", "rain"]
VARIANTS: tuple[Variant, Variant] = ("fine", "rain")


@dataclass(frozen=True, slots=True, order=True)
class Meeting:
    """A club meets every week on this weekday of its dates, in this session and room."""

    club: str
    weekday: int
    session: str
    room: str


@dataclass(frozen=True, slots=True, order=True)
class Departure:
    """How a group leaves at the end of a session that ends at the gate, on a fine or a rainy day.

    The leader is whoever holds the group's care post that day. The line leaves the group's room
    at ``leave``, passes by the extended care (if the group has pupils there), is at the gate at
    ``arrive`` and the last pupil is with a receiver at ``released``. ``heads`` is the most
    pupils who leave by the gate on any weekday, ``extended`` the most who are left at extended care.
    """

    session: str
    group: str
    variant: Variant
    gate: str
    leave: Minutes
    arrive: Minutes
    released: Minutes
    heads: int
    extended: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Assignment:
    """One person in one seat of one duty. ``cover``: not the holder of the block, just this date."""

    date: dt.date
    post: str
    staff: str
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A person's part of one account (work units in grid steps, or a burden in duties).

    ``weight`` is share × creditable days / term days; ``due`` the plain part by weight (应承担);
    ``reachable`` the lexicographically optimal load of this term with the opening balance worked off (可达),
    both exact; ``target`` the load agreed by hand, else the reachable load rounded to whole steps.
    """

    weight: Exact
    balance: Exact
    due: Exact
    reachable: Exact
    target: Whole


@dataclass(frozen=True, slots=True)
class TightSet:
    """People who share exactly this much work among them and can't take more: why a load is what it is."""

    staff: Several[str]
    level: Exact


@dataclass(frozen=True, slots=True)
class Account:
    """One account of fairness: ``units`` or the name of a burden.

    ``shortage`` is what nobody can take (steps), from the maximum flow; ``relaxed`` tells in words
    what the flow form could not express, if anything.
    """

    name: str
    shares: ByName[Share]
    tight: Several[TightSet] = ()
    shortage: Whole = 0
    relaxed: Several[str] = ()


@dataclass(frozen=True)
class Plan:
    """Timetable + hand-over + roster, with the accounts that its fairness is measured against."""

    timetable: tuple[Meeting, ...] = ()
    handover: tuple[Departure, ...] = ()
    roster: tuple[Assignment, ...] = ()
    accounts: Mapping[str, Account] = field(default_factory=dict)


def stage_hash(part: tuple[Meeting, ...] | tuple[Departure, ...] | tuple[Assignment, ...]) -> str:
    """Hash of one stage's result: later certificates are conditional on it."""
    rows = sorted(json.dumps(asdict(row), sort_keys=True, default=str) for row in part)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


class Where(TypedDict, total=False):
    """Whom, what and when a finding is about, as far as it tells."""

    staff: tuple[str, ...]
    post: str | None
    group: str | None
    room: str | None
    date: dt.date | None
    start: Minutes | None
    end: Minutes | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach: which rule, who, when, how much, its price, in both languages.

    ``level`` is ``None`` for a hard breach, else the measure to which ``price`` is charged.
    With a ``peak_level``, that level is the largest amount of all such findings. ``staff``, ``post``,
    ``group``, ``date`` and the minutes may be empty where they have no meaning.
    """

    rule: str
    message: Said
    stage: Origin = "rotation"
    level: str | None = None
    peak_level: str | None = None
    price: int = 0
    amount: int = 1
    staff: tuple[str, ...] = ()
    post: str | None = None
    group: str | None = None
    room: str | None = None
    date: dt.date | None = None
    start: Minutes | None = None
    end: Minutes | None = None

    @property
    def hard(self) -> bool:
        """Whether no plan with this finding is legal."""
        return self.level is None

    @property
    def blemish(self) -> bool:
        """Whether a plan with this finding is not clean: hard, short of people, or a priced rule broken."""
        return self.level not in PREFERENCES

    def say(self, lang: Lang) -> str:
        """Return the sentence in ``lang``."""
        return self.message.say(lang)


def totals(findings: Iterable[Finding], groups: Sequence[LevelGroup]) -> tuple[int, ...]:
    """Return what findings come to in each group of levels."""
    prices: dict[str, int] = defaultdict(int)
    peaks: dict[str, int] = defaultdict(int)
    for finding in findings:
        if finding.level is not None:
            prices[finding.level] += finding.price
        if finding.peak_level is not None:
            peaks[finding.peak_level] = max(peaks[finding.peak_level], finding.amount)
    return group_totals(groups, prices, peaks)


Method = Literal["trivial", "flow", "count_relaxation", "dual_rechecked", "solver_claim"]
"""How a bound was derived: by sign alone, by a maximum flow, by an integer count relaxation (as its
solver claims), by duals re-evaluated exactly, or as the solver of the whole model claims."""


@dataclass(frozen=True, slots=True)
class LevelCertificate:
    """What is known of one level: its value, a proven bound, and under what condition the bound holds.

    ``conditional`` names the earlier levels that are not proven optimal: then the bound says only
    that no plan at least as good on every earlier level is below it. ``evidence`` is what anybody can
    work the bound out from again; none where nothing but a solver's word or a sign stands behind it.
    """

    name: str
    value: Whole
    bound: Whole
    method: Method
    conditional: Several[str] = ()
    evidence: Evidence | None = None

    @property
    def proven(self) -> bool:
        """Whether value and bound meet."""
        return self.value == self.bound

    @property
    def gap(self) -> Fraction:
        """(value − bound) / max(value, one step)."""
        return Fraction(self.value - self.bound, max(self.value, 1))


@dataclass(frozen=True, slots=True)
class StageCertificate:
    """The levels of one stage, conditional on the results of the stages before (by hash).

    ``disputed`` are the rules that see the plan otherwise than the model did that it was made with: then
    nothing is proven of it.
    """

    stage: Stage
    levels: Several[LevelCertificate]
    fixed: ByName[str] = field(default_factory=dict)
    disputed: Several[str] = ()


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is proven about a plan, and what it was made from. Holds no clock time.

    ``accounts`` are the shares that fairness was measured against.
    """

    case: str
    case_hash: str
    version: str
    seed: Whole
    workers: Whole
    effort: Whole | None
    stages: Several[StageCertificate]
    accounts: ByName[Account] = field(default_factory=dict)

    def level(self, stage: Stage, name: str) -> LevelCertificate | None:
        """Return what is known of a level group of a stage; ``None`` if nothing is."""
        levels = (level for own in self.stages if own.stage == stage for level in own.levels)
        return next((level for level in levels if level.name == name), None)
