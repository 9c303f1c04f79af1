"""What came of a certificate: level by level the claim, what was worked out again, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from solver.base.text import Listed, Said, Words
from solver.domain.levels import Stage, level_words
from solver.domain.plan import LevelCertificate, Method
from solver.rules.level_scale import Scale

Verdict = Literal["confirmed", "claimed", "refuted", "silent"]
"""Worked out again; only a solver's word, though not contradicted; wrong; nothing claimed at all."""
CLAIMS: frozenset[Method] = frozenset({"count_relaxation", "solver_claim"})
"""Methods that end with a solver's word."""

VALUE = Words(
    zh="证书称 {claimed}，按排班表算得 {actual}", en="the certificate says {claimed}, the plan has {actual}"
)
ABOVE = Words(
    zh="所称下界 {bound} 高于实际值 {actual}", en="the bound {bound} is above the value {actual} of this plan"
)
CONDITION = Words(
    zh="前面的指标尚未证明最优，证书却没有注明：{levels}",
    en="earlier levels are not proven best, and the certificate does not say so: {levels}",
)
NOT_REACHED = Words(
    zh="证明只得出 {proven}，达不到所称的 {claimed}",
    en="the proof gives {proven}, not the {claimed} it claims",
)
NO_PROOF = Words(zh="没有附证明", en="no proof is given")
CONTRADICTED = Words(
    zh="证明得出不低于 {proven}，这份排班却是 {actual}：两者必有一错",
    en="the proof gives at least {proven} but this plan has {actual}: one of the two is wrong",
)
CLAIM = Words(
    zh="已证明不低于 {proven}；求解器称不低于 {claimed}",
    en="proven at least {proven}; the solver claims {claimed}",
)
SILENT = Words(zh="证书没有提到这一级", en="the certificate does not speak of this level")


@dataclass(frozen=True, slots=True)
class LevelVerdict:
    """One level: its value in this plan, the claim, the bound worked out again (never below 0), and why."""

    stage: Stage
    name: str
    value: int
    claim: LevelCertificate | None
    proven: int
    verdict: Verdict
    reasons: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of a whole certificate; ``doubts`` are about all of it."""

    levels: tuple[LevelVerdict, ...]
    doubts: tuple[Said, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong; a solver's word may still be only that."""
        return not self.doubts and all(level.verdict in {"confirmed", "claimed"} for level in self.levels)


def judge(
    stage: Stage,
    name: str,
    value: int,
    claim: LevelCertificate | None,
    before: Mapping[str, LevelCertificate],
    proven: int,
    refused: Said | None,
    scale: Scale,
) -> LevelVerdict:
    """Return what to think of one level's claim.

    Parameters
    ----------
    value
        What the level comes to in the plan.
    before
        What is claimed of the earlier levels of the stage, by name.
    proven
        The bound worked out again, ``refused`` why there is none.
    scale
        How the level's numbers are read.
    """
    if claim is None:
        return LevelVerdict(stage, name, value, None, proven, "silent", (SILENT.with_(),))
    wrong = _wrong(value, claim, before, proven, refused, scale)
    if wrong:
        return LevelVerdict(stage, name, value, claim, proven, "refuted", tuple(wrong))
    if claim.bound <= proven:
        return LevelVerdict(stage, name, value, claim, proven, "confirmed")
    said = CLAIM.with_(proven=scale.value(proven), claimed=scale.value(claim.bound))
    return LevelVerdict(stage, name, value, claim, proven, "claimed", (said,))


def _wrong(
    value: int,
    claim: LevelCertificate,
    before: Mapping[str, LevelCertificate],
    proven: int,
    refused: Said | None,
    scale: Scale,
) -> list[Said]:
    actual, reached = scale.value(value), scale.value(proven)
    claimed = scale.value(claim.bound)
    found: list[Said] = []
    if claim.value != value:
        found.append(VALUE.with_(claimed=scale.value(claim.value), actual=actual))
    if claim.bound > value:
        found.append(ABOVE.with_(bound=claimed, actual=actual))
    unsaid = [name for name, level in before.items() if not level.proven and name not in claim.conditional]
    if claim.bound > 0 and unsaid:
        found.append(CONDITION.with_(levels=Listed(map(level_words, unsaid))))
    if refused is not None:
        found.append(refused)
    elif claim.evidence is not None and claim.evidence.proven > proven:
        found.append(NOT_REACHED.with_(proven=reached, claimed=scale.value(claim.evidence.proven)))
    elif claim.bound > proven and claim.method not in CLAIMS:
        found.append(
            NO_PROOF.with_() if claim.evidence is None else NOT_REACHED.with_(proven=reached, claimed=claimed)
        )
    if proven > value:
        found.append(CONTRADICTED.with_(proven=reached, actual=actual))
    return found
