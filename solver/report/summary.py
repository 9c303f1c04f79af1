"""A plan in words: its figures, whether it may be published, and no more than what was proven."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from solver import custody, policies
from solver.base.text import Lang, Listed, Words, literal
from solver.base.units import show_units
from solver.domain import LevelCertificate, StageCertificate
from solver.domain.levels import STAGE_WORDS, STAGES, left_out, level_words
from solver.report.plan_view import PlanView
from solver.report.units_account import account_lines
from solver.report.words import METHODS, PROOF, STATUS, TEXT
from solver.rules import catalogue
from solver.rules.level_scale import proven_of, scale_of

_SEATS = Words(
    zh="席位：{seats} 个，已排 {covered} 个；{days} 天，{people} 人",
    en="Seats: {covered} of {seats} covered, on {days} days, by {people} people",
)
_CUSTODY = Words(zh="看护链：{count} 处断开", en="Custody: {count} gaps")
_UNBROKEN = Words(
    zh="看护链：每支小队每分钟都有明确的负责人", en="Custody: every party has a named adult at every minute"
)
_FINDINGS = Words(zh="问题：{count} 个（{rules}）", en="Findings: {count} ({rules})")
_NO_FINDINGS = Words(zh="问题：没有", en="Findings: none")
_BY_RULE = Words(zh="{title} {count}", en="{title}: {count}")
_LARGEST = Words(
    zh="离可达份额的最大偏差：{value} 个工作量；已证明不可能低于 {bound}",
    en="Largest deviation from the reachable share: {value} units; proven not to be below {bound}",
)
_LEAST = Words(
    zh="离可达份额的最大偏差：{value} 个工作量，已证明不能更小",
    en="Largest deviation from the reachable share: {value} units, proven the least possible",
)
_LARGEST_ONLY = Words(
    zh="离可达份额的最大偏差：{value} 个工作量",
    en="Largest deviation from the reachable share: {value} units",
)
_OTHERS = {
    "shortage": Words(zh="缺人（已证明）", en="proven shortage"),
    "custody_gap": Words(zh="无人看护", en="nobody in charge"),
    "custody_twice": Words(zh="一人同时带两队", en="one adult, two parties"),
    "custody_heads": Words(zh="人数对不上", en="heads don't add up"),
    "receiver_late": Words(zh="接收人晚到", en="receiver late"),
    "line_early": Words(zh="路队过早离班", en="line leaves early"),
    "departure_missing": Words(zh="缺离校安排", en="departure missing"),
    "club_walk": Words(zh="社团接送来不及", en="club walk too long"),
}
"""Names of findings that no rule of the catalogue makes."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reader asks first. Deviations are in work units, their bound ``None`` where none is proven."""

    seats: int
    covered: int
    days: int
    people: int
    by_rule: tuple[tuple[str, int], ...]
    custody_gaps: int
    largest: Fraction
    largest_bound: Fraction | None


def summary_of(handout: PlanView) -> Summary:
    """Return a plan's figures."""
    duties = handout.work.duties
    counts = Counter(finding.rule for finding in handout.findings)
    deviations = (line.deviation for line in account_lines(handout) if line.account == "units")
    proven = proven_of(handout.case, handout.certificate, "deviation", peak=True)
    return Summary(
        seats=sum(duty.need for duty in duties),
        covered=sum(duty.need - handout.short(duty) for duty in duties),
        days=len({duty.date for duty in duties}),
        people=len({row.staff for row in handout.plan.roster}),
        by_rule=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        custody_gaps=sum(counts[code] for code in custody.CODES),
        largest=max(
            (abs(deviation) for deviation in deviations if deviation is not None), default=Fraction(0)
        ),
        largest_bound=None if proven is None else proven.bound,
    )


def summary_words(handout: PlanView, lang: Lang) -> tuple[str, ...]:
    """Return a plan's figures as sentences, the verdict first."""
    figures = summary_of(handout)
    found = _FINDINGS.say(lang, count=len(handout.findings), rules=rules_words(figures))
    value = show_units(figures.largest, 4)
    bound = None if figures.largest_bound is None else show_units(figures.largest_bound, 4)
    return (
        status_words(handout, lang),
        _SEATS.say(lang, **{key: getattr(figures, key) for key in ("seats", "covered", "days", "people")}),
        found if figures.by_rule else _NO_FINDINGS.say(lang),
        _CUSTODY.say(lang, count=figures.custody_gaps) if figures.custody_gaps else _UNBROKEN.say(lang),
        _largest(figures).say(lang, value=value, bound=bound),
    )


