"""Who works at the school: teachers and their classes, floaters, leaders; part time, leave and wishes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from benchmarks.school.dice import Dice
from benchmarks.school.size import Size, Tables, is_low
from solver.io.tables.catalogue import Row

SUBJECTS = ("语文", "数学", "英语", "语文", "数学", "科学", "体育", "音乐", "美术", "道德与法治")
CLUBS = (
    *("象棋", "合唱", "剪纸", "足球", "编程", "书法", "舞蹈", "陶艺", "篮球", "航模"),
    *("朗诵", "国画", "跳绳", "机器人", "围棋", "鼓乐", "戏剧", "田径", "版画", "茶艺"),
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = ("晓宁", "文远", "嘉禾", "一诺", "思齐", "若水", "承泽", "婉清", "景行", "知微", "子衿", "长风")
FLOATER, GATE, PATROL, EXTENDED = "机动", "校门", "巡查", "延时"
PART_OF = {GATE: 0.6, PATROL: 0.5, EXTENDED: 0.3}
"""Part of the teachers who may take a kind of duty."""
SHARES = (("1", 0, 70), ("0.8", 1, 12), ("0.6", 2, 10), ("0.5", 2, 8))
"""Share of a full load, weekdays off, how many people of a hundred."""
MOST_A_WEEK = 7
AWAY, WISHES = 0.05, 0.10
"""Part of the days on which a person is away, and part that a person would rather have free."""


def club_name(number: int) -> str:
    """Return a club's name, which is also the qualification of those who may lead it."""
    again = number // len(CLUBS)
    return CLUBS[number % len(CLUBS)] + (f"{again + 1}" if again else "")


def add_people(tables: Tables, size: Size, seed: str) -> None:
    """Add staff, teaching, lessons, absences and wishes."""
    ids = [f"S{number:03d}" for number in range(1, size.staff + 1)]
    leaders, rest = ids[: size.leaders], ids[size.leaders :]
    floaters, teachers = rest[: size.floaters], rest[size.floaters :]
    qualified = _qualified(rest, floaters, seed)
    dice = Dice(f"{seed} staff")
    names = [surname + given for given in GIVEN for surname in SURNAMES]
    for number, person in enumerate(ids):
        share, off, cap = _load(dice, leader=person in leaders)
        works = sorted({1, 2, 3, 4, 5} - set(off))
        kind = "leader" if person in leaders else "own"
        row: Row = {"id": person, "name": names[number % len(names)], "kind": kind, "share": share}
        row |= {"subjects": SUBJECTS[number % len(SUBJECTS)] if person in teachers else ""}
        row |= {"qualifications": ";".join(qualified.get(person, ()))}
        row |= {"weekdays": ";".join(map(str, works)) if off else "", "max_day": "3", "max_week": str(cap)}
        tables["staff"].append(row)
    _teach(tables, size, teachers, seed)
    _lessons(tables, size)
    _lead_clubs(tables, size, teachers, seed)
    _leave(tables, size, seed)
    _wishes(tables, size, seed)


def _load(dice: Dice, *, leader: bool) -> tuple[str, list[int], int]:
    """Return share, weekdays off and most duties a week."""
    if leader:
        return dice.one(("1", "1", "0.8")), [], 3
    share, off, _ = dice.one([each for each in SHARES for _ in range(each[2])])
    return share, dice.some((1, 2, 3, 4, 5), off), max(2, round(MOST_A_WEEK * float(share)))


def _qualified(rest: list[str], floaters: list[str], seed: str) -> dict[str, list[str]]:
    dice = Dice(f"{seed} qualifications")
    return {
        person: [FLOATER] * (person in floaters)
        + [kind for kind, part in PART_OF.items() if dice.chance(part)]
        for person in rest
    }


def _teach(tables: Tables, size: Size, teachers: list[str], seed: str) -> None:
    """Give every class three to six teachers, mostly those of its band with the fewest classes."""
    dice = Dice(f"{seed} teaching")
    subjects = {row["id"]: row["subjects"] for row in tables["staff"]}
    load = Counter(dict.fromkeys(teachers, 0))
    heads: set[str] = set()
    for group in size.classes:
        home = teachers[0 if is_low(group) else 1 :: 2]
        wanted = dice.number(3, 6)
        own = sorted(dice.some(home, len(home)), key=lambda one: load[one])[: wanted - 1]
        own += dice.some([one for one in teachers if one not in own], 1)
        load.update(own)
        head = next((one for one in own if one not in heads), "")
        heads.add(head)
        tables["groups"].append(
            {"id": group, "name": f"{group}班", "grade": group[0], "room": f"R{group}", "head": head}
        )
        tables["teaching"] += [{"staff": one, "group": group, "subject": subjects[one]} for one in own]


