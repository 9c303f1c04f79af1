"""The tables about the work: posts, clubs and their members; and the week of the smallest school."""

from __future__ import annotations

from pydantic import Field

from solver.base.text import Words
from solver.base.units import Minutes
from solver.domain.case import Club, Frozen, Member, Post
from solver.io.tables.schema import (
    DATES,
    DATES_BUT_WEEKDAYS,
    END_ZH,
    FEES,
    GRADES,
    ID,
    NAME,
    NAME_ZH,
    PUPILS,
    SESSION_HOURS,
    START_ZH,
    Column,
    Table,
    group_column,
    kind_column,
    ref,
)
from solver.io.tables.vocabulary import POST_KINDS, ROOM_KINDS

STAFFING = (
    Column(
        "need",
        ("必需人数", "人数"),
        "int",
        Words(zh="必须到岗的人数", en="Heads that must be there."),
        default="1",
        low=0,
    ),
    Column(
        "want",
        ("期望人数",),
        "int",
        Words(zh="最好到岗的人数，不少于必需人数", en="Heads wished for, at least need."),
        low=0,
        default_words=Words(zh="同必需人数，至少 1", en="need, at least 1"),
    ),
    Column(
        "units",
        ("工作量",),
        "decimal",
        Words(zh="一次的工作量", en="What one duty is worth to one person."),
        default="1",
        low=0,
        high=1000,
        places=4,
    ),
    Column(
        "eligible",
        ("谁可以", "人员条件"),
        "who",
        Words(zh="谁可以担任", en="Who may do it."),
        default="any",
    ),
)


POSTS = Table(
    "posts",
    ("岗位",),
    Words(zh="要安排人的事", en="What has to be staffed."),
    Post,
    (
        Column("id", ("编号", "岗位编号"), "post_id", ID, required=True),
        Column("name", NAME_ZH, "text", NAME, required=True),
        kind_column(
            ("类别", "岗位类别"), Words(zh="类别", en="The kind of post."), POST_KINDS, required=True
        ),
        ref("session", ("时段",), "sessions", Words(zh="时段", en="The session."), required=True),
        Column(
            "group",
            ("班级",),
            "groups",
            Words(
                zh="看护哪个班；写几个班或“每班”（时段里有报名的班）时，每班一个岗位",
                en="Its group; several, or each (all that are enrolled in the session), make a post each.",
            ),
            to="groups",
        ),
        ref("club", ("社团",), "clubs", Words(zh="社团", en="The club it is for.")),
        ref(
            "room",
            ("场地",),
            "rooms",
            Words(zh="场地", en="Where it is."),
            default_words=Words(zh="本班教室", en="the group's room"),
        ),
        ref("zone", ("区域",), "zones", Words(zh="区域（没有场地时）", en="Its zone, where it has no room.")),
        *SESSION_HOURS,
        *STAFFING,
        Column(
            "rotation",
            ("轮换",),
            "rotation",
            Words(zh="同一个人守多久", en="How long the same person keeps it."),
            default="daily",
        ),
        Column(
            "hold",
            ("到岗比例",),
            "decimal",
            Words(
                zh="固定人至少要能到岗的比例",
                en="Part of a period on which its holder must be available.",
            ),
            default_words=Words(zh="学校设置的 hold", en="hold in the school's settings"),
            low=0,
            high=1,
        ),
        *DATES,
    ),
    key=("id",),
)


CLUBS = Table(
    "clubs",
    ("社团",),
    Words(zh="社团：排进星期、时段和场地", en="Clubs: they are given weekdays, sessions and rooms."),
    Club,
    (
        Column("id", ("编号", "社团编号"), "id", ID, required=True),
        Column("name", NAME_ZH, "text", NAME, required=True),
        GRADES,
        Column(
            "sessions",
            ("时段",),
            "refs",
            Words(zh="可在哪些时段；空为任何", en="Sessions in which it may meet; blank for any."),
            to="sessions",
        ),
        Column(
            "meetings",
            ("每周次数", "次数"),
            "int",
            Words(zh="每周几次", en="Meetings a week."),
            default="1",
            low=1,
            high=7,
        ),
        Column(
            "weekdays",
            ("星期", "可选星期"),
            "weekdays",
            Words(zh="可在哪些星期；空为任何", en="Weekdays on which it may meet; blank for any."),
        ),
        *SESSION_HOURS,
        ref("room", ("场地",), "rooms", Words(zh="固定的场地", en="The room it must have.")),
        Column(
            "room_kind",
            ("场地类别",),
            "word",
            Words(zh="需要哪类场地", en="The kind of room it needs."),
            choices=ROOM_KINDS,
        ),
        *STAFFING,
        Column(
            "rotation",
            ("轮换",),
            "rotation",
            Words(zh="同一个人带多久", en="How long the same person keeps it."),
            default="term",
        ),
        *FEES,
        *DATES_BUT_WEEKDAYS,
    ),
    key=("id",),
)


MEMBERS = Table(
    "members",
    ("社团成员", "社团人数"),
    Words(zh="各班参加社团的学生数", en="Pupils of each class in each club."),
    Member,
    (
        ref("club", ("社团", "社团编号"), "clubs", Words(zh="社团", en="The club."), required=True),
        group_column(Words(zh="班级", en="The class.")),
        PUPILS,
    ),
    key=("club", "group"),
)


ROW_ABOVE = Words(zh="同上一行", en="as in the row above")


class Arrangement(Frozen):
    """One activity of the week with the people in charge, by name."""

    weekdays: tuple[int, ...]
    name: str
    people: tuple[str, ...] = Field(min_length=1)
    safety: tuple[str, ...] = ()
    start: Minutes | None = None
    end: Minutes | None = None


WEEK = Table(
    "week",
    ("一周安排", "周安排"),
    Words(
        zh="最小的学校只填这一张表：周几、什么活动、谁负责；人员、时段、岗位和固定都由它产生",
        en="All that the smallest school fills in: weekday, activity, who is in charge. "
        "It makes staff, sessions, posts and pins.",
    ),
    Arrangement,
    (
        Column(
            "weekdays",
            ("星期", "周几"),
            "weekdays",
            Words(zh="星期几", en="The weekday, or several."),
            required=True,
        ),
        Column("name", ("活动", "名称"), "text", Words(zh="活动的名称", en="The activity."), required=True),
        Column(
            "people",
            ("负责人", "教师"),
            "texts",
            Words(
                zh="负责人的姓名；请假时由表里的其他人代班",
                en="Who is in charge, by name; while away, somebody else of this table stands in.",
            ),
            required=True,
        ),
        Column(
            "safety",
            ("安全保卫", "安保负责人"),
            "texts",
            Words(zh="负责校园安全保卫的人的姓名", en="Who sees to campus safety, by name."),
            default_words=Words(zh="没有", en="nobody"),
        ),
        Column("start", START_ZH, "time", Words(zh="开始", en="Start."), default_words=ROW_ABOVE),
        Column("end", END_ZH, "time", Words(zh="结束", en="End."), default_words=ROW_ABOVE),
    ),
)
