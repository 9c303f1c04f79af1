"""Why somebody can't take a seat: the rules' own reasons, too little of a period, a duty at the same time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache, partial
from math import ceil

from solver.base.text import Said, Words
from solver.domain.case import Case
from solver.domain.duties import Block, Duty, Work, expand, facts
from solver.domain.plan import Assignment, Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import rules_of

KEPT = 4
"""So many pairs of a case and its duties are kept: each takes some megabytes, and a second to make."""
TOO_LITTLE = Words(
    zh="这一轮共{all}次，只能到{there}次，至少要{least}次",
    en="can be at {there} of the {all} duties of this period; at least {least} are needed",
)


def pairs_of(case: Case, plan: Plan) -> CandidatePairs:
    """Return who may do what under a plan's timetable and hand-over."""
    return _pairs(case, expand(case, plan.timetable, plan.handover))


@lru_cache(maxsize=KEPT)
def _pairs(case: Case, work: Work) -> CandidatePairs:
    return CandidatePairs(case, work, rules_of(case))


def missed(pairs: CandidatePairs, block: Block, staff: str) -> frozenset[Duty]:
    """Return the duties of a period that a person can't do."""
    return frozenset([duty for duty in block.duties if not pairs.may(staff, duty)])


def away_from(case: Case, plan: Plan) -> Callable[[Block, str], frozenset[Duty]]:
    """Return what tells which duties of a period somebody can't do, for edits of whole periods."""
    return partial(missed, pairs_of(case, plan))


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who can't take the seat, with all reasons; ``clashes`` are their own duties in the way.

    ``busy``: only those are in the way, so an exchange of duties may help.
    """

    staff: str
    reasons: tuple[Said, ...]
    clashes: tuple[Duty, ...] = ()
    busy: bool = False


def bars(
    pairs: CandidatePairs, plan: Plan, block: Block, duties: Sequence[Duty], staff: str, *, whole: bool
) -> Barred | None:
    """Return what keeps somebody from these duties of a block; ``None`` if nothing does."""
    may = [duty for duty in duties if pairs.may(staff, duty)]
    least = ceil(Fraction(block.hold) * len(duties)) if whole else 1
    refused = len(may) < max(1, least)
    reasons: dict[Said, None] = {}
    if refused:
        of_rule: dict[str, Said] = {}
        for duty in duties:
            for refusal in pairs.why(staff, duty):
                # The same reason comes back on every date: the first is told.
                of_rule.setdefault(refusal.rule, refusal.reason)
        reasons |= dict.fromkeys(of_rule.values())
        if may:
            reasons[TOO_LITTLE.with_(all=len(duties), there=len(may), least=least)] = None
    clashes = clashing(pairs.case, plan, staff, may if whole else duties, block)
    reasons |= {said: None for _, said in clashes}
    if not reasons:
        return None
    return Barred(staff, tuple(reasons), tuple(duty for duty, _ in clashes), busy=not refused)


def clashing(
    case: Case, plan: Plan, staff: str, duties: Sequence[Duty], block: Block | None = None
) -> list[tuple[Duty, Said]]:
    """Return a person's own duties that clash with others that they would take, with the rule's sentence.

    Parameters
    ----------
    block
        The period that they would take over: what they do of it already goes.
    """
    rule = next((rule for rule in rules_of(case) if rule.guarantees == "one_place"), None)
    if rule is None:
        return []
    taken = set(duties) | set(block.duties if block else ())
    dates = {duty.date for duty in duties}
    own = [
        duty
        for duty in facts(case, plan).by_person.get(staff, ())
        if duty.date in dates and duty not in taken
    ]
    if not own or not any(True for _ in rule.check(case, _only(plan, staff, [*own, *duties]))):
        return []
    found = []
    for mine in own:
        for duty in duties:
            if duty.date == mine.date:
                told = next(rule.check(case, _only(plan, staff, [mine, duty])), None)
                if told is not None:
                    found.append((mine, told.message))
    return found


def _only(plan: Plan, staff: str, duties: Sequence[Duty]) -> Plan:
    """Return a plan in which a person has these duties and nobody has any other."""
    rows = [Assignment(duty.date, duty.post, staff) for duty in duties]
    return replace(plan, roster=tuple(sorted(rows)))
