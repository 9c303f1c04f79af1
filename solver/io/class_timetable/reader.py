"""From the sheets of a workbook to the tables of a case, and an account of every cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from solver.base.errors import Fault, InputError
from solver.base.text import Listed, Words
from solver.io.class_timetable.bells import Bells, Hours, bells_of, read_times
from solver.io.class_timetable.cell_ledger import SHOW_FORM, Asides, Counts, Ledger, Status
from solver.io.class_timetable.class_names import ClassName
from solver.io.class_timetable.headings import Span
from solver.io.class_timetable.layout import Layout, Slot, layout_of
from solver.io.class_timetable.lessons import (
    ClassTimetable,
    Taught,
    clashes,
    contradictions,
    groups_of,
    lessons_of,
    staff_of,
    teaching_of,
)
from solver.io.class_timetable.meaning import (
    Entry,
    Heard,
    Idle,
    Meaning,
    Problem,
    Vocabulary,
    learnt_from,
    meaning_of,
)
from solver.io.class_timetable.meaning import shown as cut
from solver.io.class_timetable.sheets import Place, Sheet, address, read_sheets
from solver.io.class_timetable.teachers import Assignments, TeacherTable, names_in, teacher_table_of
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import identifier

NO_TEACHER = Words(
    zh="“{value}”只写了学科{subject}，没有写教师，任课表里也没有{group}{subject}的教师",
    en="“{value}” names the subject {subject} but no teacher, and no table of teachers "
    "gives {group} one for it.",
)
ADD_TEACHER = Words(
    zh="请在学科后面写上教师，如“{subject} 张三”，或加一张任课表（行是班级，列是学科，格里是教师）",
    en="Write the teacher behind the subject, such as “{subject} 张三”, or add a sheet of teachers "
    "(任课表: a row per class, a column per subject, teachers in the cells).",
)
NOTHING = Words(zh="工作簿里没有一节课读得出来", en="Not one lesson could be read from the workbook.")
BAD_TEACHER = Words(
    zh="任课表里的“{value}”不像教师的姓名",
    en="“{value}” in the table of teachers looks like no name.",
)
WRITE_NAME = Words(
    zh="请只写姓名，几位教师用顿号隔开", en="Write names only; separate several teachers by “、” or a space."
)
OTHER_TEACHER = Words(
    zh="{group}的{subject}，课表写的是 {here}，任课表写的是 {there}",
    en="{subject} of {group}: the timetable says {here}, the table of teachers says {there}.",
)
WHO_IS_RIGHT = Words(
    zh="请核对；课时按课表算，任课两个都记",
    en="Check it; lessons follow the timetable, both are kept as teachers.",
)
SAME_NAME = Words(
    zh="同名的教师当作同一个人；不同的人请写成“张三1”“张三2”",
    en="Teachers of one name are one person; tell two people apart as 张三1 and 张三2.",
)


def read(path: Path, *, times: Path | None = None) -> ClassTimetable:
    """Read a workbook of class timetables.

    Parameters
    ----------
    path
        A ``.xlsx`` workbook with timetables of classes, and perhaps a sheet of teachers (任课表) and one of
        times (作息时间).
    times
        A TOML file that says when periods are held, as ``1 = "08:00-08:40"`` under ``[periods]``, and under
        ``[grade.1]`` where a grade differs; it wins over the workbook.

    Raises
    ------
    InputError
        If the file can't be opened, or not one lesson can be read.
    """
    return _Reader(path, read_times(times) if times is not None else None).read()


class _Reader:
    def __init__(self, path: Path, given: Bells | None) -> None:
        self.file = path.name
        self.title = path.stem
        self.hours = Hours(given)
        self.sheets, notices = read_sheets(path)
        self.notices = list(notices)
        self.ledger = Ledger(path.name)
        self.doubts: list[Fault] = []
        self.layouts: list[tuple[Sheet, Layout]] = []
        self.tables: list[tuple[Sheet, TeacherTable]] = []
        self.taught: list[Taught] = []
        self.heads: dict[str, str] = {}
        self.classes: list[ClassName] = []
        self.known = Vocabulary()
        self.assignments = Assignments([])
        self.asides = Asides()

    def read(self) -> ClassTimetable:
        self._sort_sheets()
        self._teachers()
        self._slots()
        self.ledger.close(self.sheets, {sheet.name for sheet, _ in (*self.layouts, *self.tables)})
        if not self.taught:
            nothing = Fault(NOTHING.with_(), file=self.file, way_out=SHOW_FORM.with_())
            raise InputError((*self.ledger.unread, nothing))
        self.doubts += [*contradictions(self.taught), *clashes(self.taught)]
        self.taught.sort(key=lambda lesson: lesson.order)
        blanks = [
            (sheet.name, cell)
            for sheet, layout in self.layouts
            for slot in layout.slots
            for cell in slot.places
        ]
        blanks += [(sheet.name, cell) for sheet, table in self.tables for cell in table.blanks]
        counts = self.ledger.counts(self.sheets, blanks)
        return self._tables(counts)

    def _sort_sheets(self) -> None:
        """Tell timetables, tables of teachers and tables of times apart."""
        for sheet in self.sheets:
            layout = layout_of(sheet)
            if layout.slots:
                self.layouts.append((sheet, layout))
            elif (table := teacher_table_of(sheet)) is not None:
                self.tables.append((sheet, table))
            elif (bells := self._bells(sheet)) is not None:
                self.hours.learn(bells.items())
                self.ledger.settle(sheet, sheet.cells, "headings")

    def _bells(self, sheet: Sheet) -> dict[int, Span] | None:
        try:
            return bells_of(sheet)
        except InputError as error:
            # The times of --times stand in for a sheet that contradicts itself.
            self.ledger.unread += [replace(fault, file=self.file) for fault in error.faults]
            self.ledger.settle(sheet, sheet.cells, "headings")
            return {}

    def _teachers(self) -> None:
        """Read the tables of teachers and the head teachers."""
        for sheet, table in self.tables:
            for cell in table.cells:
                names = self._names(sheet, cell.place, cell.names, cell.text)
                self.classes.append(cell.group)
                if names and not cell.subject:
                    self.heads.setdefault(cell.group.id, names[0])
            self.ledger.settle(sheet, table.blanks, "blank")
            self.ledger.settle(sheet, table.headings, "headings")
        for sheet, layout in self.layouts:
            for where, group, text in layout.heads:
                names = self._names(sheet, where, names_in(text), text)
                if names:
                    self.heads.setdefault(group.id, names[0])
        self.assignments = Assignments([table for _, table in self.tables])
        listed = {name for _, table in self.tables for cell in table.cells for name in cell.names}
        listed.update(self.heads.values())
        subjects = frozenset(subject for _, table in self.tables for subject in table.subjects)
        self.known = Vocabulary(subjects, frozenset(listed), frozenset(listed))

    def _names(self, sheet: Sheet, place: Place, names: tuple[str, ...], text: str) -> tuple[str, ...]:
        if names and all(map(_is_id, names)):
            self.ledger.settle(sheet, [place], "assigned")
            return names
        message = BAD_TEACHER.with_(value=cut(text))
        self.ledger.report(sheet, [place], message, WRITE_NAME.with_(), text)
        return ()

    def _slots(self) -> None:
        slots = [(sheet, slot) for sheet, layout in self.layouts for slot in layout.slots]
        texts = [slot.text for _, slot in slots]
        first = [meaning_of(text, self.known) for text in texts]
        self.known = learnt_from(first, texts, self.known)
        spans = [
            (slot.head.periods[0], slot.head.span)
            for _, slot in slots
            if len(slot.head.periods) == 1 and slot.head.span
        ]
        self.hours.learn(spans)
        self.hours.sort(slot.head for _, slot in slots)
        for sheet, slot in slots:
            status = self._slot(sheet, slot, meaning_of(slot.text, self.known))
            self.ledger.settle(sheet, slot.places, status)
        for sheet, layout in self.layouts:
            self.ledger.settle(sheet, layout.headings, "headings")

    def _slot(self, sheet: Sheet, slot: Slot, meaning: Meaning) -> Status:
        head = slot.head
        if head.group is not None and head.group.grade is not None:
            self.classes.append(head.group)
        if meaning is None:
            return "blank"
        if head.idle or isinstance(meaning, Idle):
            self.asides.idle(meaning, f"{sheet.name}!{address(slot.places[0])}")
            return "idle"
        if head.group is None or head.group.grade is None:
            label = slot.label or (head.group.name if head.group is not None else "")
            self.ledger.classless(sheet, label, slot.places)
            return "reported"
        problem = meaning if isinstance(meaning, Problem) else self._lesson(sheet, slot, head.group, meaning)
        if problem is not None:
            self.ledger.report(sheet, slot.places, problem.message, problem.way_out, slot.text)
            return "reported"
        return "lessons"

    def _lesson(self, sheet: Sheet, slot: Slot, group: ClassName, heard: Heard) -> Problem | None:
        """Add the lessons of a cell, or return why it can't be one."""
        held = self.hours.held(slot.head, group.grade, cut(slot.text))
        if isinstance(held, Problem):
            return held
        entries = [self._with_teachers(entry, group) for entry in heard.entries]
        for entry in entries:
            if not entry.teachers:
                values = {"value": cut(slot.text), "subject": entry.subject, "group": group.name}
                return Problem(NO_TEACHER.with_(**values), ADD_TEACHER.with_(subject=entry.subject))
        for name in (name for entry in entries for name in entry.teachers):
            try:
                identifier(name)
            except CellError as error:
                return Problem(error.message, error.way_out or WRITE_NAME.with_())
        self.asides.lesson(heard, slot.text)
        first = slot.places[0]
        for entry in entries:
            self._other_teacher(sheet, slot, group, entry)
            for minutes in held:
                self.taught.append(
                    Taught(
                        group,
                        slot.head.weekday or 0,
                        minutes,
                        entry.weeks,
                        entry.subject,
                        entry.teachers,
                        self.file,
                        sheet.name,
                        first,
                        sheet.origin(first),
                        slot.text,
                    )
                )
        return None

    def _with_teachers(self, entry: Entry, group: ClassName) -> Entry:
        subject, teachers = self.assignments.of(group, entry.subject)
        return replace(entry, subject=subject, teachers=entry.teachers or teachers)

    def _other_teacher(self, sheet: Sheet, slot: Slot, group: ClassName, entry: Entry) -> None:
        _, listed = self.assignments.of(group, entry.subject)
        if listed and not set(listed) & set(entry.teachers):
            message = OTHER_TEACHER.with_(
                group=group.name,
                subject=entry.subject,
                here=Listed(entry.teachers),
                there=Listed(listed),
            )
            fault = self.ledger.fault(sheet, slot.places[0], message, WHO_IS_RIGHT.with_(), slot.text)
            if not any(fault.message == other.message for other in self.doubts):
                self.doubts.append(fault)

    def _tables(self, counts: Counts) -> ClassTimetable:
        taught = [(lesson.group, lesson.subject, name) for lesson in self.taught for name in lesson.teachers]
        cells = [cell for _, table in self.tables for cell in table.cells if cell.subject]
        cells.sort(key=lambda cell: cell.group.order)
        taught += [(cell.group, cell.subject, name) for cell in cells for name in cell.names if _is_id(name)]
        taught.sort(key=lambda row: row[0].order)
        groups = groups_of([*self.classes, *(lesson.group for lesson in self.taught)], self.heads)
        teaching = teaching_of(taught)
        names = dict.fromkeys(
            (*(group.head for group in groups if group.head), *(name for *_, name in taught))
        )
        return ClassTimetable(
            self.title,
            staff_of(names, teaching),
            groups,
            teaching,
            lessons_of(self.taught),
            tuple(self.ledger.unread),
            tuple(self.doubts),
            (*self.notices, *self.hours.notices(), *self.asides.notices(), SAME_NAME.with_()),
            counts,
        )


def _is_id(name: str) -> bool:
    try:
        identifier(name)
    except CellError:
        return False
    return True
