"""Whether clubs that overlap can all have leaders of their own: right on small cases, quick on bad ones."""

from __future__ import annotations

import random
from itertools import product
from time import process_time

import pytest

from solver.domain.case import Session, Staff
from solver.domain.example_cases import a_club, at, sketch
from solver.domain.plan import Meeting, Plan
from solver.rules import distinct_people
from solver.rules.distinct_people import DistinctPeople, TooManyError
from solver.rules.timetable.instructors_free import InstructorsFree

SECONDS = 20.0
"""A bad school takes some hundredths of a second, and where the limit is met some seconds; trying everything
took longer than anybody waits."""


def seats(rng: random.Random, count: int, people: int, fewest: int, most: int, times: int):
    """Seats that begin and end at random, each with a few people who could take it."""
    begins = [rng.randrange(times) for _ in range(count)]
    ends = [begin + rng.randint(1, 3) for begin in begins]
    able = [
        frozenset(f"p{who}" for who in rng.sample(range(people), min(people, rng.randint(fewest, most))))
        for _ in range(count)
    ]
    clash = [
        {b for b in range(count) if b != a and max(begins[a], begins[b]) < min(ends[a], ends[b])}
        for a in range(count)
    ]
    return able, clash, begins, ends


def test_it_answers_as_trying_everything_does() -> None:
    rng = random.Random(1)
    answers = []
    for _ in range(2000):
        able, clash, _, _ = seats(rng, rng.randint(1, 6), rng.randint(1, 4), 0, 3, rng.randint(1, 5))
        right = any(
            all(chosen[a] != chosen[b] for a, others in enumerate(clash) for b in others)
            for chosen in product(*able)
        )
        assert DistinctPeople(able, clash).enough(range(len(able))) == right, (able, clash)
        answers.append(right)
    assert 400 < sum(answers) < 1600


def interlocking(seed: int):
    """A school with a hundred clubs on one afternoon, at all hours, for thirty people."""
    able, _, begins, ends = seats(random.Random(seed), 100, 30, 2, 4, 10)
    clubs = [
        a_club(
            f"club{place}",
            room="hall",
            start=at(10 + begins[place] // 2, 30 * (begins[place] % 2)),
            end=at(10 + ends[place] // 2, 30 * (ends[place] % 2)),
            eligible=" or ".join(f"id:{who}" for who in sorted(own)),
        )
        for place, own in enumerate(able)
    ]
    staff = [Staff(id=f"p{who}", name=f"P{who}") for who in range(30)]
    session = Session(id="pm", name="Afternoon", start=at(10), end=at(18))
    case = sketch(staff=staff, clubs=clubs, sessions=(session,), walks=(), days=1)
    return case, Plan(timetable=tuple(Meeting(club.id, 1, "pm", "hall") for club in clubs))


def test_clubs_at_all_hours_are_told_apart_at_once() -> None:
    rule = InstructorsFree(InstructorsFree.params_type())
    found = []
    for seed in range(6):
        began = process_time()
        found.append(len(list(rule.check(*interlocking(seed)))))
        assert process_time() - began < SECONDS
    assert min(found) == 0 < max(found)


def test_what_cannot_be_told_within_the_limit_is_no_clean_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct_people, "MOST_WORK", 3)
    rule = InstructorsFree(InstructorsFree.params_type())
    told = [finding for seed in range(6) for finding in rule.check(*interlocking(seed))]
    unsure = [finding for finding in told if "can't be told" in finding.say("en")]
    assert unsure
    assert all(finding.hard and "无法在限定的计算量内判断" in finding.say("zh") for finding in unsure)


def test_a_search_without_end_is_given_up() -> None:
    rng = random.Random(5)
    able, clash, _, _ = seats(rng, 400, 100, 4, 6, 12)
    with pytest.raises(TooManyError):
        DistinctPeople(able, clash).enough(range(400))
