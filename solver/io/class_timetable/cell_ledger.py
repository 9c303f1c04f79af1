"""The account of a workbook's cells: what became of each, what could not be read, what is to be looked at.

Each cell is read, known to be no lesson, blank, a heading, or reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal, get_args

from solver.base.errors import Fault
from solver.base.text import Listed, Said, Words
from solver.io.class_timetable.meaning import Heard, Idle, Meaning, shown
from solver.io.class_timetable.sheets import Place, Sheet, address, span

NO_CLASS = Words(
    zh="{range} 像一张课表，但找不到它是哪个班的（{count} 格没有读取）",
    en="{range} looks like a timetable, but nothing says of which class ({count} cells were not read).",
)
NAME_CLASS = Words(
    zh="请把工作表改名为班级，如“三(2)班”，或在表的上方写上班级",
    en="Name the sheet after the class, such as “三(2)班”, or write the class above the table.",
)
NO_GRADE = Words(
    zh="“{value}”看不出是几年级几班（{count} 格没有读取）",
    en="“{value}” does not say which grade and class ({count} cells were not read).",
)
WRITE_GRADE = Words(zh="请写成“三(2)班”这样", en="Write it like “三(2)班”: grade and class.")
OUTSIDE = Words(
    zh="“{value}”在表格以外，没有读取", en="“{value}” stands outside of every table and was not read."
)
MOVE_IN = Words(
    zh="是课就移到表格里；不是课，可以不管或删掉",
    en="If it is a lesson, move it into the table; if not, leave or clear it.",
)
NO_TABLE = Words(
    zh="这张工作表不像课表、任课表或作息时间表，{count} 格没有读取",
    en="The sheet looks like no timetable, table of teachers or table of times: {count} cells were not read.",
)
SHOW_FORM = Words(
    zh="课表要有“星期一、星期二……”和“第1节、第2节……”；任课表的第一行写学科，第一列写班级",
    en="A timetable has 星期一, 星期二 … and 第1节, 第2节 …; a table of teachers (任课表) "
    "has subjects in its first row and classes in its first column.",
)
IDLE_NAMES = Words(
    zh="早读、午休、课后服务等不算课，其中 {count} 格写了人名，没有用上（{where}）；要排班的话，请写进岗位表",
    en="早读, 午休, 课后服务 and the like are no lessons; {count} of their cells name people, "
    "who were not taken over ({where}). If this is duty to be staffed, enter it as posts.",
)
PLACES = Words(
    zh="{count} 格里写了上课地点，没有用上（如 {words}）",
    en="{count} cells name places, which were not taken over (such as {words}).",
)
GLUED = Words(
    zh="{count} 格的学科和姓名连在一起，已经分开（如 {words}），请核对",
    en="In {count} cells subject and name were written as one word and were split (such as {words}): "
    "check them.",
)
ODD_NAMES = Words(
    zh="这些词当作教师的姓名读取，请核对：{names}",
    en="These words were read as names of teachers; check them: {names}.",
)
NEW_SUBJECTS = Words(
    zh="这些词当作学科读取，请核对：{names}", en="These words were read as subjects; check them: {names}."
)
COUNTS = Words(
    zh="共 {cells} 格：上课 {lessons}，不上课的安排 {idle}，空白 {blank}，任课 {assigned}，"
    "标题和时间 {headings}，没有读懂 {reported}",
    en="{cells} cells: {lessons} lessons, {idle} known to be no lessons, {blank} blank, {assigned} of the "
    "table of teachers, {headings} headings and times, {reported} not read.",
)

Status = Literal["lessons", "idle", "blank", "assigned", "headings", "reported"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Cells by what became of them; ``cells`` is counted from the sheets, the others as they are read.

    ``blank`` counts blank cells inside of tables only. A merged cell counts for each cell that it covers.

    Raises
    ------
    ValueError
        If the parts do not add up: then a cell would have been dropped silently.
    """

    cells: int
    lessons: int = 0
    idle: int = 0
    blank: int = 0
    assigned: int = 0
    headings: int = 0
    reported: int = 0

    def __post_init__(self) -> None:
        if self.cells != sum(getattr(self, status) for status in get_args(Status)):
            msg = f"cells were dropped: {self}"
            raise ValueError(msg)

    def said(self) -> Said:
        """Return the account as a sentence."""
        return COUNTS.with_(**{field.name: getattr(self, field.name) for field in fields(self)})


