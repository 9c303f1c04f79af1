"""Make the generated tables of the cases that follow published schemes: the same schools on every run.

Run ``python data/make_schemes.py``. Each case's ``NOTES.md`` says which figures are the text's and which are
assumed. Tables that a school decides (sessions, posts, clubs, zones and the like) are typed by hand.
"""

from __future__ import annotations

from collections.abc import Callable

from make_blocks import School


def linping() -> School:
    """Return Linping Middle School: nine classes, seven in service, 37 of 57 staff serve."""
    school = School("linping", "linping 2019")
    school.open_classes({5: 1, 6: 2, 7: 2, 8: 2, 9: 2}, dict.fromkeys(range(5, 10), "building"))
    everyone, served = (5, 6, 7, 8, 9), (5, 6, 7, 8)
    school.teachers(
        (
            ("语文", served, 7), ("语文", (9,), 2), ("数学", served, 7), ("数学", (9,), 2),
            ("英语", served, 6), ("英语", (9,), 2), ("物理", (8,), 2), ("物理", (9,), 2), ("化学", (9,), 2),
            ("道德与法治", served, 3), ("道德与法治", (9,), 1), ("历史", (6, 7, 8), 2), ("历史", (9,), 1),
            ("地理", (6, 7, 8), 2), ("生物", (6, 7, 8), 2), ("体育", served, 3), ("体育", (9,), 1),
            ("音乐", everyone, 1), ("美术", everyone, 2), ("信息", everyone, 2), ("科学", (5,), 1),
        )
    )  # fmt: skip
    school.appoint_heads(("语文", "数学"))
    # Everyone who teaches grades 5 to 8 a subject with homework serves, and those who lead the clubs.
    serving = {
        str(row["staff"])
        for row in school.rows("teaching")
        if row["subject"] in {"语文", "数学", "英语", "物理", "道德与法治", "历史", "地理", "体育", "科学"}
        and str(row["group"])[0] != "9"
    }
    school.qualify("课后服务", sorted(serving))
    for row in school.rows("staff"):
        row["pool"] = "teachers" if row["id"] in serving else "-"
    for subject, club in (("体育", "武术"), ("体育", "足球"), ("语文", "象棋"), ("数学", "象棋")):
        school.qualify(club, [one for one in school.of_subject(subject) if one in serving][:2])
    school.people("leader", "L", 4, pool="leaders")
    for weekdays in ("1;4", "2;5", "1;3", "2;4", "3;5") * 3 + ("",) * 5:
        school.people("parent", "P", 1, pool="-", weekdays=weekdays, max_week=2, max_term=12)
    venues = (("field", "操场", "sports", 120, 3, "field"), ("chess", "棋类室", "chess", 40, 1, "lab"),
              ("hall", "多功能室", "hall", 60, 1, "lab"))  # fmt: skip
    school.venues(venues)
    school.enrol("after", 260, school.classes(served))
    for club, members in (("wushu", 24), ("football", 24), ("chess", 20), ("law", 28)):
        school.join(club, members, school.classes(served))
    return school


SCHOOLS: tuple[Callable[[], School], ...] = (linping,)


def main() -> None:
    """Write the generated tables of every school."""
    for school in SCHOOLS:
        school().write()


if __name__ == "__main__":
    main()
