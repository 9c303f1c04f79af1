"""The start of a case from a timetable: four tables filled, the others with their headers, and a report.

The term is left open in ``school.toml``: ``afterbell check`` asks for it, for sessions and for posts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from solver.base.errors import Fault
from solver.base.text import Lang, Said, Words
from solver.domain.case import Case, Term
from solver.io.class_timetable.lessons import ClassTimetable
from solver.io.editing import tables_of
from solver.io.editing.save import files_of, whole_folder
from solver.io.new_school.template import settings_text
from solver.io.settings.school import slug
from solver.io.tables.catalogue import TABLE
from solver.io.tables.dates_times import date_of

STILL_TO_ENTER = Words(
    zh="还要填写：{school} 里的学期起止日期；{sessions}（课后服务从几点到几点）；{posts}（要安排人的岗位）。"
    "填好后运行 afterbell check {directory}",
    en="Still to be entered: the term's first and last day in {school}; {sessions} (from when to when "
    "the service runs); {posts} (what has to be staffed). Then run afterbell check {directory}.",
)
MADE = Words(
    zh="得到 {staff} 位教师、{groups} 个班、{teaching} 条任课、{lessons} 节课",
    en="That makes {staff} teachers, {groups} classes, {teaching} rows of teaching and {lessons} lessons.",
)
UNREAD_HEAD = Words(
    zh="没有读懂的格子（没有进入方案）",
    en="Cells that were not read (they are not in the case)",
)
DOUBTS_HEAD = Words(zh="读取了，但请核对", en="Read, but to be checked")
NOTICES_HEAD = Words(zh="说明", en="Notices")
NONE = Words(zh="没有", en="none")

REPORT = Words(zh="课表导入报告.txt", en="kebiao-report.txt")


def write_start(timetable: ClassTimetable, directory: Path, lang: Lang) -> list[Path]:
    """Write the start of a case into a new folder, whole or not at all, and return its files.

    ``staff``, ``groups``, ``teaching`` and ``lessons`` are filled; the other tables have their headers only;
    the term is left open; a report tells what became of every cell.

    Raises
    ------
    InputError
        If the folder exists and holds anything.
    """
    case_id = slug(directory.resolve().name)
    day = date_of("2000-01-01")
    case = Case(
        id=case_id,
        title=timetable.title,
        term=Term(start=day, end=day),
        staff=timetable.staff,
        groups=timetable.groups,
        teaching=timetable.teaching,
        lessons=timetable.lessons,
    )
    settings = settings_text("class_timetable", lang, {"id": case_id, "title": timetable.title})
    tables = tables_of(case, lang).with_settings(settings).with_every_table(lang)
    with whole_folder(directory) as fresh:
        for name, content in files_of(tables).items():
            (fresh / name).write_bytes(content)
        report = "\r\n".join((*report_of(timetable, lang), "", still_to_enter(directory, lang).say(lang), ""))
        (fresh / REPORT.say(lang)).write_bytes(report.encode("utf-8-sig"))
    return sorted(directory.iterdir())


def still_to_enter(directory: Path, lang: Lang) -> Said:
    """Return what the start of a case still lacks."""
    sessions, posts = (f"{TABLE[name].title(lang)}.csv" for name in ("sessions", "posts"))
    return STILL_TO_ENTER.with_(
        school="school.toml", sessions=sessions, posts=posts, directory=directory.name
    )


def made(timetable: ClassTimetable) -> Said:
    """Return how many rows the tables have."""
    names = ("staff", "groups", "teaching", "lessons")
    return MADE.with_(**{name: len(getattr(timetable, name)) for name in names})


def report_of(timetable: ClassTimetable, lang: Lang) -> Iterator[str]:
    """Yield the report line by line: the account of cells, then what to look at."""
    yield timetable.counts.said().say(lang)
    yield made(timetable).say(lang)
    faults: Sequence[tuple[Words, tuple[Fault, ...]]] = (
        (UNREAD_HEAD, timetable.unread),
        (DOUBTS_HEAD, timetable.doubts),
    )
    for head, listed in faults:
        yield ""
        yield f"{head.say(lang)} ({len(listed)})"
        yield from (f"- {fault.say(lang)}" for fault in listed)
        if not listed:
            yield f"- {NONE.say(lang)}"
    yield ""
    yield NOTICES_HEAD.say(lang)
    yield from (f"- {notice.say(lang)}" for notice in timetable.notices)


def data_of(timetable: ClassTimetable, lang: Lang) -> dict[str, object]:
    """Return the report as plain data."""
    faults = {
        key: [
            {
                "sheet": fault.sheet,
                "cell": fault.column,
                "value": fault.value,
                "message": fault.message.say(lang),
                "way_out": fault.way_out.say(lang) if fault.way_out else "",
            }
            for fault in listed
        ]
        for key, listed in (("unread", timetable.unread), ("doubts", timetable.doubts))
    }
    tables = {name: len(getattr(timetable, name)) for name in ("staff", "groups", "teaching", "lessons")}
    notices = [notice.say(lang) for notice in timetable.notices]
    cells = asdict(timetable.counts)
    return {"title": timetable.title, **tables, "cells": cells, **faults, "notices": notices}
