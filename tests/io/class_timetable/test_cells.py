"""One cell of a timetable, in every spelling; what is no lesson is none, what can't be read is said."""

from __future__ import annotations

import pytest

from tests.io.class_timetable.conftest import busy, said, taught

MONDAY = "1 08:20-09:00"


@pytest.mark.parametrize(
    "text",
    [
        "语文 张三",
        "语文(张三)",
        "语文（张三）",
        "语文\n张三",
        "语文/张三",
        "张三 语文",
        "张三(语文)",
        "语文：张三",
        "语文-张三",
        "语文张三",
        "语 张三",
        "语文课 张三",
        "语 文\n张 三",
        "语文 张　三",
        "【语文】张三",
        "语文 教师：张三",
    ],
)
def test_subject_and_teacher_in_every_spelling(cell, text):
    found = cell(text)
    assert busy(found) == [f"张三 {MONDAY}", "张三 2 08:20-09:00"]
    assert taught(found) == ["张三 3-2 语文"]
    assert found.unread == ()


@pytest.mark.parametrize("text", ["体育 李四/王五", "体育(李四、王五)", "李四 王五 体育", "体育\n李四\n王五"])
def test_two_teachers_of_one_lesson_are_both_busy(cell, text):
    assert {f"李四 {MONDAY}", f"王五 {MONDAY}"} < set(busy(cell(text)))


@pytest.mark.parametrize(
    "text", ["音乐 李四、数学 王五", "音乐(李四)\n数学(王五)", "音乐/数学 李四/王五", "李四 音乐；王五 数学"]
)
def test_two_lessons_in_one_cell(cell, text):
    assert set(taught(cell(text))) == {"张三 3-2 语文", "李四 3-2 音乐", "王五 3-2 数学"}


@pytest.mark.parametrize(
    "text",
    [
        "单周:美术 甲 / 双周:音乐 乙",
        "美术(单) 甲；音乐(双) 乙",
        "美术 甲（单周）\n音乐 乙（双周）",
        "单周 美术 甲 双周 音乐 乙",
        "(单)美术 甲/(双)音乐 乙",
        "美术(单)/音乐(双) 甲/乙",
        "双周：音乐 乙\n单周：美术 甲",
    ],
)
def test_odd_and_even_weeks(cell, text):
    found = cell(text)
    assert {f"甲 {MONDAY} odd", f"乙 {MONDAY} even"} < set(busy(found))
    assert any("甲、乙" in notice.say("zh") or "乙、甲" in notice.say("zh") for notice in found.notices)


def test_a_range_of_weeks(cell):
    assert f"李四 {MONDAY} 1-8" in busy(cell("书法(1-8周) 李四"))


@pytest.mark.parametrize(
    "text",
    [
        "早读",
        "午休",
        "大课间",
        "眼保健操",
        "班会",
        "升旗仪式",
        "课后服务",
        "自习",
        "大课间\n（阳光体育）",
        "午 休",
    ],
)
def test_what_is_no_lesson_is_none(cell, text):
    found = cell(text)
    assert busy(found) == ["张三 2 08:20-09:00"]
    assert (found.counts.idle, found.unread) == (1, ())


@pytest.mark.parametrize("text", ["", "/", "—", "无"])
def test_blank_is_blank(cell, text):
    found = cell(text)
    assert (found.counts.lessons, found.counts.blank, found.counts.idle) == (1, 4, 0)


def test_class_meeting_with_a_teacher_is_a_lesson(cell):
    found = cell("班会 李四")
    assert f"李四 {MONDAY}" in busy(found)
    assert {person.name: person.subjects for person in found.staff} == {"李四": (), "张三": ("语文",)}


def test_people_in_breaks_are_no_teachers_and_this_is_said(cell):
    found = cell("午休 李四")
    assert [person.name for person in found.staff] == ["张三"]
    assert any("三(2)班!B2" in notice.say("en") for notice in found.notices)


def test_an_unknown_subject_is_learnt_from_its_place_and_said(cell):
    found = cell("陶艺 王五")
    assert "王五 3-2 陶艺" in taught(found)
    assert any("陶艺" in notice.say("en") for notice in found.notices)


def test_places_are_left_aside_and_said(cell):
    found = cell("音乐 李四(音乐室)")
    assert "李四 3-2 音乐" in taught(found)
    assert any("音乐室" in notice.say("en") for notice in found.notices)


WRITE = (
    "Write it as subject and teacher, such as “语文 张三”; if nobody teaches then, clear it or write 活动."
)
ADD = (
    "Write the teacher behind the subject, such as “体育 张三”, or add a sheet of teachers "
    "(任课表: a row per class, a column per subject, teachers in the cells)."
)
UNREAD = {
    "数学 复习": (
        "“数学 复习” can't be understood: “复习” is no subject known here and does not look like "
        "a teacher's name."
        f" {WRITE}"
    ),
    "体育": (
        "“体育” names the subject 体育 but no teacher, and no table of teachers gives 三(2)班 one for it."
        f" {ADD}"
    ),
    "美术(单) 甲；音乐 乙": (
        "In “美术(单) 甲；音乐 乙” some parts say in which weeks they are (单周 odd, 双周 even) "
        "and others don't."
        " Write it as “单周:美术 甲 / 双周:音乐 乙”."
    ),
    "早读 语文 李四": (
        "“早读 语文 李四” holds both a lesson and something that is no lesson (早读). "
        "Give each a row of its own."
    ),
}


@pytest.mark.parametrize("text", UNREAD)
def test_what_can_not_be_read_is_reported_with_cell_content_reason_and_way_out(cell, text):
    found = cell(text)
    assert said(found.unread) == [f"课表.xlsx, 三(2)班, B2: {UNREAD[text]}"]
    assert found.unread[0].value == text
    assert found.counts.reported == 1
    assert busy(found) == ["张三 2 08:20-09:00"]


def test_every_report_can_be_said_in_chinese(cell):
    told = (
        "课表.xlsx，三(2)班，B2：看不懂“数学 复习”：“复习”既不是认识的学科，也不像教师的姓名。"
        "请写成“学科 教师”，如“语文 张三”；不上课的活动请删掉或写成“活动”"
    )
    assert said(cell("数学 复习").unread, "zh") == [told]


@pytest.mark.parametrize("text", ["#REF!", "{x}", "语文 ((", "=1+1", "语" * 500, "12345", "语文 ../../x"])
def test_nonsense_is_reported_too(cell, text):
    assert len(cell(text).unread) == 1
