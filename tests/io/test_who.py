"""The small language of who may and who wishes."""

from __future__ import annotations

import time

import pytest

from solver.domain.case import Case, Group, Staff, Teaching, Term
from solver.domain.staff_filter import WhoError, check_words, matches, parse, people, vocabulary

PEOPLE = (
    Staff(id="T1", name="王芳", subjects=("语文",)),
    Staff(id="T2", name="Li Qiang", subjects=("数学",), qualifications=("急救",)),
    Staff(id="T3", name="张敏", subjects=("非遗",)),
    Staff(id="L1", name="赵强", kind="leader"),
    Staff(id="P1", name="王芳", kind="parent"),
)


@pytest.fixture(scope="module")
def case():
    import datetime as dt

    return Case(
        id="who",
        title="who",
        term=Term(start=dt.date(2026, 9, 7), end=dt.date(2026, 9, 11)),
        staff=PEOPLE,
        groups=(
            Group(id="1-1", name="一班", grade=1, head="T1"),
            Group(id="1-2", name="二班", grade=1, head="T3"),
            Group(id="3-1", name="三班", grade=3),
            Group(id="M", name="合班", grade=1, parts=("1-1", "1-2")),
        ),
        teaching=(
            Teaching(staff="T1", group="1-1", subject="语文"),
            Teaching(staff="T2", group="3-1", subject="科学"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "group", "expected"),
    [
        ("any", None, "T1 T2 T3 L1 P1"),
        ("own", None, "T1 T2 T3"),
        ("领导 或 家长", None, "L1 P1"),
        ("leader|parent", None, "L1 P1"),
        ("leader; parent", None, "L1 P1"),
        ("own and not head", None, "T2"),
        ("本校教师且非班主任", None, "T2"),
        ("本校教师 且（语文 或 科目：数学）", None, "T1 T2"),
        ("not own or T1", None, "T1 L1 P1"),
        ("not (own or leader)", None, "P1"),
        ("teaches", "1-1", "T1"),
        ("teaches", "1-2", "T3"),
        ("教本班", "M", "T1 T3"),
        ("head", "M", "T1 T3"),
        ("head", "3-1", ""),
        ("teaches", None, "T1 T2 T3"),
        ("grade:1-2", None, "T1 T3"),
        ("年级：3", None, "T2"),
        ("科学", None, "T2"),
        ("急救", None, "T2"),
        ("qual:急救", None, "T2"),
        ("'非遗'", None, "T3"),
        ("subject:非遗", None, "T3"),
        ('"Li Qiang" or id:T1', None, "T1 T2"),
        ("张敏", None, "T3"),
        ("!own && !leader", None, "P1"),
    ],
)
def test_an_expression_means_these_people(case, text, group, expected):
    assert not check_words(parse(text), vocabulary(case))
    assert people(text, case, group) == frozenset(expected.split())
    for person in case.staff:
        assert matches(text, person, case, group) == (person.id in expected.split())


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("", 0, "The expression is empty."),
        ("own and", 7, "A word is missing after “and”."),
        ("own teaches", 4, "Before “teaches” there must be an “and” or an “or”."),
        ("(own", 0, "“(” has no partner."),
        ("own)", 3, "“)” has no partner."),
        ('"own', 0, '“"” has no partner.'),
        ("rank:3", 0, "“rank:” is unknown; subject: qual: grade: id: name: are known."),
        ("own or grade:one", 7, "A grade is 3 or 1-2, not “one”."),
        ("subject:", 0, "A word is missing after “subject:”."),
        ("(" * 60 + "own" + ")" * 60, 50, "The parentheses are nested too deeply."),
    ],
)
def test_a_broken_expression_says_where_it_breaks(text, position, message):
    with pytest.raises(WhoError) as caught:
        parse(text)
    assert (caught.value.position, caught.value.message.say("en")) == (position, message)


@pytest.mark.parametrize(
    ("text", "word", "way_out"),
    [
        ("语闻", "语闻", "Perhaps “语文”?"),
        ("non_such_thing", "non_such_thing", "Words are such as own, Maths, qual:coach, id:T1, teaches."),
        ("id:T11", "T11", "Perhaps “T1”?"),
        ("非遗", "遗", 'Perhaps “"非遗"”?'),
        ("王芳", "王芳", "Use an id: id:T1 | id:P1."),
        ("own and not (grade:7)", "7", "It may be: 1, 3."),
    ],
)
def test_a_word_that_means_nobody_is_a_fault(case, text, word, way_out):
    (fault,) = check_words(parse(text), vocabulary(case))
    assert fault.value == word
    assert fault.way_out is not None
    assert fault.way_out.say("en") == way_out


def test_a_hundred_thousand_questions_take_no_time(case):
    person = case.staff[0]
    began = time.perf_counter()
    for _ in range(100_000):
        matches("own and (teaches or 数学)", person, case, "1-1")
    assert time.perf_counter() - began < 2
