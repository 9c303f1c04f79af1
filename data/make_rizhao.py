"""The schools of Rizhao 日照 (S3, S4): Shanhaitian's five, and Gaoxin. Run by ``make_schemes``."""

from __future__ import annotations

from make_blocks import NUMERALS, Row, School

# Shanhaitian's five primary schools: name, classes a grade, pupils at noon, in the afternoon, and the grades
# whose few afternoon pupils are cared for together.
BY_GRADE = ((1,), (2,), (3,), (4,), (5,), (6,))
BY_TWO = ((1, 2), (3, 4), (5, 6))
SHANHAITIAN = (
    ("第一小学", (5, 5, 5, 5, 5, 5), 1140, 150, BY_GRADE),
    ("第二小学", (4, 4, 4, 4, 4, 4), 921, 121, BY_GRADE),
    ("第三小学", (4, 4, 3, 3, 3, 3), 770, 101, BY_GRADE),
    ("第四小学", (3, 3, 3, 3, 2, 2), 608, 80, BY_TWO),
    ("第五小学", (2, 2, 2, 2, 2, 2), 418, 55, BY_TWO),
)
SHANHAITIAN_TOML = """\
# A primary school of Shanhaitian, from the day on which the low grades came back. See ../NOTES.md.
id = "shanhaitian-school{number}"

[school]
title = "山海天{name} 2020 年课后服务"

[term]
start = "2020-06-02"
end = "2020-07-17"
# Sunday 28 June makes up for the Friday of the Dragon Boat festival.
makeup = {{ "2020-06-28" = 5 }}

[settings]
walk_default = 2

# While anyone cares for a class, a leader is on duty.
[[rules]]
code = "heads_between"
posts = ["leader", "care"]
staff = "leader"
least = 1

# Whoever had an afternoon has none on the next day, where that can be.
[[rules]]
code = "spacing"
posts = ["after"]
days = 2

# Five noons of 150 minutes in a week are too many for anybody.
[[rules]]
code = "caps"
posts = ["noon"]
per = "week"
most = 3
"""


