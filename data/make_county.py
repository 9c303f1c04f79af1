"""Make the cases of a county: 150 primary schools, 4,731 staff, 80,487 pupils, the same on every run.

Run ``python data/make_county.py FOLDER [COUNT]``: one folder of tables per school, for all or the first
COUNT. The totals are those of Juxian 莒县 (``data/county.md``); the schools and all people are invented.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from make_blocks import WEEKDAYS, Row, School

SEED = "county 2026"
SCHOOLS, STAFF, PUPILS = 150, 4731, 80487
GRADES = (1, 2, 3, 4, 5, 6)
START, END = dt.date(2026, 9, 1), dt.date(2027, 1, 22)
TOWN = "城区"
TOWNSHIPS = (
    *("青石镇", "柳河镇", "白果镇", "石门镇", "杏坡镇", "大岭镇", "清泉镇", "桃源镇", "马陵镇", "长岗镇"),
    *("双井镇", "云台镇", "沙埠镇", "松山镇", "槐树镇", "夏埠镇", "黑龙潭乡", "卧牛乡", "龙湾镇", "官桥镇"),
)  # fmt: skip
VILLAGES = tuple(a + b for b in "庄河沟岭埠峪泉坡桥店" for a in "前后东西南北中上下大小新")
TOWN_NAMES = (
    *("第一", "第二", "第三", "第四", "第五", "第六", "实验", "明德"),
    *("文峰", "城北", "城南", "城东", "城西", "沭河", "育才", "光明"),
)


@dataclass(frozen=True)
class Tier:
    """A kind of school: how many, classes a grade, pupils a class (least, most), people at least, clubs."""

    name: str
    schools: int
    sections: int
    least: int
    most: int
    staff: int
    leaders: int
    clubs: int


TIERS = (
    Tier("village", 54, 1, 8, 18, 10, 2, 0),
    Tier("village", 25, 1, 20, 38, 12, 2, 1),
    Tier("village", 25, 2, 22, 40, 21, 3, 3),
    Tier("township", 15, 3, 36, 46, 39, 4, 4),
    Tier("township", 15, 4, 36, 46, 51, 4, 6),
    Tier("town", 5, 6, 43, 49, 86, 5, 8),
    Tier("town", 6, 8, 43, 49, 114, 6, 8),
    Tier("town", 5, 10, 43, 49, 142, 6, 10),
)
"""Smallest first. Staff at least: what an ordinary day with two or three people away needs, and some more."""


@dataclass(frozen=True)
class Plot:
    """One school of the county as it is laid out: who it is, how large, how many people."""

    number: int
    title: str
    tier: Tier
    pupils: tuple[int, ...]
    staff: int

    @property
    def id(self) -> str:
        """The case's id."""
        return f"jx{self.number:03d}"


def county() -> tuple[Plot, ...]:
    """Return all schools; their pupils and staff add up to the county's exactly."""
    dice = School("county", SEED)
    plots = list(_placed(dice))
    spare = PUPILS - sum(sum(plot.pupils) for plot in plots)
    while spare:
        step = 1 if spare > 0 else -1
        for at in _turns(dice, f"pupils {spare}"):
            plot = plots[at]
            room = [
                place
                for place, count in enumerate(plot.pupils)
                if plot.tier.least <= count + step <= plot.tier.most
            ]
            if spare and room:
                chosen = room[dice.draw(f"class {spare} {at}", len(room))]
                grown = [count + step * (place == chosen) for place, count in enumerate(plot.pupils)]
                plots[at] = replace(plot, pupils=tuple(grown))
                spare -= step
    # Who is left over goes where the classes are.
    more = STAFF - sum(plot.staff for plot in plots)
    classes = sum(len(plot.pupils) for plot in plots)
    shares = [divmod(more * len(plot.pupils), classes) for plot in plots]
    order = sorted(range(SCHOOLS), key=lambda at: (-shares[at][1], at))
    extra = set(order[: more - sum(whole for whole, _ in shares)])
    return tuple(
        replace(plot, staff=plot.staff + shares[at][0] + (at in extra)) for at, plot in enumerate(plots)
    )


