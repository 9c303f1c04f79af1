"""A day as a board: one row for each place or person, time from left to right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

from solver.app.roster.component import Drawn, drawn_cell, frame_of
from solver.app.roster.entities import KINDS, Thing, things_of
from solver.app.roster.filters import Wanted
from solver.app.roster.roster_index import Index
from solver.app.roster.time_axis import Axis
from solver.base.text import Lang, Words
from solver.base.units import Minutes
from solver.report.duty_cells import Part, cells_of
from solver.report.roster_lines import RosterLine

Rows = Literal["room", "person", "group"]
ROWS: tuple[Rows, ...] = ("room", "person", "group")
KNOWN: Mapping[Rows, tuple[Part, ...]] = {"room": ("time",), "person": ("time",), "group": ("time", "place")}
"""What a place on the board says already."""
NOTHING = Words(zh="这一天没有符合条件的班次。", en="No duty on this day fits.")


def board(index: Index, date: dt.date, rows: Rows, wanted: Wanted, lang: Lang) -> Drawn:
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
        "corner": KINDS[rows].say(lang),
        "rows": _rows(index, lines, rows, axis, lang),
        "nothing": NOTHING.say(lang),
        **frame_of(lines, lang),
    }


def _rows(index: Index, lines: Iterable[RosterLine], rows: Rows, axis: Axis, lang: Lang) -> list[Drawn]:
    own: dict[str, list[RosterLine]] = {}
    for line in lines:
        own.setdefault(line.of(rows), []).append(line)
    things = things_of(index, lang)
    listed = [thing for thing in things.values() if thing.of == rows and thing.id in own]
    return [_row(index, thing, own[thing.id], rows, axis, lang) for thing in _ordered(index, listed, rows)]


def _ordered(index: Index, things: list[Thing], rows: Rows) -> list[Thing]:
    """Return rows in reading order; places as the school lists them, building by building."""
    if rows != "room":
        return things
    order: Mapping[str, int] = {place: at for at, place in enumerate(index.names.places)}
    return sorted(things, key=lambda thing: (thing.id == "", order.get(thing.id, len(order))))


def _row(index: Index, thing: Thing, lines: list[RosterLine], rows: Rows, axis: Axis, lang: Lang) -> Drawn:
    cells = cells_of(lines, index.names, lang)
    lanes: list[Minutes] = []
    drawn: list[Drawn] = []
    for cell in sorted(cells, key=lambda cell: (cell.start or 0, cell.end or 0)):
        start = axis.spans[0][0] if cell.start is None else cell.start
        end = axis.spans[-1][1] if cell.end is None else cell.end
        lane = next((at for at, busy in enumerate(lanes) if busy <= start), len(lanes))
        lanes[lane : lane + 1] = [end]
        drawn.append(
            {
                **drawn_cell(index, cell, *cell.says(rows, KNOWN[rows]), lang),
                "left": axis.at(start),
                "width": axis.at(end) - axis.at(start),
                "lane": lane,
            }
        )
    return {"label": thing.name, "token": thing.token, "lanes": len(lanes), "chips": drawn}
