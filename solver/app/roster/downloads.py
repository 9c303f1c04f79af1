"""Everything that can be taken home: made when it is asked for, never while the page is drawn."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from solver.app.page import Page
from solver.app.roster.roster_index import Thing
from solver.app.roster.view_state import Reader
from solver.app.widgets import download
from solver.base.text import Words
from solver.base.vocabulary import WORKBOOK
from solver.report.calendar_grid import Month, month_of, month_words, months_of, term_of
from solver.report.ics import calendars_of
from solver.report.pdf_book import calendar_pdf, notice_pdf, week_pdf
from solver.report.plan_folder import safe_names
from solver.report.roster_lines import lines_of

DOWNLOAD = Words(zh="下载与打印", en="Print, save")
PRINT = Words(zh="打印当前内容（PDF）", en="Print what is shown (PDF)")
WHOLE = Words(zh="整份排班", en="The whole roster")
NOTICE = Words(zh="当日张贴页", en="Notice of the day")
WEEK = Words(zh="本周排班", en="This week")
MONTH = Words(zh="本月日历", en="This month")
MONTHS = Words(zh="全学期逐月日历", en="The term, month by month")
TERM = Words(zh="全学期一览", en="The term at a glance")
PAGES = Words(zh="全套 PDF", en="All pages (PDF)")
TABLES = Words(zh="数据表（CSV）", en="Tables (CSV)")
CALENDAR = Words(zh="手机日历（.ics）", en="Calendar file (.ics)")
CALENDARS = Words(zh="每人的手机日历", en="Everybody's calendar files")
FOLDER = Words(zh="全部文件", en="All files")
DRAFT = Words(zh="草稿", en="draft")
CALLED = re.compile(r"[^\w（）()、·-]+")
"""What no file's name should hold."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where downloads are offered: the page, its plan, and how the files are called.

    A file is called by the plan, whom or what it is ``about``, and its label: one person's month
    does not overwrite another's.
    """

    page: Page
    stem: str
    about: str = ""

    def offer(self, name: str, label: Words, ending: str, icon: str, make: Callable[[], bytes]) -> None:
        parts = (self.stem, self.about, self.page.say(label).partition("（")[0].partition(" (")[0])
        called = "-".join(CALLED.sub("_", part.strip()) for part in parts if part)
        download(self.page, f"roster_get_{name}", label, f"{called}.{ending}", make, icon, wide=True)


def menu(reader: Reader) -> None:
    """Draw the menu of prints and files."""
    page, plan, key = reader.page, reader.page.plan, reader.key
    if plan is None:
        return
    draft = any(finding.hard for finding in reader.index.handout.findings)
    stem = "-".join(filter(None, (safe_names([key])[key], str(plan.id), page.say(DRAFT) if draft else "")))
    shelf = _Shelf(page, stem)
    with st.popover(page.say(DOWNLOAD), icon=":material/print:", key="roster_get"):
        st.caption(page.say(PRINT))
        if reader.thing is None:
            _prints_of_date(shelf, reader)
        else:
            _prints_of_thing(shelf, reader, reader.thing)
        st.caption(page.say(WHOLE))
        _files(shelf, plan.id)


def _prints_of_date(shelf: _Shelf, reader: Reader) -> None:
    handout, date, number, lang = reader.index.handout, reader.now.date, reader.week, shelf.page.lang
    if date is None:
        return
    lines = reader.index.weeks.get(number, ())
    shelf = replace(shelf, about=f"{date}")
    shelf.offer("day", NOTICE, "pdf", "today", lambda: notice_pdf(handout, date, lang))
    shelf.offer("week", WEEK, "pdf", "date_range", lambda: week_pdf(handout, lines, number, lang))


def _prints_of_thing(shelf: _Shelf, reader: Reader, thing: Thing) -> None:
    handout, date, lang = reader.index.handout, reader.now.date, shelf.page.lang
    if date is None:
        return
    case, lines, words = handout.case, reader.index.of(thing.of, thing.id), month_words(date).say(lang)

    def offer(name: str, label: Words, about: str, months: Callable[[], list[tuple[str, Month]]]) -> None:
        def make() -> bytes:
            return calendar_pdf(handout, thing.name, thing.of, months(), lang)

        replace(shelf, about=about).offer(name, label, "pdf", "calendar_month", make)

    def every_month() -> list[tuple[str, Month]]:
        return [(month_words(first).say(lang), month_of(case, lines, first)) for first in months_of(case)]

    offer("month", MONTH, f"{thing.name}-{words}", lambda: [(words, month_of(case, lines, date))])
    offer("months", MONTHS, thing.name, every_month)
    offer("term", TERM, thing.name, lambda: [(TERM.say(lang), term_of(case, lines))])
    if thing.of == "person" and thing.id:
        duties = tuple(line for line in lines_of(handout) if line.staff == thing.id)

        def calendar() -> bytes:
            return next(iter(calendars_of(handout, duties, lang).values()), b"")

        replace(shelf, about=thing.name).offer("calendar", CALENDAR, "ics", "event", calendar)


def _files(shelf: _Shelf, plan: int) -> None:
    page = shelf.page

    def one(name: str) -> Callable[[], bytes]:
        return lambda: page.workspace.plans.files(plan, page.lang)[name]

    def some(*endings: str) -> Callable[[], bytes]:
        def make() -> bytes:
            files = page.workspace.plans.files(plan, page.lang)
            return zipped({name: content for name, content in files.items() if name.endswith(endings)})

        return make

    shelf.offer("roster", WORKBOOK, "xlsx", "table", one("roster.xlsx"))
    shelf.offer("pages", PAGES, "pdf", "picture_as_pdf", one("roster.pdf"))
    shelf.offer("tables", TABLES, "zip", "csv", some(".csv", ".json"))
    shelf.offer("calendars", CALENDARS, "zip", "event", some(".ics"))
    shelf.offer("all", FOLDER, "zip", "folder_zip", some(""))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive, the same bytes for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return content.getvalue()
