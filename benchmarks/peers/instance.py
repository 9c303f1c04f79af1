"""The peers' common instance: a file of the format ``rota-peers-1`` as frozen data, or a clear complaint.

Units, targets and deviations are whole steps (``unit_scale`` steps are one work unit); times are minutes
after midnight. Standard library only: every peer reads it inside an environment of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, NoReturn

FORMAT: Final = "rota-peers-1"
SESSIONS: Final = ("midday", "pm")
LEVELS: Final = ("uncovered", "max_deviation", "sum_deviation", "wishes")
"""What is minimized, in this order: duties without anybody, the largest and the summed |units - target|,
duties on a day that their holder would rather be spared.
"""
MINUTES_OF_A_DAY: Final = 24 * 60
MOST: Final = 10**9
"""No number of an instance is larger: weighted sums of them still fit every solver."""


class InstanceError(ValueError):
    """A file is no instance: which file, where in it, and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Person:
    """One member of staff."""

    id: str
    share: Decimal
    group: str
    target: int
    max_per_week: int
    unavailable: frozenset[tuple[int, str]]
    prefer_not: frozenset[int]


@dataclass(frozen=True, slots=True)
class Duty:
    """One dated duty for one person; ``busy_end`` is the end with the way back from the gate."""

    id: str
    day: int
    week: int
    kind: str
    session: str
    start: int
    end: int
    busy_end: int
    units: int
    eligible: str


@dataclass(frozen=True, slots=True)
class Instance:
    """One term of one school; ``eligible`` names the people of each set that duties refer to."""

    name: str
    seed: int
    days: int
    weeks: int
    gap_limit: int
    unit_scale: int
    staff: tuple[Person, ...]
    eligible: Mapping[str, frozenset[str]]
    duties: tuple[Duty, ...]


class _Place:
    """A value of the file and the way to it, so that every complaint names both."""

    def __init__(self, value: object, path: str, file: str) -> None:
        self.value, self.path, self.file = value, path, file

    def wrong(self, what: str) -> NoReturn:
        if isinstance(self.value, (dict, list)):
            shown = "a list" if isinstance(self.value, list) else "an object"
        else:
            shown = json.dumps(self.value, ensure_ascii=False, default=str)[:60]
        message = f"{self.file}: {self.path or 'the file'}: {shown} {what}"
        raise InstanceError(message)

    def at(self, key: str) -> _Place:
        if not isinstance(self.value, dict):
            self.wrong("should be an object")
        path = f"{self.path}.{key}" if self.path else key
        if key not in self.value:
            message = f"{self.file}: {path} is missing"
            raise InstanceError(message)
        return _Place(self.value[key], path, self.file)

    def or_else(self, key: str, default: object) -> _Place:
        known = isinstance(self.value, dict) and key in self.value
        return self.at(key) if known else _Place(default, key, self.file)

    def items(self) -> list[_Place]:
        if not isinstance(self.value, list):
            self.wrong("should be a list")
        return [_Place(value, f"{self.path}[{at}]", self.file) for at, value in enumerate(self.value)]

    def fields(self) -> dict[str, _Place]:
        if not isinstance(self.value, dict):
            self.wrong("should be an object")
        return {key: self.at(key) for key in self.value}

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value:
            self.wrong("should be a text that is not empty")
        return self.value

    def whole(self, low: int = 0, high: int = MOST) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.wrong("should be a whole number")
        if not low <= self.value <= high:
            self.wrong(f"should be between {low} and {high}")
        return self.value

    def positive(self) -> Decimal:
        if not isinstance(self.value, (int, Decimal)) or isinstance(self.value, bool):
            self.wrong("should be a number")
        if not 0 < self.value <= MOST:
            self.wrong("should be more than 0")
        return Decimal(self.value)

    def one_of(self, known: tuple[str, ...] | frozenset[str], what: str) -> str:
        found = self.text()
        if found not in known:
            self.wrong(f"is no {what}")
        return found


def read(path: Path) -> Instance:
    """Read an instance from a file.

    Raises
    ------
    InstanceError
        The file can't be read, is no JSON, or says something that no instance may say.
    """
    try:
        data = json.loads(
            path.read_text(encoding="utf-8"),
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repetition,
        )
    except OSError as error:
        message = f"{path.name}: can't be read ({error.strerror})"
        raise InstanceError(message) from error
    except (ValueError, RecursionError) as error:
        message = f"{path.name}: is no JSON that can be read ({error})"
        raise InstanceError(message) from error
    return parse(data, path.name)


def parse(data: object, file: str = "instance") -> Instance:
    """Return what ``json`` made of a file as an instance; numbers with a point must be decimals."""
    root = _Place(data, "", file)
    root.at("format").one_of((FORMAT,), f"format that is known here; {FORMAT} is")
    days, weeks = root.at("days").whole(1), root.at("weeks").whole(1)
    staff = tuple(_person(place, days) for place in root.at("staff").items())
    people = _ids(root.at("staff"))
    eligible = {
        name: frozenset(member.one_of(people, "id of a member of staff") for member in place.items())
        for name, place in root.at("sets").fields().items()
    }
    duties = tuple(_duty(place, days, weeks, frozenset(eligible)) for place in root.at("duties").items())
    _ids(root.at("duties"))
    return Instance(
        name=root.or_else("name", Path(file).stem).text(),
        seed=root.or_else("seed", 0).whole(),
        days=days,
        weeks=weeks,
        gap_limit=root.at("gap_limit").whole(0, MINUTES_OF_A_DAY),
        unit_scale=root.or_else("unit_scale", 10).whole(1),
        staff=staff,
        eligible=eligible,
        duties=duties,
    )


def _person(place: _Place, days: int) -> Person:
    unavailable = []
    for pair in place.at("unavailable").items():
        parts = pair.items()
        if len(parts) != 2:
            pair.wrong("should be a day and a session")
        unavailable.append((parts[0].whole(0, days - 1), parts[1].one_of(SESSIONS, "session")))
    return Person(
        id=place.at("id").text(),
        share=place.at("share").positive(),
        group=place.at("group").text(),
        target=place.at("target").whole(),
        max_per_week=place.at("max_per_week").whole(),
        unavailable=frozenset(unavailable),
        prefer_not=frozenset(day.whole(0, days - 1) for day in place.at("prefer_not").items()),
    )


def _duty(place: _Place, days: int, weeks: int, sets: frozenset[str]) -> Duty:
    start = place.at("start").whole(0, MINUTES_OF_A_DAY)
    # A duty that takes no time could be held together with itself.
    end = place.at("end").whole(start + 1, MINUTES_OF_A_DAY)
    return Duty(
        id=place.at("id").text(),
        day=place.at("day").whole(0, days - 1),
        week=place.at("week").whole(0, weeks - 1),
        kind=place.at("kind").text(),
        session=place.at("session").one_of(SESSIONS, "session"),
        start=start,
        end=end,
        busy_end=place.at("busy_end").whole(end, MINUTES_OF_A_DAY),
        units=place.at("units").whole(),
        eligible=place.at("set").one_of(sets, "name of a set"),
    )


def _ids(place: _Place) -> frozenset[str]:
    seen: set[str] = set()
    for each in place.items():
        known = each.at("id")
        if known.text() in seen:
            known.wrong("is there twice")
        seen.add(known.text())
    return frozenset(seen)


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is no number of JSON"
    raise ValueError(message)


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    known = dict(pairs)
    if len(known) < len(pairs):
        message = "a key is there twice in one object"
        raise ValueError(message)
    return known
