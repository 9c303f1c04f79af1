"""A comparison that is done, counted beside the pages: sentences, its parts, and the report to take home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from solver.app import theme
from solver.app.page import Page, plain
from solver.app.plan_picker import BASE
from solver.app.scenarios import sections
from solver.app.scenarios.scenario_list import Ready
from solver.app.scenarios.sections import load_chart
from solver.app.widgets import button, choice, download
from solver.base.memo import Background, Task
from solver.base.text import Message, Words, literal
from solver.base.vocabulary import NO_ROSTER, WHAT_TO_SHOW, WORKBOOK
from solver.io.editing import CaseTables, tables_of
from solver.report import PlanView
from solver.report.plan_folder import safe_names
from solver.scenarios import (
    AS_IS,
    Column,
    Comparison,
    Variant,
    beside,
    measured,
    pdf_of,
    sentence,
    spent_words,
    workbook_of,
)
from solver.workspace import RunView, Workspace

COUNTING = Words(
    zh="正在逐份核验、计数（{done} / {all}）……", en="Auditing and counting the plans ({done} of {all}) …"
)
FAILED = Words(zh="这次比较打不开：{why}", en="This comparison can't be opened: {why}")
SHOWN = {
    "measures": Words(zh=":material/table: 指标", en=":material/table: Measures"),
    "load": Words(zh=":material/scatter_plot: 工作量分布", en=":material/scatter_plot: Loads"),
    "trade": Words(zh=":material/balance: 得失", en=":material/balance: Trade-off"),
    "inputs": Words(zh=":material/difference: 资料的改动", en=":material/difference: In the case"),
    "roster": Words(zh=":material/swap_horiz: 排班的变化", en=":material/swap_horiz: In the roster"),
}
FILE = Words(zh="设想比较", en="comparison")
REPORT = Words(zh="两页报告（PDF）", en="Two-page report (PDF)")
OPEN = Words(zh="看哪一份排班", en="Open a roster")
GO = Words(zh="去看", en="Open")
LOOK_SECONDS = 1.0


def parts_of(runs: Sequence[RunView], inputs: CaseTables, kept: Sequence[Ready]) -> tuple[Part, ...]:
    """Return the columns of a comparison whose runs have ended, the case as it is first."""
    typed = {ready.applied.tables.digest: ready.applied.tables for ready in kept if ready.applied}
    typed[inputs.digest] = inputs
    parts = []
    for run in sorted(runs, key=lambda run: run.id):
        base = run.scenario == BASE
        parts.append(
            Part(
                name=str(run.id),
                title=AS_IS if base else literal(run.scenario),
                plan_id=run.plan_id,
                refused=None if run.plan_id is not None else run.message or NO_ROSTER.with_(),
                tables=typed.get(run.digest),
            )
        )
    return tuple(parts)


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
    part = choice(page, "scenarios_show", WHAT_TO_SHOW, SHOWN, look="segments", bare=True)
    drawn = {"trade": sections.trade, "inputs": sections.inputs, "roster": sections.roster}
    if part == "load":
        ink = theme.ink()
        st.altair_chart(load_chart(comparison, page.lang, ink), key="scenarios_load")
    else:
        drawn.get(part, sections.measures)(page, comparison)


def _wait(page: Page, count: Task[Comparison], columns: int) -> None:
    def look_again() -> None:
        if count.outcome.done():
            st.rerun()
        words = page.say(COUNTING, done=count.steps, all=columns)
        st.progress(count.steps / columns, text=words)

    st.fragment(look_again, run_every=LOOK_SECONDS)()


def _sentences(page: Page, comparison: Comparison) -> None:
    lines = [
        f"- **{plain(sections.titled(page, comparison, at))}**　{plain(sentence(comparison, at, page.lang))}"
        for at in range(1, len(comparison.columns))
    ]
    st.markdown("\n".join(lines))


def _take_home(page: Page, comparison: Comparison, runs: Sequence[RunView], parts: Sequence[Part]) -> None:
    options = runs[0].options
    stem = f"{safe_names([page.key or ''])[page.key or '']}-{page.say(FILE)}"

    def report() -> bytes:
        spent = spent_words(options.seconds, options.effort, page.lang)
        return pdf_of(_opened(page.workspace, comparison, parts), spent, page.lang)

    def book() -> bytes:
        return workbook_of(_opened(page.workspace, comparison, parts), page.lang)

    plans = {part.plan_id: number for number, part in enumerate(parts) if part.plan_id is not None}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        download(page, "scenarios_get_pdf", REPORT, f"{stem}.pdf", report, "picture_as_pdf")
        download(page, "scenarios_get_xlsx", WORKBOOK, f"{stem}.xlsx", book, "table")
        with st.popover(page.say(OPEN), icon=":material/calendar_month:"):
            for plan, number in plans.items():
                label = plain(sections.titled(page, comparison, number))
                if button(page, f"scenarios_open_{plan}", label, "", wide=True):
                    page.choose_plan(plan)
                    page.go("roster")


@dataclass(frozen=True)
class Part:
    """One column to be counted: its title, its plan or why there is none, its inputs where known."""

    name: str
    title: Words
    plan_id: int | None
    refused: Message | None
    tables: CaseTables | None


CountKey = tuple[object, ...]
COUNTS: Background[CountKey, Comparison] = Background(6)
"""The last few comparisons of this process: figures only, without the plans."""


def count_of(workspace: Workspace, parts: Sequence[Part]) -> Task[Comparison]:
    """Return the count of a comparison, begun if nobody has asked for it before; a step of it is a column."""
    key = (workspace.root, *((part.plan_id, part.name) for part in parts))
    return COUNTS.ask(key, lambda task: counted(workspace, parts, task))


def _opened(workspace: Workspace, comparison: Comparison, parts: Sequence[Part]) -> Comparison:
    """Return a comparison with its plans opened again, for what is made of whole plans."""
    columns = [
        replace(column, variant=replace(column.variant, handout=_handout(workspace, part)))
        for column, part in zip(comparison.columns, parts, strict=True)
    ]
    return Comparison(columns[0], tuple(columns[1:]))


def counted(workspace: Workspace, parts: Sequence[Part], task: Task[Comparison]) -> Comparison:
    """Return a comparison with its figures and without its plans."""
    first, *rest = parts
    # Inputs are compared as they were typed where all of them are known, else as the plans' cases have them.
    typed = all(part.tables is not None for part in parts)
    base = _variant(first, _handout(workspace, first), typed=typed)
    columns = [_without_plan(measured(base))]
    task.steps = 1
    for part in rest:
        columns.append(_without_plan(beside(base, _variant(part, _handout(workspace, part), typed=typed))))
        task.steps += 1
    return Comparison(columns[0], tuple(columns[1:]))


def _handout(workspace: Workspace, part: Part) -> PlanView | None:
    return None if part.plan_id is None else workspace.plans.handout(part.plan_id)


def _variant(part: Part, handout: PlanView | None, *, typed: bool) -> Variant:
    if typed and part.tables is not None:
        tables = part.tables
    else:
        tables = CaseTables("", "", {}) if handout is None else tables_of(handout.case, "en")
    return Variant(part.name, part.title, tables, handout, part.refused)


def _without_plan(column: Column) -> Column:
    """Return a column without its plan: a school's plan with all that is known of it fills some 100 MB."""
    return replace(column, variant=replace(column.variant, handout=None))
