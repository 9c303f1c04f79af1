"""The order of aims in plain words: what a run changes of it, and that nothing else is changed."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.app.solve.form import (
    AIMS,
    EXTRAS,
    LASTS,
    Extra,
    Last,
    aims_words,
    extra_of,
    last_of,
    ordered,
)
from solver.base.text import LANGS
from solver.domain.case import Case, Pin
from solver.domain.levels import LEVELS, groups_of
from solver.io.settings.rules import levels_of
from solver.report.facts import pin_words
from tests.app import rosters

LAST: list[Last] = list(LASTS)
EXTRA: list[Extra] = list(EXTRAS)


def school(levels: str = "") -> Case:
    case = rosters.case_of("tiny")
    return case.model_copy(update={"levels": levels_of(levels)}) if levels else case


def measures(case: Case) -> Counter[str]:
    return Counter(name for group in groups_of(case, "rotation") for name, _ in group)


def test_the_usual_order_leaves_the_case_as_it_is() -> None:
    case = school()
    assert (last_of(case), extra_of(case)) == ("burdens", "before")
    assert ordered(case, "burdens", "before") is case
    assert ordered(case) is case


@given(st.sampled_from(LAST), st.sampled_from(EXTRA))
def test_no_measure_is_lost_or_told_twice(last: Last, extra: Extra) -> None:
    case = school()
    changed = ordered(case, last, extra)
    assert measures(changed) == measures(case)
    assert (changed.hash == case.hash) == (groups_of(changed, "rotation") == groups_of(case, "rotation"))


@given(st.sampled_from(LAST), st.sampled_from(EXTRA))
def test_what_was_chosen_is_what_the_case_then_has(last: Last, extra: Extra) -> None:
    changed = ordered(school(), last, extra)
    assert last_of(changed) == (last if last != "given" else "burdens")
    assert extra_of(changed) == (extra if extra != "given" else "before")


def test_seats_and_rules_are_never_put_behind_anything() -> None:
    for last in LAST:
        for extra in EXTRA:
            groups = groups_of(ordered(school(), last, extra), "rotation")
            assert groups[:3] == LEVELS["rotation"][:3]


def test_both_together_are_weighed() -> None:
    groups = groups_of(ordered(school(), "mostly_wishes"), "rotation")
    assert groups[-1] == (("burdens", 1), ("wishes", 3))
    assert aims_words(ordered(school(), "mostly_burdens"), "zh")[-1] == (
        "辛苦岗次均摊（×3） 加 满足意愿、少换人（×1）"
    )


def test_extra_heads_may_come_after_fairness() -> None:
    names = [group[0][0] for group in groups_of(ordered(school(), extra="after"), "rotation")]
    assert names.index("wanted") == names.index("sum_deviation") + 1


def test_a_schools_own_order_is_kept_where_nothing_is_chosen() -> None:
    own = school("uncovered_pupils; uncovered; rules; max_deviation:9 + wishes; sum_deviation; burdens")
    assert last_of(own) == "given"
    assert extra_of(own) == "after"
    assert ordered(own, "given", "given") is own
    moved = ordered(own, "wishes")
    assert groups_of(moved, "rotation")[-2:] == ((("wishes", 1),), (("burdens", 1),))
    assert (("max_deviation", 9),) in groups_of(moved, "rotation")


@pytest.mark.parametrize("lang", LANGS)
def test_every_usual_measure_has_plain_words(lang: str) -> None:
    assert {name for group in LEVELS["rotation"] for name, _ in group} == set(AIMS)
    for words in aims_words(school(), "zh" if lang == "zh" else "en"):
        assert "_" not in words


def test_a_pin_is_said_as_a_sentence() -> None:
    case = school()
    person, post = case.staff[0], case.posts[0]
    pins = (
        Pin(staff=person.id, post=post.id, weekday=5),
        Pin(action="forbid", staff=person.id, post="patrol"),
    )
    pinned = case.model_copy(update={"pins": pins})
    assert pin_words(pinned, pins[0], "zh") == f"{person.name} 上 {post.name}（周五）"
    assert pin_words(pinned, pins[1], "en") == f"{person.name} never on Patrol"
    club, group = case.clubs[0], case.groups[0]
    assert club.name in pin_words(pinned, Pin(club=club.id, weekday=3), "zh")
    assert pin_words(pinned, Pin(group=group.id, minute=1030), "en") == f"{group.name} leaves (17:10)"
