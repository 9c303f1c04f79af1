"""Workbooks as schools keep them: where the class, the weekday, the period and its minutes stand."""

from __future__ import annotations

import pytest

from solver.io.class_timetable import read
from tests.io.class_timetable.books import DAYS, book, week
from tests.io.class_timetable.conftest import busy, said, taught

TIMES = [["节次", "时间"], ["早读", "8:00-8:20"], ["第1节", "8：30—9：10"], ["第2节", "9:20-10:00"]]
AFTERNOON = [["午休", "12:00-14:00"], ["下午第1节", "2:00-2:40"]]


def test_a_sheet_per_class_with_breaks_merged_across(reads):
    rows = week(["第1节", "语文 张三"], ["大课间"], ["第2节", "数学 李四"], ["午休"], ["第3节", "体育 王五"])
    found = reads({"三(2)班": rows}, merged={"三(2)班": {"B3:F3": "眼保健操", "A5:F5": "午休"}})
    assert [line.split()[0] for line in busy(found)] == ["张三", "李四", "王五"]
    assert (found.counts.lessons, found.counts.idle) == (3, 10)


def test_a_double_period_is_one_merged_cell_and_two_lessons(reads):
    rows = week(["第1节", "美术 张三"], ["第2节", ""], ["第3节", "语文 李四"])
    found = reads({"三(2)班": rows}, merged={"三(2)班": {"B2:B3": "美术 张三"}})
    assert busy(found)[:2] == ["张三 1 08:20-09:00", "张三 1 09:10-09:50"]
    assert found.counts.lessons == 3


def test_the_afternoon_may_begin_again_with_1(reads):
    rows = [["", "节次", *DAYS]]
    rows += [
        ["上午", "1", "语文 张三"],
        ["", "2", "数学 李四"],
        ["下午", "1", "体育 王五"],
        ["", "2", "音乐 赵六"],
    ]
    found = reads({"三(2)班": rows}, merged={"三(2)班": {"A2:A3": "上午", "A4:A5": "下午"}})
    assert busy(found)[2:] == ["王五 1 14:00-14:40", "赵六 1 14:50-15:30"]


def test_subject_and_teacher_in_two_rows_of_one_period(reads):
    rows = week(
        ["第1节", "语文", "数学"], ["", "张三", "李四"], ["第2节", "数学", "语文"], ["", "李四", "张三"]
    )
    found = reads({"三(2)班": rows}, merged={"三(2)班": {"A2:A3": "第1节"}})
    assert taught(found) == ["张三 3-2 语文", "李四 3-2 数学"]
    assert len(found.lessons) == 4
    assert found.unread == ()


def test_odd_and_even_weeks_in_rows_of_their_own(reads):
    rows = [["节次", "周次", *DAYS], ["第1节", "单周", "美术 张三"], ["", "双周", "音乐 李四"]]
    found = reads({"三(2)班": rows}, merged={"三(2)班": {"A2:A3": "第1节"}})
    assert busy(found) == ["李四 1 08:20-09:00 even", "张三 1 08:20-09:00 odd"]


def test_titles_name_the_class_and_its_head_where_the_sheet_does_not(reads):
    found = reads({"Sheet1": [["枫津小学三（2）班课程表　班主任：张三"], *week(["第1节", "语文 张三"])]})
    assert [(group.id, group.name, group.head) for group in found.groups] == [("3-2", "三(2)班", "张三")]


def test_tables_side_by_side(reads):
    row = ["第1节", "语文 张三", "数学 李四", "", "第1节", "数学 李四", "语文 张三"]
    rows = [["一(1)班", "", "", "", "一(2)班"], ["节次", "周一", "周二", "", "节次", "周一", "周二"], row]
    assert taught(reads({"课表": rows})) == [
        "张三 1-1 语文",
        "李四 1-1 数学",
        "李四 1-2 数学",
        "张三 1-2 语文",
    ]


def test_one_wide_sheet_with_merged_weekdays_and_head_teachers(reads):
    rows = [["2026学年总课表"], ["班级", "班主任", "星期一", "", "星期二", ""], ["", "", 1, 2, 1, 2]]
    rows += [
        ["101", "王芳", "语文 王芳", "数学 李四", "体育 周八", ""],
        [],
        [1.2, "李四", "", "语文 王芳", "早操", "数学 李四"],
    ]
    found = reads(
        {"总课表": rows}, merged={"总课表": {"C2:D2": "星期一", "E2:F2": "星期二", "A1:F1": "2026学年总课表"}}
    )
    assert [(group.id, group.head) for group in found.groups] == [("1-1", "王芳"), ("1-2", "李四")]
    assert (len(found.lessons), found.counts.idle, found.unread) == (5, 1, ())


