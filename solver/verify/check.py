"""The check of a certificate: whose it is, what the plan comes to, and every bound from its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from solver.audit.plan import OTHER_CASE, audit, disputes
from solver.base.text import Listed, Said, Words
from solver.domain.burdens import account_words, burden_accounts
from solver.domain.case import Case
from solver.domain.levels import STAGES, LevelGroup, Stage, group_name, groups_of, level_words
from solver.domain.plan import Account, Certificate, LevelCertificate, Method, Plan, stage_hash
from solver.rules import rules_of
from solver.rules.level_scale import Scale, scale_of
from solver.verify.bound import bound_of, impossible_below, seats_bound
from solver.verify.measures import Measures
from solver.verify.openings import Openings
from solver.verify.rows import RefusedError

OTHER_STAGE = Words(
    zh="证书所依据的社团课表或放学安排已被改动",
    en="the club timetable or the hand-over plan was changed since the certificate was made",
)
STAGE_TWICE = Words(zh="证书把同一阶段写了两次", en="the certificate speaks of a stage twice")
STRANGE_LEVEL = Words(zh="本方案没有指标“{level}”", en="this case has no level {level}")
ACCOUNTS = Words(
    zh="公平账目与方案不符：{names}", en="the accounts of fairness are not those of this case: {names}"
)
ILLEGAL = Words(
    zh="这份方案违反硬性规则 {count} 处：{first}", en="this plan breaks hard rules ({count}): {first}"
)
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
    actual, reached, claimed = scale.value(value), scale.value(proven), scale.value(claim.bound)
    faults: list[Said] = []
    if claim.value != value:
        faults.append(VALUE.with_(claimed=scale.value(claim.value), actual=actual))
    if claim.bound > value:
        faults.append(ABOVE.with_(bound=claimed, actual=actual))
    unsaid = [
        earlier for earlier in before if not before[earlier].proven and earlier not in claim.conditional
    ]
    if claim.bound > 0 and unsaid:
        faults.append(CONDITION.with_(levels=Listed(map(level_words, unsaid))))
    if refused is not None:
        faults.append(refused)
    elif claim.evidence is not None and claim.evidence.proven > proven:
        faults.append(NOT_REACHED.with_(proven=reached, claimed=scale.value(claim.evidence.proven)))
    elif claim.bound > proven and claim.method not in CLAIMS:
        unreached = NOT_REACHED.with_(proven=reached, claimed=claimed)
        faults.append(NO_PROOF.with_() if claim.evidence is None else unreached)
    if proven > value:
        faults.append(CONTRADICTED.with_(proven=reached, actual=actual))
    if not faults and claim.bound <= proven:
        return LevelVerdict(stage, name, value, claim, proven, "confirmed")
    word_only = (CLAIM.with_(proven=reached, claimed=claimed),)
    verdict: Verdict = "refuted" if faults else "claimed"
    return LevelVerdict(stage, name, value, claim, proven, verdict, tuple(faults) or word_only)


def verify(case: Case, plan: Plan, certificate: Certificate) -> Verified:
    """Check everything that a certificate claims of a plan, from the case alone.

    Parameters
    ----------
    plan
        Its accounts are not looked at: the certificate's own are proven anew.
    """
    accounts, strange = _accounts_of(case, certificate)
    plan = replace(plan, accounts=accounts)
    audited = audit(case, plan)
    doubts = [*_identity(case, plan, certificate), *strange, *disputes(certificate), *audited.doubts]
    # A gap in custody is the consequence of an empty seat: levels speak of those, no rule forbids them.
    laws = {rule.code for rule in rules_of(case)}
    hard = [finding for finding in audited.findings if finding.hard and finding.rule in laws]
    if hard:
        doubts.append(ILLEGAL.with_(count=len(hard), first=hard[0].message))
    # Worked out once, if ever.
    measures_of = cache(lambda: Measures(Openings(case, plan), plan.accounts.get("units")))
    levels: list[LevelVerdict] = []
    for stage in STAGES:
        claims = {
            level.name: level
            for certified in certificate.stages
            if certified.stage == stage
            for level in certified.levels
        }
        values = dict(audited.levels[stage])
        before: dict[str, LevelCertificate] = {}
        held: dict[str, tuple[LevelGroup, int]] = {}
        for group in groups_of(case, stage):
            name = group_name(group)
            claim, value = claims.get(name), values[name]
            proven, refused = _bound(claim, measures_of, group, held) if stage == "rotation" else (0, None)
            levels.append(
                judge(stage, name, value, claim, before, proven, refused, scale_of(case, stage, name))
            )
            held[name] = (group, value)
            if claim is not None:
                before[name] = claim
    return Verified(tuple(levels), tuple(doubts))


def _bound(
    claim: LevelCertificate | None,
    measures_of: Callable[[], Measures],
    group: LevelGroup,
    held: Mapping[str, tuple[LevelGroup, int]],
) -> tuple[int, Said | None]:
    """Return the bound that a claim's evidence proves; 0 where there is none, and why it is refused."""
    if claim is None or claim.evidence is None:
        return 0, None
    evidence, measures = claim.evidence, measures_of()
    try:
        proven = seats_bound(measures.openings, evidence.seats, group, held) if evidence.seats else 0
        if evidence.by_contradiction:
            below = impossible_below(measures, evidence.multipliers, group, held, evidence.proven)
            proven = max(proven, evidence.proven if below else 0)
        elif evidence.multipliers:
            proven = max(proven, bound_of(measures, evidence.multipliers, group, held))
    except RefusedError as error:
        return 0, error.message
    return max(0, proven), None


def _accounts_of(case: Case, certificate: Certificate) -> tuple[dict[str, Account], list[Said]]:
    """Return the accounts that can be proven anew, and what is missing or strange among them."""
    wanted = {"units", *burden_accounts(case)}
    good = {
        name: account
        for name, account in certificate.accounts.items()
        if name in wanted and account.name == name and set(account.shares) <= set(case.person)
    }
    strange = sorted(wanted ^ set(good) | set(certificate.accounts) - set(good))
    names = Listed((account_words(name[:60]) for name in strange), most=5)
    return good, [ACCOUNTS.with_(names=names)] if strange else []


def _identity(case: Case, plan: Plan, certificate: Certificate) -> Iterator[Said]:
    """Yield what shows that a certificate belongs to another case or another plan."""
    if certificate.case_hash != case.hash:
        yield OTHER_CASE.with_(claimed=certificate.case_hash[:12], actual=case.hash[:12])
    hashes = {"timetable": stage_hash(plan.timetable), "handover": stage_hash(plan.handover)}
    fixed = [(name, value) for stage in certificate.stages for name, value in stage.fixed.items()]
    if any(hashes.get(name) != value for name, value in fixed):
        yield OTHER_STAGE.with_()
    if any(times > 1 for times in Counter(stage.stage for stage in certificate.stages).values()):
        yield STAGE_TWICE.with_()
    for stage in certificate.stages:
        known = {group_name(group) for group in groups_of(case, stage.stage)}
        for level in stage.levels:
            if level.name not in known:
                yield STRANGE_LEVEL.with_(level=level_words(level.name[:60]))
