"""Pages printed one at a time: a day, a week, the calendar of one person, class, place or post."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import show_units
from solver.base.vocabulary import WEEK
from solver.report.calendar_grid import Month, MonthDay, MonthWeek, units_of
from solver.report.duty_cells import Names, Of, cells_of
from solver.report.palette import fill
from solver.report.pdf_book import frame, notice_part, typeset, week_parts
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine

_SUM = Words(zh="{duties} 个班次 · 工作量 {units}", en="Duties: {duties} · work units: {units}")
_NARROW, _WIDE = 5, 10
"""A column of weekend days without duties is half as wide as the others."""


def notice_pdf(handout: PlanView, date: dt.date, lang: Lang) -> bytes:
    """Return one day on one page, to hang on the staff-room door.

    Raises
    ------
    OutputError
        If it can't be typeset.
    """
    return typeset(handout, {**frame(handout, (), lang), "notices": [notice_part(handout, date, lang)]})


def week_pdf(handout: PlanView, shown: Iterable[RosterLine], week: int, lang: Lang) -> bytes:
    """Return the roster of one teaching week.

    Raises
    ------
    OutputError
        If it can't be typeset.
    """
    own = tuple(line for line in shown if line.week == week)
    return typeset(handout, {**frame(handout, own, lang), "weeks": week_parts(handout, own, lang)})


def calendar_pdf(
    handout: PlanView, name: str, of: Of, months: Sequence[tuple[str, Month]], lang: Lang
) -> bytes:
    """Return calendars of one thing, each with its own title such as the month's name.

    Raises
    ------
    OutputError
        If it can't be typeset.
    """
    names = Names.of(handout)
    lines = [line for _, month in months for line in month.lines]
    parts = [_calendar(f"{name} · {title}", of, month, names, lang) for title, month in months]
    return typeset(handout, {**frame(handout, lines, lang), "calendars": parts})


def _calendar(title: str, of: Of, month: Month, names: Names, lang: Lang) -> dict[str, object]:
    weekdays = [
        any(week.days[place].lines for week in month.weeks) or place < 5  # Monday to Friday are always wide
        for place in range(7)
    ]
    lines = month.lines
    held = sum(not line.missing for line in lines)
    return {
        "title": title,
        "note": _SUM.say(lang, duties=held, units=show_units(units_of(lines))),
        "widths": [_WIDE if wide else _NARROW for wide in weekdays],
        "headings": [WEEK.say(lang), *(WEEKDAYS[number].say(lang) for number in range(1, 8))],
        "weeks": [_week(week, of, names, lang) for week in month.weeks],
    }


def _week(week: MonthWeek, of: Of, names: Names, lang: Lang) -> dict[str, object]:
    return {
        "label": week.label,
        "days": [_day(day, of, names, lang) for day in week.days],
    }


def _day(day: MonthDay, of: Of, names: Names, lang: Lang) -> dict[str, object]:
    chips = []
    for cell in cells_of(day.lines, names, lang):
        text, more = cell.says(of)
        chips.append({"text": text, "more": more, "fill": fill(cell.kind), "missing": cell.missing > 0})
    return {
        "day": day.label,
        "mark": day.mark,
        "note": day.note.say(lang) if day.note else "",
        "chips": chips,
    }
