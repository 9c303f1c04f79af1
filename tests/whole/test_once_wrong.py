"""Small cases that chance brought up, each of which was once told wrongly."""

from __future__ import annotations

from solver import service
from solver.domain.case import Case, RuleSetting
from solver.domain.plan import LevelCertificate
from solver.engine.budget import Options
from solver.rules.no_overlap import NoOverlap
from solver.rules.rule import Params
from solver.rules.sketch import at, post, roster, sketch


def rotation(case: Case) -> dict[str, LevelCertificate]:
    """Solve a case, let the audit agree, and return the rotation's levels."""
    result = service.solve(case, Options(effort=2, workers=1))
    assert not result.audit.doubts
    return {level.name: level for level in result.certificate.stages[-1].levels}


def test_nobody_is_at_two_posts_at_once_however_short_they_are() -> None:
    """Two posts shorter than the grace: the bound said that one stays empty, the rule did not."""
    short = {"start": at(17, 57), "end": at(18)}
    posts = [post("one", "patrol", zone="a", **short), post("two", "patrol", zone="b", **short)]
    case = sketch(staff="ann", posts=posts, days=2)
    assert list(NoOverlap(Params()).check(case, roster("0 one ann", "0 two ann")))
    level = rotation(case)["uncovered"]
    assert (level.value, level.bound) == (2, 2)


def test_days_that_must_not_stand_alone_lead_the_search_in_no_circle() -> None:
    """A day of service is bounded by its neighbours, and they by it: neither follows from the other."""
    posts = [
        post("care"),
        post("gate", "gate", start=at(16), end=at(16, 30)),
        post("late", "patrol", start=at(17)),
    ]
    rules = (RuleSetting(code="run_length", params={"shortest": 2, "longest": 2}),)
    levels = rotation(sketch(staff="ann bo", posts=posts, days=4, rules=rules))
    assert levels["uncovered_pupils"].value >= 0


def test_seats_with_pupils_may_be_given_up_where_they_count_last() -> None:
    """Two seats at a gate and one with pupils for two people: which is short depends on what counts first."""
    posts = [post("care"), post("gate", "gate", need=2, want=2)]
    gates_first = ((("uncovered", 1),), (("uncovered_pupils", 1),))
    levels = rotation(sketch(posts=posts, days=1, levels=gates_first))
    assert (levels["uncovered"].value, levels["uncovered"].bound) == (0, 0)
    assert levels["uncovered_pupils"].value == 1
    levels = rotation(sketch(posts=posts, days=1))
    assert (levels["uncovered"].value, levels["uncovered"].bound) == (1, 1)
