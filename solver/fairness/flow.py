"""A flow problem of fairness: who can give how much to which needed seats.

The description is neutral: the engine computes reachable shares on it, the audit proves them. Flow goes
from a person through nested bounds (term, week, day, windows that exclude each other) to classes of needed
seats, and from there to the sink.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from solver.base.text import Words
from solver.base.units import Minutes

RELAXED: Mapping[str, Words] = {
    "overlaps": Words(
        zh="有人同一天有首尾交错的班次：可达量按“每段时间至多一个席位”估算，略为宽松",
        en="some duties of a day overlap in a chain: reachable loads allow one seat per stretch of time, "
        "which is slightly too generous",
    ),
    "worth": Words(
        zh="同一时间的班次工作量不同：可达量允许两者各占一部分，略为宽松",
        en="duties at the same time differ in worth: reachable loads may mix parts of both, "
        "which is slightly too generous",
    ),
    "caps": Words(
        zh="个人上限按班次计，而班次的工作量不同：可达量按最大的几个班次计上限，略为宽松",
        en="personal caps count duties of different worth: reachable loads take the largest of them as the "
        "cap, which is slightly too generous",
    ),
    "pools": Words(
        zh="有的席位几个比较组的人都可以值：这些席位按权重在各组之间统一分摊",
        en="some seats are open to several pools: they are shared out by weight as if these were one pool",
    ),
}
"""What the flow form could not express, by the code that an account's ``relaxed`` holds."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A class of needed seats: the same window, worth and people on every one of its dates.

    ``seats`` are the heads needed on each date, over all of ``posts``; ``steps`` is what a seat counts
    in the account.
    """

    dates: tuple[dt.date, ...]
    posts: tuple[str, ...]
    start: Minutes
    busy_until: Minutes
    steps: int
    seats: int
    staff: frozenset[str]

    @property
    def amount(self) -> int:
        """Steps needed over all dates."""
        return len(self.dates) * self.seats * self.steps


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Seats that can't all be filled, whoever serves elsewhere: the proof that a shortage is real.

    All of ``demands`` may be taken only by ``staff``, who have at most ``able`` seats left for them on the
    dates together; so ``short`` heads are missing.
    """

    demands: tuple[Demand, ...]
    staff: tuple[str, ...]
    able: int
    short: int

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The dates, in order."""
        return tuple(sorted({date for demand in self.demands for date in demand.dates}))

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts, in order."""
        return tuple(sorted({post for demand in self.demands for post in demand.posts}))

    @property
    def seats(self) -> int:
        """The heads needed in these demands over all dates."""
        return sum(demand.amount for demand in self.demands)


class Bound(NamedTuple):
    """At most ``limit`` steps of one person through all that hangs on it; it hangs on ``above`` itself."""

    staff: str
    limit: int
    above: int | None = None


class Link(NamedTuple):
    """A person may give up to ``limit`` steps to a demand, through ``bound`` (or directly)."""

    staff: str
    demand: int
    limit: int
    bound: int | None = None


SOURCE = 0
SINK = 1


@dataclass(frozen=True)
class Network:
    """One account's flow problem.

    ``weight``, ``balance`` and ``agreed`` (a load fixed by hand, in steps) are by person; ``relaxed``
    holds codes of ``RELAXED``. Nodes: 0 is
    the source, 1 the sink, then come people, bounds and demands.
    """

    account: str
    people: tuple[str, ...]
    weight: Mapping[str, Fraction]
    balance: Mapping[str, Fraction]
    pool: Mapping[str, str | None]
    demands: tuple[Demand, ...]
    bounds: tuple[Bound, ...] = ()
    links: tuple[Link, ...] = ()
    relaxed: tuple[str, ...] = ()
    agreed: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def sharing(self) -> tuple[str, ...]:
        """The people inside fairness: in a pool, with a weight."""
        return tuple(who for who in self.people if self.pool[who] is not None and self.weight[who] > 0)

    @cached_property
    def total(self) -> int:
        """Steps needed in all."""
        return sum(demand.amount for demand in self.demands)

    @cached_property
    def node(self) -> dict[str, int]:
        """The node of each person."""
        return {who: 2 + at for at, who in enumerate(self.people)}

    @cached_property
    def nodes(self) -> int:
        """How many nodes there are."""
        return 2 + len(self.people) + len(self.bounds) + len(self.demands)

    @property
    def first_demand(self) -> int:
        """The node of the first demand."""
        return 2 + len(self.people) + len(self.bounds)

    def arcs(self) -> Iterator[tuple[int, int, int]]:
        """Yield (tail, head, limit) of every arc but those from the source to the people."""
        first_bound = 2 + len(self.people)
        first_demand = self.first_demand
        for number, bound in enumerate(self.bounds):
            above = self.node[bound.staff] if bound.above is None else first_bound + bound.above
            yield above, first_bound + number, bound.limit
        for link in self.links:
            above = self.node[link.staff] if link.bound is None else first_bound + link.bound
            yield above, first_demand + link.demand, link.limit
        for number, demand in enumerate(self.demands):
            yield first_demand + number, SINK, demand.amount
