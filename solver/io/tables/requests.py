"""The tables about what people asked, decided and carry forward: absences, wishes, pins, history."""

from __future__ import annotations

from solver.base.text import Words
from solver.domain.case import Absence, History, Pin, Wish
from solver.io.tables.schema import END_ZH, START_ZH, Column, Table, ref, staff_column
from solver.io.tables.vocabulary import PIN_ACTIONS, WISH_KINDS

WEEKDAY = Column(
    "weekday", ("星期",), "weekday", Words(zh="星期；空为任何", en="The weekday; blank for any.")
)
SPAN = (
    Column(
        "from",
        ("起始日期", "开始日期"),
        "date",
        Words(zh="从这天起", en="From this day on."),
        fills="first",
    ),
    Column("to", ("截止日期", "结束日期"), "date", Words(zh="到这天止", en="Up to this day."), fills="last"),
)
"""The days for which a wish or a decision holds."""

ABSENCES = Table(
    "absences",
    ("请假", "缺勤"),
    Words(zh="请假、产假、借调等", en="Leave and everything else that keeps people away."),
    Absence,
    (
        staff_column(Words(zh="人员", en="Who.")),
        Column(
            "from",
            ("起始日期", "开始日期", "日期"),
            "date",
            Words(zh="第一天", en="The first day."),
            required=True,
            fills="first",
        ),
        Column(
            "to",
            ("截止日期", "结束日期"),
            "date",
            Words(zh="最后一天", en="The last day."),
            fills="last",
            default_words=Words(zh="同第一天", en="the first day"),
        ),
        Column(
            "start",
            START_ZH,
            "time",
            Words(zh="每天从几点起不在；空为全天", en="Away from this time on; blank for the whole day."),
        ),
        Column("end", END_ZH, "time", Words(zh="到几点止", en="Away until this time.")),
        Column("reason", ("原因", "事由"), "text", Words(zh="原因", en="Why.")),
        Column(
            "reduces_share",
            ("减少应承担", "减免比例"),
            "decimal",
            Words(
                zh="这些天减少几成应承担：事假 0，产假、借调 1",
                en="Part of the due load that these days take away: 0 for personal leave, 1 for maternity.",
            ),
            default="0",
            low=0,
            high=1,
        ),
        Column(
            "away",
            ("不在岗", "是否离岗"),
            "yes_no",
            Words(
                zh="是否不能上岗；否表示照常上岗但应承担减少",
                en="Whether the person is away; no: serves with less due.",
            ),
            default="yes",
        ),
    ),
)


WISHES = Table(
    "wishes",
    ("意愿", "志愿"),
    Words(zh="愿望，尽量照顾，不作保证", en="What people would like; never a promise."),
    Wish,
    (
        Column(
            "who", ("谁", "人员条件", "人员"), "who", Words(zh="谁", en="Whose wish it is."), required=True
        ),
        Column(
            "want",
            ("愿望", "希望"),
            "choice",
            Words(zh="希望或避开", en="To have it or to be spared it."),
            default="avoid",
            choices=WISH_KINDS,
        ),
        Column(
            "post", ("岗位",), "post", Words(zh="岗位或类别；空为任何", en="The post or kind; blank for any.")
        ),
        WEEKDAY,
        *SPAN,
        Column(
            "weight", ("分量", "权重"), "int", Words(zh="分量", en="How much it counts."), default="1", low=1
        ),
    ),
)


PINS = Table(
    "pins",
    ("固定", "锁定"),
    Words(
        zh="手工定下的事：人上岗，社团的时间地点，或某班的放学",
        en="Decisions taken by hand: a person on a post, a club's place, or how a group leaves.",
    ),
    Pin,
    (
        Column(
            "action",
            ("动作", "做法"),
            "choice",
            Words(zh="固定或禁止", en="To have it so, or never so."),
            default="assign",
            choices=PIN_ACTIONS,
        ),
        staff_column(Words(zh="人员", en="The person."), required=False),
        Column("post", ("岗位",), "post", Words(zh="岗位", en="The post.")),
        ref("club", ("社团",), "clubs", Words(zh="社团", en="The club.")),
        ref("group", ("班级",), "groups", Words(zh="班级", en="The group.")),
        ref("session", ("时段",), "sessions", Words(zh="时段", en="The session.")),
        WEEKDAY,
        ref("room", ("场地",), "rooms", Words(zh="场地", en="The room.")),
        ref("gate", ("校门",), "zones", Words(zh="校门", en="The gate.")),
        Column(
            "minute",
            ("时刻", "离开时刻"),
            "time",
            Words(zh="离开教室的时刻", en="When the group leaves its room."),
        ),
        Column(
            "date",
            ("日期",),
            "date",
            Words(zh="只在这一天（等于起止日期都写这天）", en="On this day only: from and to at once."),
            fills="on",
        ),
        *SPAN,
    ),
)


HISTORY = Table(
    "history",
    ("结转", "往期结余"),
    Words(
        zh="上学期带来的差额：正数表示多做了",
        en="Balances brought forward: positive means did more than due.",
    ),
    History,
    (
        staff_column(Words(zh="人员", en="Who.")),
        Column(
            "account",
            ("账目",),
            "text",
            Words(
                zh="账目：units 为工作量，其余为负担的名称", en="The account: units, or the name of a burden."
            ),
            default="units",
        ),
        Column("balance", ("差额", "结余"), "decimal", Words(zh="差额", en="The balance."), required=True),
    ),
    key=("staff", "account"),
)
