"""Scenarios solved together: asked for, followed, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import ceil

import streamlit as st

from solver.app.escape import plain
from solver.app.page import Page
from solver.app.scenario_title import BASE, title_of
from solver.app.scenarios import scenario_list
from solver.app.scenarios.stored import Ready
from solver.app.solve.progress import spent, where
from solver.app.widgets import choice, number
from solver.base.text import Words
from solver.base.vocabulary import MINUTES, NO_ROSTER
from solver.domain.case import Case
from solver.scenarios import MOST
from solver.service import Options
from solver.workspace import Draft, RunView

TIME = Words(zh="每个算多久", en="How long each")
CORES = Words(zh="每个用几个处理器核", en="Processor cores each")
START = Words(zh="一起排，再比较", en="Solve and compare")
ASKED = Words(
    zh="现状和 {count} 个设想各算 {minutes} 分钟，这台机器大约要 {total} 分钟（能证明最优的会更快）。",
    en="The case as it is and {count} scenarios, {minutes} min each: about {total} min on this machine, "
    "less where the best is proven sooner.",
)
NOBODY = Words(zh="在上面至少勾选一个设想。", en="Choose at least one scenario above.")
TOO_MANY = Words(zh="一次至多比较 {most} 个设想。", en="At most {most} scenarios at a time.")
ENDED = {
    "done": Words(zh="排好了", en="done"),
    "failed": NO_ROSTER,
    "cancelled": Words(zh="已取消", en="cancelled"),
    "interrupted": Words(zh="中断", en="interrupted"),
    "queued": Words(zh="排队，第 {place} 位", en="waiting, place {place}"),
    "stopping": Words(zh="正在停止", en="stopping"),
}
STOP = Words(zh="全部停下，用目前最好的比较", en="Stop all and compare the best so far")
CANCEL = Words(zh="全部取消", en="Cancel all")
CLOSE = Words(
    zh="可以关掉这一页：排班照样进行，回来就能看到。",
    en="You may close this page: the solves go on, and are here when you return.",
)
PRESETS = (1, 5, 15)
EVERY = 1.0


def ask(page: Page, draft: Draft, base: Case, chosen: Sequence[Ready]) -> None:
    """Draw what a comparison is to be solved with, and start it."""
    if not chosen or len(chosen) > MOST:
        st.info(page.say(TOO_MANY, most=MOST) if chosen else page.say(NOBODY), icon=":material/info:")
        return
    most = page.workspace.cores
    with st.container(horizontal=True, vertical_alignment="bottom"):
        times = {count: page.say(MINUTES, count=count) for count in PRESETS}
        minutes = choice(page, "scenarios_time", TIME, times, look="segments")
        cores = number(page, "scenarios_cores", CORES, min(2, most), (1, most), width=180)
        started = st.button(
            page.say(START), type="primary", icon=":material/play_circle:", key="scenarios_start"
        )
    options = Options(seconds=minutes * 60.0, workers=cores)
    total = ceil((len(chosen) + 1) / max(1, most // options.workers)) * options.seconds / 60
    st.caption(page.say(ASKED, count=len(chosen), minutes=f"{options.seconds / 60:g}", total=f"{total:g}"))
    if started:
        _start(page, draft, base, chosen, options)
        # What is solved now comes into sight.
        scenario_list.edit(page, None)
        st.rerun()


def _start(page: Page, draft: Draft, base: Case, chosen: Sequence[Ready], options: Options) -> None:
    batch = dt.datetime.now(tz=dt.UTC).isoformat()
    submit = page.workspace.runs.submit
    submit(draft.key, base, options, digest=draft.tables.digest, scenario=BASE, batch=batch)
    for ready in chosen:
        if ready.case is not None and ready.applied is not None:
            made_from = ready.applied.tables.digest
            submit(draft.key, ready.case, options, digest=made_from, scenario=ready.title, batch=batch)


def follow(page: Page, batch: str) -> None:
    """Follow the runs of a comparison; when the last of them ends, the whole page is drawn once more."""

    def look() -> None:
        runs = page.workspace.runs.find(page.key, batch)
        if not any(run.open for run in runs):
            st.rerun()
        for run in reversed(runs):
            _line(page, run)
        _ends(page, runs)

    st.fragment(look, run_every=EVERY)()


def _line(page: Page, run: RunView) -> None:
    title, state = plain(title_of(run.scenario, page.lang)), run.state
    if state == "running":
        limit = run.options.seconds or 1.0
        doing = where(page, run.points[-1] if run.points else None)
        st.progress(min(1.0, spent(run) / limit), text=f"**{title}** · {doing}")
        return
    mark = {"done": ":green[:material/check_circle:]", "queued": ":material/hourglass_top:"}.get(
        state, ":material/info:"
    )
    st.markdown(f"{mark} **{title}** · {page.say(ENDED[state], place=run.place)}")


def _ends(page: Page, runs: Sequence[RunView]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for words, end, icon in (
            (STOP, page.workspace.runs.stop, "stop_circle"),
            (CANCEL, page.workspace.runs.cancel, "cancel"),
        ):
            if st.button(page.say(words), icon=f":material/{icon}:", key=f"scenarios_{icon}"):
                for run in runs:
                    if run.open:
                        end(run.id)
                st.rerun(scope="fragment")
        st.caption(page.say(CLOSE))