def test_classes_across_under_their_grades(reads):
    rows = [
        ["星期", "节次", "一年级", "", "二年级"],
        ["", "", "1班", "2班", "1班"],
        ["周一", "1", "语文 张三", "数学 李四", "语文 王五"],
    ]
    rows += [
        ["", "2", "数学 李四", "语文 张三", ""],
        ["周二", "1", "", "", "语文 王五"],
        ["班主任", "", "张三", "李四", "王五"],
    ]
    found = reads({"总课表": rows}, merged={"总课表": {"C1:D1": "一年级", "A3:A4": "周一"}})
    assert [(group.id, group.head) for group in found.groups] == [
        ("1-1", "张三"),
        ("1-2", "李四"),
        ("2-1", "王五"),
    ]
    assert len(found.lessons) == 6


def test_a_lesson_of_two_classes_together_is_no_clash(reads):
    rows = [
        ["班级", "周一", "周二"],
        ["", 1, 1],
        ["一(1)班", "体育 张三", "语文 李四"],
        ["一(2)班", "", "语文 李四"],
    ]
    found = reads({"总课表": rows}, merged={"总课表": {"B3:B4": "体育 张三"}})
    assert [line for line in taught(found) if "张三" in line] == ["张三 1-1 体育", "张三 1-2 体育"]
    assert [fault.column for fault in found.doubts] == ["C4"]


def test_bare_weekdays(reads):
    rows = [["", "一", "二", "三", "四", "五"], ["1", "语文 张三"], ["2", "", "数学 李四"]]
    assert len(reads({"三(2)班": rows}).lessons) == 2


def test_a_sheet_of_teachers_is_joined_to_a_timetable_of_subjects(reads):
    table = [
        ["班级", "班主任", "语文", "数学", "信息科技", "陶艺"],
        ["101", "张三", "张三", "李四", "王五、赵六", "甲"],
    ]
    found = reads({"一(1)班": week(["第1节", "语文", "数", "信息", "陶艺", "班会"]), "任课表": table})
    assert taught(found) == [
        "张三 1-1 语文",
        "李四 1-1 数学",
        "王五 1-1 信息科技",
        "赵六 1-1 信息科技",
        "甲 1-1 陶艺",
    ]
    assert len(found.lessons) == 5
    assert found.groups[0].head == "张三"
    assert (found.counts.assigned, found.counts.idle) == (5, 1)


def test_a_sheet_of_teachers_may_lie_on_its_side(reads):
    table = [["学科", "一(1)班", "一(2)班"], ["语文", "张三", "李四"], ["数学", "王五", "王五"]]
    found = reads({"一(1)班": week(["第1节", "语文", "数学"]), "教师安排": table})
    assert taught(found) == ["张三 1-1 语文", "王五 1-1 数学", "李四 1-2 语文", "王五 1-2 数学"]


def test_a_timetable_that_contradicts_the_sheet_of_teachers_is_doubted(reads):
    found = reads(
        {"一(1)班": week(["第1节", "语文 李四"]), "任课表": [["班级", "语文", "数学"], ["101", "张三", ""]]}
    )
    told = "语文 of 一(1)班: the timetable says 李四, the table of teachers says 张三. "
    told += "Check it; lessons follow the timetable, both are kept as teachers."
    assert said(found.doubts) == [f"课表.xlsx, 一(1)班, B2: {told}"]


@pytest.mark.parametrize("where", ["column", "label", "two columns", "sheet", "file", "nowhere"])
def test_minutes_may_stand_in_many_places(reads, where):
    cells = ["语文 张三"]
    rows = {
        "column": [["节次", "时间", *DAYS], ["第1节", "8:30-9:10", *cells]],
        "label": week(["第1节\n（8:30-9:10）", *cells]),
        "two columns": [["节次", "上课", "下课", *DAYS], ["第1节", "8:30", "9:10", *cells]],
    }.get(where, week(["第1节", *cells]))
    sheets = {"三(2)班": rows, **({"作息时间": TIMES} if where == "sheet" else {})}
    found = reads(sheets, times='[periods]\n1 = "08:30-09:10"\n' if where == "file" else "")
    if where == "nowhere":
        assert busy(found) == ["张三 1 08:20-09:00"]
        assert any("1 08:20-09:00" in notice.say("en") for notice in found.notices)
    else:
        assert busy(found) == ["张三 1 08:30-09:10"]
        assert not any("assumed" in notice.say("en") for notice in found.notices)


def test_a_sheet_of_times_numbers_the_afternoon_on_and_knows_2_is_14(reads):
    found = reads({"三(2)班": week(["第3节", "语文 张三"]), "作息时间表": [*TIMES, *AFTERNOON]})
    assert busy(found) == ["张三 1 14:00-14:40"]


