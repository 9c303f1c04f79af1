"""The three stages of a solve: timetable, hand-over, rotation; each conditional on the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from solver import __version__
from solver.base.errors import NoPlanError
from solver.base.gc_pause import gc_paused
from solver.base.text import Words
from solver.domain.case import Case
from solver.domain.duties import expand
from solver.domain.levels import LevelState, Stage, group_name, groups_of
from solver.domain.plan import (
    Account,
    Certificate,
    LevelCertificate,
    Plan,
    StageCertificate,
    stage_hash,
    totals,
)
from solver.engine.bounds import Bound, Bounds, best_of, certify
from solver.engine.budget import Budget, Options
from solver.engine.construction import ContradictionError, first_roster
from solver.engine.lexicographic import optimise
from solver.engine.lns import improve
from solver.engine.problem import Problem, findings_of
from solver.engine.progress import Progress
from solver.engine.quotas import count_quotas
from solver.engine.reachable_shares import reachable
from solver.fairness.flow import Shortfall
from solver.fairness.network import counts_of, heads_shared, network
from solver.formulation.candidate_pairs import CandidatePairs
from solver.formulation.cpsat import Stop
from solver.model import build
from solver.rules import rules_of

IMPOSSIBLE = {
    "timetable": Words(
        zh="社团课表无解：硬性规则互相矛盾（已证明）",
        en="No club timetable exists: hard rules contradict one another (proven)",
    ),
    "handover": Words(
        zh="放学交接无解：硬性规则互相矛盾（已证明）",
        en="No hand-over plan exists: hard rules contradict one another (proven)",
    ),
    "rotation": Words(
        zh="排班无解：硬性规则互相矛盾（已证明）",
        en="No roster exists: hard rules contradict one another (proven)",
    ),
}
TOO_SHORT = Words(
    zh="在给定的时间内没有找到方案；请给更多时间",
    en="No plan was found within the limit; please allow more time",
)
SHARE_OF = {"timetable": 0.2, "handover": 0.2}
"""Part of the time left that the earlier stages may take at most; what they leave, the rotation gets."""
SEARCH_SHARE = 0.9
"""Part of the time left that the search for a roster may take at most."""
AFTER_FACTOR = 1.5
"""How many times as long as it took to get there what follows on the search takes."""
PATIENCE = 400
"""Neighbourhoods without success after which the search ends."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan and what is proven about it; ``shortfalls`` prove which seats nobody can fill, and why."""

    plan: Plan
    certificate: Certificate
    shortfalls: tuple[Shortfall, ...] = ()


def solve(case: Case, options: Options, progress: Progress, stop: Stop) -> Solved:
    """Solve a case: every stage in turn.

    Raises
    ------
    NoPlanError
        If a stage has no plan (proven), or none was found within the limit.
    """
    stages = _Stages(case, options, progress, stop)
    plan, certificates = stages.before_rotation()
    plan, rotation, shortfalls = stages.rotation(plan)
    progress.tell(step="done")
    return Solved(
        plan,
        Certificate(
            case=case.id,
            case_hash=case.hash,
            version=__version__,
            seed=options.seed,
            workers=options.workers,
            effort=options.effort,
            stages=(*certificates, rotation),
            accounts=plan.accounts,
        ),
        shortfalls,
    )


def before_rotation(case: Case, options: Options, progress: Progress, stop: Stop) -> Plan:
    """Solve timetable and hand-over only.

    Raises
    ------
    NoPlanError
        If a stage has no plan (proven), or none was found within the limit.
    """
    return _Stages(case, options, progress, stop).before_rotation()[0]


def accounts(case: Case, pairs: CandidatePairs) -> dict[str, Account]:
    """Return the accounts of fairness: work units, and every burden that the case shares."""
    heads = heads_shared(case)
    return {
        name: reachable(network(case, pairs.work, pairs.able, name, counts, heads))
        for name, counts in counts_of(case).items()
    }


