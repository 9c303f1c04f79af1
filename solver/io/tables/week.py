"""The table for the smallest school: who does what on which weekday, and nothing else."""

from __future__ import annotations

from pydantic import Field

from solver.base.text import Words
from solver.base.units import Minutes
from solver.domain.case import Frozen
from solver.io.tables.schema import Column, Table

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
        Column("start", ("开始时间", "开始"), "time", Words(zh="开始", en="Start."), default_words=ROW_ABOVE),
        Column("end", ("结束时间", "结束"), "time", Words(zh="结束", en="End."), default_words=ROW_ABOVE),
    ),
)
