"""Names of classes: the same class in every spelling."""

from __future__ import annotations

import pytest

from solver.io.class_timetable.class_names import class_in, class_name


@pytest.mark.parametrize(
    ("spelt", "group"),
    [
        ("一年级1班", "1-1"),
        ("一年级（1）班", "1-1"),
        ("一(1)班", "1-1"),
        ("一（1）班", "1-1"),
        ("1.1班", "1-1"),
        ("1-1班", "1-1"),
        ("101班", "1-1"),
        ("一1班", "1-1"),
        ("一年一班", "1-1"),
        ("六（十二）班", "6-12"),
        ("七(3)班", "7-3"),
        ("初一3班", "7-3"),
        ("初一（3）班", "7-3"),
        ("703班", "7-3"),
        ("九年级10班", "9-10"),
        ("高二(1)班", "11-1"),
        ("1012班", "10-12"),
        ("三(A)班", "3-A"),
        (" 三 （2） 班 ", "3-2"),
    ],
)
def test_one_class_in_many_spellings(spelt, group):
    found = class_name(spelt)
    assert found is not None
    assert found.id == group


@pytest.mark.parametrize(
    "spelt", ["语文", "一年级", "第1节", "星期一", "2024级3班", "十五年级1班", "初四1班", "0班", "班"]
)
def test_other_words_are_no_class(spelt):
    found = class_name(spelt)
    assert found is None


def test_a_number_is_a_class_only_where_classes_are_expected():
    assert class_name("101") is None
    loose = class_name("101", loose=True)
    assert loose is not None
    assert loose.id == "1-1"


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("枫津小学三（2）班课程表", "3-2"),
        ("2026学年第一学期一年级1班课程表", "1-1"),
        ("班级：三(2)班  班主任：李四", "3-2"),
        ("初一3班课表", "7-3"),
    ],
)
def test_a_title_names_its_class(title, group):
    assert {one.id for one in class_in(title)} == {group}


def test_classes_stand_in_their_natural_order():
    names = [class_name(name) for name in ("三10班", "三(A)班", "二2班", "三2班")]
    found = sorted((one for one in names if one is not None), key=lambda one: one.order)
    assert [one.id for one in found] == ["2-2", "3-2", "3-10", "3-A"]
