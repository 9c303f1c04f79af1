"""The page on which a solve is asked for, watched and ended."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver import service
from solver.app.escape import plain
from solver.app.page import Page
from solver.app.solve import form, history, progress
from solver.base.text import Said, Words
from solver.base.vocabulary import MORE, SOLVE
from solver.domain.case import Case
from solver.io.editing import CellFault
from solver.workspace import Draft, RunView

FAULTS = Words(
    zh="填写里有 {count} 处要改，改好才能排班：",
    en="The inputs have {count} faults; a solve needs them mended:",
)
TO_INPUTS = Words(zh="去改", en="Mend them")
UNSAVED = Words(
    zh="填写里有未保存的修改：排的是你现在看到的，存没存都一样。",
    en="The inputs have unsaved changes: what is solved is what you see, saved or not.",
)
CHANGED = Words(
    zh="方案文件在别处被改过，这里排的仍是你看到的这一份。",
    en="The files of the case were changed elsewhere; what is solved is still what you see here.",
)
START = Words(zh="开始排班", en="Start")
SPECIAL = Words(
    zh="这一次和方案里写的不同（目标先后或固定安排），只影响这一次；来历里会写明。",
    en="Here the order of aims or the pins differ from the case: for this run only, and its origin says so.",
)
POLICIES = Words(
    zh="填写与政策不合，有 {count} 处（照样可以排，排出来的会标明）",
    en="Against policy: {count} (solved and marked all the same)",
)
NOTICES = Words(zh="要留意的 {count} 点", en="Worth knowing: {count}")
ANOTHER = Words(zh="再排一次（会排队）", en="Ask for another (it waits in the queue)")
READING = Words(zh="正在核对填写……", en="Checking the inputs …")
FIRST = 5
"""Faults that are told here."""


def show(page: Page) -> None:
    """Draw the page."""
    key = page.key or ""
    st.title(page.say(SOLVE), anchor=False)
    draft = page.workspace.drafts.open(key)
    with st.spinner(page.say(READING)):
        examined = page.workspace.drafts.examine(draft.tables)
    runs = [run for run in page.workspace.runs.find(key) if not run.batch or run.open]
    case = examined.loaded.case if examined.loaded else None
    notices = examined.loaded.notices if examined.loaded else ()
    working = [run for run in runs if run.open]
    if case is None:
        _faults(page, examined.faults)
    elif working:
        with st.expander(page.say(ANOTHER), icon=":material/add:"):
            _ask(page, draft, case, notices)
    else:
        _ask(page, draft, case, notices)
    _watch(page, working, case)
    history.draw(page, [run for run in runs if not run.open])


def _faults(page: Page, faults: Sequence[CellFault]) -> None:
    st.error(page.say(FAULTS, count=len(faults)), icon=":material/error:")
    for each in faults[:FIRST]:
        st.markdown(f"- {plain(each.fault.say(page.lang))}")
    if len(faults) > FIRST:
        st.caption(page.say(MORE, count=len(faults) - FIRST))
    page.link("inputs", TO_INPUTS, "edit_note")


def _ask(page: Page, draft: Draft, case: Case, notices: Sequence[Said]) -> None:
    if draft.unsaved:
        st.info(page.say(UNSAVED), icon=":material/edit:")
    if draft.changed_on_disk:
        st.warning(page.say(CHANGED), icon=":material/sync_problem:")
    broken = [finding.message for finding in service.check(case) if finding.blemish]
    _listed(page, POLICIES, broken, "policy")
    _listed(page, NOTICES, notices, "lightbulb")
    asked = form.draw(page, case)
    if asked.special:
        st.info(page.say(SPECIAL), icon=":material/info:")
    if st.button(page.say(START), icon=":material/play_circle:", type="primary", key="solve_start"):
        page.workspace.runs.submit(draft.key, asked.case, asked.options, digest=draft.tables.digest)
        st.rerun()


def _listed(page: Page, words: Words, sentences: Sequence[Said], icon: str) -> None:
    if sentences:
        with st.expander(page.say(words, count=len(sentences)), icon=f":material/{icon}:"):
            for sentence in sentences:
                st.markdown(f"- {plain(page.say(sentence))}")


def _watch(page: Page, working: Sequence[RunView], case: Case | None) -> None:
    """Follow the runs that are open; when one of them ends, the whole page is drawn once more."""
    if not working:
        return

    def follow() -> None:
        for run_id in ids:
            run = page.workspace.runs.get(run_id)
            if not run.open:
                if run.plan_id is not None and not run.scenario:
                    page.choose_plan(run.plan_id)
                st.rerun()
            with st.container(border=True, key=f"solve_run_{run_id}"):
                progress.draw(page, run, case)

    ids = [run.id for run in reversed(working)]
    st.fragment(follow, run_every=progress.EVERY)()
