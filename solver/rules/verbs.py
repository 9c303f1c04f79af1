"""The language in which rules speak to a board: linear by nature, so any solver can listen.

A board knows decisions only as *atoms*, whole numbers within bounds (mostly 0 or 1). A rule asks for
them in domain words (who works which duty, which club meets where, which line leaves when), adds
them up and says what may not be, or what it costs. It never learns which solver listens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from solver.domain.case import Staff
from solver.domain.duties import Block, Duty, Work
from solver.domain.plan import Account, Departure, Level, Meeting

Atom = int
"""A decision's place on the board."""


@dataclass(frozen=True, slots=True)
class Lin:
    """A linear expression over atoms: ``sum(coefficient · atom) + const``."""

    terms: tuple[tuple[Atom, int], ...] = ()
    const: int = 0

    def __add__(self, other: Lin | int) -> Lin:
        if isinstance(other, int):
            return Lin(self.terms, self.const + other)
        return Lin(self.terms + other.terms, self.const + other.const)

    def __neg__(self) -> Lin:
        return Lin(tuple((atom, -factor) for atom, factor in self.terms), -self.const)

    def __sub__(self, other: Lin | int) -> Lin:
        return self + (-other)

    def __mul__(self, factor: int) -> Lin:
        if factor == 0:
            return Lin()
        return Lin(tuple((atom, own * factor) for atom, own in self.terms), self.const * factor)

    __rmul__ = __mul__


ONE = Lin((), 1)
ZERO = Lin()


def total(parts: Iterable[Lin]) -> Lin:
    """Add expressions up; equal atoms are merged."""
    merged: dict[Atom, int] = {}
    const = 0
    for part in parts:
        const += part.const
        for atom, factor in part.terms:
            merged[atom] = merged.get(atom, 0) + factor
    return Lin(tuple((atom, factor) for atom, factor in merged.items() if factor), const)


class Board(Protocol):
    """What a rule may see and say. Everything seen is in a fixed order, so that runs repeat."""

    @property
    def work(self) -> Work:
        """Duties and blocks under the fixed timetable and hand-over."""

    @property
    def people(self) -> Sequence[Staff]:
        """Everybody; for people outside the scope all expressions are constants."""

    @property
    def accounts(self) -> dict[str, Account]:
        """Accounts of fairness with each person's target."""

    def free(self, staff: str) -> bool:
        """Whether any decision about this person is open within the scope."""

    def duties(self) -> Sequence[Duty]:
        """The duties whose crew is open within the scope."""

    def duties_of(self, staff: str) -> Sequence[tuple[Duty, Lin]]:
        """A person's possible duties in order of time, each with 'works it' (0 or 1)."""

    def crew(self, duty: Duty) -> Sequence[tuple[str, Lin]]:
        """The people who may work a duty, each with 'works it' (0 or 1)."""

    def covers(self, duty: Duty) -> Sequence[tuple[str, Lin]]:
        """Those of the crew who would be there as single-date cover, each with 'covers' (0 or 1)."""

    def blocks(self) -> Sequence[Block]:
        """The blocks whose holders are open within the scope."""

    def holders(self, block: Block) -> Sequence[tuple[str, Lin, frozenset[Duty]]]:
        """The people who may hold a block, each with 'holds it' (0 or 1) and the duties they would miss."""

    def meetings(self) -> Sequence[tuple[Meeting, Lin]]:
        """Every possible meeting of every club, each with 'takes place' (0 or 1)."""

    def departures(self) -> Sequence[tuple[Departure, Lin]]:
        """Every possible departure of every line, each with 'is chosen' (0 or 1)."""

    def choice(self, low: int = 0, high: int = 1) -> Lin:
        """Return a new whole-number decision of the rule's own, between ``low`` and ``high``."""

    def forbid(self, *all_of: Lin) -> None:
        """Not all of these at once (each 0 or 1); one alone: never."""

    def at_most(self, lin: Lin, most: int) -> None:
        """``lin ≤ most``."""

    def at_least(self, lin: Lin, least: int) -> None:
        """``lin ≥ least``."""

    def together(self, one: Lin, other: Lin) -> None:
        """``one = other``."""

    def charge(self, level: Level, lin: Lin, over: int = 0, price: int = 1) -> None:
        """Add ``price · max(0, lin − over)`` to a level."""

    def peak(self, level: Level, lin: Lin, target: int = 0) -> None:
        """Let a level be no less than ``|lin − target|``: the level is the largest of its peaks."""

    def deviate(self, lin: Lin, target: int, *, total_level: Level, peak_level: Level | None) -> None:
        """Add ``|lin − target|`` to one level and let another be no less than it."""


class Counts(Protocol):
    """What a rule may say on counts: how many blocks of a class a person takes, dates forgotten.

    A class is blocks of equal post, shape and validity. Everything said here must follow from the rule;
    saying less is always sound.
    """

    def classes_of(self, staff: str) -> Sequence[tuple[tuple[Block, ...], Lin]]:
        """The classes that a person may take, each with 'how many of its blocks'."""

    def crews(self) -> Sequence[tuple[Sequence[Duty], Lin]]:
        """For each post and weekday its duties, with the heads on all of them."""

    def covers(self) -> Sequence[tuple[Sequence[Duty], Lin, Lin]]:
        """For each post and weekday its duties, the covers on them, the holders who miss them (at most)."""

    def charge(self, level: Level, lin: Lin, over: int = 0, price: int = 1) -> None:
        """Add ``price · max(0, lin − over)`` to a level."""

    def at_most(self, lin: Lin, most: int) -> None:
        """``lin ≤ most``."""

    def at_least(self, lin: Lin, least: int) -> None:
        """``lin ≥ least``."""
