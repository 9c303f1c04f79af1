"""Everything that can be taken home: made when it is asked for, never while the page is drawn."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from solver.app.page import Page
from solver.app.roster.entities import Thing
from solver.app.roster.roster_index import Index
from solver.app.roster.view_state import Place
from solver.app.widgets import download
from solver.base.text import Words
from solver.report.calendar_grid import Month, month_of, month_words, months_of, term_of
from solver.report.duty_cells import Of
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
BOOK = Words(zh="Excel 工作簿", en="Excel workbook")
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
    index: Index
    stem: str
    about: str = ""

    def offer(self, name: str, label: Words, ending: str, make: Callable[[], bytes], icon: str) -> None:
        parts = (self.stem, self.about, self.page.say(label).partition("（")[0].partition(" (")[0])
        called = "-".join(CALLED.sub("_", part.strip()) for part in parts if part)
        download(self.page, f"roster_get_{name}", label, f"{called}.{ending}", make, icon, wide=True)


def menu(page: Page, key: str, now: Place, index: Index, things: Mapping[str, Thing]) -> None:
    """Draw the menu of prints and files."""
    plan = page.plan
    if plan is None:
        return
    draft = any(finding.hard for finding in index.handout.findings)
    stem = "-".join(filter(None, (safe_names([key])[key], str(plan.id), page.say(DRAFT) if draft else "")))
    shelf = _Shelf(page, index, stem)
    with st.popover(page.say(DOWNLOAD), icon=":material/print:", key="roster_get"):
        st.caption(page.say(PRINT))
        _prints(shelf, now, things)
        st.caption(page.say(WHOLE))
        _files(shelf, plan.id)


def _prints(shelf: _Shelf, now: Place, things: Mapping[str, Thing]) -> None:
    index, lang = shelf.index, shelf.page.lang
    date = now.date
    if date is None:
        return
    number = next(each.week for each in index.dates if each.date == date)
    if now.of is None:
        today = replace(shelf, about=f"{date}")
        today.offer("day", NOTICE, "pdf", lambda: notice_pdf(index.handout, date, lang), "today")
        today.offer(
            "week",
            WEEK,
            "pdf",
            lambda: week_pdf(index.handout, index.weeks.get(number, ()), number, lang),
            "date_range",
        )
        return
    of, thing = now.of, things[f"{now.of}:{now.thing(now.of)}"]
    shelf = replace(shelf, about=thing.name)
    case, lines = index.handout.case, index.of(of, thing.id)
    words = shelf.page.say(month_words(date))
    month = [(words, month_of(case, lines, date))]
    _calendar(replace(shelf, about=f"{thing.name}-{words}"), "month", MONTH, of, thing, lambda: month)
    _calendar(
        shelf,
        "months",
        MONTHS,
        of,
        thing,
        lambda: [(month_words(first).say(lang), month_of(case, lines, first)) for first in months_of(case)],
    )
    _calendar(shelf, "term", TERM, of, thing, lambda: [(TERM.say(lang), term_of(case, lines))])
    if of == "person" and thing.id:
        own = tuple(line for line in lines_of(index.handout) if line.staff == thing.id)
        shelf.offer(
            "calendar",
            CALENDAR,
            "ics",
            lambda: next(iter(calendars_of(index.handout, own, lang).values()), b""),
            "event",
        )


def _calendar(
    shelf: _Shelf,
    name: str,
    label: Words,
    of: Of,
    thing: Thing,
    months: Callable[[], list[tuple[str, Month]]],
) -> None:
    shelf.offer(
        name,
        label,
        "pdf",
        lambda: calendar_pdf(shelf.index.handout, thing.name, of, months(), shelf.page.lang),
        "calendar_month",
    )


def _files(shelf: _Shelf, plan: int) -> None:
    page = shelf.page

    def one(name: str) -> Callable[[], bytes]:
        return lambda: page.workspace.plans.files(plan, page.lang)[name]

    def some(takes: Callable[[str], bool]) -> Callable[[], bytes]:
        return lambda: zipped(
            {
                name: content
                for name, content in page.workspace.plans.files(plan, page.lang).items()
                if takes(name)
            }
        )

    shelf.offer("roster", BOOK, "xlsx", one("roster.xlsx"), "table")
    shelf.offer("pages", PAGES, "pdf", one("roster.pdf"), "picture_as_pdf")
    shelf.offer("tables", TABLES, "zip", some(lambda name: name.endswith((".csv", ".json"))), "csv")
    shelf.offer("calendars", CALENDARS, "zip", some(lambda name: name.endswith(".ics")), "event")
    shelf.offer("all", FOLDER, "zip", some(lambda _name: True), "folder_zip")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as one archive, the same bytes for the same files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return content.getvalue()