def shanhaitian(number: int) -> School:
    """Return one of the five: noon in every class, the afternoon in few merged groups."""
    name, sizes, noon, after, bands = SHANHAITIAN[number - 1]
    school = School(f"shanhaitian/school{number}", f"shanhaitian {number}")
    school.settings = SHANHAITIAN_TOML.format(number=number, name=name)
    grades = range(1, 7)
    school.open_classes(dict(zip(grades, sizes, strict=True)), dict.fromkeys(grades, "building"))
    low, upper = sum(sizes[:3]), sum(sizes[3:])
    every = low + upper
    school.teachers(
        (
            ("语文", (1, 2, 3), low), ("语文", (4, 5, 6), upper),
            ("数学", (1, 2, 3), (low + 1) // 2), ("数学", (4, 5, 6), (upper + 1) // 2),
            ("英语", (3, 4, 5, 6), max(2, every // 7)), ("道德与法治", range(1, 7), max(1, every // 10)),
            ("体育", range(1, 7), max(2, every // 7)), ("音乐", range(1, 7), max(1, every // 12)),
            ("美术", range(1, 7), max(1, every // 12)), ("科学", (3, 4, 5, 6), max(1, every // 12)),
        )
    )  # fmt: skip
    school.appoint_heads(("语文",))
    school.people("leader", "L", 3 + every // 10, pool="leaders")
    school.enrol("noon", noon, school.classes())
    school.enrol("after", after, school.classes())
    for band in bands:
        title = "、".join(NUMERALS[grade] for grade in band) + "年级合班"
        school.merge(f"G{'-'.join(map(str, band))}", title, band, f"R{band[0]}-1", "after")
    noon_session: Row = {
        "id": "noon",
        "name": "中午课后服务",
        "kind": "midday",
        "start": "11:40",
        "end": "14:10",
    }
    after_session: Row = {"id": "after", "name": "下午课后服务", "kind": "after_school"}
    school.add("sessions", noon_session | {"grace": 5, "ends": "lesson"})
    school.add("sessions", after_session | {"start": "16:20", "end": "18:00", "grace": 5, "ends": "gate"})
    school.add("zones", {"id": "building", "name": "教学楼", "kind": "building", "walk": "gate:3"})
    gate: Row = {"id": "gate", "name": "校门", "kind": "gate", "throughput": 15, "rain_throughput": 12}
    school.add("zones", gate | {"rain_zone": "building"})
    post: Row = {"kind": "care", "session": "noon", "group": "each", "units": "0.5", "eligible": "teaches"}
    school.add("posts", {"id": "noon", "name": "中午看护"} | post | {"rotation": "weekday"})
    post |= {"session": "after", "units": 1}
    school.add("posts", {"id": "after", "name": "下午看护"} | post | {"rotation": "daily"})
    for session, title, end, units in (
        ("noon", "中午教干值班", "14:10", "0.5"),
        ("after", "下午教干值班", "18:20", 1),
    ):
        leader: Row = {"id": f"leader_{session}", "name": title, "kind": "leader", "session": session}
        leader |= {"units": units, "eligible": "leader", "rotation": "daily", "zone": "building", "end": end}
        school.add("posts", leader)
    return school


def gaoxin() -> School:
    """Return a nine-year school of Gaoxin: noon for the junior section, the afternoon for the primary one."""
    school = School("gaoxin", "gaoxin 2020")
    primary, junior = range(1, 7), range(7, 10)
    zones = dict.fromkeys(primary, "primary") | dict.fromkeys(junior, "junior")
    school.open_classes(dict.fromkeys(primary, 3) | dict.fromkeys(junior, 4), zones)
    of_primary = (
        ("语文", primary, 18), ("数学", primary, 9), ("英语", (3, 4, 5, 6), 4), ("道德与法治", primary, 2),
        ("体育", primary, 4), ("音乐", primary, 2), ("美术", primary, 2), ("科学", (3, 4, 5, 6), 3),
        ("信息", (3, 4, 5, 6), 1),
    )  # fmt: skip
    school.teachers(of_primary, pool="primary")
    of_junior = (
        ("语文", junior, 8), ("数学", junior, 8), ("英语", junior, 8), ("物理", (8, 9), 4), ("化学", (9,), 2),
        ("道德与法治", junior, 3), ("历史", junior, 3), ("地理", (7, 8), 2), ("生物", (7, 8), 2),
        ("体育", junior, 3), ("音乐", junior, 1),
    )  # fmt: skip
    school.teachers(of_junior, pool="junior")
    school.appoint_heads(("语文", "数学", "英语"))
    heads = {row.get("head") for row in school.rows("groups")}
    leading = {"体育", "音乐", "美术"}  # of the primary section: its clubs need them
    others = [
        str(row["id"])
        for row in school.rows("staff")
        if row["id"] not in heads and not (row["pool"] == "primary" and row["subjects"] in leading)
    ]
    away = set(school.shuffled("away", others)[:16])
    for row in school.rows("staff"):
        row["qualifications"], row["pool"] = ("", "-") if row["id"] in away else ("课后服务", row["pool"])
    school.qualify("戏剧", [str(school.row("groups", group)["head"]) for group in ("4-2", "5-1", "6-3")])
    school.people("leader", "L", 5, pool="leaders")
    for weekdays in ("1;3", "2;4", "3;5", "4;1", "5;2") * 5 + ("",) * 7:
        school.people("parent", "P", 1, pool="-", weekdays=weekdays, max_week=2, max_term=6)
    venues = (
        ("library", "图书馆", "library", 100, 2, "library"),
        ("playground", "操场", "sports", 200, 4, "sports"),
        ("drama", "小剧场", "drama", 60, 1, "arts"), ("dance", "舞蹈房", "dance", 40, 1, "arts"),
        ("music", "音乐教室", "music", 50, 1, "arts"),
    )  # fmt: skip
    school.venues(venues)
    school.enrol("after", 679, school.classes(primary))
    school.enrol("noon", 453, school.classes(junior))
    for grade in junior:
        school.join(f"reading{grade}", 44, school.classes((grade,)))
    for club, members in (("recital", 40), ("drama", 36), ("dance", 32), ("drums", 36), ("football", 45)):
        school.join(club, members, school.classes((4, 5, 6)))
    return school
