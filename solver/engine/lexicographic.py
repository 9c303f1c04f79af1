"""Lexicographic optimisation of one model: one level after the other, each held at what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from solver.domain.levels import LevelGroup, LevelState, Stage, group_name
from solver.domain.plan import LevelCertificate
from solver.engine.budget import Budget
from solver.engine.progress import Progress
from solver.formulation.cpsat import CpSatModel, Stop
from solver.formulation.linear_rows import LinearModel

LEVEL_SECONDS = 10.0
"""The most seconds (or work) that one level may take of a stage."""


@dataclass(frozen=True, slots=True)
class LexResult:
    """The best assignment found; ``infeasible`` is a proof, ``None`` values just no luck.

    ``levels`` are the groups as they were left: value and bound of this model, given the levels before.
    """

    values: tuple[int, ...] | None
    levels: tuple[LevelCertificate, ...]
    infeasible: bool = False


def floor_of(rows: LinearModel, levels: LevelGroup) -> int:
    """Return what a group of levels can't be below by sign alone."""
    return sum(
        weight * (rows.levels[name].const + rows.levels[name].floor)
        for name, weight in levels
        if name in rows.levels
    )


def group_value(rows: LinearModel, levels: LevelGroup, values: Sequence[int]) -> int:
    """Return a group's value under an assignment to all variables."""
    return sum(weight * rows.level_value(name, values) for name, weight in levels)


def optimise(
    rows: LinearModel,
    groups: Sequence[LevelGroup],
    *,
    stage: Stage,
    budget: Budget,
    stop: Stop,
    progress: Progress,
) -> LexResult:
    """Optimise the groups one after the other; each is held at no worse than its value afterwards.

    A level that meets its trivial bound costs no more time, and every level starts from the
    assignment that the level before left.
    """
    cpsat = CpSatModel(rows)
    best: tuple[int, ...] | None = None
    results: list[LevelCertificate] = []
    # Any plan at all is found in a moment where nothing is asked of it, and then one is there to better.
    answer = cpsat.solve(budget.take(0.5, LEVEL_SECONDS), stop)
    if answer.status == "infeasible":
        return LexResult(None, (), infeasible=True)
    if answer.values is not None:
        best = answer.values
        cpsat.hint(dict(enumerate(best)))
    for number, group in enumerate(groups):
        floor = floor_of(rows, group)
        value = None if best is None else group_value(rows, group, best)
        bound = floor
        if value is None or value > floor:
            cpsat.minimise([(group, 1)])
            share = 1.0 / (len(groups) - number)
            limits = budget.take(max(share, 0.4), LEVEL_SECONDS)
            if stage == "handover":
                # With several workers the one that would prove the queue never gets to run.
                limits = replace(limits, linear=True, workers=1)
            answer = cpsat.solve(limits, stop)
            if answer.status == "infeasible" and best is None:
                return LexResult(None, (), infeasible=True)
            if answer.values is not None:
                best = answer.values
                cpsat.hint(dict(enumerate(best)))
                bound = max(floor, answer.bound or floor)
                value = group_value(rows, group, best)
        if best is None or value is None:
            return LexResult(None, ())
        bound = min(bound, value)
        results.append(
            LevelCertificate(group_name(group), value, bound, "solver_claim" if bound else "trivial")
        )
        cpsat.hold(group, value)
        levels = tuple(LevelState(level.name, level.value, level.bound) for level in results)
        progress.tell(stage=stage, levels=levels)
    if best is not None:
        # A later level may have bettered an earlier one in passing: what is said is what the last answer has.
        final = best
        results = [
            replace(level, value=group_value(rows, group, final))
            for level, group in zip(results, groups, strict=True)
        ]
    return LexResult(best, tuple(results))
