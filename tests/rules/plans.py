"""Every small plan of a case, and what a model says of it: the ground on which rules are compared."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from solver.domain.case import Case
from solver.domain.duties import BlockKey, DutyKey, expand, facts
from solver.domain.levels import Stage
from solver.domain.plan import Assignment, Finding, Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.candidate_places import possible_departures, possible_meetings
from solver.formulation.cpsat import CpSatModel, Limits, Stop
from solver.formulation.stage_model import Scope, StageModel
from solver.model import build
from solver.rules import AnyRule, Example, among, rules_of
from solver.rules.model_builder import LinearExpr

MOST_PLANS = 1500


def rosters(case: Case, plan: Plan) -> Iterator[Plan]:
    """Yield plans with every roster of a small case; a seeded sample where there are too many."""
    work = expand(case, plan.timetable, plan.handover)
    options: list[list[tuple[Assignment, ...]]] = []
    for duty in work.duties:
        block = work.block_of[duty.key]
        covers = (False,) if block.single else (False, True)
        rows = [
            Assignment(duty.date, duty.post, person.id, cover=cover)
            for person in case.staff
            for cover in covers
        ]
        most = min(duty.want + 1, 2)
        options.append([crew for size in range(most + 1) for crew in itertools.combinations(rows, size)])
    for choice in _all_or_some(options):
        yield replace(plan, roster=tuple(sorted(row for crew in choice for row in crew)))


def timetables(case: Case, plan: Plan) -> Iterator[Plan]:
    """Yield plans with every set of meetings, at most as many of a club as it wants and one more."""
    by_club = defaultdict(list)
    for meeting in possible_meetings(case):
        by_club[meeting.club].append(meeting)
    options = [
        [
            chosen
            for size in range(case.club[club].meetings + 2)
            for chosen in itertools.combinations(meetings, size)
        ]
        for club, meetings in by_club.items()
    ]
    for choice in _all_or_some(options):
        yield replace(plan, timetable=tuple(sorted(row for rows in choice for row in rows)))


def handovers(case: Case, plan: Plan) -> Iterator[Plan]:
    """Yield plans in which every line leaves once, or not at all, or twice."""
    by_line = defaultdict(list)
    for departure in possible_departures(case):
        by_line[departure.session, departure.group, departure.variant].append(departure)
    rng = random.Random(7)
    options = []
    for rows in by_line.values():
        some = rng.sample(rows, min(8, len(rows)))
        options.append([(), *((row,) for row in some), tuple(some[:2])])
    for choice in _all_or_some(options):
        yield replace(plan, handover=tuple(sorted(row for rows in choice for row in rows)))


def _all_or_some(options: Sequence[Sequence[tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
    count = 1
    for choices in options:
        count *= len(choices)
    if count <= MOST_PLANS:
        yield from itertools.product(*options)
        return
    rng = random.Random(20260907)
    for _ in range(MOST_PLANS):
        yield tuple(rng.choice(choices) for choices in options)


def plans_of(rule: AnyRule, example: Example) -> Iterator[Plan]:
    """Yield every small plan of an example that a rule could judge: the given ones first."""
    yield example.clean
    yield example.broken
    make = {"timetable": timetables, "handover": handovers, "rotation": rosters}[rule.stage]
    yield from make(example.case, example.clean)


def made(kind: type[AnyRule], example: Example) -> AnyRule:
    """Return an example's rule as it would be in its case, beside the rules that refuse pairs there."""
    rule = kind(kind.params_type.model_validate(example.params))
    others = [other for other in rules_of(example.case) if other.refuses_pairs and other.code != rule.code]
    return among([rule, *others])[0]


def model_for(
    case: Case, stage: Stage, rules: Iterable[AnyRule], plan: Plan, scope: Scope | None = None
) -> StageModel:
    """Return the model with just these rules; pairs that others refuse are left out, all covers are open."""
    told = tuple(rules)
    work = expand(case, plan.timetable, plan.handover)
    pairs = CandidatePairs(case, work, [*told, *(other for rule in told for other in rule.beside)])
    return build(case, stage, told, fixed=plan, scope=scope or Scope(any_cover=True), pairs=pairs)


def said_as(model: StageModel, plan: Plan) -> dict[int, int]:
    """Return values for the variables of the stage that say a plan as nearly as they can."""
    found = {lin.vars[0]: int(meeting in plan.timetable) for meeting, lin in model.meetings()}
    found |= {lin.vars[0]: int(departure in plan.handover) for departure, lin in model.departures()}
    covers: set[tuple[DutyKey, str]] = set()
    holders: set[tuple[BlockKey, str]] = set()
    if model.hold_vars or model.cover_vars:
        seen = facts(model.case, plan)
        for key, rows in seen.crew.items():
            covers |= {(key, row.staff) for row in rows if row.cover}
            holders |= {(seen.work.block_of[key].key, row.staff) for row in rows if not row.cover}
    found |= {var: int(place in holders) for place, var in model.hold_vars.items()}
    return found | {var: int(place in covers) for place, var in model.cover_vars.items()}


def fixed(model: StageModel, values: Mapping[int, int]) -> StageModel:
    """Return a model that leaves these variables nothing but their values."""
    other = copy(model)
    other.bounds = [
        (values[var], values[var]) if var in values else bounds for var, bounds in enumerate(model.bounds)
    ]
    return other


def says(model: StageModel, plan: Plan, stage: Stage) -> tuple[bool, dict[str, int]] | None:
    """Return whether the model accepts a plan and what it charges; ``None`` where it can't even be said."""
    said = said_as(model, plan)
    own = [var for var in range(len(model.bounds)) if var not in said]
    values = [said.get(var, 0) for var in range(len(model.bounds))]
    read = {
        "timetable": lambda: model.read_meetings(values) == tuple(sorted(plan.timetable)),
        "handover": lambda: model.read_departures(values) == tuple(sorted(plan.handover)),
        "rotation": lambda: model.read_roster(values, None) == tuple(sorted(plan.roster)),
    }[stage]
    if not read():
        return None
    if not own:
        return model.accepts(values), dict(model.level_values(values))
    # The rule has decisions of its own: the best of them counts.
    cpsat = CpSatModel(fixed(model, said))
    cpsat.minimise([(((name, 1),), 1) for name in model.levels])
    answer = cpsat.solve(Limits(effort=5.0), Stop())
    if answer.values is None:
        return False, {}
    return True, dict(model.level_values(answer.values))


def found_levels(findings: Sequence[Finding]) -> dict[str, int]:
    """Return what findings charge to each level: sums, and the largest where a level is a peak."""
    levels: dict[str, int] = defaultdict(int)
    for finding in findings:
        if finding.level is not None:
            levels[finding.level] += finding.price
        if finding.peak_level is not None:
            levels[finding.peak_level] = max(levels[finding.peak_level], finding.amount)
    return {name: value for name, value in levels.items() if value}


def price_of(plan: Plan, case: Case, stage: Stage, rules: Sequence[AnyRule]) -> int | None:
    """Return the least of changes to a plan + charges under rules; ``None``: it can't be said, or no plan."""
    model = model_for(case, stage, rules, plan)
    if says(model, plan, stage) is None:
        return None
    charged = [(((name, 1),), 1) for name in model.levels]
    for var, value in said_as(model, plan).items():
        changed = LinearExpr(((var, -1),), 1) if value else LinearExpr(((var, 1),))
        model.charge("changes", changed)
    cpsat = CpSatModel(model)
    cpsat.minimise([*charged, ((("changes", 1),), 1)])
    return cpsat.solve(Limits(effort=20.0), Stop()).value
