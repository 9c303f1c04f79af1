"""A day as a board, a week or a month as a grid: plain data, ready to be drawn."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from solver.app.roster.component import Drawn, drawn_cell, frame_of, mark_of
from solver.app.roster.roster_index import THING_KINDS, Index, Thing, Wanted, things_of
from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import Minutes, clock, show_units
from solver.base.vocabulary import WEEK
from solver.report.calendar_grid import Month, MonthDay, MonthWeek
from solver.report.duty_cells import DutyCell, Of, Part, cells_of
from solver.report.matrix import Date, matrix
from solver.report.roster_lines import About, RosterLine, by_session
from solver.report.words import TEXT

DayRows = Literal["room", "person", "group"]
DAY_ROWS: tuple[DayRows, ...] = ("room", "person", "group")
DAY_KNOWN: Mapping[DayRows, tuple[Part, ...]] = {
    "room": ("time",),
    "person": ("time",),
    "group": ("time", "place"),
}
"""What a place on the board says already."""
NOTHING_THAT_DAY = Words(zh="这一天没有符合条件的班次。", en="No duty on this day fits.")

HALF, QUARTER = 30, 15
PAUSE = 60
"""A time without duties that is at least so long is cut out."""
CUT = 10
"""How wide a cut is drawn, in minutes."""
Span = tuple[Minutes, Minutes]

WeekRows = Literal["post", "person", "group", "room"]
WEEK_ROWS: tuple[WeekRows, ...] = ("post", "person", "group", "room")
NOTHING_THAT_WEEK = Words(zh="这一周没有符合条件的班次。", en="No duty of this week fits.")

UNITS = Words(zh="工作量 {units}", en="{units} units")


def board(index: Index, date: dt.date, rows: DayRows, wanted: Wanted, lang: Lang) -> Drawn:
    """Return a day, ready to be drawn."""
    lines = wanted.among(index, index.on.get(date, ()))
    cells = cells_of(lines, index.names, lang)
    axis = Axis.of(
        (cell.start, cell.end) for cell in cells if cell.start is not None and cell.end is not None
    )
    return {
        "type": "board",
        "ticks": axis.ticks(),
        "cuts": axis.cuts(),
        "corner": THING_KINDS[rows].say(lang),
        "rows": _day_lanes(index, lines, rows, axis, lang),
        "nothing": NOTHING_THAT_DAY.say(lang),
        **frame_of(lines, lang),
    }


def _day_lanes(
    index: Index, lines: Iterable[RosterLine], rows: DayRows, axis: Axis, lang: Lang
) -> list[Drawn]:
    own: dict[str, list[RosterLine]] = {}
    for line in lines:
        own.setdefault(line.of(rows), []).append(line)
    things = things_of(index, lang)
    listed = [thing for thing in things.values() if thing.of == rows and thing.id in own]
    return [_lane(index, thing, own[thing.id], rows, axis, lang) for thing in _day_order(index, listed, rows)]


def _day_order(index: Index, things: list[Thing], rows: DayRows) -> list[Thing]:
    """Return rows in reading order; places as the school lists them, building by building."""
    if rows != "room":
        return things
    order: Mapping[str, int] = {place: at for at, place in enumerate(index.names.places)}
    return sorted(things, key=lambda thing: (thing.id == "", order.get(thing.id, len(order))))


def _lane(
    index: Index, thing: Thing, lines: list[RosterLine], rows: DayRows, axis: Axis, lang: Lang
) -> Drawn:
    cells = cells_of(lines, index.names, lang)
    lanes: list[Minutes] = []
    drawn: list[Drawn] = []
    for cell in sorted(cells, key=lambda cell: (cell.start or 0, cell.end or 0)):
        start = axis.spans[0][0] if cell.start is None else cell.start
        end = axis.spans[-1][1] if cell.end is None else cell.end
        lane = next((number for number, busy in enumerate(lanes) if busy <= start), len(lanes))
        lanes[lane : lane + 1] = [end]
        drawn.append(
            {
                **drawn_cell(index, cell, *cell.says(rows, DAY_KNOWN[rows]), lang),
                "left": axis.at(start),
                "width": axis.at(end) - axis.at(start),
                "lane": lane,
            }
        )
    return {"label": thing.name, "token": thing.token, "lanes": len(lanes), "chips": drawn}


@dataclass(frozen=True, slots=True)
class Axis:
    """Spans of the day one behind the other, each on half hours."""

    spans: tuple[Span, ...]

    @staticmethod
    def of(duties: Iterable[Span]) -> Axis:
        """Return the axis on which some duties lie."""
        spans: list[Span] = []
        for start, end in sorted(duties):
            first, last = start - start % HALF, end + -end % HALF
            if spans and first - spans[-1][1] < PAUSE:
                spans[-1] = spans[-1][0], max(spans[-1][1], last)
            else:
                spans.append((first, last))
        return Axis(tuple(spans) or ((0, HALF),))

    @property
    def long(self) -> Minutes:
        """All spans and cuts together."""
        return sum(last - first for first, last in self.spans) + CUT * (len(self.spans) - 1)

    def at(self, minute: Minutes) -> float:
        """Return how far from the left a minute is, in percent."""
        before = 0
        for first, last in self.spans:
            if minute <= last:
                return 100 * (before + max(minute - first, 0)) / self.long
            before += last - first + CUT
        return 100.0

    def ticks(self) -> list[dict[str, object]]:
        """Return a mark for every quarter of an hour, with words at the half hours."""
        return [
            {
                "left": self.at(minute),
                "text": clock(minute) if minute % HALF == 0 else "",
                "edge": "first" if minute == first else "last" if minute == last else "",
            }
            for first, last in self.spans
            for minute in range(first, last + 1, QUARTER)
        ]

    def cuts(self) -> list[dict[str, object]]:
        """Return where time is cut out."""
        return [{"left": self.at(before[1]), "width": 100 * CUT / self.long} for before in self.spans[:-1]]


def week_grid(index: Index, week: int, rows: WeekRows, wanted: Wanted, lang: Lang) -> Drawn:
    """Return a week, ready to be drawn."""
    dates = [date for date in index.dates if date.week == week]
    lines = wanted.among(index, index.weeks.get(week, ()))
    labels = tuple(TEXT[name].say(lang) for name in ("time", "post", "room")) if rows == "post" else ()
    return {
        "type": "grid",
        "corner": list(labels or (THING_KINDS[rows].say(lang),)),
        "columns": [_date_column(index, date, lang) for date in dates],
        "rows": (
            _by_post(index, lines, dates, lang)
            if rows == "post"
            else _by_thing(index, lines, dates, rows, lang)
        ),
        "nothing": NOTHING_THAT_WEEK.say(lang),
        **frame_of(lines, lang),
    }


def _date_column(index: Index, date: Date, lang: Lang) -> Drawn:
    day, weekday = date.heading(lang)
    return {
        "label": f"{day} {weekday}",
        "token": f"day:{date.date.isoformat()}",
        "mark": mark_of(index.marks.dated.get(date.date, ())),
        "off": date.date.isoweekday() > 5 and date.weekday == date.date.isoweekday(),
    }


def _by_post(index: Index, lines: Iterable[RosterLine], dates: list[Date], lang: Lang) -> list[Drawn]:
    """Return a row for each time, post and place, session by session as on the printed page."""
    rows: list[Drawn] = []
    for session, lines_of_session in by_session(index.handout, lines, lang):
        rows.append({"heading": session, "cells": []})
        for row in matrix(lines_of_session, "day", index.names, lang).rows:
            first = next(iter(row.cells.values()))[0]
            token = f"club:{index.club_of(first.post)}" if first.kind == "club" else f"post:{first.post}"
            cells = [_week_cell(index, row.cells.get(date.date, ()), "post", lang) for date in dates]
            rows.append({"labels": list(row.labels), "token": token, "at": 1, "cells": cells})
    return rows


def _by_thing(
    index: Index, lines: Iterable[RosterLine], dates: list[Date], rows: About, lang: Lang
) -> list[Drawn]:
    by_cell: dict[tuple[str, dt.date], list[RosterLine]] = defaultdict(list)
    for line in lines:
        by_cell[line.of(rows), line.date].append(line)
    there = {name for name, _ in by_cell}
    return [
        {
            "labels": [thing.name],
            "token": thing.token,
            "at": 0,
            "cells": [
                _week_cell(index, cells_of(by_cell[thing.id, date.date], index.names, lang), rows, lang)
                for date in dates
            ],
        }
        for thing in things_of(index, lang).values()
        if thing.of == rows and thing.id in there
    ]


def _week_cell(index: Index, cells: Iterable[DutyCell], rows: WeekRows, lang: Lang) -> Drawn:
    # Where a row is a post, its labels say time and place.
    known: tuple[Part, ...] = ("time", "place") if rows == "post" else ()
    return {"chips": [drawn_cell(index, cell, *cell.says(rows, known), lang) for cell in cells]}


def month_grid(index: Index, of: Of, month: Month, lang: Lang) -> Drawn:
    """Return a calendar, ready to be drawn."""
    return {
        "type": "grid",
        "calendar": True,
        "corner": [WEEK.say(lang)],
        "columns": [_weekday_column(month, number, lang) for number in range(1, 8)],
        "rows": [_month_week(index, of, week, lang) for week in month.weeks],
        "nothing": "",
        **frame_of(month.lines, lang),
    }


def _weekday_column(month: Month, number: int, lang: Lang) -> Drawn:
    weekend = number > 5
    used = any(week.days[number - 1].lines for week in month.weeks)
    return {"label": WEEKDAYS[number].say(lang), "off": weekend, "narrow": weekend and not used}


def _month_week(index: Index, of: Of, week: MonthWeek, lang: Lang) -> Drawn:
    return {
        "labels": [week.label],
        "small": UNITS.say(lang, units=show_units(week.units)) if of == "person" and week.units else "",
        "token": "",
        "at": 0,
        "cells": [_month_day(index, of, day, lang) for day in week.days],
    }


def _month_day(index: Index, of: Of, day: MonthDay, lang: Lang) -> Drawn:
    cells = cells_of(day.lines, index.names, lang)
    return {
        "day": day.label,
        "note": day.note.say(lang) if day.note else "",
        "mark": day.mark,
        "token": f"day:{day.date.isoformat()}" if day.date in index.on else "",
        "chips": [drawn_cell(index, cell, *cell.says(of), lang) for cell in cells],
    }
