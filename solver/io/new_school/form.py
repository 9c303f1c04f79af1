"""Five answers make a school: what people type into its form, read, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from solver.base.errors import Fault, InputError
from solver.base.text import Lang, Said, Words
from solver.base.units import Minutes, clock
from solver.io.editing.examine import examine
from solver.io.new_school.school import LONGEST_NAME, NewSchool, at_once
from solver.io.new_school.tables import tables_for
from solver.io.settings.school import SWAP, wrong_span
from solver.io.tables.cell_error import CellError, split
from solver.io.tables.cells import text_of, whole
from solver.io.tables.dates_times import date_of, grades_of, time_of_day, weekdays_of
from solver.io.tables.raw import cell_text

T = TypeVar("T")

MISSING = Words(zh="这里还没有填", en="This is still blank.")
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
FEW_GRADES = Words(
    zh="请按年级写班数，如 3,3,3,2,2,2（一年级 3 个班……）",
    en="Write the number of classes grade by grade, such as 3,3,3,2,2,2.",
)
OUT_OF_RANGE = Words(zh="{value} 不在 {low} 到 {high} 之间", en="{value} is not between {low} and {high}.")
NO_CLASS = Words(zh="至少要有一个班", en="There must be at least one class.")
MANY_CLASSES = Words(zh="有 {count} 个班，多于 {limit}", en="There are {count} classes, more than {limit}.")
NO_END = Words(zh="{grade} 年级没有写结束时间", en="Grade {grade} has no time at which it ends.")
ENDS_FORM = Words(
    zh="写一个时间（17:30），或按年级写：1-2=16:30; 3-6=17:30",
    en="Write one time (17:30), or times by grade: 1-2=16:30; 3-6=17:30.",
)
ODD_HOURS = Words(
    zh="{start}–{end} 不是课后服务的时间：至少 20 分钟，至多 6 小时",
    en="{start}–{end} can't be after-school service: it lasts from 20 minutes to 6 hours.",
)
TEACHER = Words(zh="教师{number}", en="Teacher {number}")
LEADER = Words(zh="领导{number}", en="Leader {number}")

MOST_CLASSES, MOST_STAFF = 120, 600

QUESTIONS = ("name", "first", "last", "classes", "pupils", "weekdays", "start", "ends", "gates", "teachers")
"""The fields of the form, in its order; ``leaders`` may stay blank."""


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
    form = _Form()
    form.read("name", name, lambda text: text_of(text[:LONGEST_NAME]))
    begin, end = form.read("first", first, date_of), form.read("last", last, date_of)
    counts = form.read("classes", classes, classes_of)
    form.read("pupils", pupils, lambda text: within(whole(text), 1, 200))
    form.read("weekdays", weekdays, weekdays_of)
    opens = form.read("start", start, time_of_day)
    closes = form.read("ends", ends, lambda text: ends_of(text, counts or ()))
    form.read("gates", gates, lambda text: within(whole(text), 1, 9))
    form.read("teachers", teachers, lambda text: people_of(text, TEACHER, lang))
    if leaders.strip():
        form.read("leaders", leaders, lambda text: people_of(text, LEADER, lang))
    if begin and end and (wrong := wrong_span(begin, end)) is not None:
        form.refuse("last", wrong, SWAP)
    odd = [] if opens is None else [close for close in closes or () if not 20 <= close - opens <= 360]
    if opens is not None and odd:
        form.refuse("ends", ODD_HOURS.with_(start=clock(opens), end=clock(odd[0])), ENDS_FORM)
    form.close()
    school = NewSchool.model_validate({**form.answers, "lang": lang})
    if len(school.teachers) < at_once(school).total:
        form.refuse("teachers", too_few(school), ADD_NAMES)
        form.close()
    # What is left: a term of holidays only, or one in which a weekday never comes.
    faults = examine(tables_for(school)).faults
    if faults:
        raise InputError(
            tuple(replace(found_at.fault, file="", row=None, column="last") for found_at in faults)
        )
    return school


class _Form:
    """Reads answer after answer and keeps every fault."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = {}
        self.faults: list[Fault] = []

    def read(self, question: str, text: str, reader: Callable[[str], T]) -> T | None:
        multiline = question in {"teachers", "leaders"}
        kept = text.strip() if multiline else cell_text(text)
        if not kept:
            self.faults.append(Fault(MISSING.with_(), column=question))
            return None
        try:
            answer = reader(kept)
        except CellError as error:
            self.faults.append(Fault(error.message, column=question, value=text, way_out=error.way_out))
            return None
        self.answers[question] = answer
        return answer

    def refuse(self, question: str, message: Said, way_out: Words) -> None:
        self.faults.append(Fault(message, column=question, way_out=way_out.with_()))

    def close(self) -> None:
        if self.faults:
            raise InputError(tuple(self.faults))


def too_few(school: NewSchool) -> Said:
    """Return the sentence that says how many teachers a school needs at one time, and for what."""
    need = at_once(school)
    others = OTHERS.with_(patrols=need.patrols, gates=need.gates, leaders=need.leaders)
    return TOO_FEW.with_(least=need.total, count=len(school.teachers), classes=need.classes, others=others)


def within(value: int, low: int, high: int) -> int:
    """Return a value that is neither too small nor too large."""
    if not low <= value <= high:
        raise CellError(OUT_OF_RANGE.with_(value=value, low=low, high=high))
    return value


def classes_of(text: str) -> tuple[int, ...]:
    """Return the number of classes grade by grade."""
    parts = split(text, also=",， ")
    try:
        counts = tuple(within(whole(part), 0, 30) for part in parts)
    except CellError as error:
        raise CellError(error.message, FEW_GRADES.with_()) from None
    if len(counts) > 12:
        raise CellError(OUT_OF_RANGE.with_(value=len(counts), low=1, high=12), FEW_GRADES.with_())
    if not sum(counts):
        raise CellError(NO_CLASS.with_(), FEW_GRADES.with_())
    if sum(counts) > MOST_CLASSES:
        raise CellError(MANY_CLASSES.with_(count=sum(counts), limit=MOST_CLASSES))
    return counts


def ends_of(text: str, classes: tuple[int, ...]) -> tuple[Minutes, ...]:
    """Return when service ends: one time for all, times by grade ``1-2=16:30``, or a time for each grade."""
    grades = range(1, len(classes) + 1)
    parts = split(text, also=",，")
    if len(parts) == 1 and "=" not in text.replace("＝", "="):
        return (time_of_day(parts[0]),) * max(len(classes), 1)
    ends: dict[int, Minutes] = {}
    for at, part in enumerate(parts, 1):
        left, sign, right = part.replace("＝", "=").partition("=")
        for grade in grades_of(left) if sign else (at,):
            ends[grade] = time_of_day(right if sign else part)
    for grade in grades:
        if classes[grade - 1] and grade not in ends:
            raise CellError(NO_END.with_(grade=grade), ENDS_FORM.with_())
    latest = max(ends.values())
    return tuple(ends.get(grade, latest) for grade in grades)


def people_of(text: str, numbered: Words, lang: Lang) -> tuple[str, ...]:
    """Return the names in a pasted text, or as many made-up ones as a number asks for.

    Names stand on lines of their own or are separated by commas, semicolons or 、; Chinese names also by
    spaces, but a name spread out to three letters' width (王　芳) stays one.
    """
    if re.fullmatch(r"\s*\d{1,4}\s*", text):
        count = within(int(text), 1, MOST_STAFF)
        return tuple(numbered.say(lang, number=number) for number in range(1, count + 1))
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
