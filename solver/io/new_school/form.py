"""A new school from five questions: its name, its term, its classes, its hours, its teachers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Self, TypeVar

from pydantic import Field, model_validator

from solver.base.errors import Fault, InputError
from solver.base.text import Lang, Said, Words
from solver.base.units import Minutes
from solver.domain.case import Frozen
from solver.io.editing.case_tables import CaseTables
from solver.io.editing.examine import examine
from solver.io.new_school.answers import (
    LEADER,
    LONGEST_NAME,
    TEACHER,
    check_hours,
    check_term,
    classes_of,
    ends_of,
    people_of,
    within,
)
from solver.io.new_school.hours import at_once
from solver.io.new_school.tables import tables_for
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import text_of, whole
from solver.io.tables.dates_times import date_of, time_of_day, weekdays_of
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
    counts = form.read("classes", classes, classes_of)
    heads = form.read("pupils", pupils, lambda text: within(whole(text), 1, 200))
    days = form.read("weekdays", weekdays, weekdays_of)
    begins = form.read("start", start, time_of_day)
    stops = form.read("ends", ends, lambda text: ends_of(text, counts or ()))
    doors = form.read("gates", gates, lambda text: within(whole(text), 1, 9))
    staff = form.read("teachers", teachers, lambda text: people_of(text, TEACHER, lang))
    chiefs = (
        form.read("leaders", leaders, lambda text: people_of(text, LEADER, lang)) if leaders.strip() else ()
    )
    if begin and end:
        form.check("last", check_term, begin, end)
    if begins is not None and stops:
        form.check("ends", check_hours, begins, stops)
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
    # What is left: a term of holidays only, or one in which a weekday never comes.
    faults = examine(school.tables()).faults
    if faults:
        raise InputError(tuple(replace(one.fault, file="", row=None, column="last") for one in faults))
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


def _refuse_few(school: NewSchool) -> None:
    raise CellError(too_few(school), ADD_NAMES.with_())


def too_few(school: NewSchool) -> Said:
    """Return the sentence that says how many teachers a school needs at one time, and for what."""
    need = at_once(school)
    others = OTHERS.with_(patrols=need.patrols, gates=need.gates, leaders=need.leaders)
    return TOO_FEW.with_(least=need.total, count=len(school.teachers), classes=need.classes, others=others)
