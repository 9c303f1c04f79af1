"""Make the tables of ``data/fengjin``: the same school on every run.

Run ``python data/make_fengjin.py``. Which figures are the text's and which are assumed stands in
``data/fengjin/NOTES.md``. Every draw is a hash of the seed and of what is drawn, so that
changing one table leaves the others as they were. All people are invented.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path

SEED = 2026
FOLDER = Path(__file__).parent / "fengjin"
Row = dict[str, object]

GRADES = (1, 2, 3, 4)
CLASSES_PER_GRADE = 6
LOW, UPPER = (1, 2), (3, 4)
WEEKDAYS = (1, 2, 3, 4, 5)

SURNAMES = "陈沈顾陆朱徐周吴钱张许蒋潘俞汤范严费盛庄凌戴殷屠"
GIVEN_CHARACTERS = (
    "文静晓岚志远雨桐建华思敏佳怡国强海燕明轩丽娟梦洁俊杰秀兰婷婷子涵春梅立新慧敏振宇"
    "雪琴向阳巧云若曦永康静怡家豪玉婷晓峰素芬欣然宏伟心怡月华一鸣彩霞书瑶勇刚亦凡芳菲"
)
GIVEN = [GIVEN_CHARACTERS[at : at + 2] for at in range(0, len(GIVEN_CHARACTERS), 2)]

# Who teaches: subject, grades, number of teachers. 54 teachers together.
FACULTY: tuple[tuple[str, tuple[int, ...], int], ...] = (
    ("语文", LOW, 11),
    ("语文", UPPER, 11),
    ("数学", LOW, 6),
    ("数学", UPPER, 6),
    ("英语", LOW, 2),
    ("英语", UPPER, 3),
    ("体育", LOW, 2),
    ("体育", UPPER, 3),
    ("音乐", LOW, 1),
    ("音乐", UPPER, 1),
    ("美术", LOW, 1),
    ("美术", UPPER, 2),
    ("科学", LOW, 1),
    ("科学", UPPER, 2),
    ("信息", UPPER, 1),
    ("书法", UPPER, 1),
)
LEADERS = 6
WORKERS = 2

# Who can do more than a subject: (subject, which of its teachers) → qualification.
QUALIFIED = {
    ("语文", 3): "书法",
    ("语文", 14): "书法",
    ("语文", 8): "剪纸",
    ("数学", 7): "编程",
    ("数学", 10): "编程",
    ("科学", 2): "编程",
    ("英语", 3): "舞蹈",
    ("美术", 0): "剪纸",
    ("美术", 2): "陶艺",
    ("语文", 19): "陶艺",
}

# id, name, grades, meetings a week, members, room or (kind of room), who leads it, wanted heads.
CLUBS = (
    ("athletics", "趣味田径", LOW, 1, 30, "(playground)", "体育", 2),
    ("ropeskipping", "花样跳绳", (1,), 1, 24, "(gym)", "体育", 1),
    ("basketball", "篮球", UPPER, 2, 28, "(gym)", "体育", 2),
    ("science", "科学小实验", (2,), 2, 24, "lab", "科学", 1),
    ("coding", "图形化编程", (4,), 1, 26, "computer", "信息 or 编程", 1),
    ("robots", "机器人", (4,), 1, 16, "lab", "科学 or 编程", 1),
    ("choir", "童声合唱", LOW, 1, 30, "music", "音乐", 1),
    ("dance", "民族舞", UPPER, 1, 20, "dance", "音乐 or 舞蹈", 1),
    ("calligraphy", "软笔书法", (3,), 1, 24, "calligraphy", "subject:书法 or qual:书法", 1),
    ("clay", "泥塑", (1,), 2, 18, "pottery", "美术 or 陶艺", 1),
    ("papercut", "剪纸", (2,), 1, 24, "art", "美术 or 剪纸", 1),
    ("pottery", "陶艺", (3,), 1, 12, "pottery", "美术 or 陶艺", 1),
)


def draw(what: str, choices: int) -> int:
    """Return a number from 0 to ``choices`` − 1, the same for the same words on every run."""
    digest = hashlib.sha256(f"{SEED} {what}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % choices


def shuffled(what: str, things: Iterable[str]) -> list[str]:
    """Return the things in a drawn order."""
    return sorted(things, key=lambda thing: draw(f"{what} {thing}", 2**63))


def write(table: str, rows: Sequence[Row]) -> None:
    """Write one table; its columns are those of its rows, in order of appearance."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with (FOLDER / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def classes(grades: Iterable[int] = GRADES) -> list[str]:
    """Return the ids of the classes of some grades, e.g. ``3-1``."""
    return [f"{grade}-{number}" for grade in grades for number in range(1, CLASSES_PER_GRADE + 1)]


