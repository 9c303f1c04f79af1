"""Five answers make a school that can be solved, or a message says what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import service
from solver.base.errors import InputError
from solver.io.editing import examine, save, tables_from_bytes, workbook_bytes
from solver.io.new_school.form import QUESTIONS, TEACHER, people_of, read_answers
from solver.io.new_school.school import NewSchool, at_once
from solver.io.new_school.tables import tables_for

ANSWERS = {
    "name": "新星小学",
    "first": "2026-09-07",
    "last": "2026-09-18",
    "classes": "1,1",
    "start": "15:30",
    "ends": "17:30",
    "teachers": "8",
}


def answers(lang="zh", **changes: str) -> NewSchool:
    return read_answers(**{**ANSWERS, **changes}, lang=lang)


def refused(**changes: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        answers(**changes)
    assert all(any("一" <= letter <= "鿿" for letter in fault.say("zh")) for fault in caught.value.faults)
    return [(fault.column, fault.say("en")) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "changes",
    [
        {"classes": "1", "teachers": "4"},
        {"classes": "1,1", "teachers": "5", "lang": "en"},
        {"classes": "2,2", "teachers": "12", "leaders": "赵校长、钱主任", "ends": "1=16:30; 2=17:30"},
        {
            "classes": "2,1,2",
            "teachers": "10",
            "ends": "16:30,17:00,17:00",
            "gates": "2",
            "weekdays": "1;3;5",
        },
        {"classes": "0,0,0,0,0,0,3", "teachers": "7", "pupils": "55", "lang": "en"},
        {"classes": "4,4", "teachers": "11", "pupils": "45"},
    ],
    ids=lambda changes: " ".join(changes.values()),
)
def test_a_new_school_solves_without_a_finding(changes):
    school = answers(**changes)
    case = case_of(school)
    result = service.solve(case, service.Options(effort=10, workers=1))
    assert [finding.message.say("en") for finding in result.findings] == []
    assert {duty.kind for duty in service.handout(result).work.duties} == {"care", "patrol", "gate", "leader"}


def case_of(school: NewSchool):
    found = examine(tables_for(school))
    assert [one.fault.say("en") for one in found.faults] == []
    assert found.loaded is not None
    return found.loaded.case


@st.composite
def schools(draw):
    classes = draw(st.lists(st.integers(0, 8), min_size=1, max_size=12).filter(any))
    ends = [draw(st.sampled_from(["16:10", "16:30", "17:00", "18:00"])) for _ in classes]
    gates = draw(st.integers(1, 4))
    leaders = draw(st.sampled_from(["", "2"]))
    least = sum(classes) + -(-sum(classes) // 12) + gates + (not leaders)
    return {
        "classes": ",".join(map(str, classes)),
        "ends": ",".join(ends),
        "gates": str(gates),
        "leaders": leaders,
        "teachers": str(least + draw(st.integers(0, 2 * sum(classes)))),
        "pupils": str(draw(st.integers(1, 60))),
        "weekdays": draw(st.sampled_from(["1-5", "1;3", "周二", "1-6"])),
        "lang": draw(st.sampled_from(["zh", "en"])),
    }


@settings(max_examples=40, deadline=None)
@given(schools())
def test_whatever_the_size_it_loads_without_a_fault(changes):
    school = answers(**changes)
    case = case_of(school)
    assert len(case.groups) == sum(school.classes)
    assert len(case.staff) == len(school.teachers) + len(school.leaders)
    assert all(group.head for group in case.groups)


@settings(max_examples=10, deadline=None)
@given(schools())
def test_its_workbook_is_the_same_school(changes):
    school = answers(**changes)
    again = examine(tables_from_bytes("x.xlsx", workbook_bytes(tables_for(school), school.lang))).loaded
    assert again is not None
    assert again.case.hash == case_of(school).hash


def test_its_folder_is_in_the_language_that_was_asked(tmp_path):
    for lang, file, name in (("zh", "人员.csv", "一（1）班"), ("en", "staff.csv", "Class 1-1")):
        save(tables_for(answers(lang=lang)), tmp_path / lang, expected=None)
        assert (tmp_path / lang / file).exists()
        assert case_of(answers(lang=lang)).groups[0].name == name


def test_too_few_teachers_are_told_before_anything_is_made():
    said = (
        "teachers: At least 5 teachers are needed (2 so far): at one time 2 with a class each, "
        "1 on patrol, 1 at the gate, 1 in charge. Add names, or write a number for now and put the names in "
        "later."
    )
    assert refused(teachers="王芳、李强") == [("teachers", said)]
    assert at_once(answers(teachers="4", leaders="赵校长")).total == 4


@pytest.mark.parametrize("question", sorted({*QUESTIONS} - {"pupils", "weekdays", "gates"}))
def test_a_blank_answer_is_asked_again(question):
    assert question in {column for column, _ in refused(**{question: "  "})}


@pytest.mark.parametrize(
    ("question", "text", "message"),
    [
        ("first", "九月一日", "is not a date"),
        ("last", "2026-08-01", "before it starts on 2026-09-07"),
        ("last", "2028-09-01", "more than a year"),
        ("classes", "3;x", "such as 3,3,3,2,2,2"),
        ("classes", "0,0", "There must be at least one class"),
        ("classes", "30,30,30,31", "31 is not between 0 and 30"),
        ("classes", "30,30,30,30,30", "150 classes, more than 120"),
        ("classes", ",".join("1" * 13), "13 is not between 1 and 12"),
        ("pupils", "0", "0 is not between 1 and 200"),
        ("weekdays", "1-8", "is not a weekday"),
        ("start", "half past", "is not a time of day"),
        ("ends", "15:40", "15:30–15:40 can't be after-school service"),
        ("ends", "1=17:30", "Grade 2 has no time at which it ends"),
        ("ends", "x=17:30", "is not a grade"),
        ("gates", "10", "10 is not between 1 and 9"),
        ("teachers", "0", "0 is not between 1 and 600"),
        ("teachers", "9999", "9999 is not between 1 and 600"),
        ("name", "a\u200bb", "invisible control character"),
    ],
)
def test_an_answer_that_can_not_be_used_is_refused_at_its_question(question, text, message):
    found = refused(**{question: text})
    assert [column for column, _ in found] == [question]
    assert message in found[0][1]


def test_a_term_of_holidays_only_is_refused():
    ((column, said),) = refused(first="2026-10-01", last="2026-10-05")
    assert column == "last"
    assert "The term has no service date at all" in said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王芳\n李强\n张　敏\n", ("王芳", "李强", "张敏")),
        ("王芳 李强 欧阳修", ("王芳", "李强", "欧阳修")),
        ("Wang Fang, Li Qiang; Zhang Min", ("Wang Fang", "Li Qiang", "Zhang Min")),
        ("王芳、李强，张敏\t陈静", ("王芳", "李强", "张敏", "陈静")),
        ("2", ("教师1", "教师2")),
        ("<b>x</b>, =1+1", ("<b>x</b>", "=1+1")),
    ],
)
def test_names_are_read_as_they_are_pasted(text, names):
    assert people_of(text, TEACHER, "zh") == names


TYPED = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["3", "2,2", "1-2=16:30;2=17:00", "16:00", "2026-09-10", "12", "周一;周三", "王芳 李强", "0.5"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*QUESTIONS, "leaders"]), TYPED, max_size=4))
def test_whatever_is_typed_there_is_a_school_or_a_message(changes):
    try:
        school = answers(**changes)
    except InputError as error:
        found = {fault.column for fault in error.faults}
    else:
        found = set()
        assert examine(tables_for(school)).faults == ()
    assert found <= {*QUESTIONS, "leaders"}
