"""A school of middle size, made by code: staggered grades, clubs, gates, extended care, three weeks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from solver.domain.case import (
    Absence,
    Case,
    Club,
    Dates,
    Enrolment,
    Group,
    History,
    Lesson,
    Member,
    Pin,
    Post,
    Room,
    RuleSetting,
    Session,
    Staff,
    Teaching,
    Term,
    Walk,
    Wish,
    Zone,
)

FIRST = dt.date(2026, 9, 7)
WORKDAYS = (1, 2, 3, 4, 5)
CLASSES = ("1-1", "1-2", "1-3", "3-1", "3-2", "3-3")
COACHES = ("coach1", "coach2")


def at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


def date(day: int) -> dt.date:
    """The date of day ``day`` of the term; day 0 is a Monday."""
    return FIRST + dt.timedelta(days=day)


@lru_cache(maxsize=1)
def midsize() -> Case:
    """Six classes, sixteen people, four clubs, two gates, extended care; every kind of rotation."""
    return Case(
        id="midsize",
        title="三周小学",
        term=Term(start=FIRST, end=date(18), national=False),
        zones=(
            Zone(id="low", name="低年级楼"),
            Zone(id="high", name="高年级楼"),
            Zone(id="arts", name="艺术楼", kind="venue"),
            Zone(id="field", name="操场", kind="venue"),
            Zone(id="west", name="西门", kind="gate", throughput=15, rain_throughput=10, rain_zone="arts"),
            Zone(id="east", name="东门", kind="gate", throughput=15, rain_throughput=10),
        ),
        walks=(
            Walk(a="low", b="high", minutes=2),
            Walk(a="low", b="arts", minutes=3),
            Walk(a="high", b="arts", minutes=2),
            Walk(a="high", b="field", minutes=4),
            Walk(a="low", b="west", minutes=3),
            Walk(a="high", b="east", minutes=3),
            Walk(a="west", b="east", minutes=6),
            Walk(a="arts", b="west", minutes=2),
        ),
        rooms=(
            *(Room(id=f"r{name}", name=f"{name}教室", capacity=45, zone=_zone(name)) for name in CLASSES),
            Room(id="studio", name="画室", kind="studio", capacity=24, zone="arts"),
            Room(id="studio2", name="棋室", kind="studio", capacity=24, zone="arts"),
            Room(id="cabin", name="小画室", kind="studio", capacity=8, zone="arts"),
            Room(id="pitch", name="球场", kind="pitch", capacity=60, groups_at_once=2, zone="field"),
            Room(id="house", name="书院", kind="hall", capacity=80, groups_at_once=6, zone="arts"),
        ),
        staff=_staff(),
        groups=tuple(
            Group(id=name, name=f"{name}班", grade=int(name[0]), room=f"r{name}", head=f"h{name}")
            for name in CLASSES
        ),
        sessions=(
            Session(id="one", name="一年级托管", grades=(1,), start=at(15, 30), end=at(17), dates=_weekly()),
            Session(
                id="three", name="三年级托管", grades=(3,), start=at(16, 10), end=at(17, 30), dates=_weekly()
            ),
            Session(
                id="late",
                name="延时",
                kind="extended",
                grades=(1, 3),
                start=at(17),
                end=at(18, 20),
                dates=_weekly(),
            ),
        ),
        enrolment=(
            *(Enrolment(group=name, session=_session(name), pupils=32, bus=3) for name in CLASSES),
            *(Enrolment(group=name, session="late", pupils=4) for name in ("1-1", "1-2", "3-1", "3-3")),
        ),
        teaching=(
            *(Teaching(staff=f"h{name}", group=name, subject="语文") for name in CLASSES),
            *(
                Teaching(staff=f"s{1 + at_ // 2}", group=name, subject="数学")
                for at_, name in enumerate(CLASSES)
            ),
        ),
        lessons=(
            *(Lesson(staff="s1", weekday=day, start=at(15, 20), end=at(16), zone="high") for day in (1, 3)),
            *(Lesson(staff="s2", weekday=day, start=at(15, 20), end=at(16), zone="high") for day in (2, 4)),
            Lesson(staff="h3-1", weekday=5, start=at(15, 20), end=at(16), zone="high"),
            Lesson(staff="h3-2", weekday=2, start=at(16), end=at(16, 45), zone="high"),
        ),
        posts=_posts(),
        clubs=_clubs(),
        members=(
            Member(club="ball", group="3-1", pupils=9),
            Member(club="ball", group="3-2", pupils=9),
            Member(club="chess", group="3-2", pupils=10),
            Member(club="chess", group="3-3", pupils=8),
            Member(club="paint", group="1-1", pupils=10),
            Member(club="paint", group="1-2", pupils=10),
            Member(club="choir", group="1-2", pupils=25),
            Member(club="choir", group="1-3", pupils=20),
        ),
        absences=(
            Absence(staff="h1-2", first=date(8), last=date(8), reason="事假"),
            Absence(staff="s3", first=date(7), last=date(11), reason="培训", reduces_share=Decimal(1)),
            Absence(staff="h3-3", first=date(16), last=date(16), start=at(16), reason="就诊"),
            Absence(staff="lead2", first=date(3), last=date(3), reason="会议"),
            # Whichever leader keeps the second week's duty, the other covers a date of it.
            Absence(staff="lead1", first=date(8), last=date(8), reason="教研"),
            Absence(staff="lead2", first=date(10), last=date(10), reason="会议"),
        ),
        wishes=(
            Wish(who="id:h1-1", post="gate"),
            Wish(who="id:s4", weekday=5),
            Wish(who="id:h3-1", want="prefer", post="care", weekday=1),
        ),
        pins=(
            Pin(staff="s5", post="late", weekday=4),
            Pin(action="forbid", staff="h1-3", post="patrol"),
            Pin(group="1-3", gate="east"),
        ),
        history=(History(staff="h1-1", balance=Decimal(1)), History(staff="s4", balance=Decimal(-1))),
        rules=(RuleSetting(code="caps", params={"most": 6, "per": "week", "staff": "own"}),),
    )


def _weekly() -> Dates:
    return Dates(weekdays=WORKDAYS)


def _zone(group: str) -> str:
    return "low" if group.startswith("1") else "high"


def _session(group: str) -> str:
    return "one" if group.startswith("1") else "three"


def _staff() -> tuple[Staff, ...]:
    return (
        *(Staff(id=f"h{name}", name=f"班主任{name}", subjects=("语文",), pool="own") for name in CLASSES),
        *(
            Staff(id=f"s{number}", name=f"数学{number}", subjects=("数学",), pool="own")
            for number in range(1, 6)
        ),
        Staff(id="lead1", name="周校长", kind="leader", pool="leaders"),
        Staff(id="lead2", name="吴主任", kind="leader", pool="leaders"),
        Staff(id="work", name="郑师傅", kind="worker", pool=None, max_week=4),
        *(Staff(id=name, name=name, kind="external", pool=None, weekdays=(1, 2, 3, 4)) for name in COACHES),
    )


def _posts() -> tuple[Post, ...]:
    rotation = {
        "1-1": "weekly",
        "1-2": "weekly",
        "1-3": "weekly",
        "3-1": "weekday",
        "3-2": "weekday",
        "3-3": "daily",
    }
    care = tuple(
        Post(
            id=f"care{name}",
            name=f"{name}看护",
            kind="care",
            session=_session(name),
            group=name,
            eligible="own",
            rotation=rotation[name],
        )
        for name in CLASSES
    )
    half = Decimal("0.5")
    gates = tuple(
        Post(
            id=name,
            name=f"{name}护送",
            kind="gate",
            session="three",
            zone=name,
            start=at(17),
            end=at(17, 50),
            eligible="leader or worker or own",
            units=half,
        )
        for name in ("west", "east")
    )
    return (
        *care,
        *gates,
        Post(
            id="duty",
            name="值班领导",
            kind="leader",
            session="one",
            zone="low",
            eligible="leader",
            rotation="weekly",
        ),
        Post(
            id="patrol",
            name="巡视",
            kind="patrol",
            session="three",
            zone="high",
            end=at(17),
            eligible="own or leader",
            units=half,
        ),
        Post(
            id="late",
            name="延时看护",
            kind="extended",
            session="late",
            room="house",
            eligible="subject:数学",
            rotation="weekday",
        ),
        Post(
            id="help",
            name="答疑",
            kind="tutoring",
            session="three",
            group="3-3",
            start=at(16, 20),
            end=at(17),
            eligible="subject:数学",
            rotation="term",
            dates=Dates(weekdays=(3,)),
            units=half,
        ),
    )


def _clubs() -> tuple[Club, ...]:
    return (
        Club(
            id="ball",
            name="足球",
            grades=(3,),
            start=at(16, 15),
            end=at(17, 15),
            room="pitch",
            eligible="id:coach1",
            meetings=2,
        ),
        Club(
            id="chess",
            name="围棋",
            grades=(3,),
            sessions=("three",),
            start=at(16, 20),
            end=at(17, 32),
            room_kind="studio",
            eligible="id:coach2",
        ),
        Club(
            id="paint",
            name="国画",
            grades=(1,),
            start=at(15, 45),
            end=at(16, 45),
            room_kind="studio",
            eligible="id:coach2",
        ),
        Club(
            id="choir",
            name="合唱",
            grades=(1,),
            start=at(15, 45),
            end=at(16, 50),
            room="house",
            eligible="id:coach1 or id:coach2",
            weekdays=(1, 2, 3, 4),
        ),
    )
