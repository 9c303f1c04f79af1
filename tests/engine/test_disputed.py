"""A rule that says one thing to the model and another of the plan: nothing is lost, and it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from solver import report, service
from solver.domain.case import Case
from solver.domain.duties import facts
from solver.domain.plan import Finding, Plan
from solver.engine.budget import Options
from solver.rules import AnyRule, catalogue
from tests.engine.conftest import school_of_seven

EFFORT = Options(effort=5, workers=1)
Check = Callable[[AnyRule, Case, Plan], Iterator[Finding]]


def solved(monkeypatch: pytest.MonkeyPatch, code: str, check: Check) -> service.Result:
    """The school of seven, solved while a rule's check says what its model does not know."""
    kind = next(kind for kind in catalogue() if kind.code == code)
    monkeypatch.setattr(kind, "check", check)
    return service.solve(school_of_seven(), EFFORT)


def largest(case: Case, plan: Plan) -> int:
    """The largest deviation, added up by hand."""
    loads = {who: sum(duty.steps for duty in own) for who, own in facts(case, plan).by_person.items()}
    return max(abs(loads.get(who, 0) - share.target) for who, share in plan.accounts["units"].shares.items())


def told(result: service.Result, title: str) -> bool:
    """Whether the rule is named as disputed, in both languages, and nothing is claimed of the rotation."""
    levels = result.certificate.stages[-1].levels
    assert {(level.bound, level.method) for level in levels} == {(0, "trivial")}
    doubts = [doubt.say("en") for doubt in result.audit.doubts if "disagree" in doubt.say("en")]
    assert len(doubts) == sum("不一致" in doubt.say("zh") for doubt in result.audit.doubts) == 1
    return title in doubts[0]


def test_the_last_plan_that_the_checks_accept_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    fair = service.solve(school_of_seven(), EFFORT)
    fairest = largest(fair.case, fair.plan)

    def check(rule: AnyRule, case: Case, plan: Plan) -> Iterator[Finding]:
        if largest(case, plan) <= fairest:
            yield rule.finding(rule.title.with_())

    result = solved(monkeypatch, "no_overlap", check)
    assert largest(result.case, result.plan) > fairest
    assert not any(finding.hard for finding in result.audit.findings)
    assert told(result, "No overlap")


def test_where_the_checks_accept_no_plan_there_is_one_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def check(rule: AnyRule, case: Case, _plan: Plan) -> Iterator[Finding]:
        yield from (rule.finding(rule.title.with_(), post=post.id) for post in case.posts)

    result = solved(monkeypatch, "no_overlap", check)
    assert result.plan.roster
    assert any(finding.hard and finding.rule == "no_overlap" for finding in result.findings)
    assert told(result, "No overlap")


def test_a_price_that_the_model_does_not_know_counts_as_the_checks_have_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(rule: AnyRule, _case: Case, _plan: Plan) -> Iterator[Finding]:
        yield rule.finding(rule.title.with_(), amount=7)

    result = solved(monkeypatch, "wishes", check)
    values = {level.name: level.value for level in result.certificate.stages[-1].levels}
    assert values["wishes"] == 7
    assert told(result, "Wishes")


def test_the_doubt_stays_with_the_plan(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def check(rule: AnyRule, _case: Case, _plan: Plan) -> Iterator[Finding]:
        yield rule.finding(rule.title.with_(), amount=7)

    with monkeypatch.context() as patch:
        result = solved(patch, "wishes", check)
        folder = service.write(result, tmp_path_factory.mktemp("plans") / "plan", "zh")
        again = service.audit_folder(result.case, folder)
        verified = service.verify_folder(result.case, folder)
    assert again.audit.doubts == result.audit.doubts
    assert set(result.audit.doubts) <= set(verified.doubts)
    assert report.read_certificate(folder) == result.certificate
