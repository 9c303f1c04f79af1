"""The start of a case: four tables filled, the rest asked for by ``check``; filled in, it loads."""

from __future__ import annotations

import csv

import pytest

from solver.base.errors import InputError
from solver.io import load
from solver.io.class_timetable import read, write_start
from tests.io.class_timetable.books import book, week
from tests.io.class_timetable.conftest import said

SCHOOL = {
    "一(1)班": week(
        ["第1节", "语文 张三", "数学 李四"],
        ["第2节", "单周:美术 王五 / 双周:音乐 赵六", "数学 复习"],
    ),
    "一(2)班": week(["第1节", "数学 李四1", "语文 =钱一"], ["午休"]),
    "任课表": [
        ["班级", "班主任", "语文", "数学"],
        ["101", "张三", "张三", "李四"],
        ["102", "钱一", "钱一", "李四1"],
    ],
}


@pytest.fixture
def found(tmp_path):
    return read(book(tmp_path / "枫津小学.xlsx", SCHOOL))


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_check_asks_for_the_rest_and_for_nothing_else(found, tmp_path, lang):
    write_start(found, tmp_path / "fengjin", lang)
    with pytest.raises(InputError) as caught:
        load(tmp_path / "fengjin")
    told = said(caught.value.faults)
    assert any("term.start” is missing" in line for line in told)
    assert any("term.end” is missing" in line for line in told)
    assert any("it has a header and no rows" in line for line in told)
    asked = {(fault.file, fault.row is None) for fault in caught.value.faults}
    tables = {"zh": {"时段.csv", "岗位.csv"}, "en": {"sessions.csv", "posts.csv"}}[lang]
    assert {file for file, _ in asked} <= {"school.toml", "fengjin", "", *tables}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_filled_in_it_is_a_case_with_all_that_the_workbook_told(found, tmp_path, lang):
    place = tmp_path / "fengjin"
    write_start(found, place, lang)
    toml = (place / "school.toml").read_text("utf-8").replace("# start", "start").replace("# end", "end")
    (place / "school.toml").write_text(toml, encoding="utf-8")
    patrol = {"id": "patrol", "name": "巡查", "kind": "patrol", "session": "after", "zone": "yard"}
    fill = {
        ("sessions", "时段"): {"id": "after", "name": "课后", "start": "15:30", "end": "17:00"},
        ("zones", "区域"): {"id": "yard", "name": "操场"},
        ("posts", "岗位"): patrol,
    }
    for (name, zh), row in fill.items():
        path = place / f"{zh if lang == 'zh' else name}.csv"
        path.write_text("\n".join((",".join(row), ",".join(row.values()))), encoding="utf-8")
    case = load(place).case
    assert case.staff == found.staff
    assert case.groups == found.groups
    assert case.teaching == found.teaching
    assert case.lessons == found.lessons
    assert case.title == "枫津小学"
    assert case.person["张三"].pool == "teachers"


def test_the_report_tells_every_cell_that_was_not_read(found, tmp_path):
    write_start(found, tmp_path / "fengjin", "zh")
    report = (tmp_path / "fengjin" / "课表导入报告.txt").read_text("utf-8-sig")
    for fault in (*found.unread, *found.doubts):
        assert fault.say("zh") in report
    assert found.counts.said().say("zh") in report
    assert "还要填写" in report


def test_nothing_is_written_over(found, tmp_path):
    (tmp_path / "fengjin").mkdir()
    (tmp_path / "fengjin" / "mine.txt").write_text("mine")
    with pytest.raises(InputError):
        write_start(found, tmp_path / "fengjin", "en")
    assert [path.name for path in (tmp_path / "fengjin").iterdir()] == ["mine.txt"]


def test_the_same_workbook_makes_the_same_bytes(found, tmp_path):
    places = [tmp_path / at / "fengjin" for at in ("one", "two")]
    for place in places:
        write_start(found, place, "zh")
    one, two = ({path.name: path.read_bytes() for path in place.iterdir()} for place in places)
    assert one == two


def test_names_can_not_become_formulas(tmp_path):
    rows = week(["第1节", "语文 张三", "数学 -李四", "=HYPERLINK(1)"])
    found = read(book(tmp_path / "课表.xlsx", {"三(2)班": rows}))
    write_start(found, tmp_path / "case", "en")
    cells = {cell for path in (tmp_path / "case").glob("*.csv") for row in rows_of(path) for cell in row}
    assert not any(cell.startswith(("=", "@", "+", "-")) for cell in cells)
