"""The audit: an independent re-check of a plan from the case alone.

It knows no solver, no model and no candidate pairs. Every rule looks at the finished plan, the custody chain
is walked minute by minute, levels are added up anew and the shares are proven anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from solver import custody
from solver.audit.shares import verify
from solver.base.text import Said, Words
from solver.domain.case import Case, Staff
from solver.domain.duties import Duty, facts
from solver.domain.levels import STAGE_WORDS, STAGES, Stage, group_name, groups_of, level_words
from solver.domain.plan import Certificate, Finding, Plan, stage_hash, totals
from solver.fairness.flow import Network
from solver.fairness.network import counts_of, heads_shared, network
from solver.rules import AnyRule, catalogue, rules_of
from solver.rules.level_scale import scale_of

OTHER_CASE = Words(
    zh="证书说的是另一份方案（哈希 {claimed}，本方案 {actual}）",
    en="the certificate speaks of another case (hash {claimed}, this one is {actual})",
)
OTHER_LEVEL = Words(
    zh="{stage}的“{level}”：证书称 {claimed}，核验得 {actual}",
    en="{stage}, {level}: the certificate says {claimed}, the audit finds {actual}",
)
NO_LEVEL = Words(
    zh="{stage}：证书所说的“{level}”，本方案没有这一级指标",
    en="{stage}: the certificate speaks of a level that this case does not have: {level}",
)
OTHER_STAGE = Words(
    zh="{stage}：证书所依据的前一阶段已被改动",
    en="{stage}: an earlier stage was changed since the certificate was made",
)
BOUND_ABOVE = Words(
    zh="{stage}的“{level}”：下界 {bound} 高于实际值 {actual}",
    en="{stage}, {level}: the bound {bound} is above the value {actual}",
)

DISPUTED = Words(
    zh="求解用的模型与核验对规则“{rule}”的算法不一致：保留了核验所见违反硬性规则最少的最后一份排班，"
    "对它不作任何证明。请把这份方案交给软件的维护者",
    en="the model that the solver works on and the checks disagree about the rule {rule}: the last roster of "
    "which the checks find the fewest laws broken was kept, and nothing is claimed to be proven of it. "
    "Please show this case to whoever maintains the program",
)


LevelValues = Mapping[Stage, tuple[tuple[str, int], ...]]
"""The value of every level group, by stage."""


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    ``doubts`` are whatever contradicts the certificate
    or the accounts (``unfair``), ``loads`` what each person does by account (steps, or duties for a burden).
    """

    findings: tuple[Finding, ...]
    levels: LevelValues
    doubts: tuple[Said, ...]
    loads: Mapping[str, Mapping[str, int]]
    unfair: tuple[Said, ...] = ()

    @property
    def blemishes(self) -> tuple[Finding, ...]:
        """The findings that keep a plan from being clean."""
        return tuple(finding for finding in self.findings if finding.blemish)

    @property
    def clean(self) -> bool:
        """Whether nothing was found that a plan should not have, and nothing contradicts its certificate."""
        return not self.blemishes and not self.doubts


def audit(case: Case, plan: Plan, certificate: Certificate | None = None) -> Audit:
    """Check a plan against its case, and its certificate where there is one.

    Raises
    ------
    InputError
        If the case's rules are not those of the catalogue.
    """
    rules = rules_of(case)
    findings = [finding for rule in rules for finding in rule.check(case, plan)]
    findings += custody.findings(case, plan)
    unfair: tuple[Said, ...] = ()
    for name, network_of in _networks(case, plan, rules).items():
        if name in plan.accounts:
            unfair += verify(network_of(), plan.accounts[name])
    return _summed_up(case, plan, certificate, findings, unfair)


def audit_again(
    case: Case, plan: Plan, before: Plan, known: Audit, certificate: Certificate | None = None
) -> Audit:
    """Audit a plan that differs from an audited one only in who does what; finds what `audit` finds.

    Nothing is looked at again that can't have changed: rules of earlier stages and the proofs of the accounts
    never see a roster, and custody sees each date by itself.
    """
    if (plan.timetable, plan.handover, plan.accounts) != (before.timetable, before.handover, before.accounts):
        return audit(case, plan, certificate)
    rules = [rule for rule in rules_of(case) if rule.stage == "rotation"]
    looked_at = {rule.code for rule in rules}
    dates = {row.date for row in set(plan.roster) ^ set(before.roster)}
    findings = [
        finding
        for finding in known.findings
        if finding.rule not in looked_at and not (finding.rule in custody.OF_CREWS and finding.date in dates)
    ]
    findings += [finding for rule in rules for finding in rule.check(case, plan)]
    findings += [
        finding for finding in custody.findings(case, plan, dates=dates) if finding.rule in custody.OF_CREWS
    ]
    return _summed_up(case, plan, certificate, findings, known.unfair)


