"""The text format of the shift-scheduling instances: sections of rows separated by commas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Row = list[str]


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of shift: its length in minutes, and which shifts can't follow it on the next day."""

    minutes: int
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Employee:
    """What binds one person: shifts of each kind, minutes in all, runs of work and of days off, weekends."""

    most_shifts: Mapping[str, int]
    most_minutes: int
    least_minutes: int
    longest_run: int
    shortest_run: int
    days_off: int
    weekends: int


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody wants a shift on a day, or wants not to have it."""

    employee: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True, slots=True)
class Cover:
    """How many people a shift should have on a day, and the price of each one below and above that."""

    need: int
    under: int
    over: int


@dataclass(slots=True)
class Instance:
    """One instance; day 0 is a Monday."""

    name: str
    days: int = 0
    shifts: dict[str, Shift] = field(default_factory=dict)
    staff: dict[str, Employee] = field(default_factory=dict)
    off: dict[str, set[int]] = field(default_factory=dict)
    wanted: list[Request] = field(default_factory=list)
    unwanted: list[Request] = field(default_factory=list)
    cover: dict[tuple[int, str], Cover] = field(default_factory=dict)


def read(path: Path) -> Instance:
    """Read an instance.

    Raises
    ------
    ValueError
        If a row stands outside a section that the format knows, or a shift has two rows of cover on a day.
    """
    found = Instance(path.stem)
    section: Callable[[Instance, Row], None] | None = None
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("SECTION_"):
            section = SECTIONS.get(text)
            continue
        if section is None:
            msg = f"{path.name}: a row outside of every section: {text}"
            raise ValueError(msg)
        section(found, [cell.strip() for cell in text.split(",")])
    return found


def _horizon(found: Instance, row: Row) -> None:
    found.days = int(row[0])


def _shift(found: Instance, row: Row) -> None:
    found.shifts[row[0]] = Shift(int(row[1]), _parts(row[2]) if len(row) > 2 else ())


def _employee(found: Instance, row: Row) -> None:
    name, shifts, *numbers = row
    caps = {kind: int(most) for kind, most in (part.split("=") for part in _parts(shifts))}
    found.staff[name] = Employee(caps, *map(int, numbers))


def _days_off(found: Instance, row: Row) -> None:
    found.off.setdefault(row[0], set()).update(int(day) for day in row[1:] if day)


def _wanted(found: Instance, row: Row) -> None:
    found.wanted.append(_request(row))


def _unwanted(found: Instance, row: Row) -> None:
    found.unwanted.append(_request(row))


def _cover(found: Instance, row: Row) -> None:
    place = (int(row[0]), row[1])
    if place in found.cover:
        msg = f"{found.name}: shift {row[1]} has two rows of cover on day {row[0]}"
        raise ValueError(msg)
    found.cover[place] = Cover(*map(int, row[2:]))


def _request(row: Row) -> Request:
    return Request(row[0], int(row[1]), row[2], int(row[3]))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


SECTIONS: Mapping[str, Callable[[Instance, Row], None]] = {
    "SECTION_HORIZON": _horizon,
    "SECTION_SHIFTS": _shift,
    "SECTION_STAFF": _employee,
    "SECTION_DAYS_OFF": _days_off,
    "SECTION_SHIFT_ON_REQUESTS": _wanted,
    "SECTION_SHIFT_OFF_REQUESTS": _unwanted,
    "SECTION_COVER": _cover,
}
