"""Make the generated tables of the cases ``xinyang``, ``clubs27``, ``oneplusx`` and ``five-services``.

Run ``python data/make_schemes_b.py``. Which figures are the text's, which are assumed and which tables are
typed by hand stands in the ``NOTES.md`` of each case. Every run gives the same files.
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
    rows: list[Row] = [dict(zip(columns, venue, strict=True)) for venue in venues]
    school.add("rooms", *rows)


def absent(school: School, rows: Sequence[tuple[str, str, str, str, str, str]]) -> None:
    """Add absences: who, from, to, reason, part of the due load taken away, away or not."""
    columns = ("staff", "from", "to", "reason", "reduces_share", "away")
    found: list[Row] = [dict(zip(columns, row, strict=True)) for row in rows]
    school.add("absences", *found)


def enrolled(school: School, session: str) -> dict[str, int]:
    """Return the pupils of each class in a session."""
    return {
        str(row["group"]): int(str(row["pupils"]))
        for row in school.rows("enrolment")
        if row["session"] == session and not row["weekday"]
    }


def enrol_again(school: School, session: str, *others: str) -> None:
    """Enrol the pupils of a session in others too: the same service on other dates."""
    rows = [row for row in school.rows("enrolment") if row["session"] == session]
    school.add("enrolment", *(row | {"session": other} for other in others for row in rows))


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


def xinyang() -> None:
    """A nine-year school: 12 primary and 6 junior classes, extended care, evening self-study."""
    school = School("xinyang", "xinyang")
    zones = {grade: "primary" if grade in PRIMARY else "junior" for grade in PRIMARY + JUNIOR}
    school.open_classes(dict.fromkeys(PRIMARY + JUNIOR, 2), zones)
    school.teachers(primary_faculty(2))
    school.teachers(
        (
            ("语文", JUNIOR, 4),
            ("数学", JUNIOR, 4),
            ("英语", JUNIOR, 4),
            ("物理", (8, 9), 2),
            ("化学", (9,), 1),
            ("历史", JUNIOR, 2),
            ("道法", JUNIOR, 2),
            ("生物", (7, 8), 1),
            ("地理", (7, 8), 1),
            ("体育", JUNIOR, 2),
        )
    )
    school.appoint_heads(("语文", "数学", "英语"))
    school.people("leader", "L", 5)
    open_venues(
        school,
        (
            ("field", "操场", "field", 300, 6, "grounds"),
            ("gym", "体育馆", "gym", 120, 3, "grounds"),
            ("music", "音乐教室", "music", 60, 1, "arts"),
            ("art", "美术教室", "art", 60, 1, "arts"),
            ("lab", "科学实验室", "lab", 56, 1, "arts"),
            ("computer", "微机室", "computer", 56, 1, "arts"),
            ("reading", "阅览室", "reading", 120, 3, "arts"),
        ),
    )
    primary, junior = school.classes(PRIMARY), school.classes(JUNIOR)
    school.enrol("primary", 460, primary)
    school.enrol("junior", 246, junior)
    enrol_again(school, "primary", "parents")
    school.enrol("early", 96, school.classes((1, 2, 3, 4)))
    school.enrol("late", 32, school.classes((1, 2, 3, 4)))
    school.enrol("evening", 198, junior)
    for club, members, grades in (
        ("football", 28, (3, 4, 5, 6)),
        ("choir", 32, (3, 4, 5, 6)),
        ("painting", 30, (1, 2)),
        ("rope", 28, (1, 2)),
        ("science", 28, (5, 6)),
        ("coding", 24, (5, 6)),
        ("basketball", 26, JUNIOR),
        ("readers", 30, (7, 8)),
    ):
        school.join(club, members, school.classes(grades))
    absent(
        school,
        (
            ("T03", "2026-09-21", "2026-12-25", "产假", "1", "yes"),
            ("T38", "2026-10-12", "2026-10-16", "培训", "0", "yes"),
            ("T41", "2026-11-16", "2026-11-18", "病假", "0", "yes"),
            ("L2", "2026-12-07", "2026-12-09", "外出学习", "0", "yes"),
            ("T36", "2026-09-01", "2027-01-22", "哺乳期减量", "0.5", "no"),
        ),
    )
    school.write()


def oneplusx() -> None:
    """12 classes: one lesson of homework, one lesson of X."""
    school = School("oneplusx", "oneplusx")
    school.open_classes(dict.fromkeys(PRIMARY, 2), {g: "house_a" if g in LOW else "house_b" for g in PRIMARY})
    school.teachers(primary_faculty(2))
    school.appoint_heads(("语文", "数学"))
    school.qualify("围棋", ("T05", "T14"))
    school.qualify("书法", ("T02", "T09"))
    school.people("leader", "L", 4)
    school.people("worker", "W", 2, pool="-")
    open_venues(
        school,
        (
            ("field", "操场", "field", 300, 6, "grounds"),
            ("music", "音乐室", "music", 60, 1, "arts"),
            ("art", "美术室", "art", 60, 1, "arts"),
            ("lab", "科学室", "lab", 56, 1, "arts"),
            ("computer", "微机室", "computer", 56, 1, "arts"),
            ("library", "图书馆", "library", 100, 2, "arts"),
            ("hall", "多媒体厅", "hall", 240, 6, "arts"),
        ),
    )
    classes = school.classes()
    school.enrol("usual", 468, classes)
    enrol_again(school, "usual", "exam", "meeting")
    for club, members, grades in (
        ("choir", 36, UPPER),
        ("painting", 32, UPPER),
        ("football", 32, UPPER),
        ("rope", 32, LOW),
        ("coding", 28, (5, 6)),
        ("science", 28, (3, 4)),
        ("go", 24, LOW),
        ("calligraphy", 24, (3, 4)),
    ):
        school.join(club, members, school.classes(grades))
    absent(
        school,
        (
            ("T06", "2026-11-02", "2027-01-22", "产假", "1", "yes"),
            ("T11", "2026-10-20", "2026-10-22", "病假", "0", "yes"),
            ("T17", "2026-12-01", "2026-12-01", "教研活动", "0", "yes"),
        ),
    )
    school.write()


def five_services() -> None:
    """12 classes from early arrival to 18:00, Saturdays and a week of the winter holiday."""
    school = School("five-services", "five-services")
    school.open_classes(dict.fromkeys(PRIMARY, 2), dict.fromkeys(PRIMARY, "house"))
    school.teachers(primary_faculty(2))
    school.appoint_heads(("语文", "数学"))
    school.qualify("围棋", ("T05", "T14"))
    school.qualify("轮滑", ("T07", "T09", "T16", "T20", "T26"))
    school.people("leader", "L", 4)
    open_venues(
        school,
        (
            ("field", "操场", "field", 300, 8, "grounds"),
            ("gym", "体育馆", "nap_good", 90, 2, "grounds"),
            ("library", "图书馆", "nap_good", 90, 2, "arts"),
            ("hall", "多功能室", "multi", 90, 2, "arts"),
            ("music", "音乐室", "music", 60, 1, "arts"),
            ("art", "美术室", "art", 60, 1, "arts"),
            ("lab", "科学室", "lab", 56, 1, "arts"),
            ("canteen", "食堂", "canteen", 480, 12, "canteen"),
        ),
    )
    classes = school.classes()
    school.enrol("early", 150, classes)
    school.enrol("midday", 396, classes)
    school.enrol("care", 420, classes)
    enrol_again(school, "care", "winter")
    school.enrol("saturday", 122, classes)
    school.enrol("holiday", 96, classes)
    for club, members, grades in (
        ("choir", 32, UPPER),
        ("painting", 30, LOW),
        ("football", 32, UPPER),
        ("science", 28, UPPER),
    ):
        for season in ("", "_w"):
            school.join(club + season, members, school.classes(grades))
    saturday = enrolled(school, "saturday")
    choose_clubs(school, saturday, {"sat_ball": 32, "sat_go": 30, "sat_skate": 28, "sat_art": 32})
    holiday = enrolled(school, "holiday")
    choose_clubs(school, holiday, {"hol_ball": 32, "hol_science": 32, "hol_art": 32})
    absent(
        school,
        (
            ("T02", "2026-10-19", "2026-12-31", "产假", "1", "yes"),
            ("T10", "2026-11-09", "2026-11-11", "病假", "0", "yes"),
            ("L3", "2026-11-23", "2026-11-27", "外出培训", "0", "yes"),
        ),
    )
    school.write()


def main() -> None:
    """Write the generated tables of all four cases."""
    xinyang()
    clubs27()
    oneplusx()
    five_services()


if __name__ == "__main__":
    main()
