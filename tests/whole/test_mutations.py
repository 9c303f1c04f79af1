"""A good plan spoilt in many ways: the audit notices under the right rule, or it is as good a plan."""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass

import pytest

from solver.audit.plan import Audit, audit
from solver.service import Result
from tests.whole import mutate_lines, mutate_meetings, mutate_proof, mutate_roster
from tests.whole.mutations import KINDS, Mutation, World, mutations, noticed

EACH = 4
FAMILIES = (mutate_roster, mutate_meetings, mutate_lines, mutate_proof)


@dataclass(frozen=True)
class Judged:
    """A mutation and what the audit held against it."""

    mutation: Mutation
    found: Audit
    codes: frozenset[str]

    @property
    def right(self) -> bool:
        return bool(self.codes & self.mutation.expected)


@pytest.fixture(scope="module")
def judged(solved: Result) -> list[Judged]:
    made = mutations(World(solved), KINDS, EACH)
    audits = ((each, audit(solved.case, each.plan, each.certificate)) for each in made)
    return [Judged(each, found, noticed(found)) for each, found in audits]


def test_the_plan_to_be_spoilt_is_clean(solved: Result) -> None:
    assert solved.audit.clean
    assert not solved.shortfalls
    assert {len(solved.case.staff), len(solved.case.groups), len(solved.case.clubs)} == {16, 6, 4}
    kinds = {post.rotation for post in solved.case.posts}
    assert kinds == {"daily", "weekday", "weekly", "term"}


def test_there_are_many_mutations_of_many_kinds(judged: list[Judged]) -> None:
    of_kind = {each.mutation.kind for each in judged}
    assert of_kind == {kind.name for kind in KINDS}, "a kind found nothing to spoil"
    assert {kind.make.__module__ for kind in KINDS} == {family.__name__ for family in FAMILIES}
    assert len(of_kind) >= 15
    assert len(judged) >= 200


def test_nearly_all_are_noticed_and_under_the_right_rule(judged: list[Judged]) -> None:
    sys.stdout.write(table(judged))
    caught = sum(bool(each.codes) for each in judged)
    right = sum(each.right for each in judged)
    assert caught >= 0.98 * len(judged)
    assert right >= 0.95 * len(judged)


def test_what_goes_unnoticed_is_as_good_a_plan(judged: list[Judged], solved: Result) -> None:
    for each in judged:
        if not each.codes:
            assert each.mutation.legal, each.mutation.what
            assert each.found.clean
            assert each.found.levels == solved.audit.levels, each.mutation.what


def test_a_legal_exchange_is_found_in_the_levels_only(judged: list[Judged], solved: Result) -> None:
    legal = [each for each in judged if each.mutation.legal]
    assert legal
    for each in legal:
        assert not each.found.blemishes, each.mutation.what
        changed = each.found.levels != solved.audit.levels
        assert each.codes == ({"certificate: level"} if changed else set())


def test_whatever_is_noticed_can_be_told_in_both_languages(judged: list[Judged]) -> None:
    for each in judged:
        for finding in each.found.blemishes:
            assert finding.say("zh") != finding.say("en")
        for doubt in each.found.doubts:
            assert doubt.say("zh") != doubt.say("en")


def table(judged: list[Judged]) -> str:
    """Return what was noticed, kind by kind, and every mutation that wasn't noticed as it should be."""
    rows: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        rows[each.mutation.kind].append(each)
    lines = [f"\n{'kind':46}{'made':>5}{'caught':>7}{'right':>6}  should be found as"]
    for kind, own in rows.items():
        caught, right = sum(bool(each.codes) for each in own), sum(each.right for each in own)
        expected = ", ".join(sorted(own[0].mutation.expected))
        lines.append(f"{kind.replace('_', ' '):46}{len(own):5}{caught:7}{right:6}  {expected}")
    caught, right = sum(bool(each.codes) for each in judged), sum(each.right for each in judged)
    lines.append(f"{'all':46}{len(judged):5}{caught:7}{right:6}")
    for each in judged:
        if not each.right:
            why = each.mutation.legal if not each.codes else f"found as {', '.join(sorted(each.codes))}"
            lines.append(f"- {each.mutation.kind.replace('_', ' ')}: {each.mutation.what}: {why}")
    return "\n".join(lines) + "\n"
