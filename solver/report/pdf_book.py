"""The pages that are printed, all or one at a time: typeset from data alone, so no name becomes markup."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib import resources

from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import clock, show_units
from solver.base.vocabulary import WEEK
from solver.domain.burdens import account_words
from solver.domain.levels import short_level_words
from solver.report import typst
from solver.report.calendar_grid import Month, MonthDay, MonthWeek, units_of
from solver.report.day_notice import first_week, handover_rows, notice_of
from solver.report.duty_cells import Names, Of, cells_of
from solver.report.matrix import Date, Matrix, matrix
from solver.report.palette import fill
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine, by_session, kinds_of
from solver.report.summary import about_rows, proofs_of, status_words
from solver.report.units_account import account_lines
from solver.report.words import TEXT, VARIANTS, kind_name, pool_name

MOST_FINDINGS = 200
"""More findings than this are in ``findings.csv`` only."""
_SUM = Words(zh="{duties} 个班次 · 工作量 {units}", en="Duties: {duties} · work units: {units}")
_NARROW, _WIDE = 5, 10
"""A column of weekend days without duties is half as wide as the others."""


def pdf_of(handout: PlanView, shown: tuple[RosterLine, ...], lang: Lang) -> bytes:
    """Return ``roster.pdf``: cover, weekly rosters per session, hand-over, units account, daily notices.

    Raises
    ------
    OutputError
        If the font is missing or typst complains; nothing is printed with wrong letters.
    """
    return typeset(handout, {**frame(handout, shown, lang), **_whole(handout, shown, lang)})


def typeset(handout: PlanView, pages: Mapping[str, object]) -> bytes:
    """Return the PDF of some pages; parts that the data leaves out are not printed.

    Raises
    ------
    OutputError
        If the font is missing or typst complains.
    """
    template = resources.files("solver.report").joinpath("roster.typ").read_bytes()
    return typst.typeset(template, pages, handout.case.term.start)


def frame(handout: PlanView, shown: Iterable[RosterLine], lang: Lang) -> dict[str, object]:
    """Return what every print needs: words, origin, whether it is a draft, the colours of what is shown."""
    return {
        "lang": lang,
        "title": handout.case.title,
        "words": {key: words.say(lang) for key, words in TEXT.items() if "{" not in words.en},
        "page": TEXT["page"].say(lang, page="\x01", pages="\x02").replace("\x01", "@").replace("\x02", "#"),
        "made_from": handout.made_from_words(lang),
        "status": status_words(handout, lang),
        "draft": any(finding.hard for finding in handout.findings),
        "legend": [{"name": kind_name(kind).say(lang), "fill": fill(kind)} for kind in kinds_of(shown)],
    }


def _whole(handout: PlanView, shown: tuple[RosterLine, ...], lang: Lang) -> dict[str, object]:
    headings, departures = handover_rows(handout, lang)
    return {
        "about": about_rows(handout, lang),
        "proofs": [asdict(proof) for proof in proofs_of(handout, lang)],
        "findings": _findings(handout, lang),
        "weeks": week_parts(handout, shown, lang),
        "handover": {
            "headings": headings,
            "variants": [VARIANTS[variant].say(lang) for variant in ("fine", "rain")],
            "rows": [["" if cell is None else str(cell) for cell in row] for row in departures],
        },
        "units": _units(handout, lang),
        "notices": [notice_part(handout, date, lang) for date in first_week(handout)],
    }


def notice_part(handout: PlanView, date: dt.date, lang: Lang) -> dict[str, object]:
    """Return the notice of one day."""
    notice = notice_of(handout, date, lang)
    return {
        "heading": notice.heading,
        "classes": [asdict(row) for row in notice.classes],
        "posts": [{**asdict(row), "fill": fill(row.kind)} for row in notice.posts],
    }


def week_parts(handout: PlanView, shown: Iterable[RosterLine], lang: Lang) -> list[dict[str, object]]:
    """Return the teaching weeks, each with one table for each session."""
    names = Names.of(handout)
    weeks: dict[int, list[dict[str, object]]] = defaultdict(list)
    spans: dict[int, list[dt.date]] = defaultdict(list)
    for title, lines in by_session(handout, shown, lang):
        view = matrix(lines, "day", names, lang)
        for week, dates in view.weeks().items():
            weeks[week].append(_part(view, dates, title, lang))
            spans[week] += [dates[0].date, dates[-1].date]
    return [
        {
            "title": f"{TEXT['title_weekly'].say(lang)} · {TEXT['week'].say(lang, week=week)}",
            "span": f"{min(spans[week]).isoformat()} – {max(spans[week]).isoformat()}",
            "sessions": weeks[week],
        }
        for week in sorted(weeks)
    ]


def _part(view: Matrix, dates: tuple[Date, ...], title: str, lang: Lang) -> dict[str, object]:
    return {
        "title": title,
        "headings": [*view.headings, *("\n".join(date.heading(lang)) for date in dates)],
        "rows": [
            {
                "labels": row.labels,
                "fill": fill(row.kind),
                "cells": [
                    {
                        "text": view.text(row, date),
                        "missing": any(cell.missing for cell in row.cells.get(date.date, ())),
                    }
                    for date in dates
                ],
            }
            for row in view.within(dates)
        ],
    }


def _units(handout: PlanView, lang: Lang) -> list[dict[str, object]]:
    """Return one table for each account, the largest deviation with it so that bars can be drawn to scale."""
    by_account: dict[str, list[dict[str, object]]] = defaultdict(list)
    widest: dict[str, float] = defaultdict(float)
    for line in account_lines(handout):
        by_account[line.account].append(
            {
                "name": handout.shown_name(line.staff),
                "pool": pool_name(line.pool, lang) or TEXT["outside"].say(lang),
                "cells": ["" if amount is None else show_units(amount) for amount in line.amounts],
                "deviation": float(line.deviation or 0),
            }
        )
        widest[line.account] = max(widest[line.account], abs(float(line.deviation or 0)))
    return [
        {"title": account_words(account).say(lang), "rows": rows, "widest": widest[account] or 1.0}
        for account, rows in by_account.items()
    ]


def _findings(handout: PlanView, lang: Lang) -> list[list[str]]:
    hard_first = sorted(handout.findings, key=lambda finding: not finding.hard)
    return [
        [
            short_level_words(finding.level).say(lang) if finding.level else TEXT["hard"].say(lang),
            f"{finding.date or ''} {'' if finding.start is None else clock(finding.start)}".strip(),
            finding.say(lang),
        ]
        for finding in hard_first[:MOST_FINDINGS]
    ]


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
    of_week = tuple(line for line in shown if line.week == week)
    return typeset(handout, {**frame(handout, of_week, lang), "weeks": week_parts(handout, of_week, lang)})


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
        any(week.days[column].lines for week in month.weeks) or column < 5  # Monday to Friday are always wide
        for column in range(7)
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
