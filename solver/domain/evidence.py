"""What a bound rests on, so that anybody can work it out again: named rows with multipliers, and tight seats.

Every row is an inequality that all plans of a case satisfy. Its name says which, in the case's own words;
what stands on its left and right follows from the case alone. A weighted sum of such rows bounds a level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import StrictBool

from solver.domain.as_data import Dates, Exact, Names, Several, Whole

RowKind = Literal[
    "crew",
    "holders",
    "one_place",
    "own_caps",
    "caps",
    "budget",
    "short",
    "kept",
    "over",
    "under",
    "grain",
    "peak",
    "held",
]
"""Which inequality a row is.

``crew``
    The heads on a post's duties of one weekday are no more than wanted.
``holders``
    The holders of some periods of a post are no more than wanted.
``one_place``
    A person is at no more than one of some posts on each of some dates.
``own_caps``, ``caps``, ``budget``
    What a rule on own caps, caps or pay says of a whole term; ``setting`` counts its settings from 0.
``short``
    What is missing to ``heads`` on a post's duties of one weekday, and the heads there, make up ``heads``.
``kept``
    Cover on a post's duties of one weekday is no more than the holders missing and the excess charged.
``over``, ``under``
    A person's deviation is no less than load minus target, and target minus load.
``grain``
    Nor less than the chord between the two loads nearest to the target, for a load moves in whole grains.
``peak``
    The largest deviation is no less than this person's.
``held``
    An earlier level is no worse than in the plan.
"""

OF_ONE: frozenset[RowKind] = frozenset({"own_caps", "caps"})
"""Rows of a setting of a rule, one for each person."""
OF_ALL: frozenset[RowKind] = frozenset({"budget"})
"""Rows of a setting of a rule about people together."""


@dataclass(frozen=True, slots=True)
class RowName:
    """Which row: its kind, and whatever else tells it from others of that kind."""

    kind: RowKind
    staff: str | None = None
    post: str | None = None
    weekday: Whole | None = None
    heads: Whole | None = None
    setting: Whole | None = None
    level: str | None = None
    posts: Names = ()
    periods: Names = ()
    dates: Dates = ()


@dataclass(frozen=True, slots=True)
class Multiplier:
    """How often a row is counted in the proof of a bound; never less than nothing."""

    row: RowName
    times: Exact


@dataclass(frozen=True, slots=True)
class SeatClass:
    """The needed seats of these posts on these dates."""

    posts: Names
    dates: Dates


TightSeats = Several[SeatClass]
"""Seats that cannot all be filled: those who may take them have fewer dates for them than there are seats."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a level's bound rests on, and the bound that follows from it in exact arithmetic.

    Where a solver claims more than that, ``proven`` is less than the bound. ``by_contradiction``: the rows
    do not add up to the bound, they clash where the level is below it.
    """

    proven: Whole
    multipliers: Several[Multiplier] = ()
    seats: Several[TightSeats] = ()
    by_contradiction: StrictBool = False
