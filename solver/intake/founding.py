"""From a new school's answers to its tables: a case that loads without a fault and can be solved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from solver.intake.choices import ROTATIONS, spelt
from solver.intake.school import slug
from solver.intake.spelling import toml_value
from solver.intake.tables import TABLE
from solver.intake.typed import CaseTables, Heading, Row
from solver.text import Lang, Words
from solver.units import Minutes, clock

if TYPE_CHECKING:
    from solver.intake.new_school import NewSchool

CLASS = Words(zh="{grade}（{number}）班", en="Class {grade}-{number}")
ROOM = Words(zh="{name}教室", en="Room of {name}")
SERVICE = Words(zh="课后服务", en="After-school service")
OF_GRADES = Words(zh="{service}（{grades}年级）", en="{service} (grades {grades})")
BUILDING = Words(zh="教学楼", en="Main building")
GATE = Words(zh="校门", en="Gate")
GATE_NUMBER = Words(zh="{number}号门", en="Gate {number}")
CARE = Words(zh="看护", en="Care")
PATROL = Words(zh="巡查", en="Patrol")
GATE_DUTY = Words(zh="{gate}护送", en="{gate} duty")
LEADER = Words(zh="带班领导", en="In charge")
WITH_GRADES = Words(zh="{name}（{grades}年级）", en="{name} (grades {grades})")
EACH = Words(zh="每班", en="each")
TEACHES = Words(zh="教本班", en="teaches")
OWN = Words(zh="本校教师", en="own")
LEADERS = Words(zh="领导", en="leader")
NUMERALS = "一二三四五六七八九十"

SETTINGS = Words(
    zh="""\
# 由“新建学校”的五个问题生成，可以随时修改。
id = {id}

[school]
title = {title}

[term]
start = "{first}"
end = "{last}"
# 按国家放假安排；学校自己的停课日写在 closed，可以写一段："2027-01-01..2027-01-03"
national = true
closed = []
""",
    en="""\
# Made from the five questions of “new school”; change it as you like.
id = {id}

[school]
title = {title}

[term]
start = "{first}"
end = "{last}"
# The national holidays apply; the school's own closed days are listed, also as "2027-01-01..2027-01-03".
national = true
closed = []
""",
)

THROUGHPUT, RAIN_THROUGHPUT = 40, 30
"""Pupils that a gate releases a minute, on a fine and on a rainy day: an assumption to be measured."""
WALK = 3
CLASSES_PER_PATROL = 12
EARLY = 5
"""Minutes by which those at the gate are there before the first class leaves."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How many teachers are at work at one time."""

    classes: int
    patrols: int
    gates: int
    leaders: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.classes + self.patrols + self.gates + self.leaders


def at_once(school: NewSchool) -> AtOnce:
    """Return how many teachers a school needs when all its posts run at once."""
    classes = sum(school.classes)
    return AtOnce(classes, ceil(classes / CLASSES_PER_PATROL), school.gates, 0 if school.leaders else 1)


@dataclass(frozen=True, slots=True)
class _Band:
    """Grades that end at the same time, and so share a session."""

    id: str
    end: Minutes
    grades: tuple[int, ...]


def _bands(school: NewSchool) -> tuple[_Band, ...]:
    by_end: dict[Minutes, list[int]] = {}
    for grade, count in enumerate(school.classes, 1):
        if count:
            by_end.setdefault(school.ends[grade - 1], []).append(grade)
    one = len(by_end) == 1
    return tuple(
        _Band("after" if one else f"after{number}", end, tuple(by_end[end]))
        for number, end in enumerate(sorted(by_end), 1)
    )


def _classes(school: NewSchool) -> list[tuple[str, int, int]]:
    """Return id, grade and number of every class."""
    return [
        (f"{grade}-{number}", grade, number)
        for grade, count in enumerate(school.classes, 1)
        for number in range(1, count + 1)
    ]


