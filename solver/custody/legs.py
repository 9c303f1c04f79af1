"""One link of the custody chain: these pupils, these minutes, this place, these adults."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from solver.base.units import Minutes
from solver.domain.plan import Variant

How = Literal["lesson", "care", "club", "walk", "gate", "extended", "receiver"]
"""In what way pupils are held: by the lesson's teacher within the grace, in care, in a club, on the way,
at the gate until released, in extended care. ``receiver``: the minute in which the school's custody ends."""


@dataclass(frozen=True, slots=True, order=True)
class Leg:
    """A party is held by the same adults in one place for a while.

    Minutes are half-open: ``start`` ≤ minute < ``end``. A leg of kind ``receiver`` has no length: at that
    minute ``heads`` pupils go to ``receiver`` (``parent``, ``bus``, ``route``, ``self`` or ``lesson``).

    ``party`` is the group's id for those who stay together in care, ``group/club`` for those in a club
    and ``group/session`` for those in extended care. ``place`` is a room's or a zone's id; on the way to and
    from a club it is the club's zone, on the way out the zone that the line walks to. ``staff`` is
    sorted; empty means the lesson's teacher within the grace, a receiver, or else a gap.
    """

    date: dt.date
    session: str
    group: str
    party: str
    variant: Variant
    start: Minutes
    end: Minutes
    place: str
    staff: tuple[str, ...]
    heads: int
    how: How
    receiver: str = ""

    @property
    def needs_adult(self) -> bool:
        """Whether a named adult of the roster must be there."""
        return self.how not in {"lesson", "receiver"}
