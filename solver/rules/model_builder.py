"""The language in which rules speak to a model: linear by nature, so any solver can listen.

A model knows decisions only as *variables*, whole numbers within bounds (mostly 0 or 1). A rule asks for
them in domain words (who works which duty, which club meets where, which line leaves when), adds
them up and says what may not be, or what it costs. It never learns which solver listens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import neg
from typing import Protocol

from solver.domain import Account, Block, Departure, Duty, Meeting, Staff, Work
from solver.domain.levels import Level

Var = int
"""A decision's place in the model."""


class Terms:
    """Pairs of variable and factor, kept in two columns: rows hold millions of them, and most factors are 1.

    Read like a tuple of pairs; two of them are equal if their columns are.
    """

    __slots__ = ("factors", "vars")

    def __init__(self, variables: tuple[Var, ...], factors: tuple[int, ...]) -> None:
        self.vars = variables
        self.factors = factors

    def __iter__(self) -> Iterator[tuple[Var, int]]:
        return zip(self.vars, self.factors, strict=True)

    def __len__(self) -> int:
        return len(self.vars)

    def __getitem__(self, place: int) -> tuple[Var, int]:
        return self.vars[place], self.factors[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Terms) and self.vars == other.vars and self.factors == other.factors

    def __hash__(self) -> int:
        return hash((self.vars, self.factors))

    def __repr__(self) -> str:
        return f"Terms{tuple(self)}"


class LinearExpr:
    """A linear expression over variables: ``sum(factor · variable) + const``. Never changed once made."""

    __slots__ = ("const", "factors", "vars")

    vars: tuple[Var, ...]
    factors: tuple[int, ...]
    const: int

    def __init__(self, terms: Iterable[tuple[Var, int]] = (), const: int = 0) -> None:
        own = terms if isinstance(terms, Terms) else columns(terms)
        self.vars, self.factors = own.vars, own.factors
        self.const = const

    @classmethod
    def of(
        cls, variables: tuple[Var, ...], factors: tuple[int, ...] | None = None, const: int = 0
    ) -> LinearExpr:
        """Return an expression from its columns; without factors all of them are 1."""
        lin = cls.__new__(cls)
        lin.vars = variables
        lin.factors = ones(len(variables)) if factors is None else factors
        lin.const = const
        return lin

    @property
    def terms(self) -> Terms:
        """Pairs of variable and factor."""
        return Terms(self.vars, self.factors)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, LinearExpr)
            and self.const == other.const
            and self.vars == other.vars
            and self.factors == other.factors
        )

    def __hash__(self) -> int:
        return hash((self.vars, self.factors, self.const))

    def __repr__(self) -> str:
        return f"LinearExpr({tuple(self.terms)}, {self.const})"

    def __add__(self, other: LinearExpr | int) -> LinearExpr:
        if isinstance(other, int):
            return LinearExpr.of(self.vars, self.factors, self.const + other)
        return LinearExpr.of(self.vars + other.vars, self.factors + other.factors, self.const + other.const)

    def __neg__(self) -> LinearExpr:
        return LinearExpr.of(self.vars, tuple(map(neg, self.factors)), -self.const)

    def __sub__(self, other: LinearExpr | int) -> LinearExpr:
        return self + (-other)

    def __mul__(self, factor: int) -> LinearExpr:
        if factor == 0:
            return LinearExpr()
        if factor == 1:
            return self
        return LinearExpr.of(self.vars, tuple([own * factor for own in self.factors]), self.const * factor)

    __rmul__ = __mul__


@lru_cache(maxsize=1024)
def ones(count: int) -> tuple[int, ...]:
    """Return so many ones; equal counts share one tuple."""
    return (1,) * count


def singles(variables: Iterable[Var]) -> list[LinearExpr]:
    """Return each variable as an expression."""
    new, factors, found = LinearExpr.__new__, ones(1), []
    for var in variables:
        lin = new(LinearExpr)
        lin.vars, lin.factors, lin.const = (var,), factors, 0
        found.append(lin)
    return found


def columns(terms: Iterable[tuple[Var, int]]) -> Terms:
    """Return pairs of variable and factor in columns."""
    pairs = tuple(terms)
    return Terms(tuple([var for var, _ in pairs]), tuple([factor for _, factor in pairs]))


ONE = LinearExpr((), 1)
ZERO = LinearExpr()


