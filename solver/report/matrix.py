"""The roster turned around: by day, person, group or room, each a matrix of rows against dates."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from solver.base.text import WEEKDAYS, Lang
from solver.base.units import clock
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine, natural
from solver.report.words import TEXT

Key = tuple[str, tuple[str, ...]]
"""A row: the id that it stands for, if it stands for one, and its labels."""
By = Literal["day", "person", "group", "room"]
BYS: tuple[By, ...] = ("day", "person", "group", "room")


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called; an id without a name is its own name. Order of rows is that of the case."""

    groups: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(handout: PlanView) -> Names:
        """Return the names that the case gives."""
        case = handout.case
        return Names(
            groups={row.id: row.name for row in case.groups},
            places={
                **{row.id: row.name for row in case.rooms},
                **{row.id: row.name for row in case.zones},
            },
            staff={row.id: row.name for row in case.staff},
        )


@dataclass(frozen=True, slots=True)
class Date:
    """A column: one date with its teaching week and the weekday whose lessons apply."""

    date: dt.date
    week: int
    weekday: int

    def heading(self, lang: Lang) -> tuple[str, str]:
        """Return date and weekday; a make-up day says which weekday's lessons apply."""
        day = f"{self.date.month}-{self.date.day}"
        real = WEEKDAYS[self.date.isoweekday()].say(lang)
        if self.weekday == self.date.isoweekday():
            return day, real
        return day, f"{real}\n{TEXT['applies'].say(lang, weekday=WEEKDAYS[self.weekday])}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One assignment within a cell."""

    text: str
    kind: str
    cover: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row: its labels, the kind that colours them (or none), and its cells by date."""

    labels: tuple[str, ...]
    kind: str
    cells: Mapping[dt.date, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A view of the whole term: label columns at the left, then one column for each date."""

    by: By
    headings: tuple[str, ...]
    dates: tuple[Date, ...]
    rows: tuple[MatrixRow, ...]

    def weeks(self) -> dict[int, tuple[Date, ...]]:
        """Return the dates of each teaching week."""
        found: dict[int, list[Date]] = defaultdict(list)
        for date in self.dates:
            found[date.week].append(date)
        return {week: tuple(dates) for week, dates in found.items()}


def matrix(lines: tuple[RosterLine, ...], by: By, names: Names, lang: Lang) -> Matrix:
    """Return one view of the lines."""
    own, label, text, order = _VIEWS[by]
    cells: dict[Key, dict[dt.date, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    kinds: dict[Key, str] = {}
    rank: dict[Key, tuple[object, ...]] = {}
    for line in sorted(lines, key=lambda line: (line.date, -1 if line.start is None else line.start)):
        if by == "person" and not line.staff:
            continue
        key = own(line), label(line, names, lang)
        entry = Entry(text(line, names, lang), "missing" if line.missing else line.kind, line.cover)
        cells[key][line.date].append(entry)
        kinds.setdefault(key, line.kind if by == "day" else "")
        place = order(line, names)
        rank[key] = min(rank.get(key, place), place)
    rows = tuple(
        MatrixRow(key[1], kinds[key], {date: tuple(entries) for date, entries in cells[key].items()})
        for key in sorted(cells, key=lambda key: (rank[key], key))
    )
    return Matrix(by, _headings(by, lang), dates_of(lines), rows)


def dates_of(lines: tuple[RosterLine, ...]) -> tuple[Date, ...]:
    """Return every date on which somebody serves."""
    found = {line.date: Date(line.date, line.week, line.weekday) for line in lines}
    return tuple(found[date] for date in sorted(found))


def who(line: RosterLine, lang: Lang) -> str:
    """Return who holds a seat: a name, marked when it is cover, or how many are short."""
    if line.missing:
        return TEXT["short"].say(lang, count=line.missing)
    return line.staff_name + (TEXT["cover_mark"].say(lang) if line.cover else "")


def _headings(by: By, lang: Lang) -> tuple[str, ...]:
    keys = {"day": ("time", "post", "room")}.get(by, (by,))
    return tuple(TEXT[key].say(lang) for key in keys)


def _start(line: RosterLine) -> str:
    return "" if line.start is None else clock(line.start)


def _day_label(line: RosterLine, names: Names, _lang: Lang) -> tuple[str, ...]:
    return line.time, line.post_name, names.places.get(line.room, line.room)


def _person_label(line: RosterLine, _names: Names, _lang: Lang) -> tuple[str, ...]:
    return (line.staff_name,)


def _group_label(line: RosterLine, names: Names, lang: Lang) -> tuple[str, ...]:
    return (names.groups.get(line.group, line.group) or TEXT["no_group"].say(lang),)


def _room_label(line: RosterLine, names: Names, lang: Lang) -> tuple[str, ...]:
    return (names.places.get(line.room, line.room) or TEXT["no_room"].say(lang),)


def _day_text(line: RosterLine, _names: Names, lang: Lang) -> str:
    return who(line, lang)


def _what(line: RosterLine, names: Names) -> str:
    # Care posts are many and their names long: the class says it, and the colour the rest.
    care_of = names.groups.get(line.group) if line.kind == "care" else None
    return care_of or line.post_name


def _person_text(line: RosterLine, names: Names, lang: Lang) -> str:
    mark = TEXT["cover_mark"].say(lang) if line.cover else ""
    return f"{_start(line)} {_what(line, names)}{mark}".strip()


def _place_text(line: RosterLine, names: Names, lang: Lang) -> str:
    return f"{_start(line)} {_what(line, names)} {who(line, lang)}".strip()


def _group_text(line: RosterLine, _names: Names, lang: Lang) -> str:
    what = "" if line.kind == "care" else f"{line.post_name} "
    return f"{_start(line)} {what}{who(line, lang)}".strip()


@lru_cache(maxsize=8)
def _positions(ids: tuple[str, ...]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(ids)}


def _rank(ids: Mapping[str, str], own: str) -> tuple[object, ...]:
    # Things without an id come last; those that the case doesn't know, before them, in natural order.
    position = _positions(tuple(ids))
    return (own == "", position.get(own, len(position)), natural(own))


def _ranked(ids: Callable[[Names], Mapping[str, str]], own: _Own) -> _Order:
    return lambda line, names: _rank(ids(names), own(line))


_Own = Callable[[RosterLine], str]
_Label = Callable[[RosterLine, Names, Lang], tuple[str, ...]]
_Text = Callable[[RosterLine, Names, Lang], str]
_Order = Callable[[RosterLine, Names], tuple[object, ...]]

_VIEWS: dict[By, tuple[_Own, _Label, _Text, _Order]] = {
    # By day the meetings of one club on several weekdays share a row; elsewhere a row is one id.
    "day": (
        lambda _line: "",
        _day_label,
        _day_text,
        lambda line, _names: (-1 if line.start is None else line.start, line.kind, natural(line.post)),
    ),
    "person": (
        lambda line: line.staff,
        _person_label,
        _person_text,
        _ranked(lambda names: names.staff, lambda line: line.staff),
    ),
    "group": (
        lambda line: line.group,
        _group_label,
        _group_text,
        _ranked(lambda names: names.groups, lambda line: line.group),
    ),
    "room": (
        lambda line: line.room,
        _room_label,
        _place_text,
        _ranked(lambda names: names.places, lambda line: line.room),
    ),
}