class _Stages:
    """The stages of one solve, which share its budget."""

    def __init__(self, case: Case, options: Options, progress: Progress, stop: Stop) -> None:
        self._case, self._rules, self._budget = case, rules_of(case), Budget(options)
        self._progress, self._stop = progress, stop

    def before_rotation(self) -> tuple[Plan, list[StageCertificate]]:
        """Solve the timetable, and the hand-over under it."""
        plan, certificates = Plan(), list[StageCertificate]()
        stage: Stage
        for stage in ("timetable", "handover"):
            plan, levels = self._small(stage, plan)
            fixed = {} if stage == "timetable" else {"timetable": stage_hash(plan.timetable)}
            certificates.append(StageCertificate(stage, levels, fixed))
        return plan, certificates

    def _small(self, stage: Stage, plan: Plan) -> tuple[Plan, tuple[LevelCertificate, ...]]:
        """Solve the timetable or the hand-over: small enough for the whole model at once."""
        self._progress.tell(stage=stage, step="model")
        model = build(self._case, stage, self._rules, fixed=plan)
        groups = groups_of(self._case, stage)
        budget = self._budget.part(SHARE_OF[stage])
        result = optimise(model, groups, stage=stage, budget=budget, stop=self._stop, progress=self._progress)
        if result.values is None:
            message = IMPOSSIBLE[stage] if result.infeasible else TOO_SHORT
            raise NoPlanError(message.with_(), proven=result.infeasible)
        if stage == "timetable":
            plan = replace(plan, timetable=model.read_meetings(result.values))
        else:
            plan = replace(plan, handover=model.read_departures(result.values))
        bounds = [Bound(level.bound, level.method) for level in result.levels]
        return plan, certify(groups, [level.value for level in result.levels], bounds)

    def rotation(self, plan: Plan) -> tuple[Plan, StageCertificate, tuple[Shortfall, ...]]:
        """Solve the rotation under the earlier stages; also return which seats nobody can fill."""
        case, progress, budget, stop = self._case, self._progress, self._budget, self._stop
        progress.tell(stage="rotation", step="pairs")
        began = progress.elapsed
        groups = groups_of(case, "rotation")
        with gc_paused:
            work = expand(case, plan.timetable, plan.handover)
            pairs = CandidatePairs(case, work, self._rules)
            plan = replace(plan, accounts=accounts(case, pairs))
            task = Problem(case, self._rules, pairs, groups)
            # Single duties need no guidance: where there are no others, proofs can wait for the roster.
            guided = not all(block.single for block in work.blocks)
            prover = _Prover(task, plan, progress, budget, stop)
            quotas = count_quotas(prover.proof.counts, groups, budget.part(0.1), stop) if guided else None
            progress.tell(step="start", seats=sum(duty.need for duty in work.duties))
            try:
                start = first_roster(task, plan, budget, stop, quotas)
            except ContradictionError:
                raise NoPlanError(IMPOSSIBLE["rotation"].with_(), proven=True) from None
        if start is None:
            raise NoPlanError(TOO_SHORT.with_(), proven=False)
        values = start.live.group_values(groups)
        progress.tell(step="search", levels=tuple(map(LevelState, map(group_name, groups), values)))
        # Checking the roster, proving the rest and the audit take somewhat longer than getting here did.
        improved = improve(
            task,
            start,
            plan,
            prover.quickly,
            budget=budget.less(AFTER_FACTOR * (progress.elapsed - began), SEARCH_SHARE),
            stop=stop,
            progress=progress,
            patience=PATIENCE,
        )
        plan, bounds = improved.plan, improved.bounds
        reached = totals(findings_of(task, plan), groups)
        # What a rule says to the model it says to counts as well: disputed, it proves nothing in either.
        unproven = any(value > bound.value for value, bound in zip(reached, bounds, strict=True))
        if unproven and not improved.disputed:
            progress.tell(step="proof")
            bounds = best_of(bounds, prover.proof.bounds(reached, budget, stop))
        levels = certify(groups, reached, bounds)
        progress.tell(levels=tuple(LevelState(level.name, level.value, level.bound) for level in levels))
        fixed = {"timetable": stage_hash(plan.timetable), "handover": stage_hash(plan.handover)}
        return plan, StageCertificate("rotation", levels, fixed, improved.disputed), prover.proof.shortfalls


class _Prover:
    """What can be proven of a roster: at once by linear programming, or with all the time that is left."""

    def __init__(self, task: Problem, plan: Plan, progress: Progress, budget: Budget, stop: Stop) -> None:
        self._task, self._plan, self._progress = task, plan, progress
        self._budget, self._stop = budget, stop

    @cached_property
    def proof(self) -> Bounds:
        """The count relaxation and the seats that nobody can fill, worked out when first asked for."""
        task = self._task
        self._progress.tell(step="counts")
        with gc_paused:
            return Bounds(task.case, task.pairs, self._plan.accounts, task.rules, task.groups)

    def quickly(self, values: Sequence[int]) -> list[Bound]:
        """Return what linear programming proves, unless a stop waits; whole numbers come at the end."""
        if self._stop.asked:
            return [Bound(0, "trivial") for _ in values]
        return self.proof.bounds(values, self._budget.part(0.0), self._stop)