def make_staff() -> list[Row]:
    """Return 54 teachers, 6 leaders and 2 gate keepers, with invented names."""
    names = iter(shuffled("name", (family + given for family, given in product(SURNAMES, GIVEN))))
    rows: list[Row] = []
    of_subject: dict[str, int] = {}
    for subject, _, count in FACULTY:
        for _ in range(count):
            nth = of_subject[subject] = of_subject.get(subject, -1) + 1
            row: Row = {"id": f"T{len(rows) + 1:02d}", "name": next(names), "kind": "own"}
            row |= {"subjects": subject, "qualifications": QUALIFIED.get((subject, nth), "")}
            row |= {"share": 1, "pool": "teachers", "weekdays": "", "end": "", "max_day": 3}
            rows.append(row)
    part_time = {"T20": ("0.8", "1;2;3;4", ""), "T33": ("0.75", "", ""), "T45": ("0.8", "", "18:00")}
    for row in rows:
        if row["id"] in part_time:
            row["share"], row["weekdays"], row["end"] = part_time[str(row["id"])]
    for kind, letter, count in (("leader", "L", LEADERS), ("worker", "W", WORKERS)):
        pool = "leaders" if kind == "leader" else "-"
        for number in range(1, count + 1):
            row = {"id": f"{letter}{number}", "name": next(names), "kind": kind, "share": 1, "pool": pool}
            rows.append(row)
    return rows


def make_teaching(staff: Sequence[Row]) -> list[Row]:
    """Return who teaches what to which class: each subject's teachers share its classes evenly."""
    rows: list[Row] = []
    teachers = iter(row["id"] for row in staff)
    for subject, grades, count in FACULTY:
        own = [next(teachers) for _ in range(count)]
        taught = classes(grades)
        for place, group in enumerate(taught):
            # Chinese has one teacher a class, but 11 for 12: the last one takes two classes.
            nth = min(place, count - 1) if subject == "语文" else place * count // len(taught)
            rows.append({"staff": own[nth], "group": group, "subject": subject})
    return rows


def make_groups(teaching: Sequence[Row]) -> list[Row]:
    """Return the 24 classes; the Chinese teacher is the head unless already head of another class."""
    heads: dict[str, object] = {}
    for subject in ("语文", "数学"):
        for row in teaching:
            group = str(row["group"])
            if row["subject"] == subject and group not in heads and row["staff"] not in heads.values():
                heads[group] = row["staff"]
    return [
        {
            "id": group,
            "name": f"{'一二三四'[int(group[0]) - 1]}（{group[2]}）班",
            "grade": group[0],
            "room": f"R{group}",
            "head": heads[group],
        }
        for group in classes()
    ]


def make_lessons(teaching: Sequence[Row], groups: Sequence[Row]) -> list[Row]:
    """Return the last lessons of grades 3 and 4: on Mondays the class meeting with the head."""
    rows: list[Row] = []
    head = {group["id"]: group["head"] for group in groups}
    had: set[tuple[object, object]] = set()
    for weekday in WEEKDAYS:
        busy: set[object] = set()
        for place, group in enumerate(classes(UPPER)):
            own = [row["staff"] for row in teaching if row["group"] == group]
            turn = (place + 2 * weekday) % len(own)
            free = [
                person
                for person in own[turn:] + own[:turn]
                if person not in busy and (person, group) not in had
            ]
            person = head[group] if weekday == 1 else free[0]
            busy.add(person)
            had.add((person, group))
            lesson: Row = {"staff": person, "weekday": weekday, "start": "14:45", "end": "15:25"}
            rows.append(lesson | {"zone": "building_b"})
    return rows


