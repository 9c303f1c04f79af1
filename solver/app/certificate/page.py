"""The page of the certificate: one sentence, what is proven level by level, and a check of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import streamlit as st

from solver.app import plan_picker
from solver.app.page import Page, plain
from solver.app.widgets import bullets, button, show_table
from solver.base.memo import Background
from solver.base.text import Lang, Listed, Said, Words
from solver.base.units import show_units
from solver.base.vocabulary import CERTIFICATE
from solver.domain import Finding
from solver.domain.levels import level_words
from solver.report import COLUMNS, PlanView, level_rows, proofs_of, proven_of, rule_title, summary_of
from solver.report import COLUMNS as LEVEL_COLUMNS
from solver.service import Result, Verified, checked, verify

ABOUT = Words(
    zh="排班分三步：社团课表、放学交接、轮岗排班。每一步按先后看几级指标，后面的绝不牺牲前面的。下面逐级写明："
    "这份排班做到多少，已经证明哪份合规的排班都不可能低于多少。",
    en="A plan is made in three steps: club timetable, hand-over, rotation. Each looks at several measures "
    "in order, and a later one never costs an earlier one anything. Here stands for each what this roster "
    "comes to, and below what no legal roster can be, as is proven.",
)
LOOKS = {"good": (st.success, "verified"), "open": (st.warning, "pending"), "bad": (st.error, "gpp_bad")}

FIGURES = Words(zh="数字一览", en="All figures")
ZERO = Words(zh="都已做到 0，不可能更低：{levels}。", en="At 0, and nothing can be lower: {levels}.")
NO_STAGES = Words(
    zh="这份排班没有证书：什么都没有证明，但所有规则都已核验。",
    en="This roster has no certificate: nothing is proven of it, though every rule was checked.",
)
PROVEN, NOT_PROVEN = ":green[:material/check_circle:]", ":orange[:material/pending:]"
"""Marks differ in shape, not in colour alone."""

CHECK = Words(zh="自己核对一遍", en="Check it yourself")
ABOUT_CHECK = Words(
    zh="不用求解器，也不用排班程序的任何代码，只凭方案资料，用整数和分数把每个下界重新算一遍。",
    en="Every bound is worked out again from the case alone, in whole numbers and fractions, without a "
    "solver and without any code of the program that made the roster.",
)
START_CHECK = Words(zh="现在核对证明", en="Check the proof now")
CHECK_AGAIN = Words(zh="再核对一遍", en="Check again")
CHECKING = Words(
    zh="正在核对……大方案要十几秒，可以先看别的页。",
    en="Checking … a large case takes some ten seconds; other pages can be looked at meanwhile.",
)
CHECKED_COLUMNS = {
    **{part: words for part, words in LEVEL_COLUMNS.items() if part in {"stage", "name", "value"}},
    "bound": Words(zh="证书称不低于", en="Certificate: at least"),
    "proven": Words(zh="重新算得不低于", en="Worked out: at least"),
    "verdict": Words(zh="结论", en="Verdict"),
    "why": Words(zh="说明", en="Why"),
}
CheckKey = tuple[str, int]
CHECKS: Background[CheckKey, Verified] = Background(16)
"""The last few checks of this process, by folder and plan."""

FINDINGS = Words(zh="发现的问题", en="Findings")
NO_FINDINGS = Words(
    zh="没有发现问题：所有规则都已逐条核验。", en="Nothing was found: every rule was checked."
)
DOUBTS = Words(
    zh="证书与这份排班对不上（{count} 处）：",
    en="The certificate contradicts this roster (in {count} places):",
)
RULE = Words(zh="{rule}（{count}）", en="{rule} ({count})")
HARD = Words(zh="必须解决", en="must be mended")
PRICED = Words(zh="可以让步", en="may be conceded")
ADVICE = Words(zh="提醒：不影响发布", en="Advice: keeps nothing from being published")
MORE_FINDINGS = Words(
    zh="……还有 {count} 条，全部在下载的工作簿里。", en="… and {count} more; all are in the workbook."
)
MAX_SHOWN = 20
"""Findings of one rule that are told one by one."""

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
FULL_STOP = Words(zh="。", en=".")


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, CERTIFICATE, "certificate")
    result, plan = page.result(), page.plan
    if handout is None or result is None or plan is None:
        return
    first = headline(handout, doubted=bool(result.audit.doubts))
    box, icon = LOOKS[first.tone]
    box(f"**{plain(first.say(page.lang))}**", icon=f":material/{icon}:")
    st.caption(page.say(ABOUT))
    _levels(page, handout)
    _check(page, plan.id)
    _findings(page, result)


def _levels(page: Page, handout: PlanView) -> None:
    """Draw every stage."""
    if not handout.certificate.stages:
        st.info(page.say(NO_STAGES), icon=":material/info:")
        return
    for stage, proof in zip(handout.certificate.stages, proofs_of(handout, page.lang), strict=True):
        with st.container(border=True):
            st.subheader(plain(proof.title[:1].upper() + proof.title[1:]), anchor=False)
            # What a stage takes as given is said first, in one sentence more than there are levels.
            given = len(proof.sentences) - len(stage.levels) if stage.levels else len(proof.sentences)
            for sentence in proof.sentences[:given]:
                st.caption(plain(sentence))
            zero = [level for level in stage.levels if level.proven and not level.value]
            if zero:
                # What could not be less needs no proof, and would drown what does.
                named = Listed(level_words(level.name) for level in zero)
                st.markdown(f"{PROVEN} {plain(page.say(ZERO, levels=named))}")
            for level, sentence in zip(stage.levels, proof.sentences[given:], strict=True):
                if level not in zero:
                    st.markdown(f"{PROVEN if level.proven else NOT_PROVEN} {plain(sentence)}")
    with st.expander(page.say(FIGURES), icon=":material/table:"):
        levels = [(stage.stage, level) for stage in handout.certificate.stages for level in stage.levels]
        rows = [asdict(row) for row in level_rows(handout.case, levels, page.lang)]
        show_table(page, "certificate_figures", COLUMNS, rows)


def _check(page: Page, plan: int) -> None:
    """Draw the button, and what came of it; looks again every second while a check is under way."""
    check = CHECKS.find(_check_key(page, plan))
    every = 1.0 if check is not None and not check.outcome.done() else None
    st.fragment(_draw_check, run_every=every)(page, plan)


def _check_key(page: Page, plan: int) -> CheckKey:
    return str(page.workspace.root), plan


def _draw_check(page: Page, plan: int) -> None:
    key = _check_key(page, plan)
    check = CHECKS.find(key)
    with st.container(border=True):
        st.subheader(page.say(CHECK), anchor=False)
        st.markdown(page.say(ABOUT_CHECK))
        if check is not None and not check.outcome.done():
            st.info(page.say(CHECKING), icon=":material/hourglass_top:")
            st.session_state[_AWAITED] = plan
            return
        words = START_CHECK if check is None else CHECK_AGAIN
        if button(page, "certificate_check", words, "fact_check", primary=check is None):
            result = page.workspace.plans.result(plan)
            CHECKS.ask_again(key, lambda _: verify(result.case, result.plan, result.certificate))
            st.rerun()
        if check is not None:
            _draw_verdict(page, page.workspace.plans.result(plan), check.outcome.result())
    if st.session_state.pop(_AWAITED, None) == plan:
        # It ended while we looked: from now on nobody needs to look every second.
        st.rerun()


_AWAITED = "certificate_awaited"


def _draw_verdict(page: Page, result: Result, found: Verified) -> None:
    told = checked(result.case, found, page.lang)
    if told.wrong:
        st.error(plain(told.sentence), icon=":material/gpp_bad:")
        bullets(page, told.wrong)
    else:
        st.success(plain(told.sentence), icon=":material/verified:")
    rows = [asdict(level.row) | asdict(level) for level in told.levels]
    show_table(page, "certificate_checked", CHECKED_COLUMNS, rows)


def _findings(page: Page, result: Result) -> None:
    """Draw doubts, findings and advice."""
    st.subheader(page.say(FINDINGS), anchor=False)
    doubts = result.audit.doubts
    if doubts:
        st.error(page.say(DOUBTS, count=len(doubts)), icon=":material/gpp_bad:")
        bullets(page, [page.say(doubt) for doubt in doubts])
    if not result.findings:
        st.success(page.say(NO_FINDINGS), icon=":material/task_alt:")
    _by_rule(page, [finding for finding in result.findings if finding.hard], HARD, "error")
    _by_rule(page, [finding for finding in result.findings if not finding.hard], PRICED, "flag")
    _by_rule(page, result.advice, ADVICE, "lightbulb")


def _by_rule(page: Page, findings: Sequence[Finding], kind: Words, icon: str) -> None:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    for code, own in by_rule.items():
        label = page.tell(RULE, rule=rule_title(code), count=len(own))
        with st.expander(f"{label} · {page.say(kind)}", icon=f":material/{icon}:"):
            bullets(page, [finding.say(page.lang) for finding in own], MAX_SHOWN, MORE_FINDINGS)


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence, in parts, and how it is meant."""

    tone: Tone
    parts: tuple[Said, ...]

    def say(self, lang: Lang) -> str:
        """Return the sentence."""
        text = Listed(self.parts, "；").say(lang)
        return text[:1].upper() + text[1:] + FULL_STOP.say(lang)


def headline(handout: PlanView, *, doubted: bool) -> Headline:
    """Return what a reader is told first."""
    summary = summary_of(handout)
    hard = sum(finding.hard for finding in handout.findings)
    seats, seats_proven = _seats_part(handout, summary.seats - summary.covered)
    fair, fair_proven = _fair_part(handout)
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


def _seats_part(handout: PlanView, empty: int) -> tuple[Said, bool]:
    if not empty:
        return FULL.with_(), True
    known = proven_of(handout.case, handout.certificate, "seats")
    # Only where levels count heads, and these, do they speak of the empty seats.
    if known is None or known.value != empty or not known.bound:
        return SHORT.with_(count=empty), False
    if known.bound == empty:
        return SHORT_PROVEN.with_(count=empty), True
    return SHORT_OPEN.with_(count=empty, bound=known.bound), False


def _fair_part(handout: PlanView) -> tuple[Said, bool]:
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
