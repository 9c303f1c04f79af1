"""Who teaches what: a sheet of teachers (任课表), classes down and subjects across, or the other way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from solver.io.class_timetable.class_names import ClassName, class_name, grade_of
from solver.io.class_timetable.frames import HEAD_TEACHER, LABEL_WORDS, OTHER_WORDS
from solver.io.class_timetable.headings import caption_of, tight
from solver.io.class_timetable.sheets import Place, Sheet
from solver.io.class_timetable.tokens import could_be_name, subject_of, tokens_of
from solver.io.class_timetable.vocabulary import ALIKE, BLANKS, SHORT


@dataclass(frozen=True, slots=True)
class Assigned:
    """One filled cell of a table of teachers; no ``names``: it could not be read as names."""

    place: Place
    group: ClassName
    subject: str
    """"" for the head teacher."""
    names: tuple[str, ...]
    text: str


@dataclass(slots=True)
class TeacherTable:
    """A table of teachers: its cells, the places of its headings, those of its blank cells."""

    cells: list[Assigned] = field(default_factory=list)
    headings: set[Place] = field(default_factory=set)
    blanks: set[Place] = field(default_factory=set)

    @property
    def subjects(self) -> frozenset[str]:
        """The subjects that it names."""
        return frozenset(cell.subject for cell in self.cells if cell.subject)


def teacher_table_of(sheet: Sheet) -> TeacherTable | None:
    """Return the table of teachers that a sheet holds, ``None`` where it is none."""
    found = _upright(sheet)
    if found is None and (lying := _upright(sheet.turned)) is not None:
        cells = [
            Assigned(cell.place[::-1], cell.group, cell.subject, cell.names, cell.text)
            for cell in lying.cells
        ]
        headings, blanks = ({(b, a) for a, b in places} for places in (lying.headings, lying.blanks))
        found = TeacherTable(cells, headings, blanks)
    return found


def _upright(sheet: Sheet) -> TeacherTable | None:
    for row in sheet.rows:
        titles = {column: _title(text) for column, text in sheet.row(row)}
        known = [
            at for at, title in titles.items() if title == HEAD_TEACHER or subject_of(title, frozenset())
        ]
        if len(known) > 1 or any(titles[at] == HEAD_TEACHER for at in known):
            labels = [column for column in range(min(known)) if _classes_below(sheet, row, column)]
            if labels:
                return _table(sheet, row, labels[-1], titles)
    return None


def _title(text: str) -> str:
    return re.sub(r"\(.*?\)|教师$|老师$", "", tight(text))


def _classes_below(sheet: Sheet, row: int, column: int) -> bool:
    below = [sheet.text(line, column) for line in range(row + 1, sheet.height)]
    classes = [class_name(text, loose=True) for text in below if text]
    return bool(classes) and 2 * sum(one is not None for one in classes) >= len(classes)


def _table(sheet: Sheet, top: int, label: int, titles: dict[int, str]) -> TeacherTable:
    table = TeacherTable()
    table.headings |= {cell for cell in sheet.cells if cell[0] <= top}
    columns = {column: title for column, title in titles.items() if column > label}
    above = caption_of([sheet.name, *(sheet.cells[cell] for cell in sorted(table.headings))]).grade
    for row in range(top + 1, sheet.height):
        group = class_name(sheet.text(row, label), loose=True)
        beside = [grade for at in range(label) if (grade := grade_of(sheet.text(row, at))) is not None]
        group = group.within(beside[0] if beside else above) if group else None
        if group is None:
            continue
        table.headings |= {(row, at) for at, _ in sheet.row(row) if at <= label}
        for column, title in columns.items():
            cell, text = (row, column), sheet.text(row, column)
            if any(word in title for word in OTHER_WORDS):
                table.headings |= {cell} if text else set()
            elif tight(text) in BLANKS:
                table.blanks.add(cell)
            elif title == HEAD_TEACHER or title not in LABEL_WORDS:
                subject = "" if title == HEAD_TEACHER else subject_of(title, frozenset()) or title
                table.cells.append(Assigned(cell, group, subject, names_in(text), text))
    return table


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a cell holds, none where any word of it is no name."""
    tokens = tokens_of(re.sub(r"\(\d+\)", "", text), frozenset(), frozenset())
    names = [token.text for token in tokens]
    fit = all(token.kind == "word" and could_be_name(token.text) for token in tokens)
    return tuple(dict.fromkeys(names)) if fit else ()


class Assignments:
    """Who teaches a subject to a class, by whatever name the timetable has for the subject."""

    def __init__(self, tables: list[TeacherTable]) -> None:
        self._known: dict[str, dict[str, list[str]]] = {}
        for table in tables:
            for cell in table.cells:
                if cell.subject:
                    subjects = self._known.setdefault(cell.group.id, {})
                    people = subjects.setdefault(cell.subject, [])
                    people += [name for name in cell.names if name not in people]

    def of(self, group: ClassName, subject: str) -> tuple[str, tuple[str, ...]]:
        """Return the subject as the table names it, and its teachers; none where it says nothing."""
        subjects = self._known.get(group.id, {})
        if subject in subjects:
            return subject, tuple(subjects[subject])
        full = SHORT.get(subject, subject)
        alike = [known for names in ALIKE if full in names for known in subjects if known in names]
        return (alike[0], tuple(subjects[alike[0]])) if len(alike) == 1 else (subject, ())
