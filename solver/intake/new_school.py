"""A new school from five questions: its name, its term, its classes, its hours, its teachers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Self, TypeVar

from pydantic import Field, model_validator

from solver.domain.case import Frozen
from solver.errors import Fault, InputError
from solver.intake.cell_error import CellError, split
from solver.intake.cells import text_of, whole
from solver.intake.founding import at_once, tables_for
from solver.intake.moments import date_of, grades_of, time_of_day, weekdays_of
from solver.intake.raw import cell_text
from solver.intake.typed import CaseTables
from solver.text import Lang, Said, Words
from solver.units import Minutes, clock

T = TypeVar("T")

MISSING = Words(zh="这里还没有填", en="This is still blank.")
FEW_GRADES = Words(
    zh="请按年级写班数，如 3,3,3,2,2,2（一年级 3 个班……）",
    en="Write the number of classes grade by grade, such as 3,3,3,2,2,2.",
)
OUT_OF_RANGE = Words(zh="{value} 不在 {low} 到 {high} 之间", en="{value} is not between {low} and {high}.")
NO_CLASS = Words(zh="至少要有一个班", en="There must be at least one class.")
MANY_CLASSES = Words(zh="有 {count} 个班，多于 {limit}", en="There are {count} classes, more than {limit}.")
END_FIRST = Words(
    zh="最后一天 {last} 早于第一天 {first}", en="The last day, {last}, is before the first, {first}."
)
LONG_TERM = Words(zh="从第一天到最后一天超过一年", en="The first and last day are more than a year apart.")
NO_END = Words(zh="{grade} 年级没有写结束时间", en="Grade {grade} has no time at which it ends.")
ENDS_FORM = Words(
    zh="写一个时间（17:30），或按年级写：1-2=16:30; 3-6=17:30",
    en="Write one time (17:30), or times by grade: 1-2=16:30; 3-6=17:30.",
)
ODD_HOURS = Words(
    zh="{start}–{end} 不是课后服务的时间：至少 20 分钟，至多 6 小时",
    en="{start}–{end} can't be after-school service: it lasts from 20 minutes to 6 hours.",
)
TOO_FEW = Words(
    zh="至少要 {least} 位教师（现在 {count} 位）：同一时间 {classes} 个班各 1 人，{others}",
    en="At least {least} teachers are needed ({count} so far): at one time {classes} with a class each, "
    "{others}",
)
OTHERS = Words(
    zh="巡查 {patrols} 人，校门 {gates} 人，带班 {leaders} 人",
    en="{patrols} on patrol, {gates} at the gate, {leaders} in charge.",
)
ADD_NAMES = Words(
    zh="请再加几个名字，或先写一个人数，以后再改成姓名",
    en="Add names, or write a number for now and put the names in later.",
)
PLACEHOLDER = Words(zh="教师{number}", en="Teacher {number}")

MOST_CLASSES, MOST_STAFF, LONGEST_NAME = 120, 600, 40
QUESTIONS = ("name", "first", "last", "classes", "pupils", "weekdays", "start", "ends", "gates", "teachers")
"""The fields of the form, in its order; ``leaders`` may stay blank."""


class NewSchool(Frozen):
    """The answers: ``classes`` counts classes by grade from grade 1; ``ends`` has a time for each grade.

    ``leaders`` are those in charge of a day; without them teachers take turns at it.
    """

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    first: dt.date
    last: dt.date
    classes: tuple[int, ...]
    pupils: int = Field(default=40, ge=1, le=200)
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    start: Minutes
    ends: tuple[Minutes, ...]
    gates: int = Field(default=1, ge=1, le=9)
    teachers: tuple[str, ...]
    leaders: tuple[str, ...] = ()
    lang: Lang = "zh"

    @model_validator(mode="after")
    def _an_end_for_each_grade(self) -> Self:
        if len(self.ends) != len(self.classes) or not sum(self.classes):
            msg = "ends has a time for each grade, and there is a class"
            raise ValueError(msg)
        return self

    def tables(self) -> CaseTables:
        """Return the case of these answers: it loads without a fault and can be solved."""
        return tables_for(self)

    @property
    def least(self) -> int:
        """How many teachers there must be at least."""
        return at_once(self).total


def read_answers(
    *,
    name: str,
    first: str,
    last: str,
    classes: str,
    start: str,
    ends: str,
    teachers: str,
    pupils: str = "40",
    weekdays: str = "1-5",
    gates: str = "1",
    leaders: str = "",
    lang: Lang = "zh",
) -> NewSchool:
    """Read the answers as they were typed.

    ``teachers`` and ``leaders`` are names pasted from anywhere, or a number of people.

    Raises
    ------
    InputError
        With a fault for every answer that can't be used; its column is the name of the argument.
    """
    form = _Form(lang)
    title = form.read("name", name, lambda text: text_of(text[:LONGEST_NAME]))
    begin, end = form.read("first", first, date_of), form.read("last", last, date_of)
    counts = form.read("classes", classes, _classes)
    heads = form.read("pupils", pupils, lambda text: _within(whole(text), 1, 200))
    days = form.read("weekdays", weekdays, weekdays_of)
    begins = form.read("start", start, time_of_day)
    stops = form.read("ends", ends, lambda text: _ends(text, counts or ()))
    doors = form.read("gates", gates, lambda text: _within(whole(text), 1, 9))
    staff = form.read("teachers", teachers, lambda text: people_of(text, lang))
    chiefs = form.read("leaders", leaders, lambda text: people_of(text, lang)) if leaders.strip() else ()
    if begin and end:
        form.check("last", _term, begin, end)
    if begins is not None and stops:
        form.check("ends", _hours, begins, stops)
    form.close()
    school = NewSchool.model_validate(
        {
            "name": title,
            "first": begin,
            "last": end,
            "classes": counts,
            "pupils": heads,
            "weekdays": days,
            "start": begins,
            "ends": stops,
            "gates": doors,
            "teachers": staff,
            "leaders": chiefs,
            "lang": lang,
        }
    )
    if len(school.teachers) < school.least:
        form.check("teachers", _refuse_few, school)
        form.close()
    return school


class _Form:
    """Reads answer after answer and keeps every fault."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.faults: list[Fault] = []

    def read(self, question: str, text: str, reader: Callable[[str], T]) -> T | None:
        multiline = question in {"teachers", "leaders"}
        kept = text.strip() if multiline else cell_text(text)
        if not kept:
            self.faults.append(Fault(MISSING.with_(), column=question))
            return None
        try:
            return reader(kept)
        except CellError as error:
            self.faults.append(Fault(error.message, column=question, value=text, way_out=error.way_out))
            return None

    def check(self, question: str, checker: Callable[..., None], *values: object) -> None:
        try:
            checker(*values)
        except CellError as error:
            self.faults.append(Fault(error.message, column=question, way_out=error.way_out))

    def close(self) -> None:
        if self.faults:
            raise InputError(tuple(self.faults))


