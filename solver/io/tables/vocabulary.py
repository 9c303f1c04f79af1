"""The closed lists of the data format, each value with the Chinese words that mean the same."""

from __future__ import annotations

from collections.abc import Mapping

Choices = Mapping[str, tuple[str, ...]]
"""A value as the domain spells it, and its Chinese words; the first is the one that is written."""

SESSION_KINDS: Choices = {
    "arrival": ("早到", "早托"),
    "midday": ("午间", "中午"),
    "after_school": ("课后", "课后服务"),
    "extended": ("延时", "延时托管"),
    "evening": ("晚自习", "晚间"),
    "weekend": ("周末",),
    "holiday": ("假日", "假期"),
}
SESSION_ENDS: Choices = {
    "gate": ("校门", "校门放学"),
    "lesson": ("上课", "接着上课"),
    "room": ("原地", "原地接走"),
}
STAFF_KINDS: Choices = {
    "own": ("本校教师", "教师"),
    "leader": ("领导", "校领导", "行政"),
    "worker": ("职工", "工勤"),
    "retired": ("退休教师", "退休"),
    "external": ("校外人员", "外聘", "外聘教师"),
    "volunteer": ("志愿者",),
    "parent": ("家长",),
}
POST_KINDS: Choices = {
    "care": ("看护", "班级看护"),
    "tutoring": ("辅导", "作业辅导"),
    "club": ("社团",),
    "patrol": ("巡查", "巡视"),
    "gate": ("校门", "校门值守"),
    "leader": ("带班领导", "带班"),
    "arrival": ("早到看护", "早到"),
    "lunch": ("午餐", "午餐看护"),
    "nap": ("午休", "午休看护"),
    "extended": ("延时托管", "延时"),
    "evening": ("晚自习", "晚自习看护"),
}
ZONE_KINDS: Choices = {
    "building": ("楼", "教学楼"),
    "venue": ("场馆",),
    "gate": ("校门", "门"),
    "campus": ("校区",),
}
FEE_PER: Choices = {
    "month": ("月", "每月"),
    "day": ("天", "每天", "日"),
    "period": ("课时", "每课时", "节", "次"),
}
WISH_KINDS: Choices = {"prefer": ("希望",), "avoid": ("避开", "不希望")}
PIN_ACTIONS: Choices = {"assign": ("固定", "指定"), "forbid": ("禁止", "不排")}
YES_NO: Choices = {"yes": ("是", "有", "对", "true", "1"), "no": ("否", "无", "不", "false", "0")}
ROTATIONS: Choices = {
    "daily": ("每天轮换", "每日轮换", "每天"),
    "weekday": ("按星期固定", "按星期"),
    "weekly": ("每周轮换", "每周"),
    "term": ("整学期", "学期"),
}
ROOM_KINDS: Choices = {"classroom": ("教室", "普通教室")}

POOL_OF_KIND: Mapping[str, str] = {"own": "teachers", "leader": "leaders", "worker": "workers"}
"""With whom a person's load is compared where the table does not say."""


def choice(text: str, choices: Choices) -> str | None:
    """Return the value that a text means, whatever its case and language, or ``None``."""
    wanted = text.strip().lower().replace(" ", "_")
    for value, words in choices.items():
        if wanted == value or wanted in words:
            return value
    return None


def spelt(value: str, choices: Choices, lang: str) -> str:
    """Return a value as it is written in a language; values outside the list stay as they are."""
    words = choices.get(value)
    return words[0] if lang == "zh" and words else value