def _summed_up(
    case: Case,
    plan: Plan,
    certificate: Certificate | None,
    findings: Iterable[Finding],
    unfair: tuple[Said, ...],
) -> Audit:
    found = tuple(sorted(findings, key=_place))
    levels = _levels(case, found)
    doubts = (*doubts_about(case, plan, levels, certificate), *unfair)
    return Audit(found, levels, doubts, loads(case, plan), unfair)


def loads(case: Case, plan: Plan) -> dict[str, dict[str, int]]:
    """Return what each person does in each account: grid steps of work units, duties of a burden."""
    done = facts(case, plan).by_person
    return {
        name: {person.id: sum(map(counts, done.get(person.id, ()))) for person in case.staff}
        for name, counts in counts_of(case).items()
    }


def _place(finding: Finding) -> tuple[int, bool, str, str, str, tuple[str, ...]]:
    return (
        STAGES.index(finding.stage),
        not finding.hard,
        finding.rule,
        finding.date.isoformat() if finding.date else "",
        finding.post or finding.group or "",
        finding.staff,
    )


def _levels(case: Case, findings: Sequence[Finding]) -> LevelValues:
    found: dict[Stage, tuple[tuple[str, int], ...]] = {}
    for stage in STAGES:
        groups = groups_of(case, stage)
        values = totals((finding for finding in findings if finding.stage == stage), groups)
        found[stage] = tuple(zip(map(group_name, groups), values, strict=True))
    return found


def doubts_about(case: Case, plan: Plan, levels: LevelValues, certificate: Certificate | None) -> list[Said]:
    """Return whatever contradicts a certificate: another case, another plan, bounds too high."""
    if certificate is None:
        return []
    doubts: list[Said] = []
    if certificate.case_hash != case.hash:
        doubts.append(OTHER_CASE.with_(claimed=certificate.case_hash[:12], actual=case.hash[:12]))
    doubts += disputes(certificate)
    hashes = {"timetable": stage_hash(plan.timetable), "handover": stage_hash(plan.handover)}
    for stage in certificate.stages:
        named = {"stage": STAGE_WORDS[stage.stage]}
        if any(hashes.get(name) != value for name, value in stage.fixed.items()):
            doubts.append(OTHER_STAGE.with_(**named))
        actual = dict(levels[stage.stage])
        for level in stage.levels:
            named["level"] = level_words(level.name)
            scale, value = scale_of(case, stage.stage, level.name), actual.get(level.name)
            if value is None:
                doubts.append(NO_LEVEL.with_(**named))
            elif value != level.value:
                claimed = scale.value(level.value)
                doubts.append(OTHER_LEVEL.with_(**named, claimed=claimed, actual=scale.value(value)))
            elif level.bound > value:
                bound = scale.amount(scale.exact(level.bound))
                doubts.append(BOUND_ABOVE.with_(**named, bound=bound, actual=scale.value(value)))
    return doubts


def disputes(certificate: Certificate) -> list[Said]:
    """Return what a certificate itself says of rules that the model and the checks see differently."""
    titles = {kind.code: kind.title for kind in catalogue()}
    return [
        DISPUTED.with_(rule=titles.get(code, code[:60]))
        for stage in certificate.stages
        for code in stage.disputed
    ]


def able_by_rules(case: Case, rules: Sequence[AnyRule]) -> Callable[[Duty], tuple[str, ...]]:
    """Return what tells who may take a duty: those whom no rule of the rotation refuses it, in order."""
    refusing = [rule for rule in rules if rule.stage == "rotation" and rule.refuses_pairs]
    whole = [rule for rule in refusing if rule.refuses_whole_posts]
    dated = [rule for rule in refusing if not rule.refuses_whole_posts]
    of_post: dict[str, list[Staff]] = {}
    of_duty: dict[Duty, tuple[str, ...]] = {}

    def free(those: list[AnyRule], people: Iterable[Staff], duty: Duty) -> list[Staff]:
        return [
            person
            for person in people
            if not any(rule.refuse(case, person, duty) is not None for rule in those)
        ]

    def able(duty: Duty) -> tuple[str, ...]:
        known = of_duty.get(duty)
        if known is None:
            if duty.post not in of_post:
                of_post[duty.post] = free(whole, case.staff, duty)
            known = of_duty[duty] = tuple([person.id for person in free(dated, of_post[duty.post], duty)])
        return known

    return able


def _networks(case: Case, plan: Plan, rules: tuple[AnyRule, ...]) -> dict[str, Callable[[], Network]]:
    """Return how to describe each account anew, with eligibility worked out from the rules' own checks."""
    work = facts(case, plan).work
    able, heads = able_by_rules(case, rules), heads_shared(case)
    return {
        name: partial(network, case, work, able, name, counts, heads)
        for name, counts in counts_of(case).items()
    }
