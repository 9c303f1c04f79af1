"""The candidate pairs of a plan, kept for the plans that were asked about last."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from solver.domain.case import Case
from solver.domain.duties import Block, Duty, Work, expand
from solver.domain.plan import Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import rules_of

KEPT = 4
"""So many pairs of a case and its duties are kept: each takes some megabytes, and a second to make."""


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
