"""The mapped case means what the public format means: on every roster, and in the end on the best one."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import pytest

from benchmarks.shift_scheduling import instance as instances
from benchmarks.shift_scheduling.mapping import MONDAY, case_of, roster_of
from solver import service
from solver.audit.plan import audit
from solver.domain.plan import Assignment, Plan
from solver.engine.budget import Options
from tests.benchmarks.shift_scheduling.tiny import WEEK, best, keeps, penalty, rows

SAMPLE = 300


@pytest.fixture
def week(tmp_path):
    path = tmp_path / "Instance0.txt"
    path.write_text(WEEK, encoding="utf-8")
    return instances.read(path)


def plan_of(case, roster):
    """The plan that says a roster; a shift stands at the post that is open that day."""
    assigned = []
    for name, row in roster.items():
        for day, shift in enumerate(row):
            date = MONDAY + timedelta(days=day)
            assigned += [
                Assignment(date, post.id, name)
                for post in case.posts
                if shift and post.name == shift and date not in post.dates.without
            ]
    return Plan(roster=tuple(sorted(assigned)))


def some(found, count=SAMPLE):
    return random.Random(5).sample(found, min(count, len(found)))


@pytest.mark.parametrize("name", ["ann", "bo"])
def test_a_row_is_legal_for_us_exactly_when_it_is_for_the_format(week, name):
    case = case_of(week)
    quiet: dict[str, list[str | None]] = {"ann": ["E", "E", *[None] * 5], "bo": [None] * 7}
    assert all(keeps(week, one, row) for one, row in quiet.items())
    legal = [row for row in rows(week) if keeps(week, name, row)]
    broken = [row for row in rows(week) if row not in legal]
    for row in [*some(legal), *some(broken)]:
        found = audit(case, plan_of(case, quiet | {name: row}))
        assert (row in legal) == (not any(finding.hard for finding in found.findings)), row


def test_our_level_is_the_penalty_of_every_legal_roster(week):
    case = case_of(week)
    legal = [[row for row in rows(week) if keeps(week, name, row)] for name in week.staff]
    seen = set()
    for both in some(list(itertools.product(*legal))):
        roster = dict(zip(week.staff, both, strict=True))
        (_, level), *_ = audit(case, plan_of(case, roster)).levels["rotation"]
        assert level == penalty(week, roster), roster
        seen.add(level)
    assert len(seen) > 10


def test_the_solve_ends_with_the_best_of_all_rosters_proven(week):
    result = service.solve(case_of(week), Options(effort=20, workers=1))
    level, *_ = result.certificate.stages[-1].levels
    roster = roster_of(week, result.plan)
    assert not result.audit.doubts
    assert all(keeps(week, name, row) for name, row in roster.items())
    assert penalty(week, roster) == level.value == dict(result.audit.levels["rotation"])[level.name]
    assert level.proven
    assert level.value == best(week)


def test_two_rows_of_cover_for_one_shift_are_refused(tmp_path):
    path = tmp_path / "Instance0.txt"
    path.write_text(WEEK + "4,E,2,10,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="shift E has two rows of cover on day 4"):
        instances.read(path)


def test_a_row_outside_of_every_section_is_no_instance(tmp_path):
    path = tmp_path / "Instance0.txt"
    path.write_text("7\n", encoding="utf-8")
    with pytest.raises(ValueError, match="outside of every section: 7"):
        instances.read(path)
