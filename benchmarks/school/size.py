"""How large a school is, and what follows from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from solver.io.tables.catalogue import Row

Tables = dict[str, list[Row]]
"""Rows by table, cells by column."""

START = dt.date(2026, 8, 31)
"""A Monday. The term has no holidays, so that days of service are weeks × 5."""
GRADES = (1, 2, 3, 4, 5, 6)
LOW = (1, 2, 3)
STAFF_A_GROUP, STAFF_AT_LEAST = 2.5, 5


@dataclass(frozen=True, slots=True)
class Size:
    """So many groups (a multiple of six), people and days of service (a multiple of five)."""

    groups: int
    staff: int
    days: int = 95

    @classmethod
    def of(cls, groups: int, days: int = 95) -> Size:
        """Return a school with people in proportion to its groups, and those whom every school has."""
        return cls(groups, round(groups * STAFF_A_GROUP) + STAFF_AT_LEAST, days)

    @property
    def leaders(self) -> int:
        """People who are leaders on duty and nothing else."""
        return max(3, round(self.staff * 0.04))

    @property
    def floaters(self) -> int:
        """Teachers without a class of their own who may care for any."""
        return max(2, round(self.staff * 0.08))

    @property
    def clubs(self) -> int:
        """Clubs on the menu."""
        return max(3, self.groups // 3)

    @property
    def gates(self) -> int:
        """Gates by which lines leave."""
        return min(6, max(2, self.groups // 12 + 1))

    @property
    def corridors(self) -> int:
        """Heads on each patrol, and on each tutoring."""
        return max(1, self.groups // 18)

    @property
    def extended(self) -> int:
        """Heads in extended care."""
        return max(1, self.groups // 12)

    @property
    def classes(self) -> list[str]:
        """The ids of the classes, ``1-1`` and so on, as many of each grade."""
        return [f"{grade}-{number}" for grade in GRADES for number in range(1, self.groups // 6 + 1)]

    @property
    def dates(self) -> list[dt.date]:
        """The days of service."""
        return [START + dt.timedelta(days=day // 5 * 7 + day % 5) for day in range(self.days)]


SIZES = {"small": Size(12, 30, 20), "medium": Size(36, 95), "large": Size(72, 200)}


def is_low(group: str) -> bool:
    """Tell whether a class is in the band that begins and ends earlier."""
    return int(group.partition("-")[0]) in LOW
