"""The page of scenarios: what if? Written, solved together, followed, compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import ceil

import streamlit as st

from solver.app.page import Page, local, plain
from solver.app.plan_picker import BASE, title_of
from solver.app.scenarios import form, results, scenario_list
from solver.app.scenarios.scenario_list import Ready
from solver.app.solve.progress import spent, where
from solver.app.widgets import button, choice, number
from solver.base.text import Words
from solver.base.vocabulary import MEND_THEM, MINUTES, NO_ROSTER, SCENARIOS
from solver.domain.case import Case
from solver.scenarios import MOST
from solver.service import Options
from solver.workspace import Draft, RunView

LEAD = Words(
    zh="如果多一名教练、停用一个场地、提早放学，会怎样？写下改动，和现状一起排，并排比较。方案本身不变。",
    en="What if there were one more coach, a room closed, an earlier end? Write down what changes, solve it "
    "beside the case as it is, and compare. The case itself stays.",
)
FAULTS = Words(
    zh="填写里有 {count} 处要改，改好才能比较。", en="The inputs have {count} faults; mend them to compare."
)
RESULT = Words(zh="比较结果", en="Compared")
WHICH = Words(zh="哪一次比较", en="Which comparison")
BATCH = Words(zh="{when} · {count} 个设想 · {minutes} 分钟", en="{when} · {count} scenarios · {minutes} min")
READING = Words(zh="正在核对……", en="Checking …")

TIME_EACH = Words(zh="每个算多久", en="How long each")
CORES_EACH = Words(zh="每个用几个处理器核", en="Processor cores each")
START = Words(zh="一起排，再比较", en="Solve and compare")
ASKED = Words(
    zh="现状和 {count} 个设想各算 {minutes} 分钟，这台机器大约要 {total} 分钟（能证明最优的会更快）。",
    en="The case as it is and {count} scenarios, {minutes} min each: about {total} min on this machine, "
    "less where the best is proven sooner.",
)
NOBODY = Words(zh="在上面至少勾选一个设想。", en="Choose at least one scenario above.")
TOO_MANY = Words(zh="一次至多比较 {most} 个设想。", en="At most {most} scenarios at a time.")
STATES = {
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
LOOK_SECONDS = 1.0


def show(page: Page) -> None:
    """Draw the page."""
    st.title(page.say(SCENARIOS), anchor=False)
    st.caption(page.say(LEAD))
    draft = page.workspace.drafts.open(page.key or "")
    with st.spinner(page.say(READING)):
        examined = page.workspace.drafts.examine(draft.tables)
        scenarios = scenario_list.all_of(page, draft.tables) if examined.loaded else ()
    if examined.loaded is None:
        st.error(page.say(FAULTS, count=len(examined.faults)), icon=":material/error:")
        page.link("inputs", MEND_THEM, "edit_note")
    else:
        chosen = scenario_list.draw(page, draft, scenarios)
        form.draw(page, draft.tables, opened=not scenarios)
        if scenarios:
            _ask(page, draft, examined.loaded.case, chosen)
    batches = _batches(page.workspace.runs.find(page.key))
    if batches:
        st.subheader(page.say(RESULT), anchor=False)
        batch = _chosen_batch(page, batches)
        runs = batches[batch]
        if any(run.open for run in runs):
            _follow(page, batch)
        else:
            results.draw(page, runs, results.parts_of(runs, draft.tables, scenarios))


def _batches(runs: Sequence[RunView]) -> dict[str, list[RunView]]:
    """Return the runs of each comparison, the newest comparison first."""
    found: dict[str, list[RunView]] = {}
    for run in runs:
        if run.batch:
            found.setdefault(run.batch, []).append(run)
    return dict(sorted(found.items(), reverse=True))


def _chosen_batch(page: Page, batches: dict[str, list[RunView]]) -> str:
    """Return the comparison that is looked at: the newest, until another is chosen."""
    if len(batches) == 1:
        return next(iter(batches))
    names = {name: _batch_name(page, runs) for name, runs in batches.items()}
    # A new comparison is looked at as soon as there is one.
    return choice(page, f"scenarios_batch_{len(names)}", WHICH, names, bare=True)


def _batch_name(page: Page, runs: Sequence[RunView]) -> str:
    minutes = f"{runs[0].options.seconds / 60:g}"
    return page.say(BATCH, when=local(runs[-1].queued), count=len(runs) - 1, minutes=minutes)


def _ask(page: Page, draft: Draft, base: Case, chosen: Sequence[Ready]) -> None:
    """Draw what a comparison is to be solved with, and start it."""
    if not chosen or len(chosen) > MOST:
        st.info(page.say(TOO_MANY, most=MOST) if chosen else page.say(NOBODY), icon=":material/info:")
        return
    most = page.workspace.cores
    with st.container(horizontal=True, vertical_alignment="bottom"):
        times = {count: page.say(MINUTES, count=count) for count in PRESETS}
        minutes = choice(page, "scenarios_time", TIME_EACH, times, look="segments")
        cores = number(page, "scenarios_cores", CORES_EACH, min(2, most), (1, most), width=180)
        started = button(page, "scenarios_start", START, "play_circle", primary=True)
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


def _follow(page: Page, batch: str) -> None:
    """Follow the runs of a comparison; when the last of them ends, the whole page is drawn once more."""

    def look() -> None:
        runs = page.workspace.runs.find(page.key, batch)
        if not any(run.open for run in runs):
            st.rerun()
        for run in reversed(runs):
            _run_line(page, run)
        _ends(page, runs)

    st.fragment(look, run_every=LOOK_SECONDS)()


def _run_line(page: Page, run: RunView) -> None:
    title, state = plain(title_of(run.scenario, page.lang)), run.state
    if state == "running":
        limit = run.options.seconds or 1.0
        doing = where(page, run.points[-1] if run.points else None)
        st.progress(min(1.0, spent(run) / limit), text=f"**{title}** · {doing}")
        return
    mark = {"done": ":green[:material/check_circle:]", "queued": ":material/hourglass_top:"}.get(
        state, ":material/info:"
    )
    st.markdown(f"{mark} **{title}** · {page.say(STATES[state], place=run.place)}")


def _ends(page: Page, runs: Sequence[RunView]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for words, end, icon in (
            (STOP, page.workspace.runs.stop, "stop_circle"),
            (CANCEL, page.workspace.runs.cancel, "cancel"),
        ):
            if button(page, f"scenarios_{icon}", words, icon):
                for run in runs:
                    if run.open:
                        end(run.id)
                st.rerun(scope="fragment")
        st.caption(page.say(CLOSE))
