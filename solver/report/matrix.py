"""The roster turned around: by day, person, group or room, rows against dates; and so for a terminal."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from solver.base.text import WEEKDAYS, Lang
from solver.report.duty_cells import By, DutyCell, Names, cells_of, who
from solver.report.read_plan import read_lines
from solver.report.roster_lines import RosterLine, kinds_of, natural, told_apart
from solver.report.words import TEXT, kind_name

Key = tuple[str, tuple[str, ...]]
"""A row: the id that it stands for, if it stands for one, and its labels."""


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
class MatrixRow:
    """One row: its labels, the kind that colours them (or none), and its duties by date."""

    labels: tuple[str, ...]
    kind: str
    cells: Mapping[dt.date, tuple[DutyCell, ...]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A view of the whole term: label columns at the left, then one column for each date."""

    by: By
    lang: Lang
    headings: tuple[str, ...]
    dates: tuple[Date, ...]
    rows: tuple[MatrixRow, ...]
    kinds: list[str]

    def weeks(self) -> dict[int, tuple[Date, ...]]:
        """Return the dates of each teaching week."""
        found: dict[int, list[Date]] = defaultdict(list)
        for date in self.dates:
            found[date.week].append(date)
        return {week: tuple(dates) for week, dates in found.items()}

    def within(self, dates: Iterable[Date]) -> list[MatrixRow]:
        """Return the rows that have a duty on some dates."""
        days = {date.date for date in dates}
        return [row for row in self.rows if days & row.cells.keys()]

    def text(self, row: MatrixRow, date: Date) -> str:
        """Return what stands in a cell, a line for each seat."""
        cells = row.cells.get(date.date, ())
        return "\n".join(line for cell in cells for line in cell.lines(self.by, self.lang))


def matrix(lines: tuple[RosterLine, ...], by: By, names: Names, lang: Lang) -> Matrix:
    """Return one view of the lines."""
    ids: Mapping[str, str] = getattr(names, {"group": "groups", "room": "places"}.get(by, "staff"))
    position = {own: number for number, own in enumerate(ids)}

    def rank(line: RosterLine) -> tuple[object, ...]:
        if by == "day":
            return (-1 if line.start is None else line.start, line.kind, natural(line.post))
        # Things without an id come last; those that the case doesn't know, before them, in natural order.
        own = line.of(by)
        return (own == "", position.get(own, len(position)), natural(own))

    rows: dict[Key, list[RosterLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.date, -1 if line.start is None else line.start)):
        if by != "person" or line.staff:
            rows[_key(line, by, names, lang)].append(line)
    first = {key: min(map(rank, own)) for key, own in rows.items()}
    order = sorted(rows, key=lambda key: (first[key], key))
    headings = ("time", "post", "room") if by == "day" else (by,)
    return Matrix(
        by,
        lang,
        tuple(TEXT[key].say(lang) for key in headings),
        dates_of(lines),
        tuple(
            MatrixRow(key[1], rows[key][0].kind if by == "day" else "", _by_date(rows[key], names, lang))
            for key in order
        ),
        kinds_of(line for key in order for line in rows[key]),
    )


def dates_of(lines: Iterable[RosterLine]) -> tuple[Date, ...]:
    """Return every date on which somebody serves."""
    found = {line.date: Date(line.date, line.week, line.weekday) for line in lines}
    return tuple(found[date] for date in sorted(found))


def _key(line: RosterLine, by: By, names: Names, lang: Lang) -> Key:
    if by == "day":
        # The meetings of one club on several weekdays share a row; elsewhere a row is one id.
        return "", (line.time, line.post_name, names.places.get(line.room, line.room))
    if by == "person":
        return line.staff, (line.staff_name,)
    own = line.of(by)
    known = names.groups if by == "group" else names.places
    return own, (known.get(own, own) or TEXT[f"no_{by}"].say(lang),)


def _by_date(lines: Iterable[RosterLine], names: Names, lang: Lang) -> Mapping[dt.date, tuple[DutyCell, ...]]:
    found: dict[dt.date, tuple[DutyCell, ...]] = {}
    for cell in cells_of(lines, names, lang):
        found[cell.date] = (*found.get(cell.date, ()), cell)
    return found


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of text: a title, headings, rows as wide as the headings. Cells may have several lines."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def show(folder: Path, by: By, lang: Lang) -> tuple[TextTable, ...]:
    """Return one table for each date (``day``) or teaching week (``person``, ``group``, ``room``).

    Parameters
    ----------
    folder
        A plan folder, or a ``roster.csv``.

    Raises
    ------
    InputError
        If there is no roster there, or it can't be read.
    """
    lines = told_apart(read_lines(folder / "roster.csv" if folder.is_dir() else folder))
    return _days(lines, lang) if by == "day" else _weeks(lines, by, lang)


def _days(lines: tuple[RosterLine, ...], lang: Lang) -> tuple[TextTable, ...]:
    by_date: dict[dt.date, list[RosterLine]] = defaultdict(list)
    for line in lines:
        by_date[line.date].append(line)
    headings = tuple(TEXT[key].say(lang) for key in ("time", "kind", "post", "group", "room", "person"))
    tables = []
    for date, of_date in sorted(by_date.items()):
        rows: dict[tuple[str, ...], list[str]] = {}
        for line in of_date:
            key = (line.time, kind_name(line.kind).say(lang), line.post_name, line.group, line.room)
            rows.setdefault(key, []).append(who(line, lang))
        week = TEXT["week"].say(lang, week=of_date[0].week)
        title = f"{date.isoformat()} {WEEKDAYS[date.isoweekday()].say(lang)} · {week}"
        if of_date[0].weekday != date.isoweekday():
            title += f" · {TEXT['applies'].say(lang, weekday=WEEKDAYS[of_date[0].weekday])}"
        tables.append(
            TextTable(title, headings, tuple((*key, "\n".join(names)) for key, names in rows.items()))
        )
    return tuple(tables)


def _weeks(lines: tuple[RosterLine, ...], by: By, lang: Lang) -> tuple[TextTable, ...]:
    view = matrix(lines, by, Names(), lang)
    found = []
    for week, dates in view.weeks().items():
        headings = (*view.headings, *(" ".join(date.heading(lang)).replace("\n", " ") for date in dates))
        rows = tuple((*row.labels, *(view.text(row, date) for date in dates)) for row in view.within(dates))
        span = f"{dates[0].date.isoformat()} – {dates[-1].date.isoformat()}"
        found.append(TextTable(f"{TEXT['week'].say(lang, week=week)} · {span}", headings, rows))
    return tuple(found)
