"""Where and when: sessions, rooms, zones, posts, clubs, pupils."""

from __future__ import annotations

from benchmarks.school.dice import Dice
from benchmarks.school.people import EXTENDED, FLOATER, GATE, PATROL, club_name
from benchmarks.school.size import Size, Tables, is_low
from solver.io.tables.catalogue import Row

MIDDAY_GROUP = 3
"""Classes that have their lunch with one person."""


def add_grounds(tables: Tables, size: Size, seed: str) -> None:
    """Add everything but the people."""
    _sessions(tables)
    _places(tables, size)
    _tables_at_lunch(tables, size)
    _enrolment(tables, size, seed)
    _posts(tables, size)
    _clubs(tables, size, seed)


def _add(tables: Tables, table: str, columns: str, *rows: tuple[object, ...]) -> None:
    names = columns.split()
    tables[table] += [dict(zip(names, map(str, row), strict=True)) for row in rows]


def _sessions(tables: Tables) -> None:
    _add(tables, "sessions", "id name kind grades start end ends",
         ("midday", "午间看护", "midday", "1-6", "11:50", "12:50", "lesson"),
         ("low", "低年级课后服务", "after_school", "1-3", "14:35", "17:10", "gate"),
         ("upper", "高年级课后服务", "after_school", "4-6", "15:25", "17:25", "gate"),
         ("extended", "延时托管", "extended", "1-6", "17:10", "18:15", "room"))  # fmt: skip


def _places(tables: Tables, size: Size) -> None:
    _add(tables, "zones", "id name kind walk",
         ("building_a", "低年级楼", "building", "building_b:2;arts:2;hall:2"),
         ("building_b", "高年级楼", "building", "arts:2;hall:2"),
         ("arts", "艺体楼", "venue", "hall:2"),
         ("hall", "食堂", "venue", ""))  # fmt: skip
    for gate in range(1, size.gates + 1):
        row: Row = {"id": f"gate{gate}", "name": f"{gate}号门", "kind": "gate", "throughput": "40"}
        row |= {"rain_throughput": "30", "rain_zone": "building_a" if gate % 2 else "building_b"}
        tables["zones"].append(row | {"walk": "building_a:3;building_b:3;arts:3;hall:2"})
    columns = "id name kind capacity groups_at_once zone"
    for group in size.classes:
        zone = "building_a" if is_low(group) else "building_b"
        _add(tables, "rooms", columns, (f"R{group}", f"{group}班教室", "classroom", 46, 1, zone))
    for number in range(1, size.groups // 6 + 3):
        room = f"A{number:02d}"
        _add(tables, "rooms", columns, (room, f"活动室{number}", "activity", 40, 1, "arts"))
    _add(tables, "rooms", columns, ("canteen", "餐厅", "canteen", 20 * size.groups, size.groups, "hall"))
    _add(tables, "rooms", columns, ("stay", "延时教室", "stay", 4 * size.groups, size.groups, "hall"))


def _tables_at_lunch(tables: Tables, size: Size) -> None:
    """Merge three neighbouring classes at lunch."""
    for first in range(0, size.groups, MIDDAY_GROUP):
        parts = size.classes[first : first + MIDDAY_GROUP]
        number = first // MIDDAY_GROUP + 1
        row: Row = {
            "id": f"M{number:02d}",
            "name": f"午间{number}组",
            "grade": parts[0][0],
            "room": "canteen",
        }
        tables["groups"].append(row | {"of": ";".join(parts), "sessions": "midday"})


def _enrolment(tables: Tables, size: Size, seed: str) -> None:
    dice = Dice(f"{seed} enrolment")
    for place, group in enumerate(size.classes):
        band, pupils = "low" if is_low(group) else "upper", dice.number(30, 40)
        alone = 0 if is_low(group) else dice.number(2, 6)
        columns = "group session weekday pupils self_release"
        _add(tables, "enrolment", columns, (group, "midday", "", dice.number(10, 16), 0))
        _add(tables, "enrolment", columns, (group, band, "", pupils, alone))
        if dice.chance(0.25):
            _add(tables, "enrolment", columns, (group, band, 5, pupils - dice.number(2, 5), alone))
        if place % 3 == 0:
            _add(tables, "enrolment", columns, (group, "extended", "", dice.number(2, 4), 0))


def _posts(tables: Tables, size: Size) -> None:
    lunch = ";".join(row["id"] for row in tables["groups"] if row.get("of"))
    care = f"teaches or qual:{FLOATER}"
    tutors = "own and (语文 or 数学)"
    posts: list[tuple[object, ...]] = [
        ("lunch", "午间看护", "lunch", "midday", lunch, "", "", "", "", 1, "0.5", care),
        ("care_low", "低年级看护", "care", "low", "each", "", "", "", "", 1, "1", care),
        ("care_upper", "高年级看护", "care", "upper", "each", "", "", "", "", 1, "1", care),
        ("leader", "带班领导", "leader", "low", "", "", "building_a", "14:35", "17:50", 1, "1", "leader"),
        ("extended", "延时托管", "extended", "extended", "", "stay", "", "17:05", "18:15",
         size.extended, "1", f"qual:{EXTENDED}"),
    ]  # fmt: skip
    for band, zone, early, late in (
        ("low", "building_a", "14:35-16:00", "14:45-15:35"),
        ("upper", "building_b", "16:00-17:25", "15:35-16:15"),
    ):
        for kind, name, hours, who in (
            ("patrol", "巡查", early, f"qual:{PATROL}"),
            ("tutoring", "答疑", late, tutors),
        ):
            start, end = hours.split("-")
            posts.append((f"{kind}_{band}", name, kind, band, "", "", zone, start, end,
                          size.corridors, "0.5", who))  # fmt: skip
    for gate in range(1, size.gates + 1):
        for band, start, end in (("low", "17:05", "17:25"), ("upper", "17:25", "17:50")):
            posts.append((f"gate{gate}_{band}", f"{gate}号门", "gate", band, "", "", f"gate{gate}",
                          start, end, 1, "0.5", f"qual:{GATE}"))  # fmt: skip
    columns = "id name kind session group room zone start end need units eligible"
    _add(tables, "posts", columns, *posts)
    for row in tables["posts"]:
        row["rotation"] = "daily"


def _clubs(tables: Tables, size: Size, seed: str) -> None:
    dice = Dice(f"{seed} clubs")
    columns = "id name grades sessions meetings start end room_kind need units eligible rotation"
    for number in range(size.clubs):
        club, name, low = f"K{number + 1:02d}", club_name(number), dice.chance(0.5)
        grades, band, start, end = (
            ("1-3", "low", "14:45", "16:15") if low else ("4-6", "upper", "15:35", "17:05")
        )
        meetings = dice.one((1, 2, 2, 3))
        _add(tables, "clubs", columns, (club, name, grades, band, meetings, start, end, "activity", 1, 1,
                                        f"qual:{name}", "daily"))  # fmt: skip
        own = [group for group in size.classes if is_low(group) == low]
        for group in sorted(dice.some(own, dice.number(3, 6))):
            _add(tables, "members", "club group pupils", (club, group, dice.number(2, 5)))
