"""From the sheets of a workbook to the tables of a case, and an account of every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from solver.domain.case import Group, Lesson, Staff, Teaching
from solver.errors import Fault, InputError
from solver.intake.cell_error import CellError
from solver.intake.cells import identifier
from solver.intake.kebiao.bells import DEFAULT, Bells, agreed, bells_of, read_times, shown
from solver.intake.kebiao.cell import (
    Entry,
    Heard,
    Idle,
    Meaning,
    Problem,
    Vocabulary,
    learnt_from,
    meaning_of,
)
from solver.intake.kebiao.cell import shown as cut
from solver.intake.kebiao.classes import ClassName
from solver.intake.kebiao.heads import Head, Span
from solver.intake.kebiao.layout import Layout, Slot, layout_of
from solver.intake.kebiao.ledger import Counts, Ledger, Status
from solver.intake.kebiao.messages import (
    ADD_TEACHER,
    ASSUMED_TIMES,
    BAD_TEACHER,
    GLUED,
    IDLE_NAMES,
    MOVE_IN,
    NAME_CLASS,
    NEW_SUBJECTS,
    NO_CLASS,
    NO_GRADE,
    NO_PERIOD,
    NO_TABLE,
    NO_TEACHER,
    NO_TIME,
    NOTHING,
    ODD_NAMES,
    OTHER_TEACHER,
    OUTSIDE,
    PLACES,
    SAME_NAME,
    SHOW_FORM,
    WHO_IS_RIGHT,
    WRITE_GRADE,
    WRITE_NAME,
    WRITE_PERIOD,
    WRITE_TIME,
)
from solver.intake.kebiao.sheets import Place, Sheet, address, read_sheets, span
from solver.intake.kebiao.taught import (
    Taught,
    clashes,
    contradictions,
    groups_of,
    lessons_of,
    staff_of,
    teaching_of,
)
from solver.intake.kebiao.teachers import Assignments, TeacherTable, names_in, teacher_table_of
from solver.text import Said


@dataclass(frozen=True, slots=True)
class Kebiao:
    """What a timetable workbook holds: the four tables, and what became of every cell.

    ``unread``: cells that are not in the tables, each with a way out. ``doubts``: what was read and should be
    looked at. ``notices``: what was assumed or left aside.
    """

    title: str
    staff: tuple[Staff, ...]
    groups: tuple[Group, ...]
    teaching: tuple[Teaching, ...]
    lessons: tuple[Lesson, ...]
    unread: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    notices: tuple[Said, ...]
    counts: Counts


def read(path: Path, *, times: Path | None = None) -> Kebiao:
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
        self.given = given or Bells()
        self.sheets, notices = read_sheets(path)
        self.notices = list(notices)
        self.ledger = Ledger()
        self.unread: list[Fault] = []
        self.doubts: list[Fault] = []
        self.layouts: list[tuple[Sheet, Layout]] = []
        self.tables: list[tuple[Sheet, TeacherTable]] = []
        self.told_bells: dict[int, Span] = {}
        self.assumed: set[int] = set()
        self.taught: list[Taught] = []
        self.heads: dict[str, str] = {}
        self.classes: list[ClassName] = []
        self.known = Vocabulary()
        self.assignments = Assignments([])
        self.classless: dict[tuple[str, str], list[Place]] = {}
        self.aside: dict[str, dict[str, None]] = {}

    def read(self) -> Kebiao:
        self._sort_sheets()
        self._teachers()
        self._slots()
        self._leftovers()
        self._compare()
        if not self.taught:
            raise InputError(
                (*self._in_order(), Fault(NOTHING.with_(), file=self.file, way_out=SHOW_FORM.with_()))
            )
        blanks = [
            (sheet.name, place)
            for sheet, layout in self.layouts
            for slot in layout.slots
            for place in slot.places
        ]
        blanks += [(sheet.name, place) for sheet, table in self.tables for place in table.blanks]
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
                self.told_bells.update(bells)
                self.ledger.settle(sheet, sheet.cells, "headings")

    def _bells(self, sheet: Sheet) -> dict[int, Span] | None:
        try:
            return bells_of(sheet)
        except InputError as error:
            # The times of --times stand in for a sheet that contradicts itself.
            self.unread += [replace(fault, file=self.file) for fault in error.faults]
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
            for place, group, text in layout.heads:
                names = self._names(sheet, place, names_in(text), text)
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
        self._report(sheet, [place], message, WRITE_NAME.with_(), text)
        return ()

    def _slots(self) -> None:
        slots = [(sheet, slot) for sheet, layout in self.layouts for slot in layout.slots]
        texts = [slot.text for _, slot in slots]
        first = [meaning_of(text, self.known) for text in texts]
        self.known = learnt_from(first, texts, self.known)
        told = [
            (slot.head.periods[0], slot.head.span)
            for _, slot in slots
            if len(slot.head.periods) == 1 and slot.head.span
        ]
        for period, held in agreed(told):
            self.told_bells.setdefault(period, held)
        for sheet, slot in slots:
            status = self._slot(sheet, slot, meaning_of(slot.text, self.known))
            self.ledger.settle(sheet, slot.places, status)
        for (name, label), places in self.classless.items():
            self._classless(name, label, places)
        for sheet, layout in self.layouts:
            self.ledger.settle(sheet, layout.headings, "headings")

    def _slot(self, sheet: Sheet, slot: Slot, meaning: Meaning) -> Status:
        head = slot.head
        if head.group is not None and head.group.grade is not None:
            self.classes.append(head.group)
        if meaning is None:
            return "blank"
        if head.idle or isinstance(meaning, Idle):
            if (isinstance(meaning, Idle) and meaning.names) or (
                isinstance(meaning, Heard) and _people(meaning)
            ):
                self._aside("idle", f"{sheet.name}!{address(slot.places[0])}")
            return "idle"
        if head.group is None or head.group.grade is None:
            label = slot.label or (head.group.name if head.group is not None else "")
            self.classless.setdefault((sheet.name, label), []).extend(slot.places)
            return "reported"
        problem = meaning if isinstance(meaning, Problem) else self._lesson(sheet, slot, head.group, meaning)
        if problem is not None:
            self._report(sheet, slot.places, problem.message, problem.way_out, slot.text)
            return "reported"
        return "lessons"

    def _lesson(self, sheet: Sheet, slot: Slot, group: ClassName, heard: Heard) -> Problem | None:
        """Add the lessons of a cell, or return why it can't be one."""
        held = self._held(slot.head, group, cut(slot.text))
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
        self._listen(slot, heard)
        place = slot.places[0]
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
                        place,
                        sheet.origin(place),
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
                here="、".join(entry.teachers),
                there="、".join(listed),
            )
            place = address(slot.places[0])
            fault = Fault(
                message, self.file, sheet.name, column=place, value=slot.text, way_out=WHO_IS_RIGHT.with_()
            )
            if not any(fault.message == other.message for other in self.doubts):
                self.doubts.append(fault)

    def _held(self, head: Head, group: ClassName, value: str) -> tuple[Span, ...] | Problem:
        """Return when a slot is held: as --times says, its own label, a sheet of times, or as is usual."""
        if not head.periods and head.span is None:
            return Problem(NO_PERIOD.with_(value=value), WRITE_PERIOD.with_())
        given = [self.given.at(period, group.grade) for period in head.periods]
        if head.span is not None and (not given or None in given):
            return (head.span,)
        found: list[Span] = []
        for period, told in zip(head.periods, given, strict=True):
            held = told or self.told_bells.get(period)
            if held is None and not self.told_bells and self.given == Bells():
                held = DEFAULT.at(period, None)
                if held is not None:
                    self.assumed.add(period)
            if held is None:
                return Problem(NO_TIME.with_(value=value, period=period), WRITE_TIME.with_())
            found.append(held)
        return tuple(found)

    def _listen(self, slot: Slot, heard: Heard) -> None:
        """Remember what was read with less than certainty."""
        if heard.glued:
            self._aside("glued", cut(slot.text))
        for kind, words in (("places", heard.places), ("odd", heard.odd_names), ("new", heard.new_subjects)):
            for word in words:
                self._aside(kind, word)

    def _aside(self, kind: str, word: str) -> None:
        self.aside.setdefault(kind, {})[word] = None

    def _classless(self, name: str, label: str, places: list[Place]) -> None:
        if label:
            message, way_out = NO_GRADE.with_(value=label, count=len(places)), WRITE_GRADE.with_()
        else:
            message, way_out = NO_CLASS.with_(range=span(places), count=len(places)), NAME_CLASS.with_()
        place = address(min(places))
        self.unread.append(Fault(message, self.file, name, column=place, value=label, way_out=way_out))

    def _leftovers(self) -> None:
        """Report every filled cell that nothing has accounted for."""
        laid = {sheet.name for sheet, _ in (*self.layouts, *self.tables)}
        for sheet in self.sheets:
            rest = self.ledger.unsettled(sheet)
            if sheet.name in laid:
                for place in rest:
                    first = sheet.origin(place) == place
                    message = OUTSIDE.with_(value=cut(sheet.cells[place])) if first else None
                    self._report(sheet, [place], message, MOVE_IN.with_(), sheet.cells[place])
            elif rest:
                self._report(sheet, rest, NO_TABLE.with_(count=len(rest)), SHOW_FORM.with_(), "")

    def _report(
        self, sheet: Sheet, places: Sequence[Place], message: Said | None, way_out: Said, value: str
    ) -> None:
        """Report cells; without a message where the merged cell that they belong to was reported."""
        if message is not None:
            where = address(places[0])
            fault = Fault(message, self.file, sheet.name, column=where, value=value, way_out=way_out)
            self.unread.append(fault)
        self.ledger.settle(sheet, places, "reported")

    def _compare(self) -> None:
        self.doubts += [*contradictions(self.taught), *clashes(self.taught)]
        self.taught.sort(key=lambda lesson: lesson.order)

    def _in_order(self) -> Iterator[Fault]:
        order = {sheet.name: at for at, sheet in enumerate(self.sheets)}
        yield from sorted(self.unread, key=lambda fault: order.get(fault.sheet, -1))

    def _tables(self, counts: Counts) -> Kebiao:
        told = [(one.group, one.subject, name) for one in self.taught for name in one.teachers]
        cells = [cell for _, table in self.tables for cell in table.cells if cell.subject]
        cells.sort(key=lambda cell: cell.group.order)
        told += [(cell.group, cell.subject, name) for cell in cells for name in cell.names if _is_id(name)]
        told.sort(key=lambda row: row[0].order)
        groups = groups_of([*self.classes, *(one.group for one in self.taught)], self.heads)
        teaching = teaching_of(told)
        names = dict.fromkeys((*(group.head for group in groups if group.head), *(name for *_, name in told)))
        return Kebiao(
            self.title,
            staff_of(names, teaching),
            groups,
            teaching,
            lessons_of(self.taught),
            tuple(self._in_order()),
            tuple(self.doubts),
            tuple(self._notices()),
            counts,
        )

    def _notices(self) -> Iterator[Said]:
        yield from self.notices
        if self.assumed:
            times = (
                f"{period} {shown(held)}"
                for period in sorted(self.assumed)
                if (held := DEFAULT.at(period, None))
            )
            yield ASSUMED_TIMES.with_(times=", ".join(times))
        for kind, words in (("idle", IDLE_NAMES), ("glued", GLUED), ("places", PLACES)):
            if found := self.aside.get(kind):
                some = "、".join(list(found)[:5]) + ("…" if len(found) > 5 else "")
                key = "where" if kind == "idle" else "words"
                yield words.with_(**{"count": len(found), key: some})
        for kind, words in (("odd", ODD_NAMES), ("new", NEW_SUBJECTS)):
            if found := self.aside.get(kind):
                yield words.with_(names="、".join(found))
        yield SAME_NAME.with_()


def _is_id(name: str) -> bool:
    try:
        identifier(name)
    except CellError:
        return False
    return True


def _people(heard: Heard) -> bool:
    return any(entry.teachers for entry in heard.entries)