def _within(value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise CellError(OUT_OF_RANGE.with_(value=value, low=low, high=high))
    return value


def _classes(text: str) -> tuple[int, ...]:
    parts = split(text, also=",， ")
    try:
        found = tuple(_within(whole(part), 0, 30) for part in parts)
    except CellError as error:
        raise CellError(error.message, FEW_GRADES.with_()) from None
    if len(found) > 12:
        raise CellError(OUT_OF_RANGE.with_(value=len(found), low=1, high=12), FEW_GRADES.with_())
    if not sum(found):
        raise CellError(NO_CLASS.with_(), FEW_GRADES.with_())
    if sum(found) > MOST_CLASSES:
        raise CellError(MANY_CLASSES.with_(count=sum(found), limit=MOST_CLASSES))
    return found


def _ends(text: str, classes: tuple[int, ...]) -> tuple[Minutes, ...]:
    """Read when service ends: one time for all, times by grade ``1-2=16:30``, or a time for each grade."""
    grades = range(1, len(classes) + 1)
    parts = split(text, also=",，")
    if len(parts) == 1 and "=" not in text.replace("＝", "="):
        return (time_of_day(parts[0]),) * max(len(classes), 1)
    found: dict[int, Minutes] = {}
    for at, part in enumerate(parts, 1):
        left, sign, right = part.replace("＝", "=").partition("=")
        for grade in grades_of(left) if sign else (at,):
            found[grade] = time_of_day(right if sign else part)
    for grade in grades:
        if classes[grade - 1] and grade not in found:
            raise CellError(NO_END.with_(grade=grade), ENDS_FORM.with_())
    latest = max(found.values())
    return tuple(found.get(grade, latest) for grade in grades)


def _term(first: dt.date, last: dt.date) -> None:
    if last < first:
        raise CellError(END_FIRST.with_(first=first, last=last))
    if (last - first).days > 366:
        raise CellError(LONG_TERM.with_())


def _hours(start: Minutes, ends: tuple[Minutes, ...]) -> None:
    for end in ends:
        if not 20 <= end - start <= 360:
            raise CellError(ODD_HOURS.with_(start=clock(start), end=clock(end)), ENDS_FORM.with_())


def _refuse_few(school: NewSchool) -> None:
    raise CellError(too_few(school), ADD_NAMES.with_())


def too_few(school: NewSchool) -> Said:
    """Return the sentence that says how many teachers a school needs at one time, and for what."""
    need = at_once(school)
    others = OTHERS.with_(patrols=need.patrols, gates=need.gates, leaders=need.leaders)
    return TOO_FEW.with_(least=need.total, count=len(school.teachers), classes=need.classes, others=others)


def people_of(text: str, lang: Lang) -> tuple[str, ...]:
    """Return the names in a pasted text, or as many made-up ones as a number asks for.

    Names stand on lines of their own or are separated by commas, semicolons or 、; Chinese names also by
    spaces, but a name spread out to three letters' width (王　芳) stays one.
    """
    if re.fullmatch(r"\s*\d{1,4}\s*", text):
        count = _within(int(text), 1, MOST_STAFF)
        return tuple(PLACEHOLDER.say(lang, number=number) for number in range(1, count + 1))
    names = [name for part in re.split(r"[\r\n\t;；,，、]+", text) for name in _names(cell_text(part))]
    if len(names) > MOST_STAFF:
        raise CellError(OUT_OF_RANGE.with_(value=len(names), low=1, high=MOST_STAFF))
    return tuple(text_of(name[:LONGEST_NAME]) for name in names)


def _names(part: str) -> list[str]:
    pieces = part.split()
    chinese = all(re.fullmatch(r"[\u3400-\u9fff·]+", piece) for piece in pieces)
    if not chinese or len(pieces) < 2:
        return [part] if part else []
    if any(len(piece) == 1 for piece in pieces):
        return ["".join(pieces)]
    return pieces
