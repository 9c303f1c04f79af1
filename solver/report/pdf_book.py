"""The pages that are printed: typeset by typst from data alone, so that no name can become markup."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib import resources

from solver.base.text import Lang
from solver.base.units import clock, show_units
from solver.domain.burdens import account_words
from solver.domain.levels import short_level_words
from solver.report import typst
from solver.report.certificate_words import about_rows, proofs_of, status_words
from solver.report.day_notice import first_week, handover_rows, notice_of
from solver.report.duty_cells import Names
from solver.report.matrix import Date, Matrix, matrix
from solver.report.palette import fill
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine, by_session, kinds_of
from solver.report.units_account import account_lines
from solver.report.words import TEXT, VARIANTS, kind_name, pool_name

MOST_FINDINGS = 200
"""More findings than this are in ``findings.csv`` only."""


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