class Ledger:
    """What became of every cell of a workbook, each told once, and the faults of those not read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._became: dict[tuple[str, Place], Status] = {}
        self.unread: list[Fault] = []
        self._classless: dict[tuple[str, str], list[Place]] = {}

    def settle(self, sheet: Sheet, places: Iterable[Place], status: Status) -> None:
        """Write down what became of cells; what was said of a cell before stands."""
        for place in places:
            self._became.setdefault((sheet.name, place), status)

    def unsettled(self, sheet: Sheet) -> list[Place]:
        """Return the filled cells of a sheet of which nothing was said, in order."""
        return [place for place in sorted(sheet.cells) if (sheet.name, place) not in self._became]

    def counts(self, sheets: Iterable[Sheet], blanks: Iterable[tuple[str, Place]]) -> Counts:
        """Return the account; ``blanks`` are the blank cells inside of tables."""
        filled = {(sheet.name, place) for sheet in sheets for place in sheet.cells}
        became = Counter[str](self._became.values())
        return Counts(cells=len(filled.union(blanks)), **became)

    def report(self, sheet: Sheet, places: Sequence[Place], message: Said, way_out: Said, value: str) -> None:
        """Report cells, at the first of them."""
        self.unread.append(self.fault(sheet, places[0], message, way_out, value))
        self.settle(sheet, places, "reported")

    def fault(self, sheet: Sheet, place: Place, message: Said, way_out: Said, value: str) -> Fault:
        """Return a fault of a cell."""
        where = address(place)
        return Fault(message, self.file, sheet.name, column=where, value=value, way_out=way_out)

    def classless(self, sheet: Sheet, label: str, places: Iterable[Place]) -> None:
        """Remember cells whose class is unknown; one report for all of a table, or of a label."""
        self._classless.setdefault((sheet.name, label), []).extend(places)

    def close(self, sheets: Sequence[Sheet], understood: set[str]) -> None:
        """Report what is left: cells of no class, and every filled cell that nothing has accounted for."""
        by_name = {sheet.name: sheet for sheet in sheets}
        for (name, label), places in self._classless.items():
            if label:
                message, way_out = NO_GRADE.with_(value=label, count=len(places)), WRITE_GRADE.with_()
            else:
                message, way_out = NO_CLASS.with_(range=span(places), count=len(places)), NAME_CLASS.with_()
            self.report(by_name[name], sorted(places), message, way_out, label)
        for sheet in sheets:
            rest = self.unsettled(sheet)
            if rest and sheet.name not in understood:
                self.report(sheet, rest, NO_TABLE.with_(count=len(rest)), SHOW_FORM.with_(), "")
            elif rest:
                self._outside(sheet, rest)
        order = {sheet.name: at for at, sheet in enumerate(sheets)}
        self.unread.sort(key=lambda fault: order.get(fault.sheet, -1))

    def _outside(self, sheet: Sheet, places: list[Place]) -> None:
        merged: dict[Place, list[Place]] = {}
        for place in places:
            merged.setdefault(sheet.origin(place), []).append(place)
        for covered in merged.values():
            text = sheet.cells[covered[0]]
            self.report(sheet, covered, OUTSIDE.with_(value=shown(text)), MOVE_IN.with_(), text)


MOST_SHOWN = 5


class Asides:
    """Words and cells that the reader of timetables wants looked at."""

    def __init__(self) -> None:
        self._idle: dict[str, None] = {}
        self._glued: dict[str, None] = {}
        self._places: list[str] = []
        self._odd: dict[str, None] = {}
        self._new: dict[str, None] = {}

    def idle(self, meaning: Meaning, where: str) -> None:
        """Remember a cell that is no lesson and yet names people."""
        names = isinstance(meaning, Idle) and meaning.names
        if names or (isinstance(meaning, Heard) and any(entry.teachers for entry in meaning.entries)):
            self._idle[where] = None

    def lesson(self, heard: Heard, text: str) -> None:
        """Remember what is less than certain in a cell that was read."""
        if heard.glued:
            self._glued[shown(text)] = None
        self._places += heard.places[:1]
        self._odd |= dict.fromkeys(heard.odd_names)
        self._new |= dict.fromkeys(heard.new_subjects)

    def notices(self) -> Iterator[Said]:
        """Yield what is to be said of it all."""
        if self._idle:
            yield IDLE_NAMES.with_(count=len(self._idle), where=_some(self._idle))
        if self._glued:
            yield GLUED.with_(count=len(self._glued), words=_some(self._glued))
        if self._places:
            yield PLACES.with_(count=len(self._places), words=_some(dict.fromkeys(self._places)))
        if self._odd:
            yield ODD_NAMES.with_(names=Listed(self._odd))
        if self._new:
            yield NEW_SUBJECTS.with_(names=Listed(self._new))


def _some(words: Iterable[str]) -> Listed:
    return Listed(words, most=MOST_SHOWN)
