"""The tables about when and where: sessions, rooms, zones."""

from __future__ import annotations

from solver.base.text import Words
from solver.domain.case import Room, Session, Zone
from solver.io.tables.schema import (
    DATES,
    FEES,
    GRADES,
    HOURS,
    ID,
    NAME,
    NAME_ZH,
    Column,
    Table,
    kind_column,
    ref,
)
from solver.io.tables.vocabulary import ROOM_KINDS, SESSION_ENDS, SESSION_KINDS, ZONE_KINDS

SESSIONS = Table(
    "sessions",
    ("时段", "服务时段"),
    Words(
        zh="服务时段；不写星期就是周一到周五",
        en="Windows of service; without weekdays, Monday to Friday.",
    ),
    Session,
    (
        Column("id", ("编号", "时段编号"), "id", ID, required=True),
        Column("name", NAME_ZH, "text", NAME, required=True),
        kind_column(
            ("类别", "时段类别"),
            Words(zh="类别", en="The kind of session."),
            SESSION_KINDS,
            default="after_school",
        ),
        GRADES,
        *HOURS,
        Column(
            "grace",
            ("交接宽限", "宽限分钟"),
            "int",
            Words(
                zh="开始后几分钟内，上课教师仍看着学生",
                en="Minutes at the start in which the lesson's teacher still holds the pupils.",
            ),
            default="5",
            low=0,
            high=60,
        ),
        Column(
            "ends",
            ("结束去向", "去向"),
            "choice",
            Words(
                zh="结束后学生去哪：校门（放学）、上课、原地接走",
                en="To whom pupils go at the end: gate (home), lesson, or fetched from the room.",
            ),
            default="gate",
            choices=SESSION_ENDS,
        ),
        Column(
            "periods",
            ("课时数", "课时"),
            "int",
            Words(zh="算几个课时", en="How many periods it counts as."),
            default="1",
            low=1,
            high=12,
        ),
        *FEES,
        *DATES,
    ),
    key=("id",),
    required=True,
)


ROOMS = Table(
    "rooms",
    ("场地", "教室"),
    Words(zh="教室和专用场地", en="Classrooms and special venues."),
    Room,
    (
        Column("id", ("编号", "场地编号"), "id", ID, required=True),
        Column("name", NAME_ZH, "text", NAME, required=True),
        Column(
            "kind",
            ("类别", "场地类别"),
            "word",
            Words(zh="类别，自定的词，如 教室、操场", en="Its kind, a word of your own."),
            default="classroom",
            choices=ROOM_KINDS,
        ),
        Column(
            "capacity",
            ("容量", "可容纳学生数"),
            "int",
            Words(zh="可容纳的学生数", en="How many pupils it holds."),
            required=True,
            low=1,
        ),
        Column(
            "groups_at_once",
            ("同时几组", "可同时几组"),
            "int",
            Words(zh="可同时几组使用", en="How many groups can use it at once."),
            default="1",
            low=1,
        ),
        ref("zone", ("区域", "所在区域"), "zones", Words(zh="所在区域", en="Its zone."), required=True),
    ),
    key=("id",),
)


ZONES = Table(
    "zones",
    ("区域",),
    Words(
        zh="校园的各部分：楼、场馆、校门、校区",
        en="Parts of the grounds: buildings, venues, gates, campuses.",
    ),
    Zone,
    (
        Column("id", ("编号", "区域编号"), "id", ID, required=True),
        Column("name", NAME_ZH, "text", NAME, required=True),
        kind_column(
            ("类别", "区域类别"), Words(zh="类别", en="The kind of zone."), ZONE_KINDS, default="building"
        ),
        Column("campus", ("校区",), "text", Words(zh="所在校区", en="The campus it belongs to.")),
        Column(
            "throughput",
            ("每分钟放行", "放行速度"),
            "int",
            Words(zh="校门每分钟能放行的学生数", en="For a gate: pupils released a minute."),
            low=1,
        ),
        Column(
            "rain_throughput",
            ("雨天每分钟放行", "雨天放行速度"),
            "int",
            Words(zh="雨天每分钟能放行的学生数", en="The same on a rainy day."),
            low=1,
        ),
        ref(
            "rain_zone",
            ("雨天区域", "雨天地点"),
            "zones",
            Words(zh="雨天改在哪个区域放学", en="Where pupils are released on a rainy day."),
        ),
        Column(
            "walk",
            ("步行分钟", "步行"),
            "walks",
            Words(
                zh="到其他区域的步行分钟，如 north_gate:3;hall:4；写一边即可",
                en="Walking minutes to other zones, such as north_gate:3;hall:4; one side is enough.",
            ),
            to="zones",
        ),
    ),
    key=("id",),
)
