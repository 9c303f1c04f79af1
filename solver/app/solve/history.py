"""Runs that are over: what came of each, and the way to its roster."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.escape import plain
from solver.app.page import Page
from solver.app.scenario_title import title_of
from solver.app.solve.progress import spent
from solver.app.start.cards import local
from solver.base.text import Said, Words
from solver.base.vocabulary import MINUTES, NO_ROSTER, ORIGIN, SECONDS
from solver.workspace import PlanInfo, RunState, RunView

TITLE = Words(zh="以前的排班", en="Earlier solves")
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
LINE = Words(
    zh="{when} · 用时 {spent}，限 {limit} · {cores} 核 · 种子 {seed}",
    en="{when} · took {spent} of {limit} · {cores} cores · seed {seed}",
)
SCENARIO = Words(zh="设想“{name}”", en="scenario “{name}”")
ROSTER = Words(zh="看排班表", en="Roster")
PROOF = Words(zh="看证书", en="Certificate")
ALL = Words(zh="全部 {count} 次", en="All {count}")
FIRST = 5
MANY = 120
"""Seconds from which minutes say enough."""


def draw(page: Page, runs: Sequence[RunView]) -> None:
    """Draw the runs of a case that are over, newest first."""
    if not runs:
        return
    plans = {plan.id: plan for plan in page.plans}
    st.subheader(page.say(TITLE), anchor=False)
    for place, run in enumerate(runs[:FIRST]):
        _one(page, run, plans.get(run.plan_id or 0), latest=place == 0)
    if len(runs) > FIRST:
        with st.expander(page.say(ALL, count=len(runs))):
            for run in runs[FIRST:]:
                _one(page, run, plans.get(run.plan_id or 0), latest=False)


def _one(page: Page, run: RunView, plan: PlanInfo | None, *, latest: bool) -> None:
    line = page.tell(
        LINE,
        when=local(run.queued),
        spent=_lasting(round(spent(run))),
        limit=_lasting(run.options.seconds),
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


def _lasting(seconds: float) -> Said:
    """Return a time in seconds or, where they are many, in minutes."""
    minutes = round(seconds / 60, 1)
    whole = not seconds % 60 and seconds
    return (
        MINUTES.with_(count=f"{minutes:g}")
        if whole or seconds > MANY
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
            if st.button(
                page.say(words),
                icon=f":material/{icon}:",
                type="primary" if first else "secondary",
                key=f"solve_{target}_{run.id}",
            ):
                page.choose_plan(plan.id)
                page.go(target)