def _turns(dice: School, what: str) -> list[int]:
    return [int(at) for at in dice.shuffled(what, (f"{at:03d}" for at in range(SCHOOLS)))]


def _placed(dice: School) -> Iterator[Plot]:
    """Yield the schools township by township, each with its central schools first; the county town last."""
    rural = [tier for tier in TIERS if tier.name != "town" for _ in range(tier.schools)]
    homes: list[list[Tier]] = [[] for _ in TOWNSHIPS]
    for at, tier in enumerate(reversed(rural)):
        homes[at % len(homes)].append(tier)
    number = 0
    for home, tiers in zip(TOWNSHIPS, homes, strict=True):
        villages = iter(dice.shuffled(f"villages {home}", VILLAGES))
        for place, tier in enumerate(tiers):
            number += 1
            central = "中心小学" if place == 0 else f"{next(villages)}小学"
            yield _plot(dice, number, f"{home}{central}", tier)
    town = [tier for tier in TIERS if tier.name == "town" for _ in range(tier.schools)]
    for name, tier in zip(TOWN_NAMES, town, strict=True):
        number += 1
        yield _plot(dice, number, f"{TOWN}{name}小学", tier)


def _plot(dice: School, number: int, title: str, tier: Tier) -> Plot:
    # Classes of one school are of a size: villages differ more than the classes in them.
    spread = tier.most - tier.least + 1
    middle = tier.least + dice.draw(f"size {number}", spread)
    pupils = tuple(
        min(max(middle - 2 + dice.draw(f"size {number} {place}", 5), tier.least), tier.most)
        for place in range(tier.sections * len(GRADES))
    )
    return Plot(number, title, tier, pupils, tier.staff)


# --- one school -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Band:
    """Grades that share a session, and its hours."""

    id: str
    name: str
    grades: tuple[int, ...]
    start: str
    end: str


TOGETHER = (
    Band("low", "低年级课后服务", (1, 2), "16:00", "17:20"),
    Band("upper", "中高年级课后服务", (3, 4, 5, 6), "16:00", "17:30"),
)
TWO = (
    Band("low", "低年级课后服务", (1, 2), "15:40", "17:20"),
    Band("upper", "中高年级课后服务", (3, 4, 5, 6), "16:25", "17:35"),
)
THREE = (
    Band("low", "低年级课后服务", (1, 2), "15:40", "17:20"),
    Band("middle", "中年级课后服务", (3, 4), "16:25", "17:35"),
    Band("upper", "高年级课后服务", (5, 6), "16:25", "17:50"),
)
LESSON = ("15:40", "16:20")
GATES = (("south_gate", "南门"), ("north_gate", "北门"), ("east_gate", "东门"), ("west_gate", "西门"))
FACULTY_WEIGHTS = (
    ("语文", (1, 2), 6), ("语文", (3, 4, 5, 6), 11), ("数学", (1, 2), 4), ("数学", (3, 4, 5, 6), 8),
    ("英语", (3, 4, 5, 6), 5), ("体育", GRADES, 4), ("音乐", GRADES, 2), ("美术", GRADES, 3),
    ("科学", (3, 4, 5, 6), 3), ("道德与法治", GRADES, 3),
)  # fmt: skip
VILLAGE_FACULTY = (
    ("语文", (1, 2), 1), ("语文", (3, 4), 1), ("语文", (5, 6), 1), ("数学", (1, 2, 3), 1),
    ("数学", (4, 5, 6), 1), ("英语", (3, 4, 5, 6), 1), ("体育", GRADES, 1), ("美术", GRADES, 1),
)  # fmt: skip
SPARE_VILLAGE = ("音乐", "科学", "道德与法治", "劳动")
CLUBS = (
    ("football", "足球", "playground", "体育 or 美术"),
    ("reading", "经典诵读", "reading", "语文"),
    ("crafts", "剪纸", "art", "美术 or 道德与法治"),
    ("choir", "合唱", "music", "音乐 or 英语"),
    ("science", "科技小制作", "lab", "科学 or 数学"),
    ("calligraphy", "书法", "art", "美术 or 语文"),
    ("basketball", "篮球", "playground", "体育 or 科学"),
    ("drums", "鼓乐", "music", "音乐 or 体育"),
    ("drama", "课本剧", "reading", "语文 or 英语"),
    ("athletics", "田径", "playground", "体育 or 数学"),
)
VENUES = (
    ("playground", "操场", "playground", 300, 6, "sports"),
    ("reading", "阅览室", "library", 60, 4, "arts"),
    ("art", "美术教室", "art", 50, 1, "arts"),
    ("music", "音乐教室", "music", 60, 1, "arts"),
    ("lab", "科学实验室", "lab", 50, 1, "arts"),
)


