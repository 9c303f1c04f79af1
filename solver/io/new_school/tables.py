"""From a new school's answers to its tables: a case that loads without a fault and can be solved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from solver.base.text import Lang, Words, both
from solver.base.units import clock
from solver.io.editing.case_tables import CaseTables, Row, headings
from solver.io.new_school.hours import RAIN_THROUGHPUT, THROUGHPUT, WALK, Band, all_classes, bands_of
from solver.io.new_school.posts import post_rows
from solver.io.new_school.template import settings_text
from solver.io.new_school.words import gates_of, grade_name, of_grades, word
from solver.io.settings.school import slug

if TYPE_CHECKING:
    from solver.io.new_school.form import NewSchool

CLASS = Words(zh="{grade}（{number}）班", en="Class {grade}-{number}")
ROOM = Words(zh="{name}教室", en="Room of {name}")
SERVICE = Words(zh="课后服务", en="After-school service")
BUILDING = Words(zh="教学楼", en="Main building")


def tables_for(school: NewSchool) -> CaseTables:
    """Return the tables of a new school."""
    lang = school.lang
    bands = bands_of(school)
    case_id = slug(school.name)
    rows = {
        "staff": tuple(_staff(school)),
        "groups": tuple(_groups(school)),
        "enrolment": tuple(_enrolment(school, bands)),
        "teaching": tuple(_teaching(school)),
        "sessions": tuple(_sessions(school, bands)),
        "rooms": tuple(_rooms(school)),
        "zones": tuple(_zones(school)),
        "posts": tuple(post_rows(school, bands)),
    }
    term = {"term.start": school.first.isoformat(), "term.end": school.last.isoformat()}
    settings = settings_text("new_school", lang, {"id": case_id, "title": school.name, **term})
    return CaseTables(case_id, settings, rows, headings(rows, lang))


def _class_name(grade: int, number: int, lang: Lang) -> str:
    return CLASS.say(lang, grade=both(grade_name(grade), str(grade)), number=number)


def _staff(school: NewSchool) -> Iterator[Row]:
    for letter, names, kind in (("T", school.teachers, "own"), ("L", school.leaders, "leader")):
        width = len(str(len(names)))
        for number, name in enumerate(names, 1):
            yield {
                "id": f"{letter}{number:0{width}d}",
                "name": name,
                "kind": word("staff", "kind", kind, school.lang),
                "share": "1",
            }


def _teacher(school: NewSchool, at: int) -> str:
    return f"T{at + 1:0{len(str(len(school.teachers)))}d}"


def _groups(school: NewSchool) -> Iterator[Row]:
    for at, (group, grade, number) in enumerate(all_classes(school)):
        yield {
            "id": group,
            "name": _class_name(grade, number, school.lang),
            "grade": str(grade),
            "room": f"R{group}",
            "head": _teacher(school, at),
        }


def _teaching(school: NewSchool) -> Iterator[Row]:
    """Yield who teaches whom: heads their class, all others two classes that stand side by side."""
    classes = [group for group, _, _ in all_classes(school)]
    for at, group in enumerate(classes):
        yield {"staff": _teacher(school, at), "group": group}
    for at in range(len(classes), len(school.teachers)):
        pair = dict.fromkeys((classes[at % len(classes)], classes[(at + 1) % len(classes)]))
        yield from ({"staff": _teacher(school, at), "group": group} for group in pair)


def _sessions(school: NewSchool, bands: tuple[Band, ...]) -> Iterator[Row]:
    name = SERVICE.say(school.lang)
    for band in bands:
        yield {
            "id": band.id,
            "name": name if len(bands) == 1 else of_grades(name, band, school.lang),
            "kind": word("sessions", "kind", "after_school", school.lang),
            "grades": ";".join(map(str, band.grades)),
            "start": clock(school.start),
            "end": clock(band.end),
            "ends": word("sessions", "ends", "gate", school.lang),
            "weekdays": ";".join(map(str, school.weekdays)),
        }


def _enrolment(school: NewSchool, bands: tuple[Band, ...]) -> Iterator[Row]:
    session = {grade: band.id for band in bands for grade in band.grades}
    for group, grade, _ in all_classes(school):
        yield {"group": group, "session": session[grade], "pupils": str(school.pupils)}


def _rooms(school: NewSchool) -> Iterator[Row]:
    for group, grade, number in all_classes(school):
        yield {
            "id": f"R{group}",
            "name": ROOM.say(school.lang, name=_class_name(grade, number, school.lang)),
            "kind": word("rooms", "kind", "classroom", school.lang),
            "capacity": str(max(school.pupils + 5, 45)),
            "zone": "main",
        }


def _zones(school: NewSchool) -> Iterator[Row]:
    yield {
        "id": "main",
        "name": BUILDING.say(school.lang),
        "kind": word("zones", "kind", "building", school.lang),
        "walk": ";".join(f"{gate}:{WALK}" for gate, _ in gates_of(school)),
    }
    for gate, name in gates_of(school):
        yield {
            "id": gate,
            "name": name,
            "kind": word("zones", "kind", "gate", school.lang),
            "throughput": str(THROUGHPUT),
            "rain_throughput": str(RAIN_THROUGHPUT),
        }
