"""Make the generated tables of the cases ``xinyang``, ``clubs27``, ``oneplusx`` and ``five-services``.

Run ``python data/make_schemes_b.py``. Each case's ``NOTES.md`` says which figures are the text's and which are assumed,
and which of its tables are typed by hand. Every run gives the same files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from make_blocks import Faculty, Row, School

PRIMARY = (1, 2, 3, 4, 5, 6)
JUNIOR = (7, 8, 9)
LOW, UPPER = (1, 2), (3, 4, 5, 6)
Venue = tuple[str, str, str, int, int, str]
"""A room that is no classroom: id, name, kind, capacity, groups at once, zone."""


def open_venues(school: School, venues: Sequence[Venue]) -> None:
    """Add rooms that are no classrooms."""
    columns = ("id", "name", "kind", "capacity", "groups_at_once", "zone")
    school.add("rooms", *(dict(zip(columns, venue, strict=True)) for venue in venues))


def absent(school: School, rows: Sequence[tuple[str, str, str, str, str, str]]) -> None:
    """Add absences: who, from, to, reason, part of the due load taken away, away or not."""
    columns = ("staff", "from", "to", "reason", "reduces_share", "away")
    school.add("absences", *(dict(zip(columns, row, strict=True)) for row in rows))


def enrolled(school: School, session: str) -> dict[str, int]:
    """Return the pupils of each class in a session."""
    return {
        str(row["group"]): int(str(row["pupils"]))
        for row in school.rows("enrolment")
        if row["session"] == session and not row["weekday"]
    }


def choose_clubs(school: School, pupils: Mapping[str, int], places: Mapping[str, int]) -> None:
    """Let every pupil of these classes be in one club; clubs fill in proportion to their places.

    Class by class the next pupil goes where the share of places taken is smallest, so that clubs fill evenly.
    """
    taken = dict.fromkeys(places, 0)
    for group, count in pupils.items():
        joined = dict.fromkeys(places, 0)
        for _ in range(count):
            club = min(places, key=lambda one: (taken[one] / places[one], joined[one], one))
            taken[club] += 1
            joined[club] += 1
        rows: list[Row] = [{"club": club, "group": group, "pupils": n} for club, n in joined.items() if n]
        school.add("members", *rows)


def primary_faculty(classes: int) -> Faculty:
    """Return the teachers of a primary school with so many classes a grade."""
    return (
        ("语文", LOW, 2 * classes),
        ("语文", UPPER, 4 * classes),
        ("数学", LOW, classes),
        ("数学", UPPER, 2 * classes),
        ("英语", UPPER, classes + 1),
        ("体育", PRIMARY, classes + 1),
        ("音乐", PRIMARY, classes),
        ("美术", PRIMARY, classes),
        ("科学", PRIMARY, classes),
        ("信息", UPPER, max(1, classes - 1)),
    )


def clubs27() -> None:
    """18 classes; 27 clubs twice a week, every pupil in one of the own layer's clubs each time."""
    school = School("clubs27", "clubs27")
    school.open_classes(dict.fromkeys(PRIMARY, 3), {g: "house_a" if g in LOW else "house_b" for g in PRIMARY})
    school.teachers(primary_faculty(3))
    school.appoint_heads(("语文", "数学"))
    school.qualify("象棋", ("T20", "T22", "T25"))
    school.qualify("围棋", ("T21", "T24"))
    school.qualify("球类", ("T05", "T10", "T23"))
    school.qualify("书法", ("T02", "T08", "T12"))
    school.qualify("讲解", ("T04", "T14", "T16"))
    school.people("leader", "L", 3)
    for number, skill in enumerate(("围棋", "武术", "舞蹈", "剪纸", "围棋", "武术", "舞蹈", "剪纸"), 1):
        (one,) = school.people("external", "X", 1)
        school.qualify(skill, (one,))
        layer = "low" if number <= 4 else "high"
        club = {"围棋": "go", "武术": "wushu", "舞蹈": "dance", "剪纸": "papercut"}[skill]
        school.add("pins", {"action": "assign", "staff": one, "post": "club", "club": f"{club}_{layer}"})
    open_venues(
        school,
        (
            ("field", "操场", "field", 320, 8, "grounds"),
            ("gym", "风雨操场", "gym", 120, 3, "grounds"),
            ("music", "音乐教室", "music", 60, 1, "arts"),
            ("dance", "舞蹈室", "dance", 90, 2, "arts"),
            ("art", "美术教室", "art", 110, 2, "arts"),
            ("lab", "科学实验室", "lab", 90, 2, "arts"),
            ("computer", "微机室", "computer", 50, 1, "arts"),
            ("reading", "阅览室", "reading", 110, 2, "arts"),
            ("square", "村文化广场", "square", 150, 2, "square"),
            ("palace", "乡村复兴少年宫", "palace", 150, 3, "palace"),
            ("base", "爱国主义教育基地", "base", 120, 2, "base"),
        ),
    )
    school.enrol("clubs", 252, school.classes(LOW))
    school.enrol("clubs", 506, school.classes(UPPER))
    low = {
        "xiangqi": 20, "go": 18, "dance": 20, "football": 24, "basketball": 20, "choir": 24, "painting": 22,
        "calligraphy": 18, "papercut": 18, "reading": 20, "stories": 20, "science": 18, "wushu": 20,
    }  # fmt: skip
    high = {
        "xiangqi": 34, "go": 32, "dance": 32, "football": 46, "basketball": 44, "choir": 44, "painting": 38,
        "calligraphy": 36, "papercut": 32, "reading": 38, "stories": 36, "science": 36, "wushu": 40,
        "coding": 34,
    }  # fmt: skip
    pupils = enrolled(school, "clubs")
    for layer, grades, places in (("low", LOW, low), ("high", UPPER, high)):
        named = {f"{club}_{layer}": seats for club, seats in places.items()}
        choose_clubs(school, {group: pupils[group] for group in school.classes(grades)}, named)
    absent(
        school,
        (
            ("T07", "2026-10-12", "2026-12-31", "产假", "1", "yes"),
            ("T30", "2026-11-03", "2026-11-05", "教研培训", "0", "yes"),
        ),
    )
    school.write()


def main() -> None:
    """Write the generated tables of all four cases."""
    clubs27()


if __name__ == "__main__":
    main()