def make(plot: Plot, folder: Path) -> None:
    """Write the case of one school."""
    school = School(str(folder.absolute()), f"{SEED} {plot.id}")
    bands = _bands(plot)
    _places(school, plot)
    sections = dict.fromkeys(GRADES, plot.tier.sections)
    zone_of = {grade: _building(plot, grade) for grade in GRADES}
    school.open_classes(sections, zone_of, capacity=56)
    _people(school, plot)
    if plot.tier.sections > 1:
        school.lessons((3, 4, 5, 6), *LESSON)
    for band in bands:
        grades = ";".join(map(str, band.grades))
        row: Row = {"id": band.id, "name": band.name, "kind": "after_school", "grades": grades}
        school.add("sessions", row | {"start": band.start, "end": band.end, "ends": "gate"})
    for group, pupils in zip(school.classes(), plot.pupils, strict=True):
        band = next(band for band in bands if int(group[0]) in band.grades)
        school.add("enrolment", {"group": group, "session": band.id, "weekday": "", "pupils": pupils})
    _posts(school, plot, bands)
    _clubs(school, plot, bands)
    _lives(school, plot)
    school.write()
    (folder / "school.toml").write_text(_settings(plot), encoding="utf-8")


def _bands(plot: Plot) -> tuple[Band, ...]:
    if plot.tier.sections == 1:
        return TOGETHER
    return TWO if plot.tier.sections == 2 else THREE


def _gates(plot: Plot) -> int:
    return {1: 1, 2: 1, 3: 2, 4: 2, 6: 3}.get(plot.tier.sections, 4)


def _building(plot: Plot, grade: int) -> str:
    if plot.tier.sections < 3:
        return "building_a"
    return {1: "building_a", 2: "building_a", 3: "building_b", 4: "building_b"}.get(grade, "building_c")


def _places(school: School, plot: Plot) -> None:
    names = {"building_a": "一号楼", "building_b": "二号楼", "building_c": "三号楼"}
    buildings = [zone for zone in names if plot.tier.sections > 2 or zone == "building_a"]
    far = 3 if plot.tier.name == "town" else 2
    for zone in buildings:
        school.add("zones", {"id": zone, "name": names[zone], "kind": "building"})
    school.add("zones", {"id": "sports", "name": "操场", "kind": "venue"})
    if plot.tier.clubs > 1:
        school.add("zones", {"id": "arts", "name": "功能室", "kind": "venue"})
    fine, rain = (25, 20) if plot.tier.name == "town" else (18, 12)
    for at, (gate, name) in enumerate(GATES[: _gates(plot)]):
        shelter = buildings[at % len(buildings)]
        walk = ";".join(f"{zone}:{far if zone != shelter else 2}" for zone in buildings)
        row: Row = {"id": gate, "name": name, "kind": "gate", "throughput": fine}
        school.add("zones", row | {"rain_throughput": rain, "rain_zone": shelter, "walk": walk})
    known = {row["id"] for row in school.rows("zones")}
    columns = ("id", "name", "kind", "capacity", "groups_at_once", "zone")
    if plot.tier.clubs:
        venues = [venue for venue in VENUES if venue[5] in known]
        school.add("rooms", *(dict(zip(columns, venue, strict=True)) for venue in venues))