def total(parts: Iterable[LinearExpr]) -> LinearExpr:
    """Add expressions up; equal variables are merged."""
    variables: list[Var] = []
    factors: list[int] = []
    const = 0
    for part in parts:
        variables += part.vars
        factors += part.factors
        const += part.const
    if len(set(variables)) == len(variables) and 0 not in factors:
        return LinearExpr.of(tuple(variables), tuple(factors), const)
    merged: dict[Var, int] = {}
    for var, factor in zip(variables, factors, strict=True):
        merged[var] = merged.get(var, 0) + factor
    return LinearExpr([term for term in merged.items() if term[1]], const)


class Limits(Protocol):
    """Who hears what linear expressions may not be, or what they cost."""

    def at_most(self, lin: LinearExpr, most: int) -> None:
        """``lin ≤ most``."""

    def at_least(self, lin: LinearExpr, least: int) -> None:
        """``lin ≥ least``."""

    def charge(self, level: Level, lin: LinearExpr, over: int = 0, price: int = 1) -> None:
        """Add ``price · max(0, lin − over)`` to a level."""


class ModelBuilder(Limits, Protocol):
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

    def duties_of(self, staff: str) -> Sequence[tuple[Duty, LinearExpr]]:
        """A person's possible duties in order of time, each with 'works it' (0 or 1)."""

    def days_of(self, staff: str) -> Iterable[tuple[Sequence[Duty], Sequence[LinearExpr]]]:
        """A person's possible duties date by date, in order of time, and 'works it' for each of them."""

    def loads(self, worth: Callable[[Duty], int]) -> Mapping[str, LinearExpr]:
        """What the duties of everybody who may have any come to, each duty at its worth."""

    def able(self, duty: Duty) -> frozenset[str]:
        """Who may work a duty by the rules on pairs, be it open within the scope or not."""

    def crew(self, duty: Duty) -> Sequence[tuple[str, LinearExpr]]:
        """The people who may work a duty, each with 'works it' (0 or 1)."""

    def heads(self, duty: Duty) -> LinearExpr:
        """How many people work a duty."""

    def covers(self, duty: Duty) -> Sequence[tuple[str, LinearExpr]]:
        """Those of the crew who would be there as single-date cover, each with 'covers' (0 or 1)."""

    def blocks(self) -> Sequence[Block]:
        """The blocks whose holders are open within the scope."""

    def holders(self, block: Block) -> Sequence[tuple[str, LinearExpr, frozenset[Duty]]]:
        """The people who may hold a block, each with 'holds it' (0 or 1) and the duties they would miss."""

    def meetings(self) -> Sequence[tuple[Meeting, LinearExpr]]:
        """Every possible meeting of every club, each with 'takes place' (0 or 1)."""

    def departures(self) -> Sequence[tuple[Departure, LinearExpr]]:
        """Every possible departure of every line, each with 'is chosen' (0 or 1)."""

    def new_var(self, low: int = 0, high: int = 1) -> LinearExpr:
        """Return a new whole-number decision of the rule's own, between ``low`` and ``high``."""

    def any_of(self, parts: Sequence[LinearExpr]) -> LinearExpr:
        """An expression that is 1 exactly when some of these (each 0 or 1) is 1, else 0."""

    def as_decision(self, lin: LinearExpr) -> LinearExpr:
        """A decision of its own that equals an expression (0 or 1): for what many rows speak of."""

    def forbid(self, *all_of: LinearExpr) -> None:
        """Not all of these at once (each 0 or 1); one alone: never."""

    def together(self, one: LinearExpr, other: LinearExpr) -> None:
        """``one = other``."""

    def peak(self, level: Level, lin: LinearExpr, target: int = 0) -> None:
        """Let a level be no less than ``|lin − target|``: the level is the largest of its peaks."""

    def deviate(self, lin: LinearExpr, target: int, *, total_level: Level, peak_level: Level | None) -> None:
        """Add ``|lin − target|`` to one level and let another be no less than it."""


class Counts(Limits, Protocol):
    """What a rule may say on counts: how many blocks of a class a person takes, dates forgotten.

    A class is blocks of equal post, shape and validity. Everything said here must follow from the rule;
    saying less is always sound.
    """

    def classes_of(self, staff: str) -> Sequence[tuple[tuple[Block, ...], LinearExpr]]:
        """The classes that a person may take, each with 'how many of its blocks'."""

    def crews(self) -> Sequence[tuple[Sequence[Duty], LinearExpr]]:
        """For each post and weekday its duties, with the heads on all of them."""

    def covers(self) -> Sequence[tuple[Sequence[Duty], LinearExpr, LinearExpr]]:
        """For each post and weekday its duties, the covers on them, the holders who miss them (at most)."""
