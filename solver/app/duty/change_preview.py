"""A change before it is kept: what is different, what is wrong now, what is better, and the decision."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.duty import change_summary
from solver.app.duty.duty_context import OfDuty
from solver.app.duty.pending_change import Pending, drop
from solver.app.escape import plain
from solver.base.text import Words
from solver.domain import Finding
from solver.explain import fresh
from solver.explain.level_changes import LevelChange

CHANGED = Words(zh="改动（已核验，还没有保存）", en="The change (audited, not kept yet)")
NEW = Words(zh="新出现的问题 {count} 个", en="{count} new findings")
NO_NEW = Words(zh="没有新的问题。", en="Nothing new was found.")
GONE = Words(zh="消除的问题 {count} 个", en="{count} findings are gone")
MINOR = Words(zh="更小的变化 {count} 处", en="{count} smaller changes")
MORE = Words(zh="还有 {count} 个", en="and {count} more")
PLUS = Words(zh="新：{finding}", en="New: {finding}")
MINUS = Words(zh="消除：{finding}", en="Gone: {finding}")
LEVELS = Words(zh="各项指标：{levels}", en="Measures: {levels}")
NO_LEVELS = Words(zh="各项指标都不变。", en="All measures stay as they are.")
KEEP = Words(zh="保存为新的一份", en="Keep as a new version")
UNDO = Words(zh="撤销", en="Undo")
KEEPING = Words(zh="正在保存……", en="Keeping it …")
KEPT = Words(
    zh="已保存为新的一份，原来的那份还在。", en="Kept as a new version; the one before is still there."
)
TOLD = 8
"""So many findings are told one by one."""


def draw(of: OfDuty, pending: Pending) -> None:
    """Draw what the change does, new findings first, and ask whether to keep it."""
    page = of.page
    st.markdown(f"**{page.say(CHANGED)}**")
    for change in pending.changes:
        st.markdown(f"- {plain(page.say(change))}")
    old, new = of.result.findings, pending.result.findings
    _new(of, fresh(old, new))
    _gone(of, fresh(new, old))
    _levels(of, pending)
    _minor(of, pending)
    with st.container(horizontal=True):
        keep = st.button(page.say(KEEP), type="primary", icon=":material/save:", key=of.widget("keep"))
        st.button(page.say(UNDO), icon=":material/undo:", key=of.widget("undo"), on_click=drop)
    if keep:
        _keep(of, pending)


def _new(of: OfDuty, found: Sequence[Finding]) -> None:
    page = of.page
    if not found:
        st.success(page.say(NO_NEW), icon=":material/check_circle:")
        return
    found = sorted(found, key=lambda finding: not finding.hard)
    lines = [f"**{page.say(NEW, count=len(found))}**"]
    lines += [f"- {plain(finding.say(page.lang))}" for finding in found[:TOLD]]
    if found[TOLD:]:
        lines.append(f"- {page.say(MORE, count=len(found) - TOLD)}")
    draft = any(finding.hard for finding in found)
    (st.error if draft else st.warning)("\n".join(lines), icon=":material/flag:")


def _gone(of: OfDuty, found: Sequence[Finding]) -> None:
    page = of.page
    if found:
        with st.expander(page.say(GONE, count=len(found)), icon=":material/task_alt:"):
            for finding in found:
                st.markdown(f"- {plain(finding.say(page.lang))}")


def _levels(of: OfDuty, pending: Pending) -> None:
    before, after = (dict(found.audit.levels["rotation"]) for found in (of.result, pending.result))
    said = change_summary.levels(of, [LevelChange(name, before[name], after[name]) for name in before])
    st.caption(of.page.tell(LEVELS, levels=said) if said else of.page.say(NO_LEVELS))


def _minor(of: OfDuty, pending: Pending) -> None:
    """Tell what keeps no plan from being clean: loads, burdens, wishes."""
    page = of.page
    old, new = (
        [finding for finding in found.audit.findings if not finding.blemish]
        for found in (of.result, pending.result)
    )
    worse, better = fresh(old, new), fresh(new, old)
    if worse or better:
        with st.expander(page.say(MINOR, count=len(worse) + len(better))):
            for words, those in ((PLUS, worse), (MINUS, better)):
                for finding in those:
                    st.markdown(f"- {page.tell(words, finding=finding.message)}")


def _keep(of: OfDuty, pending: Pending) -> None:
    page = of.page
    with st.spinner(page.say(KEEPING)):
        kept = page.workspace.plans.keep(of.info.key, pending.result, parent=of.info.id, label=pending.label)
    drop()
    page.choose_plan(kept)
    st.toast(page.say(KEPT), icon=":material/check_circle:")
    # The whole page: it shows another plan from now on.
    st.rerun()