def _people(school: School, plot: Plot) -> None:
    """Add leaders and teachers; a village's teachers take several subjects, each class knows most of them."""
    leaders = plot.tier.leaders
    teachers = plot.staff - leaders
    if plot.tier.sections == 1:
        extra = [(subject, GRADES, 1) for subject in SPARE_VILLAGE]
        faculty = [*VILLAGE_FACULTY, *extra][:teachers]
        school.teachers([*faculty, *(("综合实践", GRADES, 1) for _ in range(teachers - len(faculty)))])
    else:
        school.teachers(_faculty(teachers))
    school.people("leader", "L", leaders, subjects="", qualifications="", pool="leaders")
    school.appoint_heads(("语文", "数学"))


def _faculty(teachers: int) -> list[tuple[str, Sequence[int], int]]:
    """Share the teachers among subjects: by weight, largest remainders first, one at least."""
    total = sum(weight for *_, weight in FACULTY_WEIGHTS)
    free = teachers - len(FACULTY_WEIGHTS)
    shares = [divmod(free * weight, total) for *_, weight in FACULTY_WEIGHTS]
    order = sorted(range(len(shares)), key=lambda at: (-shares[at][1], at))
    extra = set(order[: free - sum(whole for whole, _ in shares)])
    return [
        (subject, grades, 1 + shares[at][0] + (at in extra))
        for at, (subject, grades, _) in enumerate(FACULTY_WEIGHTS)
    ]


def _posts(school: School, plot: Plot, bands: tuple[Band, ...]) -> None:
    first, last = bands[0], bands[-1]
    until = _later(last.end, 25 if plot.tier.sections == 1 else 45)

    def post(one: str, name: str, kind: str, session: str, **fields: object) -> None:
        row: Row = {"id": one, "name": name, "kind": kind, "session": session, "group": "", "zone": ""}
        row |= {"room": "", "start": "", "end": "", "need": 1, "want": 1, "units": "0.5"}
        school.add("posts", row | {"eligible": "own", "rotation": "daily"} | fields)

    turns = "weekly" if plot.tier.sections == 1 else "daily"
    for band in bands:
        post(f"care_{band.id}", f"{band.name.removesuffix('课后服务')}看护", "care", band.id,
             group="each", units=1, eligible="teaches", rotation=turns)  # fmt: skip
    for gate, name in GATES[: _gates(plot)]:
        post(gate, f"{name}护送", "gate", last.id, zone=gate, start=_later(first.end, -5), end=until,
             eligible="own or leader")  # fmt: skip
    post("leader", "带班领导", "leader", first.id, zone="building_a", start=first.start, end=until,
         units=1, eligible="leader")  # fmt: skip
    if plot.tier.sections > 1:
        post("patrol", "巡查", "patrol", last.id, zone="building_a", start="16:35", end="17:15")
    if plot.tier.sections > 2:
        post("tutoring", "答疑辅导", "tutoring", last.id, zone="building_c", start="16:35", end="17:15",
             eligible="grade:3-6 and (语文 or 数学 or 英语)")  # fmt: skip
    if plot.tier.sections > 3:
        stay = school.classes()[:: plot.tier.sections]
        school.add("sessions", {"id": "extended", "name": "延时托管", "kind": "extended", "grades": "1-6",
                                "start": first.end, "end": until, "ends": "room"})  # fmt: skip
        for group in stay:
            pupils = 2 + school.draw(f"extended {group}", 3)
            school.add("enrolment", {"group": group, "session": "extended", "weekday": "", "pupils": pupils})
        post("extended", "延时托管", "extended", "extended", room="reading", start=_later(first.end, -5),
             end=until)  # fmt: skip


