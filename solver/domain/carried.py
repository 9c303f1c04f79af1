"""What a certificate still says when somebody edits its plan by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from solver.domain.plan import (
    Certificate,
    LevelCertificate,
    Plan,
    Stage,
    StageCertificate,
    stage_hash,
)


def carried(
    certificate: Certificate, plan: Plan, levels: Mapping[Stage, Sequence[tuple[str, int]]]
) -> Certificate:
    """Return what is proven of an edited plan of the same case: its values, and the bounds that hold still.

    A bound says that no plan at least as good on every earlier level is below it. With the earlier levels
    no worse than they were, those plans are among the ones it was proven of, so it stands; with one of them
    worse there are more such plans, and nothing is claimed. Where an earlier stage was edited, nothing is
    either.

    Parameters
    ----------
    plan
        The edited plan, with the accounts it was audited against.
    levels
        Its values by stage, as the audit found them.
    """
    hashes = {"timetable": stage_hash(plan.timetable), "handover": stage_hash(plan.handover)}
    stages = []
    for stage in certificate.stages:
        fixed = {name: hashes[name] for name in stage.fixed}
        known = stage.levels if fixed == dict(stage.fixed) else ()
        stages.append(StageCertificate(stage.stage, tuple(_levels(known, levels[stage.stage])), fixed))
    return replace(certificate, stages=tuple(stages), accounts=plan.accounts)


def _levels(
    known: Sequence[LevelCertificate], values: Sequence[tuple[str, int]]
) -> Iterator[LevelCertificate]:
    before = {level.name: level for level in known}
    no_worse = True
    open_levels: list[str] = []
    for name, value in values:
        level = before.get(name)
        # Below its bound is only what breaks a hard rule: then the bound says nothing of this plan.
        if level is not None and no_worse and level.bound <= value:
            free = level.method == "trivial"
            found = replace(level, value=value, conditional=() if free else tuple(open_levels))
        else:
            unit = "count" if level is None else level.unit
            found = LevelCertificate(name, value, 0, "trivial", unit=unit)
        no_worse = no_worse and level is not None and value <= level.value
        if not found.proven:
            open_levels.append(name)
        yield found