def tables_for(school: NewSchool) -> CaseTables:
    """Return the tables of a new school."""
    lang = school.lang
    bands = _bands(school)
    case_id = slug(school.name)
    rows = {
        "staff": tuple(_staff(school)),
        "groups": tuple(_groups(school)),
        "enrolment": tuple(_enrolment(school, bands)),
        "teaching": tuple(_teaching(school)),
        "sessions": tuple(_sessions(school, bands)),
        "rooms": tuple(_rooms(school)),
        "zones": tuple(_zones(school)),
        "posts": tuple(_posts(school, bands)),
    }
    settings = SETTINGS.say(
        lang, id=toml_value(case_id), title=toml_value(school.name), first=school.first, last=school.last
    )
    heads = {
        name: tuple(Heading(column.key, column.header(lang)) for column in TABLE[name].columns)
        for name in rows
    }
    return CaseTables(case_id, settings, rows, heads)


def _choice(table: str, column: str, value: str, lang: Lang) -> str:
    return spelt(value, TABLE[table].column[column].choices, lang)


def _class_name(grade: int, number: int, lang: Lang) -> str:
    return CLASS.say(lang, grade=_grade(grade) if lang == "zh" else grade, number=number)


def _grade(grade: int) -> str:
    return NUMERALS[grade - 1] if grade <= 10 else f"十{NUMERALS[grade - 11]}"


def _staff(school: NewSchool) -> Iterator[Row]:
    for letter, names, kind in (("T", school.teachers, "own"), ("L", school.leaders, "leader")):
        width = len(str(len(names)))
        for number, name in enumerate(names, 1):
            yield {
                "id": f"{letter}{number:0{width}d}",
                "name": name,
                "kind": _choice("staff", "kind", kind, school.lang),
                "share": "1",
            }


def _teacher(school: NewSchool, at: int) -> str:
    return f"T{at + 1:0{len(str(len(school.teachers)))}d}"


def _groups(school: NewSchool) -> Iterator[Row]:
    for at, (group, grade, number) in enumerate(_classes(school)):
        yield {
            "id": group,
            "name": _class_name(grade, number, school.lang),
            "grade": str(grade),
            "room": f"R{group}",
            "head": _teacher(school, at),
        }


def _teaching(school: NewSchool) -> Iterator[Row]:
    """Yield who teaches whom: heads their class, all others two classes that stand side by side."""
    classes = [group for group, _, _ in _classes(school)]
    for at, group in enumerate(classes):
        yield {"staff": _teacher(school, at), "group": group}
    for at in range(len(classes), len(school.teachers)):
        pair = dict.fromkeys((classes[at % len(classes)], classes[(at + 1) % len(classes)]))
        yield from ({"staff": _teacher(school, at), "group": group} for group in pair)


def _sessions(school: NewSchool, bands: tuple[_Band, ...]) -> Iterator[Row]:
    name = SERVICE.say(school.lang)
    for band in bands:
        yield {
            "id": band.id,
            "name": name if len(bands) == 1 else _of_grades(OF_GRADES, name, band, school.lang),
            "kind": _choice("sessions", "kind", "after_school", school.lang),
            "grades": ";".join(map(str, band.grades)),
            "start": clock(school.start),
            "end": clock(band.end),
            "ends": _choice("sessions", "ends", "gate", school.lang),
            "weekdays": ";".join(map(str, school.weekdays)),
        }


def _of_grades(words: Words, name: str, band: _Band, lang: Lang) -> str:
    if lang == "zh":
        grades = "、".join(_grade(grade) for grade in band.grades)
    else:
        grades = ", ".join(map(str, band.grades))
    return words.say(lang, service=name, name=name, grades=grades)


def _enrolment(school: NewSchool, bands: tuple[_Band, ...]) -> Iterator[Row]:
    session = {grade: band.id for band in bands for grade in band.grades}
    for group, grade, _ in _classes(school):
        yield {"group": group, "session": session[grade], "pupils": str(school.pupils)}


