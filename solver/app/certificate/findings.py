"""What was found in a plan, and what contradicts its certificate, rule by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import streamlit as st

from solver.app.escape import plain
from solver.app.page import Page
from solver.base.text import Words
from solver.domain import Finding
from solver.report import rule_title
from solver.service import Result

TITLE = Words(zh="发现的问题", en="Findings")
NONE = Words(zh="没有发现问题：所有规则都已逐条核验。", en="Nothing was found: every rule was checked.")
DOUBTS = Words(
    zh="证书与这份排班对不上（{count} 处）：",
    en="The certificate contradicts this roster (in {count} places):",
)
RULE = Words(zh="{rule}（{count}）", en="{rule} ({count})")
HARD = Words(zh="必须解决", en="must be mended")
PRICED = Words(zh="可以让步", en="may be conceded")
ADVICE = Words(zh="提醒：不影响发布", en="Advice: keeps nothing from being published")
MORE = Words(
    zh="……还有 {count} 条，全部在下载的工作簿里。", en="… and {count} more; all are in the workbook."
)
FIRST = 20
"""Findings of one rule that are told one by one."""


def draw(page: Page, result: Result) -> None:
    """Draw doubts, findings and advice."""
    st.subheader(page.say(TITLE), anchor=False)
    doubts = result.audit.doubts
    if doubts:
        st.error(page.say(DOUBTS, count=len(doubts)), icon=":material/gpp_bad:")
        for doubt in doubts:
            st.markdown(f"- {plain(page.say(doubt))}")
    if not result.findings:
        st.success(page.say(NONE), icon=":material/task_alt:")
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
            for finding in own[:FIRST]:
                st.markdown(f"- {plain(finding.say(page.lang))}")
            if len(own) > FIRST:
                st.caption(page.say(MORE, count=len(own) - FIRST))
