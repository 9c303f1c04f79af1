"""Small cases that chance brought up, each of which was once told wrongly."""

from __future__ import annotations

from solver import service
from solver.domain.case import Case, RuleSetting
from solver.domain.duties import expand
from solver.domain.example_cases import a_post, at, roster, sketch, weekdays
from solver.domain.levels import LevelGroup
from solver.domain.plan import LevelCertificate
from solver.engine.bounds import Bounds
from solver.engine.budget import Budget, Options
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import Stop
from solver.rules import rules_of
from solver.rules.rotation.no_overlap import NoOverlap
from solver.rules.rule import Params


def rotation(case: Case) -> dict[str, LevelCertificate]:
    """Solve a case, let the audit agree, and return the rotation's levels."""
    result = service.solve(case, Options(effort=2, workers=1))
    assert not result.audit.doubts
    return {level.name: level for level in result.certificate.stages[-1].levels}


def test_nobody_is_at_two_posts_at_once_however_short_they_are() -> None:
    """Two posts shorter than the grace: the bound said that one stays empty, the rule did not."""
    short = {"start": at(17, 57), "end": at(18)}
    posts = [a_post("one", "patrol", zone="a", **short), a_post("two", "patrol", zone="a", **short)]
    case = sketch(staff="ann", posts=posts, days=2)
    assert list(NoOverlap(Params()).check(case, roster("0 one ann", "0 two ann")))
    level = rotation(case)["uncovered"]
    assert (level.value, level.bound) == (2, 2)


def test_days_that_must_not_stand_alone_lead_the_search_in_no_circle() -> None:
    """A day of service is bounded by its neighbours, and they by it: neither follows from the other."""
    early = a_post("gate", "gate", start=at(16), end=at(16, 30), dates=weekdays(1, 2))
    posts = [a_post("care"), early, a_post("late", "patrol", start=at(17), dates=weekdays(1, 2))]
    rules = (RuleSetting(code="run_length", params={"shortest": 2, "longest": 2}),)
    levels = rotation(sketch(staff="ann bo", posts=posts, days=4, rules=rules))
    assert levels["uncovered_pupils"].value >= 0


def test_seats_with_pupils_may_be_given_up_where_they_count_last() -> None:
    """Three seats, one with pupils, and two people: which stays empty depends on what counts first."""
    case = sketch(posts=[a_post("care"), a_post("gate", "gate", need=2, want=2)], days=1)
    pupils, others = (("uncovered_pupils", 1),), (("uncovered", 1),)
    assert bounds(case, (pupils, others), (0, 1)) == [0, 1]
    assert bounds(case, (pupils, others), (1, 0)) == [0, 0]
    # A roster without a gap at the gate may leave the care empty, whatever this one does.
    assert bounds(case, (others, pupils), (1, 0)) == [0, 0]


def bounds(case: Case, groups: tuple[LevelGroup, ...], values: tuple[int, ...]) -> list[int]:
    """Return what is proven of the levels of a plan that has these values."""
    rules = rules_of(case)
    proof = Bounds(case, CandidatePairs(case, expand(case, (), ()), rules), {}, rules, groups)
    return [bound.value for bound in proof.bounds(values, Budget(Options(effort=1)), Stop())]
