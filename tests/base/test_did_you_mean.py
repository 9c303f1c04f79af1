"""Whoever writes a name that nobody knows is told the one that was meant, or what there is."""

from __future__ import annotations

import pytest

from solver.base.did_you_mean import MOST_TOLD, nearest, way_out
from solver.base.text import Words

KNOWN = ("care", "tutoring", "看护", "辅导")


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("car", "care"),
        ("Tutorin", "tutoring"),
        ("看户", "看护"),
        (" care ", "care"),
        ("zoo", None),
        ("", None),
    ],
)
def test_half_of_a_short_name_is_enough_to_guess_it(name, guess):
    assert nearest(name, KNOWN) == guess


def test_the_likeliest_name_is_told_and_else_what_there_is():
    assert way_out("car", KNOWN).say("en") == "Perhaps “care”?"
    assert way_out("zoo", KNOWN).say("en") == "It may be: care, tutoring, 看护, 辅导."
    assert way_out("zoo", KNOWN).say("zh") == "可以写：care、tutoring、看护、辅导"
    assert way_out("zoo", KNOWN, told=("care", "tutoring")).say("en") == "It may be: care, tutoring."
    rename = Words(zh="请改名", en="Rename it.").with_()
    assert way_out("zoo", KNOWN, rename) == rename
    assert way_out("car", KNOWN, rename).say("zh") == "是不是“care”？"


def test_hundreds_of_names_are_not_all_told():
    names = [f"{number:03}x" for number in range(100)]
    assert way_out("zoo", names).say("en").endswith(f"and {100 - MOST_TOLD} more.")
