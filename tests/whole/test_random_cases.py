"""Small cases made by chance: solver, audit and model say the same of every plan."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from solver import custody, service
from solver.base.errors import NoPlanError
from solver.domain.case import Case
from solver.domain.duties import DutyKey, Facts, facts
from solver.domain.plan import Assignment, Finding, Plan
from solver.engine.budget import Options
from solver.rules import rules_of
from solver.service import Result
from tests.rules.plans import found_levels, model_for, says
from tests.whole.small_cases import cases

SMALL = Options(effort=2, workers=1)


def solved(case: Case) -> Result | None:
    """Solve a small case; ``None`` where hard rules that the school asked for leave no plan."""
    try:
        return service.solve(case, SMALL)
    except NoPlanError:
        asked = [rule for rule in rules_of(case) if not rule.by_default and rule.params.cost is None]
        assert asked, "without hard rules of its own every case has a plan"
        return None


@settings(max_examples=45)
@given(cases())
def test_the_audit_agrees_with_whatever_is_solved(case: Case) -> None:
    result = solved(case)
    if result is None:
        return
    assert [doubt.say("en") for doubt in result.audit.doubts] == []
    for finding in result.audit.findings:
        if finding.hard:
            assert finding.rule in custody.CODES, finding.say("en")
            assert mirrors(finding, result), finding.say("en")
    for stage in result.certificate.stages:
        unproven: list[str] = []
        for level in stage.levels:
            assert 0 <= level.bound <= level.value
            assert level.conditional == (() if level.method == "trivial" else tuple(unproven))
            if not level.proven:
                unproven.append(level.name)


def mirrors(finding: Finding, result: Result) -> bool:
    """Tell whether a gap in custody is only seats that nobody fills, or a gate that has no duty then."""
    for cause in result.audit.blemishes:
        late = finding.rule == "receiver_late"
        same = cause.date == finding.date and (late or cause.group in {None, finding.group})
        if (cause.rule == "uncovered" and same) or (cause.rule == "gate_staffed" and late):
            return True
    return False


def test_the_model_rejects_exactly_what_the_checks_reject() -> None:
    judged: Counter[str] = Counter()

    @settings(max_examples=40)
    @given(cases(), st.integers(0, 2**32))
    def judge(case: Case, seed: int) -> None:
        result = solved(case)
        if result is None:
            return
        rules = [rule for rule in rules_of(case) if rule.stage == "rotation"]
        model = model_for(case, "rotation", rules, result.plan)
        for plan in [result.plan, *perturbed(case, result.plan, random.Random(seed))]:
            findings = [finding for rule in rules for finding in rule.check(case, plan)]
            hard = any(finding.hard for finding in findings)
            said = says(model, plan, "rotation")
            if said is None:
                assert hard, plan.roster
                judged["can't even be said"] += 1
                continue
            accepted, levels = said
            assert accepted == (not hard), ([finding.say("en") for finding in findings], plan.roster)
            if accepted:
                charged = {name: value for name, value in levels.items() if value}
                assert charged == found_levels(findings), plan.roster
            judged["accepted" if accepted else "refused"] += 1

    judge()
    assert min(judged["accepted"], judged["refused"], judged["can't even be said"]) >= 15, judged


def perturbed(case: Case, plan: Plan, rng: random.Random) -> Iterator[Plan]:
    """Yield plans that differ from one in a few seats, or in who keeps a block."""
    seen = facts(case, plan)
    for number in range(8):
        rows = set(plan.roster)
        for _ in range(rng.randint(1, 3)):
            if number % 2:
                _keep(case, seen, rows, rng)
            else:
                _edit(case, seen, rows, rng)
        yield replace(plan, roster=tuple(sorted(rows)))


def _edit(case: Case, seen: Facts, rows: set[Assignment], rng: random.Random) -> None:
    """Take a seat away, give it to somebody else, mark it differently, or fill another."""
    if rows and rng.random() < 0.7:
        row = rng.choice(sorted(rows))
        rows.remove(row)
        other = rng.choice(case.staff).id
        changes = (None, replace(row, cover=not row.cover), replace(row, staff=other))
        changed = rng.choice((*changes, replace(row, staff=other, cover=True)))
        if changed is not None:
            rows.add(changed)
    elif seen.work.duties:
        duty = rng.choice(seen.work.duties)
        cover = rng.random() < 0.5 and not seen.work.block_of[duty.key].single
        rows.add(Assignment(duty.date, duty.post, rng.choice(case.staff).id, cover=cover))


def _keep(case: Case, seen: Facts, rows: set[Assignment], rng: random.Random) -> None:
    """Let somebody keep a block, wherever no rule bars them, or nobody."""
    if not seen.work.blocks:
        return
    block = rng.choice(seen.work.blocks)
    keys = {duty.key for duty in block.duties}
    rows -= {row for row in rows if DutyKey(row.date, row.post) in keys}
    person = rng.choice((*case.staff, None))
    if person is not None:
        rules = [rule for rule in rules_of(case) if rule.stage == "rotation"]
        rows |= {
            Assignment(duty.date, duty.post, person.id)
            for duty in block.duties
            if not any(rule.refuse(case, person, duty) for rule in rules)
        }