def rules_words(figures: Summary) -> Listed:
    """Return how many findings each rule has."""
    return Listed(_BY_RULE.with_(title=rule_title(code), count=count) for code, count in figures.by_rule)


def _largest(figures: Summary) -> Words:
    if figures.largest_bound == figures.largest:
        return _LEAST
    # That nothing is below zero goes without saying.
    return _LARGEST if figures.largest_bound else _LARGEST_ONLY


def rule_title(code: str) -> Words:
    """Return what a rule is called; a code that nobody knows is its own name."""
    titles = {kind.code: kind.title for kind in catalogue()}
    titles |= {kind.code: kind.title for kind in policies.catalogue()}
    return titles.get(code) or _OTHERS.get(code) or literal(code)


@dataclass(frozen=True, slots=True)
class StageProof:
    """What is proven of one stage, in one language: a title and its sentences."""

    title: str
    sentences: tuple[str, ...]


def status_words(handout: PlanView, lang: Lang) -> str:
    """Say whether the plan may be published."""
    hard = sum(finding.hard for finding in handout.findings)
    if hard:
        return STATUS["draft"].say(lang, count=hard)
    if handout.findings:
        return STATUS["priced"].say(lang, count=len(handout.findings))
    return STATUS["clean"].say(lang)


def proofs_of(handout: PlanView, lang: Lang) -> tuple[StageProof, ...]:
    """Return the certificate in words, stage by stage."""
    return tuple(_stage(handout, stage, lang) for stage in handout.certificate.stages)


def _stage(handout: PlanView, stage: StageCertificate, lang: Lang) -> StageProof:
    sentences: list[str] = []
    if stage.fixed:
        before = [name for name in STAGES if name in stage.fixed]
        stages = Listed(STAGE_WORDS[name] for name in before)
        hashes = Listed(stage.fixed[name][:12] for name in before)
        sentences.append(PROOF["fixed"].say(lang, stages=stages, hashes=hashes))
    if stage.stage == "rotation" and (last := left_out(handout.case)):
        sentences.append(PROOF["appended"].say(lang, levels=Listed(map(level_words, last))))
    sentences += [
        _level(handout, stage, level, lang, first=rank == 0) for rank, level in enumerate(stage.levels)
    ]
    return StageProof(STAGE_WORDS[stage.stage].say(lang), tuple(sentences or [PROOF["none"].say(lang)]))


def _level(
    handout: PlanView, stage: StageCertificate, level: LevelCertificate, lang: Lang, *, first: bool
) -> str:
    scale = scale_of(handout.case, stage.stage, level.name)
    # A later level's bound holds for plans as good on every earlier level; only the sign of a
    # measure bounds it among all plans.
    everywhere = first or level.method == "trivial"
    values = {
        "stage": STAGE_WORDS[stage.stage],
        "level": level_words(level.name),
        "value": scale.value(level.value),
        "bound": scale.bound(level.bound),
        "gap": scale.amount(scale.exact(level.value) - scale.least(level.bound)),
        "proven": scale.bound(level.evidence.proven if level.evidence else 0),
        "levels": Listed(map(level_words, level.conditional)),
        "method": METHODS[level.method],
    }
    keys = ["best" if everywhere else "best_after"]
    keys += [] if level.proven else ["open"]
    keys += ["conditional"] if level.conditional and not everywhere else []
    partly = level.evidence is not None and level.evidence.proven < level.bound
    keys += ["method", "rechecked"] if partly else ["method"]
    return Listed((PROOF[key].with_(**values) for key in keys), "").say(lang)


def about_rows(handout: PlanView, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return what a reader wants to know about where this comes from."""
    term, proof = handout.case.term, handout.certificate
    people = {row.staff for row in handout.plan.roster}
    days = {row.date for row in handout.plan.roster}
    return (
        (TEXT["term"].say(lang), f"{term.start.isoformat()} – {term.end.isoformat()}"),
        (TEXT["service_days"].say(lang), str(len(days))),
        (TEXT["people"].say(lang), str(len(people))),
        (TEXT["duties"].say(lang), str(len(handout.plan.roster))),
        (TEXT["case_hash"].say(lang), proof.case_hash),
        (TEXT["version"].say(lang), proof.version),
        (TEXT["seed"].say(lang), str(proof.seed)),
    )