def make_members() -> list[Row]:
    """Return how many pupils of each class belong to each club: as even as may be, the rest drawn."""
    rows: list[Row] = []
    for club, _, grades, _, members, *_ in CLUBS:
        own = classes(grades)
        extra = shuffled(f"members {club}", own)[: members % len(own)]
        rows += [
            {"club": club, "group": group, "pupils": members // len(own) + (group in extra)} for group in own
        ]
    return rows


def make_enrolment() -> list[Row]:
    """Return the pupils in service: 35 to 42 a class, 1 to 4 of every other class in extended care too."""
    rows: list[Row] = []
    for place, group in enumerate(classes()):
        session = "low" if int(group[0]) in LOW else "upper"
        pupils = 35 + draw(f"pupils {group}", 8)
        rows.append({"group": group, "session": session, "weekday": "", "pupils": pupils})
        if place % 6 == 2:  # on Fridays some families come early
            rows.append({"group": group, "session": session, "weekday": 5, "pupils": pupils - 3})
        if place % 2 == 0:
            stay = 1 + draw(f"extended {group}", 4)
            rows.append({"group": group, "session": "extended", "weekday": "", "pupils": stay})
    return rows


def make_clubs() -> list[Row]:
    """Return the menu of 12 clubs; they end early enough for the instructor to bring the pupils back."""
    rows: list[Row] = []
    for club, name, grades, meetings, _, place, eligible, want in CLUBS:
        low = grades[0] in LOW
        kind = place.strip("()") if place.startswith("(") else ""
        row: Row = {"id": club, "name": name, "grades": ";".join(map(str, grades))}
        row |= {"sessions": "low" if low else "upper", "meetings": meetings}
        row |= {"start": "15:40" if low else "16:15", "end": "16:40" if low else "17:00"}
        row |= {"room": "" if kind else place, "room_kind": kind, "eligible": eligible}
        row |= {"need": 1, "want": want, "units": 1, "rotation": "term"}
        rows.append(row)
    return rows


def make_rooms() -> list[Row]:
    """Return 24 class rooms and the special venues."""
    rows: list[Row] = [
        {
            "id": f"R{group}",
            "name": f"{'一二三四'[int(group[0]) - 1]}（{group[2]}）班教室",
            "kind": "classroom",
            "capacity": 46,
            "groups_at_once": 1,
            "zone": "building_a" if int(group[0]) in LOW else "building_b",
        }
        for group in classes()
    ]
    venues = (
        ("gym", "体育馆", "gym", 90, 2, "sports"),
        ("playground", "操场", "playground", 200, 4, "sports"),
        ("music", "音乐教室", "music", 50, 1, "arts"),
        ("dance", "舞蹈房", "dance", 40, 1, "arts"),
        ("art", "美术教室", "art", 48, 1, "arts"),
        ("calligraphy", "书法教室", "calligraphy", 46, 1, "arts"),
        ("pottery", "陶艺坊", "pottery", 30, 1, "arts"),
        ("lab", "科学实验室", "lab", 48, 1, "arts"),
        ("computer", "计算机教室", "computer", 48, 1, "arts"),
        ("reading", "阅览室", "library", 90, 2, "library"),
        ("shuyuan", "澹台书院", "shuyuan", 60, 24, "shuyuan"),
    )
    columns = ("id", "name", "kind", "capacity", "groups_at_once", "zone")
    return rows + [dict(zip(columns, venue, strict=True)) for venue in venues]


def make_absences() -> list[Row]:
    """Return leave that is known at the start of term, and single days as they happen in any term."""
    long = (
        ("T08", "2026-10-12", "2026-12-11", "", "", "孕期减量", "0.5", "no"),
        ("T08", "2026-12-14", "2027-01-22", "", "", "产假", "1", "yes"),
        ("T29", "2026-09-01", "2027-01-22", "", "", "哺乳期减量", "0.5", "no"),
        ("T16", "2026-11-09", "2026-11-20", "", "", "住院", "1", "yes"),
        ("T43", "2026-10-19", "2026-10-30", "", "", "借调区教研室", "1", "yes"),
    )
    training = (
        ("T24", "2026-10-14", "2026-10-14", "13:30", "17:00", "数学教研活动", "0", "yes"),
        ("T27", "2026-10-14", "2026-10-14", "13:30", "17:00", "数学教研活动", "0", "yes"),
        ("T35", "2026-11-05", "2026-11-05", "14:00", "17:30", "英语教研活动", "0", "yes"),
        ("T38", "2026-11-05", "2026-11-05", "14:00", "17:30", "英语教研活动", "0", "yes"),
        ("T41", "2026-10-22", "2026-10-23", "", "", "带队区田径运动会", "0", "yes"),
        ("L3", "2026-11-24", "2026-11-26", "", "", "外出培训", "0", "yes"),
        ("L1", "2026-12-02", "2026-12-02", "14:00", "18:00", "区校长会议", "0", "yes"),
        ("T51", "2026-12-08", "2026-12-09", "", "", "科学教师培训", "0", "yes"),
    )
    single = ("病假", "事假", "病假", "体检", "病假", "家中有事")
    columns = ("staff", "from", "to", "start", "end", "reason", "reduces_share", "away")
    rows: list[Row] = [dict(zip(columns, entry, strict=True)) for entry in long + training]
    for number in range(12):
        reason = single[number % len(single)]
        date = dt.date(2026, 9, 7) + dt.timedelta(days=11 * number)
        date += dt.timedelta(days=(8 - date.isoweekday()) % 7 if date.isoweekday() > 5 else 0)
        last = date + dt.timedelta(days=1 if date.isoweekday() < 5 and number % 3 == 0 else 0)
        person = f"T{1 + draw(f'absent {number}', 54):02d}"
        entry = (person, date, last, "", "", reason, "0", "yes")
        rows.append(dict(zip(columns, entry, strict=True)))
    return rows


def make_history() -> list[Row]:
    """Return what last term left over, unrounded: positive means more than due."""
    balances = {
        "T02": "1.5", "T05": "-0.75", "T11": "0.5", "T14": "-1.25", "T19": "2", "T22": "0.3333",
        "T26": "-0.5", "T31": "1", "T37": "-2", "T42": "0.75", "T49": "-1.5", "L2": "0.5",
    }  # fmt: skip
    return [{"staff": staff, "balance": balance} for staff, balance in balances.items()]


def main() -> None:
    """Write all tables of the case except those few rows that are typed by hand."""
    staff = make_staff()
    teaching = make_teaching(staff)
    groups = make_groups(teaching)
    write("staff", staff)
    write("teaching", teaching)
    write("groups", groups)
    write("lessons", make_lessons(teaching, groups))
    write("rooms", make_rooms())
    write("enrolment", make_enrolment())
    write("clubs", make_clubs())
    write("members", make_members())
    write("absences", make_absences())
    write("history", make_history())


if __name__ == "__main__":
    main()
