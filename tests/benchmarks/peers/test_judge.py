"""One judge for all: what it counts, what it refuses, and that another one agrees."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.peers.evaluate import evaluate
from benchmarks.peers.instance import InstanceError, read
from benchmarks.peers.solution import SolutionError, read_solution
from tests.benchmarks.peers.schools import Raw, as_instance, random_school


def test_a_clean_roster_breaks_nothing_and_is_measured_level_by_level(school: Raw) -> None:
    verdict = evaluate(as_instance(school), {"D0": "Ann", "D1": "Ann"})
    assert verdict.legal
    assert verdict.vector == (0, 10, 20, 0)


def test_uncovered_duties_and_unwished_days_are_counted(school: Raw) -> None:
    school["staff"][0]["prefer_not"] = [0]
    assert evaluate(as_instance(school), {"D0": "Ann", "D1": None}).vector == (1, 10, 10, 1)


BROKEN = {
    "not_eligible": lambda raw: raw["duties"][0].update(set="Bo alone"),
    "unavailable": lambda raw: (
        raw["duties"][0].update(session="midday"),
        raw["staff"][0].update(unavailable=[[0, "midday"]]),
    ),
    "overlap": lambda raw: raw["duties"][0].update(busy_end=936),
    "gap_too_long": lambda raw: raw.update(gap_limit=4),
    "weekly_cap": lambda raw: raw["staff"][0].update(max_per_week=1),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_one_change_breaks_one_hard_rule_once(school: Raw, rule: str) -> None:
    BROKEN[rule](school)
    assert dict(evaluate(as_instance(school), {"D0": "Ann", "D1": "Ann"}).broken) == {rule: 1}


def test_midday_lies_as_far_from_the_afternoon_as_it_likes(school: Raw) -> None:
    school["duties"][0] |= {"start": 695, "end": 770, "busy_end": 770, "session": "midday"}
    assert evaluate(as_instance(school), {"D0": "Ann", "D1": "Ann"}).legal


def test_people_and_duties_that_nobody_knows_break_the_roster(school: Raw) -> None:
    verdict = evaluate(as_instance(school), {"D0": "Cy", "D9": "Ann"})
    assert dict(verdict.broken) == {"unknown_duty": 1, "unknown_staff": 1}


def test_the_judge_agrees_with_the_shared_one(shared_judge: Any) -> None:
    for seed in range(300):
        raw, dice = random_school(seed), random.Random(seed)
        names = [each["id"] for each in raw["staff"]]
        roster = {each["id"]: dice.choice([None, "nobody", *names, *names]) for each in raw["duties"]}
        theirs, ours = shared_judge.evaluate(raw, roster), evaluate(as_instance(raw), roster)
        assert (theirs["vector"], theirs["hard_detail"]) == (list(ours.vector), dict(ours.broken))


ODD = {
    "format": ("rota-peers-2", 'instance: format: "rota-peers-2" is no format that is known here'),
    "days": (0, "instance: days: 0 should be between 1 and"),
    "weeks": (True, "instance: weeks: true should be a whole number"),
    "gap_limit": ("15", 'instance: gap_limit: "15" should be a whole number'),
    "staff": ({}, "instance: staff: an object should be a list"),
    "sets": ({"all": ["Cy"]}, 'instance: sets.all[0]: "Cy" is no id of a member of staff'),
    "duties.0.set": ("none", 'instance: duties[0].set: "none" is no name of a set'),
    "duties.0.day": (6, "instance: duties[0].day: 6 should be between 0 and 5"),
    "duties.0.end": (870, "instance: duties[0].end: 870 should be between 871"),
    "duties.1.id": ("D0", 'instance: duties[1].id: "D0" is there twice'),
    "duties.1.session": ("night", 'instance: duties[1].session: "night" is no session'),
    "staff.0.unavailable": ([[0]], "instance: staff[0].unavailable[0]: a list should be a day and a session"),
    "staff.0.share": (0, "instance: staff[0].share: 0 should be more than 0"),
    "staff.1": ("Bo", 'instance: staff[1]: "Bo" should be an object'),
}


@pytest.mark.parametrize("place", ODD)
def test_an_odd_file_is_refused_with_place_and_reason(school: Raw, place: str) -> None:
    value, said = ODD[place]
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    inner: Any = school
    for step in way:
        inner = inner[step]
    inner[last] = value
    with pytest.raises(InstanceError, match=re.escape(said)):
        as_instance(school)


@pytest.mark.parametrize("text", ["", "[" * 100_000, '{"format": 1, "format": 2}', "[NaN]", '"\\ud8', "[1]"])
def test_what_is_no_instance_at_all_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.json").write_text(text)
    with pytest.raises(InstanceError, match=r"^odd\.json: "):
        read(tmp_path / "odd.json")


@pytest.mark.parametrize(
    "text", ['{"assign": {"D0": ["Ann"]}}', "[]", '{"assign": {}, "trace": [[1, [2]]]}', ""]
)
def test_what_is_no_solution_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.json").write_text(text)
    with pytest.raises(SolutionError, match=r"^odd\.json: is no solution"):
        read_solution(tmp_path / "odd.json")
