"""Rosters made by chance: good, bad and nonsensical ones of any case."""

from __future__ import annotations

import random
from dataclasses import replace

from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.plan import Assignment, Plan
from solver.engine.stages import accounts
from solver.explain.replacements import pairs_of


def by_chance(case: Case, seed: int) -> Plan:
    """Return a plan in which people are where dice put them: mostly as a period wants it, sometimes not."""
    dice = random.Random(seed)
    plan = Plan()
    plan = replace(plan, accounts=accounts(case, pairs_of(case, plan)))
    rows: set[Assignment] = set()
    for block in expand(case, (), ()).blocks:
        crew = dice.sample(case.staff, min(len(case.staff), dice.randint(0, block.want)))
        for duty in block.duties:
            for person in crew:
                if dice.random() < 0.85:
                    rows.add(Assignment(duty.date, duty.post, person.id))
            if not block.single and dice.random() < 0.3:
                cover = dice.choice(case.staff).id
                if cover not in {person.id for person in crew}:
                    rows.add(Assignment(duty.date, duty.post, cover, cover=True))
    return replace(plan, roster=tuple(sorted(rows)))
