"""A small school with awkward names: two classes, six people, two weeks, everything that an output shows."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from solver.base.text import Words
from solver.custody import chain
from solver.domain import (
    Account,
    Assignment,
    Case,
    Certificate,
    Club,
    Dates,
    Departure,
    Enrolment,
    Finding,
    Group,
    LevelCertificate,
    Meeting,
    Member,
    Plan,
    Post,
    Room,
    Session,
    Share,
    Staff,
    StageCertificate,
    Term,
    TightSet,
    Walk,
    Zone,
)
from solver.domain.duties import expand
from solver.domain.plan import VARIANTS
from solver.report import PlanView, write

CARE_1, CARE_2, GATE, CLUB = "care-1", "care-2", "gate", "chess@3-low"


@pytest.fixture(scope="session")
def mini_case() -> Case:
    week_days = Dates(weekdays=(1, 2, 3, 4, 5))
    return Case(
        id="mini",
        title="迷你小学 & <b>Mini</b>",
        # Monday to the Friday of the next week; Saturday is a make-up day with Thursday's lessons.
        term=Term(
            start=dt.date(2026, 9, 7),
            end=dt.date(2026, 9, 18),
            national=False,
            makeup=((dt.date(2026, 9, 12), 4),),
        ),
        zones=(
            Zone(id="hall", name="一号楼"),
            Zone(id="east", name="东门", kind="gate", throughput=20, rain_throughput=10, rain_zone="hall"),
        ),
        walks=(Walk(a="hall", b="east", minutes=3),),
        rooms=(
            Room(id="r2", name="教室2", capacity=45, zone="hall"),
            Room(id="r10", name="教室10", capacity=45, zone="hall"),
            Room(id="chess", name="=棋室", capacity=30, zone="hall"),
        ),
        staff=(
            Staff(id="t1", name="=cmd()|' /C calc'!A0", pool="own"),
            Staff(id="t2", name="<script>alert(1)</script>", pool="own"),
            Staff(id="t3", name="张三😀", pool="own", share=Decimal("0.5")),
            Staff(id="../t4", name="@SUM(1+1)*cmd", pool="own"),
            Staff(id="-5", name="欧阳娜娜 #let x = [*] $", pool=None),
            Staff(id="t6", name="+86 李四", kind="external", pool=None),
        ),
        groups=(
            Group(id="1-1", name="一(1)班", grade=1, room="r2", head="t1"),
            Group(id="1-2", name="一(2)班", grade=1, room="r10", head="t2"),
        ),
        sessions=(
            Session(
                id="low",
                name="低年级托管",
                grades=(1,),
                start=14 * 60 + 35,
                end=17 * 60 + 10,
                dates=week_days,
            ),
        ),
        enrolment=(
            Enrolment(group="1-1", session="low", pupils=30, bus=4),
            Enrolment(group="1-2", session="low", pupils=28),
        ),
        posts=(
            Post(id=CARE_1, name="一(1)班看护", kind="care", session="low", group="1-1"),
            Post(id=CARE_2, name="一(2)班看护", kind="care", session="low", group="1-2", rotation="weekly"),
            Post(
                id=GATE,
                name="-东门 门岗",
                kind="gate",
                session="low",
                zone="east",
                start=17 * 60,
                end=17 * 60 + 30,
                units=Decimal("0.25"),
            ),
        ),
        clubs=(Club(id="chess", name="围棋", room="chess", eligible="any"),),
        members=(Member(club="chess", group="1-1", pupils=6), Member(club="chess", group="1-2", pupils=5)),
    )


@pytest.fixture(scope="session")
def mini_plan(mini_case: Case) -> Plan:
    timetable = (Meeting("chess", 3, "low", "chess"),)
    leave = 17 * 60 + 10
    handover = tuple(
        Departure("low", group, variant, gate, leave + late, leave + late + 3, leave + late + 6, heads)
        for group, late, heads in (("1-1", 0, 30), ("1-2", 2, 28))
        for variant, gate in zip(VARIANTS, ("east", "hall"), strict=True)
    )
    work = expand(mini_case, timetable, handover)
    turns = {CARE_1: ("t1", "t3"), CARE_2: ("t2", "../t4"), GATE: ("-5",), CLUB: ("t6",)}
    roster = []
    for place, duty in enumerate(work.duties):
        holders = turns[duty.post]
        if duty.post == GATE and duty.date == dt.date(2026, 9, 9):
            continue  # One seat is left open: the views must show the hole.
        staff = holders[duty.day.week % len(holders)]
        cover = duty.post == CARE_2 and place % 7 == 0
        roster.append(Assignment(duty.date, duty.post, "../t4" if cover else staff, cover))
    step = Fraction(4)
    shares = {
        staff: Share(
            weight, balance * step, Fraction(77, 12) * step * weight, Fraction(17, 3) * step * weight, target
        )
        for staff, weight, balance, target in (
            ("t1", Fraction(1), Fraction(0), 23),
            ("t2", Fraction(1), Fraction(-1, 3), 23),
            ("t3", Fraction(1, 2), Fraction(1, 4), 11),
            ("../t4", Fraction(1), Fraction(0), 23),
        )
    }
    accounts = {"units": Account("units", shares, (TightSet(("t1", "t2"), Fraction(5)),))}
    return Plan(timetable, handover, tuple(sorted(roster)), accounts)


@pytest.fixture(scope="session")
def handout(mini_case: Case, mini_plan: Plan) -> PlanView:
    work = expand(mini_case, mini_plan.timetable, mini_plan.handover)
    findings = (
        Finding(
            rule="need",
            message=Words(zh="{date} {post} 缺 1 人", en="{post} is one short on {date}").with_(
                date="2026-09-09", post="=gate"
            ),
            level="uncovered",
            price=1,
            post=GATE,
            date=dt.date(2026, 9, 9),
            start=17 * 60,
            end=17 * 60 + 30,
            staff=("-5",),
        ),
    )
    levels = (
        LevelCertificate("uncovered_pupils", 0, 0, "trivial"),
        LevelCertificate("uncovered", 1, 1, "flow"),
        LevelCertificate("max_deviation", 5, 4, "count_relaxation"),
        LevelCertificate("sum_deviation", 9, 8, "dual_rechecked", ("max_deviation",)),
    )
    certificate = Certificate(
        case=mini_case.id,
        case_hash=mini_case.hash,
        version="0.1.0",
        seed=7,
        workers=1,
        effort=100,
        stages=(
            StageCertificate("timetable", (LevelCertificate("unplaced", 0, 0, "trivial"),)),
            StageCertificate("rotation", levels, {"timetable": "ab" * 32, "handover": "cd" * 32}),
        ),
    )
    return PlanView(mini_case, mini_plan, work, findings, certificate, chain(mini_case, mini_plan))


@pytest.fixture(scope="session")
def written(handout: PlanView, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini case's plan folder, in Chinese."""
    return write(handout, tmp_path_factory.mktemp("plans") / "mini", "zh")
