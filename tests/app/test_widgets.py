"""No two choices say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from solver.app.widgets import apart

NAMES = st.dictionaries(st.text("abc", min_size=1, max_size=3), st.sampled_from(["王伟", "李娜", "李娜 · x"]))


def test_who_has_a_name_alone_is_called_by_it():
    names = {"T1": "王伟", "T2": "李娜", "T3": "王伟"}
    say = apart(names, lambda each: names[each])
    assert [say(each) for each in names] == ["王伟 · T1", "李娜", "王伟 · T3"]


def test_what_is_not_among_the_options_keeps_its_words():
    assert apart([1, 2], str)(7) == "7"


def test_a_name_that_looks_like_one_told_apart_is_told_apart_too():
    names = {"x": "李娜", "a": "李娜", "b": "李娜 · x"}
    assert len(set(map(apart(names, lambda each: names[each]), names))) == 3


@given(NAMES)
def test_all_choices_can_be_told_apart(names):
    say = apart(names, lambda each: names[each])
    assert len({say(each) for each in names}) == len(names)