def _later(time: str, minutes: int) -> str:
    hour, minute = divmod(int(time[:2]) * 60 + int(time[3:]) + minutes, 60)
    return f"{hour:02d}:{minute:02d}"


def _clubs(school: School, plot: Plot, bands: tuple[Band, ...]) -> None:
    """Add clubs for the upper grades; each can be led by people of two subjects, so that leave is covered."""
    band = bands[-1]
    for club, name, room, eligible in CLUBS[: plot.tier.clubs]:
        row: Row = {"id": club, "name": name, "grades": ";".join(map(str, band.grades))}
        row |= {"sessions": band.id, "meetings": 1, "start": "16:40", "end": "17:15", "room": room}
        school.add("clubs", row | {"eligible": eligible, "need": 1, "units": 1, "rotation": "term"})
        classes = school.classes(band.grades)
        chosen = school.shuffled(f"club {club}", classes)[: max(2, min(len(classes), 8))]
        least = min(plot.pupils)
        school.join(club, min(24, len(chosen) * max(1, least // 6)), sorted(chosen))


def _lives(school: School, plot: Plot) -> None:
    """Add leave: single days of different people, and in larger schools one who is away for months."""
    people = [str(row["id"]) for row in school.rows("staff")]
    columns = ("staff", "from", "to", "reason", "reduces_share", "away")
    reasons = ("病假", "事假", "体检", "教研活动", "外出培训")
    count = max(2, plot.staff // 5)
    step = (END - START).days // (count + 1)
    for number in range(count):
        date = START + dt.timedelta(days=3 + step * number)
        date += dt.timedelta(days=(8 - date.isoweekday()) % 7 if date.isoweekday() > 5 else 0)
        person = people[school.draw(f"absent {number}", len(people))]
        entry = (person, date, date, reasons[number % len(reasons)], "0", "yes")
        school.add("absences", dict(zip(columns, entry, strict=True)))
    if plot.staff > 35:
        mother = school.of_subject("数学")[-1]
        entry = (mother, dt.date(2026, 11, 2), END, "产假", "1", "yes")
        school.add("absences", dict(zip(columns, entry, strict=True)))
    teachers = [str(row["id"]) for row in school.rows("staff") if row["kind"] == "own"]
    for number, person in enumerate(school.shuffled("history", teachers)[: max(2, plot.staff // 10)]):
        balance = ("0.5", "-0.5", "1", "-1")[number % 4]
        school.add("history", {"staff": person, "balance": balance})
    for person in school.shuffled("wishes", teachers)[: max(1, plot.staff // 15)]:
        weekday = WEEKDAYS[school.draw(f"wish {person}", 5)]
        school.add("wishes", {"who": person, "want": "avoid", "post": "", "weekday": weekday, "weight": 1})


def _settings(plot: Plot) -> str:
    return f"""id = "{plot.id}"

[school]
title = "{plot.title}"

[term]
start = "{START}"
end = "{END}"
closed = ["2027-01-01", "2027-01-21", "2027-01-22"]
makeup = {{ "2026-09-20" = 2, "2026-10-10" = 3 }}
"""


def main(words: Sequence[str]) -> None:
    """Write the cases into a folder, and a list of them beside."""
    if not 1 <= len(words) <= 2 or (len(words) == 2 and not words[1].isdecimal()):
        sys.exit("python data/make_county.py FOLDER [COUNT]")
    root = Path(words[0])
    plots = county()[: int(words[1]) if len(words) == 2 else SCHOOLS]
    for plot in plots:
        folder = root / plot.id
        folder.mkdir(parents=True, exist_ok=True)
        make(plot, folder)
    print(f"{len(plots)} schools, {sum(plot.staff for plot in plots)} staff, "
          f"{sum(sum(plot.pupils) for plot in plots)} pupils")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
