"""The roster for a terminal, from the written files alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from solver.base.text import WEEKDAYS, Lang
from solver.report.duty_cells import By, Names, who
from solver.report.matrix import matrix
from solver.report.read_plan import read_lines
from solver.report.roster_lines import RosterLine, told_apart
from solver.report.words import TEXT, kind_name


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
    found = []
    for date, own in sorted(by_date.items()):
        rows: dict[tuple[str, ...], list[str]] = {}
        for line in own:
            key = (line.time, kind_name(line.kind).say(lang), line.post_name, line.group, line.room)
            rows.setdefault(key, []).append(who(line, lang))
        week = TEXT["week"].say(lang, week=own[0].week)
        title = f"{date.isoformat()} {WEEKDAYS[date.isoweekday()].say(lang)} · {week}"
        if own[0].weekday != date.isoweekday():
            title += f" · {TEXT['applies'].say(lang, weekday=WEEKDAYS[own[0].weekday])}"
        found.append(
            TextTable(title, headings, tuple((*key, "\n".join(names)) for key, names in rows.items()))
        )
    return tuple(found)


def _weeks(lines: tuple[RosterLine, ...], by: By, lang: Lang) -> tuple[TextTable, ...]:
    view = matrix(lines, by, Names(), lang)
    found = []
    for week, dates in view.weeks().items():
        headings = (*view.headings, *(" ".join(date.heading(lang)).replace("\n", " ") for date in dates))
        rows = tuple((*row.labels, *(view.text(row, date) for date in dates)) for row in view.within(dates))
        span = f"{dates[0].date.isoformat()} – {dates[-1].date.isoformat()}"
        found.append(TextTable(f"{TEXT['week'].say(lang, week=week)} · {span}", headings, rows))
    return tuple(found)
