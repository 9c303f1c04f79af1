"""What the things of a new school are called, in the language that was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.base.text import Lang, Listed, Words, both
from solver.io.new_school.hours import Band
from solver.io.tables.catalogue import TABLE
from solver.io.tables.vocabulary import spelt

if TYPE_CHECKING:
    from solver.io.new_school.form import NewSchool

OF_GRADES = Words(zh="{name}（{grades}年级）", en="{name} (grades {grades})")
GATE = Words(zh="校门", en="Gate")
GATE_NUMBER = Words(zh="{number}号门", en="Gate {number}")
NUMERALS = "一二三四五六七八九十"


def word(table: str, column: str, value: str, lang: Lang) -> str:
    """Return a word of a closed list as it is written in a language."""
    return spelt(value, TABLE[table].column[column].choices, lang)


def grade_name(grade: int) -> str:
    """Return a grade as Chinese schools write it."""
    return NUMERALS[grade - 1] if grade <= 10 else f"十{NUMERALS[grade - 11]}"


def of_grades(name: str, band: Band, lang: Lang) -> str:
    """Return a name with the grades that it is for."""
    grades = Listed(both(grade_name(grade), str(grade)) for grade in band.grades)
    return OF_GRADES.say(lang, name=name, grades=grades)


def gates_of(school: NewSchool) -> list[tuple[str, str]]:
    """Return id and name of every gate."""
    if school.gates == 1:
        return [("gate", GATE.say(school.lang))]
    return [
        (f"gate{number}", GATE_NUMBER.say(school.lang, number=number))
        for number in range(1, school.gates + 1)
    ]
