"""Make the generated tables of the cases that follow published schemes: the same schools on every run.

Run ``python data/make_schemes.py``. Each case's ``NOTES.md`` says which figures are the text's and which are
assumed. Tables that a school decides (sessions, posts, clubs, zones and the like) are typed by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from make_blocks import NUMERALS, School
from make_rizhao import SHANHAITIAN, gaoxin, shanhaitian


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


def runan() -> School:
    """Return a primary school of Runan county: own staff first, then retired, outside, voluntary."""
    school = School("runan", "runan 2023")
    grades, low, upper = range(1, 7), (1, 2), (3, 4, 5, 6)
    school.open_classes(dict.fromkeys(grades, 3), dict.fromkeys(low, "north") | dict.fromkeys(upper, "south"))
    school.teachers(
        (
            ("语文", low, 6), ("语文", upper, 12), ("数学", low, 3), ("数学", upper, 7), ("英语", upper, 4),
            ("道德与法治", grades, 2), ("体育", grades, 4), ("音乐", grades, 2), ("美术", grades, 2),
            ("科学", upper, 2), ("信息", upper, 1),
        )
    )  # fmt: skip
    school.appoint_heads(("语文",))
    school.people("leader", "L", 5, pool="leaders")
    school.people("worker", "W", 3, pool="workers")
    for weekdays, subject in (("1;2;3", "语文"), ("3;4;5", "数学"), ("1;3;5", "书法")):
        (one,) = school.people("retired", "R", 1, pool="-", weekdays=weekdays, max_week=3)
        school.row("staff", one)["subjects"] = subject
    for weekdays, qualification in (
        ("1;3", "武术教练证"),
        ("2;4", "足球教练证"),
        ("2;5", "非遗传承人"),
        ("4;5", ""),
    ):
        (one,) = school.people("external", "E", 1, pool="-", weekdays=weekdays)
        school.qualify(qualification, [one])
    for weekdays in ("1;2", "2;3", "3;4", "4;5", "1;5", "1;3", "2;4", "3;5"):
        school.people("volunteer", "V", 1, pool="-", weekdays=weekdays, max_week=2)
    venues = (
        ("field", "操场", "sports", 200, 4, "field"), ("hall", "多功能厅", "hall", 80, 1, "arts"),
        ("music", "音乐教室", "music", 50, 1, "arts"), ("art", "美术教室", "art", 48, 1, "arts"),
        ("write", "书法教室", "write", 48, 1, "arts"), ("lab", "科学实验室", "lab", 48, 1, "arts"),
        ("reading", "阅览室", "library", 60, 2, "arts"),
    )  # fmt: skip
    school.venues(venues)
    school.enrol("after", 684, school.classes())
    members = {
        "wushu": 36,
        "football": 40,
        "paper": 32,
        "brush": 36,
        "choir": 40,
        "painting": 36,
        "science": 36,
    }
    for club, pupils in members.items():
        school.join(club, pupils, school.classes(upper))
    for club, pupils in {"rope": 36, "origami": 30}.items():
        school.join(club, pupils, school.classes(low))
    return school


def yanshan() -> School:
    """Return Yanshan School's primary section: class groups and school clubs in the same third lesson."""
    school = School("yanshan", "yanshan 2018")
    grades, low, upper = range(1, 7), (1, 2), (3, 4, 5, 6)
    school.open_classes(dict.fromkeys(grades, 4), dict.fromkeys(low, "west") | dict.fromkeys(upper, "east"))
    school.teachers(
        (
            ("语文", low, 8), ("语文", upper, 16), ("数学", low, 4), ("数学", upper, 8), ("英语", upper, 6),
            ("体育", low, 2), ("体育", upper, 4), ("音乐", low, 1), ("音乐", upper, 2), ("美术", low, 1),
            ("美术", upper, 2), ("科学", upper, 3), ("信息", upper, 1),
        )
    )  # fmt: skip
    school.appoint_heads(("语文", "数学"))
    # What the class groups of a grade do: taught by some of those who teach the grade.
    for grade, skill in ((3, "面塑"), (4, "国际象棋"), (5, "书法")):
        taught = [row for row in school.rows("teaching") if str(row["group"])[0] == str(grade)]
        able = [str(row["staff"]) for row in taught if row["subject"] in {"语文", "数学", "美术", "科学"}]
        school.qualify(skill, sorted(set(able)))
    school.qualify("英语课本剧", school.of_subject("英语")[:3])
    school.people("leader", "L", 6, pool="leaders")
    for weekdays in ("1;3", "2;4", "3;5", "1;4", "2;5") * 2 + ("", ""):
        school.people("parent", "P", 1, pool="-", weekdays=weekdays, max_week=1)
    venues = (
        ("reading", "阅览室", "library", 60, 2, "hall"), ("music", "音乐教室", "music", 50, 1, "hall"),
        ("band", "器乐教室", "band", 40, 1, "hall"), ("art", "美术教室", "art", 48, 1, "hall"),
        ("stage", "小剧场", "stage", 60, 1, "hall"), ("field", "足球场", "sports", 120, 2, "field"),
    )  # fmt: skip
    school.venues(venues)
    school.enrol("low", 288, school.classes(low))
    school.enrol("upper", 576, school.classes(upper))
    clubs = {"books": 48, "choir": 48, "art": 40, "play": 36, "band": 32, "football": 44}
    for club, members in clubs.items():
        school.join(club, members, school.classes(upper))
    return school


