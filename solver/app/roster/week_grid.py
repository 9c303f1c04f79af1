"""A teaching week as a grid: posts, people, classes or places against its days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from solver.app.roster.component import Drawn, drawn_chip, frame_of, mark_of
from solver.app.roster.entities import KINDS, things_of
from solver.app.roster.filters import Wanted
from solver.app.roster.roster_index import Index
from solver.base.text import Lang, Words
from solver.report.duty_cells import DutyCell, chips_of
from solver.report.matrix import Date
from solver.report.roster_lines import RosterLine, natural
from solver.report.words import TEXT

Rows = Literal["post", "person", "group", "room"]
ROWS: tuple[Rows, ...] = ("post", "person", "group", "room")
NOTHING = Words(zh="这一周没有符合条件的班次。", en="No duty of this week fits.")
_Key = tuple[str, ...]


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
        **frame_of(chips_of(lines, index.names, lang), lang),
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
    """Return a row for each time, post and place, session by session as the school lists them."""
    sessions = {session.id: at for at, session in enumerate(index.handout.case.sessions)}
    own: dict[_Key, list[RosterLine]] = {}
    for line in sorted(
        lines,
        key=lambda line: (sessions.get(line.session, len(sessions)), line.start or 0, natural(line.post)),
    ):
        place = index.names.places.get(line.room, line.room)
        own.setdefault((line.session, line.time, line.post_name, place), []).append(line)
    found: list[Drawn] = []
    for key, rows in own.items():
        if not found or found[-1]["session"] != key[0]:
            found.append(_heading(index, key[0], lang))
        cells = [_cell(index, rows, date, "post", lang) for date in dates]
        token = f"club:{_club(index, rows[0])}" if rows[0].kind == "club" else f"post:{rows[0].post}"
        found.append({"session": key[0], "labels": list(key[1:]), "token": token, "at": 1, "cells": cells})
    return found


def _heading(index: Index, session: str, lang: Lang) -> Drawn:
    known = index.handout.case.session.get(session)
    return {
        "session": session,
        "heading": known.name if known else session or TEXT["no_session"].say(lang),
        "cells": [],
    }


def _club(index: Index, line: RosterLine) -> str:
    post = index.handout.work.posts.get(line.post)
    return (post.club if post else None) or ""


def _by_thing(
    index: Index, lines: Iterable[RosterLine], dates: list[Date], rows: Rows, lang: Lang
) -> list[Drawn]:
    own: dict[str, list[RosterLine]] = {}
    for line in lines:
        name = {"person": line.staff, "group": line.group, "room": line.room}[rows]
        own.setdefault(name, []).append(line)
    return [
        {
            "labels": [thing.name],
            "token": thing.token,
            "at": 0,
            "cells": [_cell(index, own[thing.id], date, rows, lang) for date in dates],
        }
        for thing in things_of(index, lang).values()
        if thing.of == rows and thing.id in own
    ]


def _cell(index: Index, lines: Iterable[RosterLine], date: Date, rows: Rows, lang: Lang) -> Drawn:
    chips = chips_of((line for line in lines if line.date == date.date), index.names, lang)
    return {"chips": [drawn_chip(index, chip, *_says(chip, rows), lang) for chip in chips]}


def _says(chip: DutyCell, rows: Rows) -> tuple[str, str]:
    return (chip.who, "") if rows == "post" else chip.says(rows)
