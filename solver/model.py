"""The optimizer's table of contents: which decisions each stage opens, and that every rule has its say.

``build(case, stage, scope, …)`` makes one model of some staff and some dates, the rest frozen at the
incumbent. The whole case, a neighbourhood of the search, the repair of an absence, a what-if and a
diagnosis are scopes of the same model.
"""

from __future__ import annotations

from collections.abc import Sequence

from solver.base.gc_pause import gc_paused
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.levels import Stage
from solver.domain.plan import Plan
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.candidate_places import possible_departures, possible_meetings
from solver.formulation.stage_model import Scope, StageModel
from solver.rules import AnyRule


def build(
    case: Case,
    stage: Stage,
    rules: Sequence[AnyRule],
    *,
    fixed: Plan,
    scope: Scope | None = None,
    pairs: CandidatePairs | None = None,
) -> StageModel:
    """Return the model of one stage.

    Parameters
    ----------
    case, rules
        What is asked, and the rules that hold.
    fixed
        The earlier stages' results, the accounts of fairness and, for a scope, the incumbent roster.
    scope
        What is open; everything by default.
    pairs
        The candidate pairs under ``fixed``, needed by the rotation; made here where not given.
    """
    scope = scope or Scope()
    work = expand(case, fixed.timetable, fixed.handover)
    model = StageModel(case, work, fixed.accounts, scope)
    with gc_paused:
        if stage == "timetable":
            model.open_meetings(possible_meetings(case))
        elif stage == "handover":
            model.open_departures(possible_departures(case))
        else:
            model.open_roster(pairs or CandidatePairs(case, work, rules), fixed)
        for rule in rules:
            if rule.stage == stage:
                rule.post(case, model)
    return model
