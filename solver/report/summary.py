"""A plan in a few sentences: seats, people, findings by rule, custody, the largest deviation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from solver import custody, policies
from solver.base.text import Lang, Listed, Words, literal
from solver.base.units import show_units
from solver.report.certificate_words import status_words
from solver.report.plan_view import PlanView
from solver.report.units_account import account_lines
from solver.rules import catalogue
from solver.rules.level_scale import proven_of

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
        _SEATS.say(
            lang, seats=figures.seats, covered=figures.covered, days=figures.days, people=figures.people
        ),
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
