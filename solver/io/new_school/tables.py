"""From a new school's answers to its tables: a case that loads without a fault and can be solved."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Lang, Listed, Words, both
from solver.base.units import clock
from solver.domain.case import PostKind
from solver.io.case_builder import SERVICE
from solver.io.editing.case_tables import EACH, CaseTables, Row, headings
from solver.io.new_school.school import (
    GATE_WALK,
    RAIN_THROUGHPUT,
    THROUGHPUT,
    Band,
    NewSchool,
    all_classes,
    at_once,
    bands_of,
    gate_windows,
)
from solver.io.new_school.template import settings_text
from solver.io.settings.school import slug
from solver.io.tables.catalogue import TABLE
from solver.io.tables.vocabulary import ROTATIONS, spelt

CLASS = Words(zh="{grade}（{number}）班", en="Class {grade}-{number}")
ROOM = Words(zh="{name}教室", en="Room of {name}")
BUILDING = Words(zh="教学楼", en="Main building")
CARE = Words(zh="看护", en="Care")
PATROL = Words(zh="巡查", en="Patrol")
GATE_DUTY = Words(zh="{gate}护送", en="{gate} duty")
LEADER = Words(zh="带班领导", en="In charge")
TEACHES = Words(zh="教本班", en="teaches")
OWN = Words(zh="本校教师", en="own")
LEADERS = Words(zh="领导", en="leader")
OF_GRADES = Words(zh="{name}（{grades}年级）", en="{name} (grades {grades})")
GATE = Words(zh="校门", en="Gate")
GATE_NUMBER = Words(zh="{number}号门", en="Gate {number}")
NUMERALS = "一二三四五六七八九十"


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
        "posts": tuple(_post_rows(school, bands)),
    }
    term = {"term.start": school.first.isoformat(), "term.end": school.last.isoformat()}
    settings = settings_text("new_school", lang, {"id": case_id, "title": school.name, **term})
    return CaseTables(case_id, settings, rows, headings(rows, lang))


def _class_name(grade: int, number: int, lang: Lang) -> str:
    return CLASS.say(lang, grade=both(_grade_name(grade), str(grade)), number=number)


def _staff(school: NewSchool) -> Iterator[Row]:
    for letter, names, kind in (("T", school.teachers, "own"), ("L", school.leaders, "leader")):
        width = len(str(len(names)))
        for number, name in enumerate(names, 1):
            yield {
                "id": f"{letter}{number:0{width}d}",
                "name": name,
                "kind": _word("staff", "kind", kind, school.lang),
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
            "name": name if len(bands) == 1 else _of_grades(name, band, school.lang),
            "kind": _word("sessions", "kind", "after_school", school.lang),
            "grades": ";".join(map(str, band.grades)),
            "start": clock(school.start),
            "end": clock(band.end),
            "ends": _word("sessions", "ends", "gate", school.lang),
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
            "kind": _word("rooms", "kind", "classroom", school.lang),
            "capacity": str(max(school.pupils + 5, 45)),
            "zone": "main",
        }


def _zones(school: NewSchool) -> Iterator[Row]:
    yield {
        "id": "main",
        "name": BUILDING.say(school.lang),
        "kind": _word("zones", "kind", "building", school.lang),
        "walk": ";".join(f"{gate}:{GATE_WALK}" for gate, _ in _gates_of(school)),
    }
    for gate, name in _gates_of(school):
        yield {
            "id": gate,
            "name": name,
            "kind": _word("zones", "kind", "gate", school.lang),
            "throughput": str(THROUGHPUT),
            "rain_throughput": str(RAIN_THROUGHPUT),
        }


def _post_rows(school: NewSchool, bands: tuple[Band, ...]) -> Iterator[Row]:
    """Yield the posts of a school, those of its classes first."""
    lang, late = school.lang, bands[-1].id
    windows = gate_windows(school, bands)
    # With a head and one more for every class, those who teach it look after it; else whoever is there.
    enough = len(school.teachers) >= 2 * sum(school.classes)
    name = CARE.say(lang)
    for band in bands:
        post = ("care", name) if len(bands) == 1 else (f"care_{band.id}", _of_grades(name, band, lang))
        yield _post(school, *post, "care", band.id, TEACHES if enough else OWN, group=EACH.say(lang))
    patrols = str(at_once(school).patrols)
    yield _post(school, "patrol", PATROL.say(lang), "patrol", late, OWN, zone="main", need=patrols)
    for gate, gate_name in _gates_of(school):
        for number, (start, end, band) in enumerate(windows, 1):
            post = f"{gate}_duty{number if len(windows) > 1 else ''}", GATE_DUTY.say(lang, gate=gate_name)
            hours = {"start": clock(start), "end": clock(end)}
            yield _post(school, *post, "gate", band.id, OWN, zone=gate, units="0.5", **hours)
    who = LEADERS if school.leaders else OWN
    end = windows[-1][1]
    yield _post(school, "leader", LEADER.say(lang), "leader", late, who, zone="main", end=clock(end))


def _post(
    school: NewSchool, post_id: str, name: str, kind: PostKind, session: str, who: Words, **cells: str
) -> Row:
    return {
        "id": post_id,
        "name": name,
        "kind": _word("posts", "kind", kind, school.lang),
        "session": session,
        "need": "1",
        "units": "1",
        "eligible": who.say(school.lang),
        "rotation": spelt("daily", ROTATIONS, school.lang),
        **cells,
    }


def _word(table: str, column: str, value: str, lang: Lang) -> str:
    """Return a word of a closed list as it is written in a language."""
    return spelt(value, TABLE[table].column[column].choices, lang)


def _grade_name(grade: int) -> str:
    """Return a grade as Chinese schools write it."""
    return NUMERALS[grade - 1] if grade <= 10 else f"十{NUMERALS[grade - 11]}"


def _of_grades(name: str, band: Band, lang: Lang) -> str:
    """Return a name with the grades that it is for."""
    grades = Listed(both(_grade_name(grade), str(grade)) for grade in band.grades)
    return OF_GRADES.say(lang, name=name, grades=grades)


def _gates_of(school: NewSchool) -> list[tuple[str, str]]:
    """Return id and name of every gate."""
    if school.gates == 1:
        return [("gate", GATE.say(school.lang))]
    return [
        (f"gate{number}", GATE_NUMBER.say(school.lang, number=number))
        for number in range(1, school.gates + 1)
    ]
