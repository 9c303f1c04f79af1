"""A comparison that is done: measures side by side, plots, what differs, and the report to take home."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.charts import theme
from solver.app.escape import plain
from solver.app.page import Page
from solver.app.scenario_title import BASE
from solver.app.scenarios import tables
from solver.app.scenarios.background import Part, count_of, opened
from solver.app.scenarios.charts import load_chart
from solver.app.scenarios.stored import Ready
from solver.app.widgets import choice, download
from solver.base.memo import Task
from solver.base.text import Words, literal
from solver.base.vocabulary import NO_ROSTER
from solver.io.editing import CaseTables
from solver.report.file_names import safe_names
from solver.scenarios import (
    AS_IS,
    Comparison,
    pdf_of,
    sentence,
    spent_words,
    workbook_of,
)
from solver.workspace import RunView

COUNTING = Words(
    zh="正在逐份核验、计数（{done} / {all}）……", en="Auditing and counting the plans ({done} of {all}) …"
)
FAILED = Words(zh="这次比较打不开：{why}", en="This comparison can't be opened: {why}")
SHOW = Words(zh="看什么", en="What to show")
SHOWN = {
    "measures": Words(zh=":material/table: 指标", en=":material/table: Measures"),
    "load": Words(zh=":material/scatter_plot: 工作量分布", en=":material/scatter_plot: Loads"),
    "trade": Words(zh=":material/balance: 得失", en=":material/balance: Trade-off"),
    "inputs": Words(zh=":material/difference: 资料的改动", en=":material/difference: In the case"),
    "roster": Words(zh=":material/swap_horiz: 排班的变化", en=":material/swap_horiz: In the roster"),
}
FILE = Words(zh="设想比较", en="comparison")
REPORT = Words(zh="两页报告（PDF）", en="Two-page report (PDF)")
BOOK = Words(zh="Excel 工作簿", en="Excel workbook")
OPEN = Words(zh="看哪一份排班", en="Open a roster")
GO = Words(zh="去看", en="Open")
EVERY = 1.0


def parts_of(runs: Sequence[RunView], inputs: CaseTables, kept: Sequence[Ready]) -> tuple[Part, ...]:
    """Return the columns of a comparison whose runs have ended, the case as it is first."""
    typed = {ready.applied.tables.digest: ready.applied.tables for ready in kept if ready.applied}
    typed[inputs.digest] = inputs
    found = []
    for run in sorted(runs, key=lambda run: run.id):
        base = run.scenario == BASE
        found.append(
            Part(
                name=str(run.id),
                title=AS_IS if base else literal(run.scenario),
                plan_id=run.plan_id,
                refused=None if run.plan_id is not None else run.message or NO_ROSTER.with_(),
                tables=typed.get(run.digest),
            )
        )
    return tuple(found)


def draw(page: Page, runs: Sequence[RunView], parts: Sequence[Part]) -> None:
    """Draw a comparison, or how far its counting is."""
    count = count_of(page.workspace, parts)
    if not count.outcome.done():
        _wait(page, count, len(parts))
        return
    error = count.outcome.exception()
    if error is not None:
        st.error(plain(page.say(FAILED, why=error)), icon=":material/error:")
        return
    comparison = count.outcome.result()
    if not comparison.planned:
        for column in comparison.columns:
            why = column.variant.refused
            st.warning(plain(f"{page.say(column.variant.title)}: {page.say(why) if why else ''}"))
        return
    _sentences(page, comparison)
    _take_home(page, comparison, runs, parts)
    part = choice(page, "scenarios_show", SHOW, SHOWN, look="segments", bare=True)
    drawn = {"trade": tables.trade, "inputs": tables.inputs, "roster": tables.roster}
    if part == "load":
        ink = theme.ink(dark=st.context.theme.type == "dark")
        st.altair_chart(load_chart(comparison, page.lang, ink), key="scenarios_load")
    else:
        drawn.get(part, tables.measures)(page, comparison)


def _wait(page: Page, count: Task[Comparison], columns: int) -> None:
    def look_again() -> None:
        if count.outcome.done():
            st.rerun()
        words = page.say(COUNTING, done=count.steps, all=columns)
        st.progress(count.steps / columns, text=words)

    st.fragment(look_again, run_every=EVERY)()


def _sentences(page: Page, comparison: Comparison) -> None:
    lines = [
        f"- **{plain(tables.titled(page, comparison, at))}**　{plain(sentence(comparison, at, page.lang))}"
        for at in range(1, len(comparison.columns))
    ]
    st.markdown("\n".join(lines))


def _take_home(page: Page, comparison: Comparison, runs: Sequence[RunView], parts: Sequence[Part]) -> None:
    options = runs[0].options
    stem = f"{safe_names([page.key or ''])[page.key or '']}-{page.say(FILE)}"

    def report() -> bytes:
        spent = spent_words(options.seconds, options.effort, page.lang)
        return pdf_of(opened(page.workspace, comparison, parts), spent, page.lang)

    def book() -> bytes:
        return workbook_of(opened(page.workspace, comparison, parts), page.lang)

    plans = {part.plan_id: at for at, part in enumerate(parts) if part.plan_id is not None}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        download(page, "scenarios_get_pdf", REPORT, f"{stem}.pdf", report, "picture_as_pdf")
        download(page, "scenarios_get_xlsx", BOOK, f"{stem}.xlsx", book, "table")
        with st.popover(page.say(OPEN), icon=":material/calendar_month:"):
            for plan, at in plans.items():
                if st.button(
                    plain(tables.titled(page, comparison, at)), key=f"scenarios_open_{plan}", width="stretch"
                ):
                    page.choose_plan(plan)
                    page.go("roster")
