"""The page about timetables: its example is what the product says."""

from __future__ import annotations

import re
from pathlib import Path

from solver.io.class_timetable import read, report_of
from tests.io.class_timetable.books import DAYS, book, week

PAGE = Path(__file__).parents[3] / "docs" / "kebiao.md"
SCHOOL = {
    "三(1)班": [
        ["三（1）班课程表"],
        ["节次", "时间", *DAYS],
        ["早读", "8:00-8:15", "语文", "英语", "语文", "英语", "语文"],
        ["第1节", "8:20-9:00", "语文 张敏", "数学(李强)", "语文 张敏", "数学(李强)", "英语 王芳"],
        [
            "第2节",
            "9:10-9:50",
            "数学(李强)",
            "语文 张敏",
            "体育 赵刚/孙丽",
            "单周:美术 周静 / 双周:音乐 吴琳",
            "",
        ],
        ["午休"],
        ["第3节", "14:00-14:40", "英语 王芳", "科学 郑华", "数学 复习", "班会", "课后服务"],
    ],
    "三(2)班": week(["第1节", "数学", "语文"], ["第2节", "语文", "体育"]),
    "任课表": [["班级", "班主任", "语文", "数学", "体育"], ["三(2)班", "钱一", "钱一", "李强", "赵刚"]],
}


def test_the_example_is_what_the_product_says(tmp_path):
    found = read(book(tmp_path / "课表.xlsx", SCHOOL))
    shown = re.search(r"```console\n.*?```\n\n```\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert shown is not None
    assert " ".join(shown[1].split()) == " ".join("\n".join(report_of(found, "en")).split())
