"""A teaching week as a grid: posts, people, classes or places against its days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from solver.app.roster.component import Drawn, drawn_cell, frame_of, mark_of
from solver.app.roster.entities import KINDS, things_of
from solver.app.roster.filters import Wanted
from solver.app.roster.roster_index import Index
from solver.base.text import Lang, Words
from solver.report.duty_cells import DutyCell, Part, cells_of
from solver.report.matrix import Date, matrix
from solver.report.roster_lines import About, RosterLine, by_session
from solver.report.words import TEXT

Rows = Literal["post", "person", "group", "room"]
ROWS: tuple[Rows, ...] = ("post", "person", "group", "room")
NOTHING = Words(zh="这一周没有符合条件的班次。", en="No duty of this week fits.")


def week_grid(index: Index, week: int, rows: Rows, wanted: Wanted, lang: Lang) -> Drawn:
    """Return a week, ready to be drawn."""
    dates = [date for date in index.dates if date.week == week]
    lines = wanted.among(index, index.weeks.get(week, ()))
    labels = tuple(TEXT[name].say(lang) for name in ("time", "post", "room")) if rows == "post" else ()
    return {
        "type": "grid",
        "corner": list(labels or (KINDS[rows].say(lang),)),
        "columns": [_column(index, date, lang) for date in dates],
        "rows": (
            _by_post(index, lines, dates, lang)
            if rows == "post"
            else _by_thing(index, lines, dates, rows, lang)
        ),
        "nothing": NOTHING.say(lang),
        **frame_of(lines, lang),
    }


def _column(index: Index, date: Date, lang: Lang) -> Drawn:
    day, weekday = date.heading(lang)
    return {
        "label": f"{day} {weekday}",
        "token": f"day:{date.date.isoformat()}",
        "mark": mark_of(index.marks.dated.get(date.date, ())),
        "off": date.date.isoweekday() > 5 and date.weekday == date.date.isoweekday(),
    }


def _by_post(index: Index, lines: Iterable[RosterLine], dates: list[Date], lang: Lang) -> list[Drawn]:
    """Return a row for each time, post and place, session by session as on the printed page."""
    found: list[Drawn] = []
    for session, own in by_session(index.handout, lines, lang):
        found.append({"heading": session, "cells": []})
        for row in matrix(own, "day", index.names, lang).rows:
            first = next(iter(row.cells.values()))[0]
            token = f"club:{_club(index, first.post)}" if first.kind == "club" else f"post:{first.post}"
            cells = [_cell(index, row.cells.get(date.date, ()), "post", lang) for date in dates]
            found.append({"labels": list(row.labels), "token": token, "at": 1, "cells": cells})
    return found


def _club(index: Index, name: str) -> str:
    post = index.handout.work.posts.get(name)
    return (post.club if post else None) or ""


def _by_thing(
    index: Index, lines: Iterable[RosterLine], dates: list[Date], rows: About, lang: Lang
) -> list[Drawn]:
    own: dict[tuple[str, dt.date], list[RosterLine]] = defaultdict(list)
    for line in lines:
        own[line.of(rows), line.date].append(line)
    there = {name for name, _ in own}
    return [
        {
            "labels": [thing.name],
            "token": thing.token,
            "at": 0,
            "cells": [
                _cell(index, cells_of(own[thing.id, date.date], index.names, lang), rows, lang)
                for date in dates
            ],
        }
        for thing in things_of(index, lang).values()
        if thing.of == rows and thing.id in there
    ]


def _cell(index: Index, cells: Iterable[DutyCell], rows: Rows, lang: Lang) -> Drawn:
    # Where a row is a post, its labels say time and place.
    known: tuple[Part, ...] = ("time", "place") if rows == "post" else ()
    return {"chips": [drawn_cell(index, cell, *cell.says(rows, known), lang) for cell in cells]}
