"""What a certificate still proves once people were moved by hand: never more than holds for the new roster.

A bound says that no legal roster at least as good on every earlier level is below it. An edit changes no rule
and no fact of the case, so a bound that was found with the earlier levels held at their values then holds as
long as none of them is worse now. Where one is, only what rests on the case alone is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from solver.domain.case import Case
from solver.domain.plan import Certificate, LevelCertificate, Stage
from solver.rules import rules_of
from solver.rules.fair_share import FairShare


def still_proven(
    case: Case, certificate: Certificate, levels: Mapping[Stage, tuple[tuple[str, int], ...]]
) -> Certificate:
    """Return what a certificate proves of an edited roster of the same timetable and hand-over.

    Parameters
    ----------
    levels
        What the audit of the edited plan counted, level by level.
    """
    values = dict(levels["rotation"])
    return replace(
        certificate,
        stages=tuple(
            replace(stage, levels=_levels(case, stage.levels, values)) if stage.stage == "rotation" else stage
            for stage in certificate.stages
        ),
    )


def _levels(
    case: Case, claims: Sequence[LevelCertificate], values: Mapping[str, int]
) -> tuple[LevelCertificate, ...]:
    found: list[LevelCertificate] = []
    worse: list[str] = []
    for claim in claims:
        value = values.get(claim.name)
        if value is None:
            continue
        kept = claim if not worse or _stands_alone(case, claim, worse) else _nothing(claim)
        # A roster that breaks hard rules may be below what legal ones can reach: nothing is claimed of it.
        if kept.bound > value:
            kept = _nothing(claim)
        open_before = tuple(own.name for own in found if not own.proven)
        conditional = () if kept.method == "trivial" else open_before
        found.append(replace(kept, value=value, conditional=conditional))
        if value > claim.value:
            worse.append(claim.name)
    return tuple(found)


def _stands_alone(case: Case, claim: LevelCertificate, worse: Sequence[str]) -> bool:
    """Tell whether all of a bound follows from rows of the case, whatever the levels that are worse come to.

    Rows that hold an earlier level don't; nor does a proof about loads if the largest deviation was held.
    """
    evidence = claim.evidence
    if evidence is None or evidence.seats or evidence.by_contradiction or evidence.proven < claim.bound:
        return False
    peaks = {rule.params.peak_level for rule in rules_of(case) if isinstance(rule, FairShare)}
    freed = {level for name in worse for level in name.split("+")}
    return not (peaks & freed) and all(each.row.kind != "held" for each in evidence.multipliers)


def _nothing(claim: LevelCertificate) -> LevelCertificate:
    return replace(claim, bound=0, method="trivial", evidence=None)
