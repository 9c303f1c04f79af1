"""A day as a board: one row for each place or person, time from left to right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

from solver.app.roster.component import Drawn, drawn_chip, frame_of
from solver.app.roster.entities import KINDS, Thing, things_of
from solver.app.roster.filters import Wanted
from solver.app.roster.roster_index import Index
from solver.app.roster.time_axis import Axis
from solver.base.text import Lang, Words
from solver.base.units import Minutes
from solver.report.duty_cells import DutyCell, chips_of
from solver.report.roster_lines import RosterLine

Rows = Literal["room", "person", "group"]
ROWS: tuple[Rows, ...] = ("room", "person", "group")
NOTHING = Words(zh="这一天没有符合条件的班次。", en="No duty on this day fits.")


def board(index: Index, date: dt.date, rows: Rows, wanted: Wanted, lang: Lang) -> Drawn:
    """Return a day, ready to be drawn."""
    lines = wanted.among(index, index.on.get(date, ()))
    chips = chips_of(lines, index.names, lang)
    axis = Axis.of(
        (chip.start, chip.end) for chip in chips if chip.start is not None and chip.end is not None
    )
    return {
        "type": "board",
        "ticks": axis.ticks(),
        "cuts": axis.cuts(),
        "corner": KINDS[rows].say(lang),
        "rows": _rows(index, lines, rows, axis, lang),
        "nothing": NOTHING.say(lang),
        **frame_of(chips, lang),
    }


def _rows(index: Index, lines: Iterable[RosterLine], rows: Rows, axis: Axis, lang: Lang) -> list[Drawn]:
    own: dict[str, list[RosterLine]] = {}
    for line in lines:
        own.setdefault(_row_of(line, rows), []).append(line)
    things = things_of(index, lang)
    listed = [thing for thing in things.values() if thing.of == rows and thing.id in own]
    return [_row(index, thing, own[thing.id], rows, axis, lang) for thing in _ordered(index, listed, rows)]


def _row_of(line: RosterLine, rows: Rows) -> str:
    return {"room": line.room, "person": line.staff, "group": line.group}[rows]


def _ordered(index: Index, things: list[Thing], rows: Rows) -> list[Thing]:
    """Return rows in reading order; places as the school lists them, building by building."""
    if rows != "room":
        return things
    order: Mapping[str, int] = {place: at for at, place in enumerate(index.names.places)}
    return sorted(things, key=lambda thing: (thing.id == "", order.get(thing.id, len(order))))


def _row(index: Index, thing: Thing, lines: list[RosterLine], rows: Rows, axis: Axis, lang: Lang) -> Drawn:
    chips = chips_of(lines, index.names, lang)
    lanes: list[Minutes] = []
    drawn: list[Drawn] = []
    for chip in sorted(chips, key=lambda chip: (chip.start or 0, chip.end or 0)):
        start = axis.spans[0][0] if chip.start is None else chip.start
        end = axis.spans[-1][1] if chip.end is None else chip.end
        lane = next((at for at, busy in enumerate(lanes) if busy <= start), len(lanes))
        lanes[lane : lane + 1] = [end]
        text, small = _says(chip, rows)
        drawn.append(
            {
                **drawn_chip(index, chip, text, small, lang),
                "left": axis.at(start),
                "width": axis.at(end) - axis.at(start),
                "lane": lane,
            }
        )
    return {"label": thing.name, "token": thing.token, "lanes": len(lanes), "chips": drawn}


def _says(chip: DutyCell, rows: Rows) -> tuple[str, str]:
    if rows == "person":
        return chip.what, chip.place
    if rows == "group":
        return chip.who, "" if chip.kind == "care" else chip.what
    return chip.who, chip.what
