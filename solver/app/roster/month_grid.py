"""The calendar of one person, class, place, post or club: real weeks, with weekends and holidays."""

from __future__ import annotations

from solver.app.roster.component import Drawn, drawn_cell, frame_of
from solver.app.roster.roster_index import Index
from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import show_units
from solver.base.vocabulary import WEEK
from solver.report.calendar_grid import Month, MonthDay, MonthWeek
from solver.report.duty_cells import Of, cells_of

UNITS = Words(zh="工作量 {units}", en="{units} units")


def month_grid(index: Index, of: Of, month: Month, lang: Lang) -> Drawn:
    """Return a calendar, ready to be drawn."""
    return {
        "type": "grid",
        "calendar": True,
        "corner": [WEEK.say(lang)],
        "columns": [_column(month, number, lang) for number in range(1, 8)],
        "rows": [_week(index, of, week, lang) for week in month.weeks],
        "nothing": "",
        **frame_of(month.lines, lang),
    }


def _column(month: Month, number: int, lang: Lang) -> Drawn:
    weekend = number > 5
    used = any(week.days[number - 1].lines for week in month.weeks)
    return {"label": WEEKDAYS[number].say(lang), "off": weekend, "narrow": weekend and not used}


def _week(index: Index, of: Of, week: MonthWeek, lang: Lang) -> Drawn:
    return {
        "labels": [week.label],
        "small": UNITS.say(lang, units=show_units(week.units)) if of == "person" and week.units else "",
        "token": "",
        "at": 0,
        "cells": [_day(index, of, day, lang) for day in week.days],
    }


def _day(index: Index, of: Of, day: MonthDay, lang: Lang) -> Drawn:
    cells = cells_of(day.lines, index.names, lang)
    return {
        "day": day.label,
        "note": day.note.say(lang) if day.note else "",
        "mark": day.mark,
        "token": f"day:{day.date.isoformat()}" if day.date in index.on else "",
        "chips": [drawn_cell(index, cell, *cell.says(of), lang) for cell in cells],
    }
