"""The page of scenarios: what if? Written, solved together, compared."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.page import Page
from solver.app.scenarios import batch_run, form, results, scenario_list, stored
from solver.app.start.cards import local
from solver.app.widgets import choice
from solver.base.text import Words
from solver.workspace import RunView

TITLE = Words(zh="比较", en="Scenarios")
LEAD = Words(
    zh="如果多一名教练、停用一个场地、提早放学，会怎样？写下改动，和现状一起排，并排比较。方案本身不变。",
    en="What if there were one more coach, a room closed, an earlier end? Write down what changes, solve it "
    "beside the case as it is, and compare. The case itself stays.",
)
FAULTS = Words(
    zh="填写里有 {count} 处要改，改好才能比较。", en="The inputs have {count} faults; mend them to compare."
)
TO_INPUTS = Words(zh="去改", en="Mend them")
RESULT = Words(zh="比较结果", en="Compared")
WHICH = Words(zh="哪一次比较", en="Which comparison")
ONE = Words(zh="{when} · {count} 个设想 · {minutes} 分钟", en="{when} · {count} scenarios · {minutes} min")
READING = Words(zh="正在核对……", en="Checking …")


def show(page: Page) -> None:
    """Draw the page."""
    st.title(page.say(TITLE), anchor=False)
    st.caption(page.say(LEAD))
    draft = page.workspace.drafts.open(page.key or "")
    with st.spinner(page.say(READING)):
        examined = page.workspace.drafts.examine(draft.tables)
        scenarios = stored.all_of(page, draft.tables) if examined.loaded else ()
    if examined.loaded is None:
        st.error(page.say(FAULTS, count=len(examined.faults)), icon=":material/error:")
        page.link("inputs", TO_INPUTS, "edit_note")
    else:
        chosen = scenario_list.draw(page, draft, scenarios)
        form.draw(page, draft.tables, opened=not scenarios)
        if scenarios:
            batch_run.ask(page, draft, examined.loaded.case, chosen)
    batches = _batches(page.workspace.runs.find(page.key))
    if batches:
        st.subheader(page.say(RESULT), anchor=False)
        batch = _chosen(page, batches)
        runs = batches[batch]
        if any(run.open for run in runs):
            batch_run.follow(page, batch)
        else:
            results.draw(page, runs, results.parts_of(runs, draft.tables, scenarios))


def _batches(runs: Sequence[RunView]) -> dict[str, list[RunView]]:
    """Return the runs of each comparison, the newest comparison first."""
    found: dict[str, list[RunView]] = {}
    for run in runs:
        if run.batch:
            found.setdefault(run.batch, []).append(run)
    return dict(sorted(found.items(), reverse=True))


def _chosen(page: Page, batches: dict[str, list[RunView]]) -> str:
    """Return the comparison that is looked at: the newest, until another is chosen."""
    if len(batches) == 1:
        return next(iter(batches))
    names = {name: _named(page, runs) for name, runs in batches.items()}
    # A new comparison is looked at as soon as there is one.
    return choice(page, f"scenarios_batch_{len(names)}", WHICH, names, bare=True)


def _named(page: Page, runs: Sequence[RunView]) -> str:
    minutes = f"{runs[0].options.seconds / 60:g}"
    return page.say(ONE, when=local(runs[-1].queued), count=len(runs) - 1, minutes=minutes)
