"""The page on which a solve is asked for, watched and ended, above what came of those before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver import service
from solver.app.page import Page, local, plain
from solver.app.plan_picker import title_of
from solver.app.solve import form, progress
from solver.app.solve.progress import spent
from solver.app.widgets import bullets, button
from solver.base.text import Said, Words
from solver.base.vocabulary import MEND_THEM, MINUTES, NO_ROSTER, ORIGIN, SECONDS, SOLVE
from solver.domain.case import Case
from solver.io.editing import CellFault
from solver.workspace import Draft, PlanInfo, RunState, RunView

FAULTS = Words(
    zh="填写里有 {count} 处要改，改好才能排班：",
    en="The inputs have {count} faults; a solve needs them mended:",
)
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
MAX_FAULTS = 5
"""Faults that are told here."""

EARLIER = Words(zh="以前的排班", en="Earlier solves")
LATEST = Words(zh="最近一次", en="The latest")
STATES: dict[RunState, Words] = {
    "done": Words(zh="完成", en="done"),
    "failed": NO_ROSTER,
    "cancelled": Words(zh="已取消", en="cancelled"),
    "interrupted": Words(zh="中断：程序或机器在排班时停了", en="interrupted: the program or machine stopped"),
}
ICONS = {
    "done": ":green[:material/check_circle:]",
    "failed": ":red[:material/error:]",
    "cancelled": ":gray[:material/cancel:]",
    "interrupted": ":orange[:material/power_off:]",
}
RUN_LINE = Words(
    zh="{when} · 用时 {spent}，限 {limit} · {cores} 核 · 种子 {seed}",
    en="{when} · took {spent} of {limit} · {cores} cores · seed {seed}",
)
SCENARIO = Words(zh="设想“{name}”", en="scenario “{name}”")
ROSTER = Words(zh="看排班表", en="Roster")
PROOF = Words(zh="看证书", en="Certificate")
ALL_RUNS = Words(zh="全部 {count} 次", en="All {count}")
MAX_RUNS = 5
MINUTES_FROM = 120
"""Seconds from which minutes say enough."""


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
    _history(page, [run for run in runs if not run.open])


def _faults(page: Page, faults: Sequence[CellFault]) -> None:
    st.error(page.say(FAULTS, count=len(faults)), icon=":material/error:")
    bullets(page, [each.fault.say(page.lang) for each in faults], MAX_FAULTS)
    page.link("inputs", MEND_THEM, "edit_note")


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
    if button(page, "solve_start", START, "play_circle", primary=True):
        page.workspace.runs.submit(draft.key, asked.case, asked.options, digest=draft.tables.digest)
        st.rerun()


def _listed(page: Page, words: Words, sentences: Sequence[Said], icon: str) -> None:
    if sentences:
        with st.expander(page.say(words, count=len(sentences)), icon=f":material/{icon}:"):
            bullets(page, [page.say(sentence) for sentence in sentences])


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
    st.fragment(follow, run_every=progress.LOOK_SECONDS)()


def _history(page: Page, runs: Sequence[RunView]) -> None:
    """Draw the runs of a case that are over, newest first."""
    if not runs:
        return
    plans = {plan.id: plan for plan in page.plans}
    st.subheader(page.say(EARLIER), anchor=False)
    for number, run in enumerate(runs[:MAX_RUNS]):
        _past_run(page, run, plans.get(run.plan_id or 0), latest=number == 0)
    if len(runs) > MAX_RUNS:
        with st.expander(page.say(ALL_RUNS, count=len(runs))):
            for run in runs[MAX_RUNS:]:
                _past_run(page, run, plans.get(run.plan_id or 0), latest=False)


def _past_run(page: Page, run: RunView, plan: PlanInfo | None, *, latest: bool) -> None:
    line = page.tell(
        RUN_LINE,
        when=local(run.queued),
        spent=_time_words(round(spent(run))),
        limit=_time_words(run.options.seconds),
        cores=run.options.workers,
        seed=run.options.seed,
    )
    if run.scenario:
        line += f" · {page.tell(SCENARIO, name=title_of(run.scenario, page.lang))}"
    with st.container(border=True, key=f"solve_past_{run.id}"):
        mark = f"**{page.say(LATEST)}** · " if latest else ""
        st.markdown(f"{ICONS[run.state]} {mark}**{page.say(STATES[run.state])}** · {line}")
        if plan is not None:
            st.markdown(plain(page.say(plan.summary)))
            _ways_on(page, run, plan, latest=latest)
        elif run.message is not None:
            st.markdown(plain(page.say(run.message)))


def _time_words(seconds: float) -> Said:
    """Return a time in seconds or, where they are many, in minutes."""
    minutes = round(seconds / 60, 1)
    whole = not seconds % 60 and seconds
    return (
        MINUTES.with_(count=f"{minutes:g}")
        if whole or seconds > MINUTES_FROM
        else SECONDS.with_(count=f"{seconds:g}")
    )


def _ways_on(page: Page, run: RunView, plan: PlanInfo, *, latest: bool) -> None:
    ways = (
        ("roster", ROSTER, "calendar_month"),
        ("certificate", PROOF, "verified"),
        ("run", ORIGIN, "history"),
    )
    with st.container(horizontal=True):
        for target, words, icon in ways:
            first = latest and target == "roster"
            if button(page, f"solve_{target}_{run.id}", words, icon, primary=first):
                page.choose_plan(plan.id)
                page.go(target)