def test_given_times_may_differ_by_grade_and_win(reads):
    sheets = {
        name: [["节次", "时间", *DAYS], ["第1节", "8:00-8:40", "语文 张三"]]
        for name in ("一(1)班", "二(1)班")
    }
    found = reads(sheets, times='[periods]\n1 = "9:00-9:40"\n[grade.1]\n1 = "8:50-9:25"\n')
    assert busy(found) == ["张三 1 08:50-09:25", "张三 1 09:00-09:40"]


def test_a_period_without_minutes_among_others_that_have_them_is_reported(reads):
    found = reads({"三(2)班": week(["第1节", "语文 张三"], ["第7节", "数学 李四"]), "作息时间": TIMES})
    assert [(fault.column, fault.value) for fault in found.unread] == [("B3", "数学 李四")]
    assert "nothing says when period 7 is held" in said(found.unread)[0]


def test_cells_beside_no_period_and_outside_of_tables_are_reported(reads):
    rows = [*week(["第1节", "语文 张三"], ["实践", "数学 李四"]), [], ["备注：夏季作息"]]
    found = reads({"三(2)班": rows})
    assert [(fault.column, fault.value) for fault in found.unread] == [
        ("A3", "实践"),
        ("B3", "数学 李四"),
        ("A5", "备注：夏季作息"),
    ]


def test_a_table_of_no_class_is_reported_once(reads):
    found = reads(
        {"Sheet1": week(["第1节", "语文 张三", "数学 李四"]), "三(2)班": week(["第1节", "语文 张三"])}
    )
    told = "B2:C2 looks like a timetable, but nothing says of which class (2 cells were not read). "
    told += "Name the sheet after the class, such as “三(2)班”, or write the class above the table."
    assert said(found.unread) == [f"课表.xlsx, Sheet1, B2: {told}"]
    assert found.counts.reported == 2


def test_a_class_that_can_not_be_read_is_reported_by_its_name(reads):
    rows = [
        ["班级", "周一", "周二"],
        ["", 1, 1],
        ["国际班", "体育 张三", ""],
        ["一(2)班", "", "语文 李四"],
        ["教务处"],
    ]
    told = [(fault.column, fault.value) for fault in reads({"总课表": rows}).unread]
    assert told == [("B3", "国际班"), ("A5", "教务处")]


def test_a_strange_sheet_is_reported_and_a_private_one_said(reads):
    found = reads({"三(2)班": week(["第1节", "语文 张三"]), "通讯录": [["张三", "A栋"]], "_草稿": [["x"]]})
    assert [(fault.sheet, fault.column) for fault in found.unread] == [("通讯录", "A1")]
    assert any("_草稿" in notice.say("zh") for notice in found.notices)


def test_hidden_sheets_are_read_and_said(reads):
    sheets = {"三(2)班": week(["第1节", "语文 张三"]), "三(3)班": week(["第2节", "语文 张三"])}
    found = reads(sheets, hidden="三(3)班")
    assert len(found.groups) == 2
    assert any(notice.say("en") == "The hidden sheet “三(3)班” was read too." for notice in found.notices)


def test_one_name_is_one_person_and_a_clash_is_doubted(reads):
    sheets = {
        name: week(["第1节", "语文 张三"], ["第2节", f"数学 李四{at}"])
        for at, name in enumerate(("一(1)班", "一(2)班"), 1)
    }
    found = reads(sheets)
    assert [person.name for person in found.staff] == ["张三", "李四1", "李四2"]
    told = "张三 teaches 一(1)班 (一(1)班!B2) and 一(2)班 (一(2)班!B2) at the same time, Mon 08:20. "
    told += "If these are two people of one name, write 张三1 and 张三2; "
    told += "if the classes are taught together, leave it."
    assert said(found.doubts) == [f"课表.xlsx, 一(2)班, B2: {told}"]
    assert len(found.lessons) == 3


def test_odd_and_even_weeks_do_not_clash(reads):
    sheets = {"一(1)班": week(["第1节", "美术 张三(单周)"]), "一(2)班": week(["第1节", "美术 张三(双周)"])}
    assert reads(sheets).doubts == ()


def test_a_class_told_twice_counts_once_and_contradictions_are_doubted(reads):
    wide = [["班级", "周一", "周二"], ["", 1, 1], ["一(1)班", "语文 张三", "数学 李四"]]
    found = reads({"总课表": wide, "一(1)班": week(["第1节", "语文 张三", "体育 王五"])})
    assert len(found.lessons) == 3
    assert [(fault.sheet, fault.column) for fault in found.doubts] == [("一(1)班", "C2")]


def test_the_same_workbook_is_read_the_same(tmp_path):
    path = book(
        tmp_path / "课表.xlsx", {"三(2)班": week(["第1节", "单周:美术 甲 / 双周:音乐 乙", "体育 丙/丁"])}
    )
    assert read(path) == read(path)