def volunteers() -> School:
    """Return a school whose service is free: by party members, young teachers, parents, neighbours."""
    school = School("volunteers", "volunteers 2018")
    grades = range(1, 7)
    school.open_classes(dict.fromkeys(grades, 2), dict.fromkeys(grades, "building"))
    school.teachers(
        (
            ("语文", grades, 12), ("数学", grades, 6), ("英语", (3, 4, 5, 6), 3), ("道德与法治", grades, 1),
            ("体育", grades, 3), ("音乐", grades, 1), ("美术", grades, 1), ("科学", (3, 4, 5, 6), 2),
            ("信息", (3, 4, 5, 6), 1),
        )
    )  # fmt: skip
    school.appoint_heads(("语文",))
    ids = school.shuffled("role", [str(row["id"]) for row in school.rows("staff")])
    school.qualify("党员", ids[:8])
    school.qualify("积极分子", ids[8:12])
    school.qualify("青年教师", ids[12:19])
    for row in school.rows("staff"):
        row["pool"] = "volunteers" if row["id"] in ids[:19] else "-"
    departments = ("德育中心", "教学技术服务中心", "学校办公室", "党群服务中心", "后勤保障中心")
    for department in departments:
        for one in school.people("leader", "L", 2, pool="departments"):
            school.qualify(department, [one])
    for kind, letter in (("parent", "P"), ("volunteer", "V")):
        for weekdays in ("1;2", "2;3", "3;4", "4;5", "5;1", "1;3", "2;4", "3;5", "", "") * 2:
            school.people(kind, letter, 1, pool="helpers", weekdays=weekdays, max_week=2)
    school.enrol("after", 132, school.classes())
    for first in (1, 3, 5):
        name = f"{NUMERALS[first]}、{NUMERALS[first + 1]}年级看护组"
        school.merge(f"G{first}", name, (first, first + 1), f"hall{first}", "")
    school.venues([(f"hall{first}", f"看护室{first}", "hall", 60, 1, "building") for first in (1, 3, 5)])
    return school


def guangxi() -> School:
    """Return a primary school of a city in Guangxi: subjects by its own, other clubs with approved bodies."""
    school = School("guangxi", "guangxi 2021")
    grades, low, upper = range(1, 7), (1, 2, 3), (4, 5, 6)
    school.open_classes(dict.fromkeys(grades, 2), dict.fromkeys(low, "bright") | dict.fromkeys(upper, "wise"))
    school.teachers(
        (
            ("语文", low, 6), ("语文", upper, 6), ("数学", low, 3), ("数学", upper, 4), ("英语", (3,), 1),
            ("英语", upper, 2), ("道德与法治", grades, 1), ("体育", low, 2), ("体育", upper, 3),
            ("音乐", low, 1), ("音乐", upper, 1), ("美术", low, 1), ("美术", upper, 1), ("科学", grades, 2),
            ("信息", upper, 1),
        )
    )  # fmt: skip
    school.appoint_heads(("语文",))
    school.people("leader", "L", 4, pool="leaders")
    school.people("worker", "W", 6, pool="workers")
    (one,) = school.people("retired", "R", 1, pool="-", weekdays="1;2;3;4")
    school.row("staff", one)["subjects"] = "书法"
    skills = ("篮球", "足球", "乒乓球", "羽毛球", "武术", "啦啦操", "田径", "非遗技艺")
    for skill in skills:
        (one,) = school.people("external", "E", 1, pool="-")
        school.qualify(skill, [one])
        school.qualify("遴选机构", [one])
    venues = (
        ("canteen", "食堂", "canteen", 700, 24, "canteen"), ("field", "田径场", "sports", 240, 6, "field"),
        ("gym", "体育馆", "gym", 120, 3, "field"), ("craft", "工艺室", "craft", 48, 1, "arts"),
        ("write", "书法教室", "write", 48, 1, "arts"),
    )  # fmt: skip
    school.venues(venues)
    school.enrol("lunch", 264, school.classes())
    school.enrol("after", 492, school.classes())
    members = {"basketball": 32, "football": 32, "tabletennis": 24, "badminton": 24, "wushu": 30}
    for club, pupils in members.items():
        school.join(club, pupils, school.classes(upper))
    members = {"cheer": 30, "athletics": 32, "rope": 32, "craft": 24, "brush": 24}
    for club, pupils in members.items():
        school.join(club, pupils, school.classes(low))
    return school


SCHOOLS: tuple[Callable[[], School], ...] = (
    linping,
    *(partial(shanhaitian, number) for number in range(1, len(SHANHAITIAN) + 1)),
    gaoxin,
    runan,
    yanshan,
    volunteers,
    guangxi,
)


def main() -> None:
    """Write the generated tables of every school."""
    for school in SCHOOLS:
        school().write()


if __name__ == "__main__":
    main()