def _rooms(school: NewSchool) -> Iterator[Row]:
    for group, grade, number in _classes(school):
        yield {
            "id": f"R{group}",
            "name": ROOM.say(school.lang, name=_class_name(grade, number, school.lang)),
            "kind": _choice("rooms", "kind", "classroom", school.lang),
            "capacity": str(max(school.pupils + 5, 45)),
            "zone": "main",
        }


def _gates(school: NewSchool) -> list[tuple[str, str]]:
    """Return id and name of every gate."""
    if school.gates == 1:
        return [("gate", GATE.say(school.lang))]
    return [
        (f"gate{number}", GATE_NUMBER.say(school.lang, number=number))
        for number in range(1, school.gates + 1)
    ]


def _zones(school: NewSchool) -> Iterator[Row]:
    yield {
        "id": "main",
        "name": BUILDING.say(school.lang),
        "kind": _choice("zones", "kind", "building", school.lang),
        "walk": ";".join(f"{gate}:{WALK}" for gate, _ in _gates(school)),
    }
    for gate, name in _gates(school):
        yield {
            "id": gate,
            "name": name,
            "kind": _choice("zones", "kind", "gate", school.lang),
            "throughput": str(THROUGHPUT),
            "rain_throughput": str(RAIN_THROUGHPUT),
        }


def _posts(school: NewSchool, bands: tuple[_Band, ...]) -> Iterator[Row]:
    lang = school.lang
    enough = len(school.teachers) >= 2 * sum(school.classes)
    daily = spelt("daily", ROTATIONS, lang)
    for band in bands:
        name = CARE.say(lang)
        yield {
            "id": "care" if len(bands) == 1 else f"care_{band.id}",
            "name": name if len(bands) == 1 else _of_grades(WITH_GRADES, name, band, lang),
            "kind": _choice("posts", "kind", "care", lang),
            "session": band.id,
            "group": EACH.say(lang),
            "need": "1",
            "units": "1",
            "eligible": (TEACHES if enough else OWN).say(lang),
            "rotation": daily,
        }
    last = bands[-1]
    windows = _gate_windows(school, bands)
    closing = windows[-1][1]
    yield {
        "id": "patrol",
        "name": PATROL.say(lang),
        "kind": _choice("posts", "kind", "patrol", lang),
        "session": last.id,
        "zone": "main",
        "need": str(at_once(school).patrols),
        "units": "1",
        "eligible": OWN.say(lang),
        "rotation": daily,
    }
    for gate, gate_name in _gates(school):
        for number, (start, end, band) in enumerate(windows, 1):
            yield {
                "id": f"{gate}_duty" if len(windows) == 1 else f"{gate}_duty{number}",
                "name": GATE_DUTY.say(lang, gate=gate_name),
                "kind": _choice("posts", "kind", "gate", lang),
                "session": band.id,
                "zone": gate,
                "start": clock(start),
                "end": clock(end),
                "need": "1",
                "units": "0.5",
                "eligible": OWN.say(lang),
                "rotation": daily,
            }
    yield {
        "id": "leader",
        "name": LEADER.say(lang),
        "kind": _choice("posts", "kind", "leader", lang),
        "session": last.id,
        "zone": "main",
        "end": clock(closing),
        "need": "1",
        "units": "1",
        "eligible": (LEADERS if school.leaders else OWN).say(lang),
        "rotation": daily,
    }


def _gate_windows(school: NewSchool, bands: tuple[_Band, ...]) -> list[tuple[Minutes, Minutes, _Band]]:
    """Return when the gates are on duty: from before the first class comes until the last is gone.

    Windows that touch are one. The last class is gone, in the rain and however they queue, after all releases
    shared among the gates, and one more (Graham 1966).
    """
    release = ceil(school.pupils / RAIN_THROUGHPUT)
    found: list[tuple[Minutes, Minutes, _Band]] = []
    busy = 0
    for band in bands:
        classes = sum(school.classes[grade - 1] for grade in band.grades)
        busy = max(band.end + WALK, busy) + ceil(classes * release / school.gates) + release
        end = -(-busy // 5) * 5
        start = band.end - EARLY
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end, band))
    return found
