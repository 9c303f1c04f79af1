"""Of which duties, meetings and departures a wish or a pin speaks; what it leaves empty holds for all."""

from __future__ import annotations

import pytest

from solver.domain.case import Pin, Wish
from solver.domain.duties import expand
from solver.domain.example_cases import a_post, at, on_day, sketch
from solver.domain.plan import Departure, Meeting, Variant
from solver.domain.requests import forbids, names, places

CASE = sketch(posts=[a_post("care/c1", group="c1", room="r1")], days=2)
FIRST, LAST = expand(CASE, (), ()).duties


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"post": "care"},
        {"post": "care/c1"},
        {"group": "c1"},
        {"session": "pm"},
        {"room": "r1"},
        {"weekday": 1},
        {"first": on_day(0), "last": on_day(0)},
    ],
)
def test_a_pin_speaks_of_a_duty_by_whatever_it_names(said: dict[str, object]) -> None:
    assert names(Pin.model_validate({"staff": "ann", **said}), FIRST)


@pytest.mark.parametrize(
    "said",
    [
        {"post": "gate"},
        {"group": "c2"},
        {"session": "am"},
        {"room": "r2"},
        {"club": "art"},
        {"weekday": 2},
        {"first": on_day(1)},
        {"last": on_day(-1)},
    ],
)
def test_one_word_that_does_not_fit_is_enough(said: dict[str, object]) -> None:
    assert not names(Pin.model_validate({"staff": "ann", **said}), FIRST)


def test_a_wish_speaks_by_post_weekday_and_dates() -> None:
    assert names(Wish(who="any"), FIRST)
    assert names(Wish(who="any", post="care", weekday=2, first=on_day(1)), LAST)
    assert not names(Wish(who="any", first=on_day(1)), FIRST)
    assert not names(Wish(who="any", post="gate"), FIRST)


def test_a_pinned_place_is_a_session_and_a_room() -> None:
    art = Meeting("art", 1, "pm", "r1")
    assert places(Pin(club="art", weekday=2), art)
    assert places(Pin(club="art", session="pm", room="r1"), art)
    assert not places(Pin(club="art", room="r2"), art)


@pytest.mark.parametrize(
    ("pin", "variant", "forbidden"),
    [
        (Pin(group="c1", gate="g"), "fine", True),
        (Pin(group="c1", gate="g"), "rain", True),
        (Pin(group="c1", gate="west"), "fine", False),
        (Pin(group="c1", minute=at(18)), "fine", True),
        (Pin(group="c1", minute=at(18)), "rain", False),
        (Pin(group="c1", minute=at(18), gate="g"), "rain", False),
        (Pin(group="c1", minute=at(18, 1), gate="g"), "fine", False),
        (Pin(group="c1", session="am", gate="g"), "fine", False),
        (Pin(group="c1"), "fine", False),
    ],
)
def test_a_forbidden_minute_says_nothing_of_rainy_days(pin: Pin, variant: Variant, forbidden: object) -> None:
    leaving = Departure("pm", "c1", variant, "g", at(18), at(18, 2), at(18, 3), 10)
    assert forbids(pin, leaving) == forbidden
