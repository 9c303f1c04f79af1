"""The posts of a new school: care of each class, patrol, gates, and whoever is in charge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from solver.base.text import Words
from solver.base.units import clock
from solver.io.editing.case_tables import Row
from solver.io.new_school.hours import Band, at_once, gate_windows
from solver.io.new_school.words import gates_of, of_grades, word
from solver.io.tables.vocabulary import ROTATIONS, spelt

if TYPE_CHECKING:
    from solver.io.new_school.form import NewSchool

CARE = Words(zh="看护", en="Care")
PATROL = Words(zh="巡查", en="Patrol")
GATE_DUTY = Words(zh="{gate}护送", en="{gate} duty")
LEADER = Words(zh="带班领导", en="In charge")
EACH = Words(zh="每班", en="each")
TEACHES = Words(zh="教本班", en="teaches")
OWN = Words(zh="本校教师", en="own")
LEADERS = Words(zh="领导", en="leader")


def post_rows(school: NewSchool, bands: tuple[Band, ...]) -> Iterator[Row]:
    """Yield the posts of a school, those of its classes first."""
    rotation = spelt("daily", ROTATIONS, school.lang)
    for row in (*_care(school, bands), *_patrol(school, bands), *_gate_duty(school, bands)):
        yield {**row, "rotation": rotation}
    yield {**_leader(school, bands), "rotation": rotation}


def _care(school: NewSchool, bands: tuple[Band, ...]) -> Iterator[Row]:
    lang = school.lang
    # With a head and one more for every class, those who teach it look after it; else whoever is there.
    enough = len(school.teachers) >= 2 * sum(school.classes)
    name = CARE.say(lang)
    for band in bands:
        yield {
            "id": "care" if len(bands) == 1 else f"care_{band.id}",
            "name": name if len(bands) == 1 else of_grades(name, band, lang),
            "kind": word("posts", "kind", "care", lang),
            "session": band.id,
            "group": EACH.say(lang),
            "need": "1",
            "units": "1",
            "eligible": (TEACHES if enough else OWN).say(lang),
        }


def _patrol(school: NewSchool, bands: tuple[Band, ...]) -> Iterator[Row]:
    yield {
        "id": "patrol",
        "name": PATROL.say(school.lang),
        "kind": word("posts", "kind", "patrol", school.lang),
        "session": bands[-1].id,
        "zone": "main",
        "need": str(at_once(school).patrols),
        "units": "1",
        "eligible": OWN.say(school.lang),
    }


def _gate_duty(school: NewSchool, bands: tuple[Band, ...]) -> Iterator[Row]:
    windows = gate_windows(school, bands)
    for gate, name in gates_of(school):
        for number, (start, end, band) in enumerate(windows, 1):
            yield {
                "id": f"{gate}_duty" if len(windows) == 1 else f"{gate}_duty{number}",
                "name": GATE_DUTY.say(school.lang, gate=name),
                "kind": word("posts", "kind", "gate", school.lang),
                "session": band.id,
                "zone": gate,
                "start": clock(start),
                "end": clock(end),
                "need": "1",
                "units": "0.5",
                "eligible": OWN.say(school.lang),
            }


def _leader(school: NewSchool, bands: tuple[Band, ...]) -> Row:
    return {
        "id": "leader",
        "name": LEADER.say(school.lang),
        "kind": word("posts", "kind", "leader", school.lang),
        "session": bands[-1].id,
        "zone": "main",
        "end": clock(gate_windows(school, bands)[-1][1]),
        "need": "1",
        "units": "1",
        "eligible": (LEADERS if school.leaders else OWN).say(school.lang),
    }
