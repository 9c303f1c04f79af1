"""A certificate in one breath: complete, fair, safe, or what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from solver.base.text import Lang, Listed, Said, Words
from solver.base.units import show_units
from solver.report import PlanView, proven_of, summary_of

Tone = Literal["good", "open", "bad"]
"""All is proven and clean; something is open or short; the plan can't be published."""

FULL = Words(zh="每个需要的席位都有人", en="every needed seat has its person")
SHORT_PROVEN = Words(
    zh="还缺 {count} 人次，已证明哪份排班都缺这么多",
    en="empty seats: {count}, and it is proven that no roster has fewer",
)
SHORT_OPEN = Words(
    zh="还缺 {count} 人次（已证明至少缺 {bound} 人次）", en="empty seats: {count} (proven: at least {bound})"
)
SHORT = Words(
    zh="还缺 {count} 人次，没有证明能不能更少",
    en="empty seats: {count}; whether fewer is possible is not proven",
)
EVEN = Words(zh="每个人都正好做到公平份额", en="everybody has exactly the fair share")
FAIR_PROVEN = Words(
    zh="没有任何同样周全的合规排班能让最大偏差低于 {bound} 个工作量，本表正是 {value}",
    en="no legal roster as complete as this has a lower largest deviation than {bound} units; "
    "yours has {value}",
)
FAIR_WITHIN = Words(
    zh="最大偏差 {value} 个工作量，已证明最多只能再降 {gap}",
    en="the largest deviation is {value} units, and it is proven that at most {gap} could be gained",
)
FAIR_UNKNOWN = Words(
    zh="最大偏差 {value} 个工作量，没有证明能不能更小",
    en="the largest deviation is {value} units; whether less is possible is not proven",
)
HELD = Words(
    zh="每个孩子每分钟都在一位有名有姓的大人手里",
    en="every pupil is in a named adult's hands at every minute",
)
LOST = Words(zh="看护链有 {count} 处断开，孩子不在任何大人手里", en="breaks in the chain of custody: {count}")
DRAFT = Words(
    zh="这是草稿，有 {count} 个必须解决的问题", en="this is a draft with {count} findings that must be mended"
)
DOUBTED = Words(
    zh="证书与排班对不上，这里说的都不能当真",
    en="the certificate does not fit the roster: nothing here can be relied on",
)
END = Words(zh="。", en=".")


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence, in parts, and how it is meant."""

    tone: Tone
    parts: tuple[Said, ...]

    def say(self, lang: Lang) -> str:
        """Return the sentence."""
        text = Listed(self.parts, "；").say(lang)
        return text[:1].upper() + text[1:] + END.say(lang)


def headline(handout: PlanView, *, doubted: bool) -> Headline:
    """Return what a reader is told first."""
    summary = summary_of(handout)
    hard = sum(finding.hard for finding in handout.findings)
    seats, seats_proven = _seats(handout, summary.seats - summary.covered)
    fair, fair_proven = _fair(handout)
    held = LOST.with_(count=summary.custody_gaps) if summary.custody_gaps else HELD.with_()
    parts = [seats, fair, held]
    if hard:
        parts.insert(0, DRAFT.with_(count=hard))
    if doubted:
        parts.insert(0, DOUBTED.with_())
    if hard or doubted or summary.custody_gaps:
        return Headline("bad", tuple(parts))
    proven = seats_proven and fair_proven and summary.covered == summary.seats and not handout.findings
    return Headline("good" if proven else "open", tuple(parts))


def _seats(handout: PlanView, empty: int) -> tuple[Said, bool]:
    if not empty:
        return FULL.with_(), True
    known = proven_of(handout.case, handout.certificate, "seats")
    # Only where levels count heads, and these, do they speak of the empty seats.
    if known is None or known.value != empty or not known.bound:
        return SHORT.with_(count=empty), False
    if known.bound == empty:
        return SHORT_PROVEN.with_(count=empty), True
    return SHORT_OPEN.with_(count=empty, bound=known.bound), False


def _fair(handout: PlanView) -> tuple[Said, bool]:
    known = proven_of(handout.case, handout.certificate, "deviation", peak=True)
    if known is None:
        largest = summary_of(handout).largest
        return FAIR_UNKNOWN.with_(value=show_units(largest, 4)), False
    value, bound = show_units(known.value, 4), show_units(known.bound, 4)
    if known.value == 0:
        return EVEN.with_(), True
    if known.value == known.bound:
        return FAIR_PROVEN.with_(value=value, bound=bound), True
    return FAIR_WITHIN.with_(value=value, gap=show_units(known.value - known.bound, 4)), False