def _lessons(tables: Tables, size: Size) -> None:
    """Add the last lesson of the upper band, which runs while the lower band is in service already."""
    teaches: dict[str, list[str]] = {}
    for row in tables["teaching"]:
        teaches.setdefault(row["group"], []).append(row["staff"])
    below = {one for group, own in teaches.items() if is_low(group) for one in own}
    for weekday in range(1, 6):
        works = {row["id"] for row in tables["staff"] if str(weekday) in (row["weekdays"] or "12345")}
        busy: set[str] = set()
        for group in size.classes:
            free = [one for one in teaches[group] if one in works and one not in busy and one not in below]
            if is_low(group) or not free:
                continue
            one = free[weekday % len(free)]
            busy.add(one)
            lesson: Row = {"staff": one, "weekday": str(weekday), "start": "14:45", "end": "15:25"}
            tables["lessons"].append(lesson | {"zone": "building_b"})


def _lead_clubs(tables: Tables, size: Size, teachers: list[str], seed: str) -> None:
    """Give every club three to five people who may lead it: such as are there on all five days."""
    dice = Dice(f"{seed} clubs' leaders")
    taught = {row["staff"] for row in tables["lessons"]}
    rows = {row["id"]: row for row in tables["staff"]}
    able = [one for one in teachers if not rows[one]["weekdays"] and one not in taught]
    for club in range(size.clubs):
        for one in dice.some(able, dice.number(3, 5)):
            had = filter(None, rows[one]["qualifications"].split(";"))
            rows[one]["qualifications"] = ";".join((*had, club_name(club)))


def _leave(tables: Tables, size: Size, seed: str) -> None:
    """Add single days of leave, but never so many that those who share a post are too few that day."""
    dice = Dice(f"{seed} absences")
    crews = list(_crews(tables))
    off = {row["id"]: _off(row) for row in tables["staff"]}
    away: dict[str, list[dt.date]] = {person: [] for person in off}
    for date in size.dates:
        ill = {person for person in off if dice.chance(AWAY)}
        for crew, least in crews:
            here = [one for one in crew if date.isoweekday() not in off[one] and one not in ill]
            back = [one for one in crew if one in ill]
            ill -= set(back[: max(0, least - len(here))])
        for person in sorted(ill):
            if date.isoweekday() not in off[person]:
                away[person].append(date)
    for person, dates in away.items():
        for first, last in _runs(dates):
            row: Row = {"staff": person, "from": str(first), "to": str(last), "reason": "请假"}
            tables["absences"].append(row)


def _crews(tables: Tables) -> Iterator[tuple[list[str], int]]:
    """Yield people who share a post, and how many of them are always there."""
    yield [row["id"] for row in tables["staff"] if row["kind"] == "leader"], 2
    for group in tables["groups"]:
        yield [row["staff"] for row in tables["teaching"] if row["group"] == group["id"]], 2
    for skill in sorted({skill for row in tables["staff"] for skill in row["qualifications"].split(";")}):
        if skill and skill not in (FLOATER, *PART_OF):
            yield [row["id"] for row in tables["staff"] if skill in row["qualifications"].split(";")], 2


def _off(row: Row) -> set[int]:
    return {1, 2, 3, 4, 5} - set(map(int, row["weekdays"].split(";"))) if row["weekdays"] else set()


def _runs(dates: list[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield first and last of days that follow one another."""
    for date in dates:
        if date - dt.timedelta(days=1) not in dates:
            last = date
            while last + dt.timedelta(days=1) in dates:
                last += dt.timedelta(days=1)
            yield date, last


def _wishes(tables: Tables, size: Size, seed: str) -> None:
    """Add days that people would rather have free."""
    dice = Dice(f"{seed} wishes")
    for row in tables["staff"]:
        for date in size.dates:
            if dice.chance(WISHES):
                wish: Row = {"who": f"id:{row['id']}", "want": "avoid"}
                tables["wishes"].append(wish | {"from": str(date), "to": str(date)})
