"""A new school: its answers, and how its day runs: which grades end when, how many people it takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import ceil
from typing import Self

from pydantic import Field, model_validator

from solver.base.text import Lang
from solver.base.units import Minutes
from solver.domain.case import Frozen

LONGEST_NAME = 40
THROUGHPUT, RAIN_THROUGHPUT = 40, 30
"""Pupils that a gate releases a minute, on a fine and on a rainy day: an assumption to be measured."""
GATE_WALK = 3
CLASSES_PER_PATROL = 12
GATE_OPENS_EARLY = 5
"""Minutes by which those at the gate are there before the first class leaves."""


class NewSchool(Frozen):
    """The answers: ``classes`` counts classes by grade from grade 1; ``ends`` has a time for each grade.

    ``leaders`` are those in charge of a day; without them teachers take turns at it.
    """

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    first: dt.date
    last: dt.date
    classes: tuple[int, ...]
    pupils: int = Field(default=40, ge=1, le=200)
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    start: Minutes
    ends: tuple[Minutes, ...]
    gates: int = Field(default=1, ge=1, le=9)
    teachers: tuple[str, ...]
    leaders: tuple[str, ...] = ()
    lang: Lang = "zh"

    @model_validator(mode="after")
    def _an_end_for_each_grade(self) -> Self:
        if len(self.ends) != len(self.classes) or not sum(self.classes):
            msg = "ends has a time for each grade, and there is a class"
            raise ValueError(msg)
        return self


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How many teachers are at work at one time."""

    classes: int
    patrols: int
    gates: int
    leaders: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.classes + self.patrols + self.gates + self.leaders


def at_once(school: NewSchool) -> AtOnce:
    """Return how many teachers a school needs when all its posts run at once."""
    classes = sum(school.classes)
    return AtOnce(classes, ceil(classes / CLASSES_PER_PATROL), school.gates, 0 if school.leaders else 1)


@dataclass(frozen=True, slots=True)
class Band:
    """Grades that end at the same time, and so share a session."""

    id: str
    end: Minutes
    grades: tuple[int, ...]


def bands_of(school: NewSchool) -> tuple[Band, ...]:
    """Return the bands of a school, the earliest first."""
    by_end: dict[Minutes, list[int]] = {}
    for grade, count in enumerate(school.classes, 1):
        if count:
            by_end.setdefault(school.ends[grade - 1], []).append(grade)
    one = len(by_end) == 1
    return tuple(
        Band("after" if one else f"after{number}", end, tuple(by_end[end]))
        for number, end in enumerate(sorted(by_end), 1)
    )


def all_classes(school: NewSchool) -> list[tuple[str, int, int]]:
    """Return id, grade and number of every class."""
    return [
        (f"{grade}-{number}", grade, number)
        for grade, count in enumerate(school.classes, 1)
        for number in range(1, count + 1)
    ]


def gate_windows(school: NewSchool, bands: tuple[Band, ...]) -> list[tuple[Minutes, Minutes, Band]]:
    """Return when the gates are on duty: from before the first class comes until the last is gone.

    Windows that touch are one. The last class is gone, in the rain and however they queue, after all releases
    shared among the gates, and one more (Graham 1966).
    """
    release = ceil(school.pupils / RAIN_THROUGHPUT)
    windows: list[tuple[Minutes, Minutes, Band]] = []
    busy = 0
    for band in bands:
        classes = sum(school.classes[grade - 1] for grade in band.grades)
        busy = max(band.end + GATE_WALK, busy) + ceil(classes * release / school.gates) + release
        end = -(-busy // 5) * 5
        start = band.end - GATE_OPENS_EARLY
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end, band))
    return windows
