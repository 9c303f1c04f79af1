"""The page of scenarios: what if? Written, solved together, compared."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.base.text import Words
from solver.desk.apart import apart
from solver.desk.held import hold
from solver.desk.scenarios import forms, kept, listing, results, solving
from solver.desk.start.cards import local
from solver.desk.state import Desk
from solver.office import RunView

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


def show(desk: Desk) -> None:
    """Draw the page."""
    st.title(desk.say(TITLE), anchor=False)
    st.caption(desk.say(LEAD))
    draft = desk.office.open(desk.key or "")
    with st.spinner(desk.say(READING)):
        examined = desk.office.examine(draft.tables)
        scenarios = kept.all_of(desk, draft.tables) if examined.loaded else ()
    if examined.loaded is None:
        st.error(desk.say(FAULTS, count=len(examined.faults)), icon=":material/error:")
        st.page_link(desk.pages["inputs"], label=desk.say(TO_INPUTS), icon=":material/edit_note:")
    else:
        chosen = listing.draw(desk, draft, scenarios)
        forms.draw(desk, draft.tables, opened=not scenarios)
        if scenarios:
            solving.ask(desk, draft, examined.loaded.case, chosen)
    batches = _batches(desk.office.runs(desk.key))
    if batches:
        st.subheader(desk.say(RESULT), anchor=False)
        batch = _chosen(desk, batches)
        runs = batches[batch]
        if any(run.open for run in runs):
            solving.follow(desk, batch)
        else:
            results.draw(desk, runs, results.parts_of(runs, draft.tables, scenarios))


def _batches(runs: Sequence[RunView]) -> dict[str, list[RunView]]:
    """Return the runs of each comparison, the newest comparison first."""
    found: dict[str, list[RunView]] = {}
    for run in runs:
        if run.batch:
            found.setdefault(run.batch, []).append(run)
    return dict(sorted(found.items(), reverse=True))


def _chosen(desk: Desk, batches: dict[str, list[RunView]]) -> str:
    """Return the comparison that is looked at: the newest, until another is chosen."""
    names = list(batches)
    if len(names) == 1:
        return names[0]
    # A new comparison is looked at as soon as there is one.
    key = f"scenarios_batch_{len(names)}"
    hold(key, names[0], desk.lang, names)
    said = {name: _named(desk, runs) for name, runs in batches.items()}
    chosen = st.selectbox(
        desk.say(WHICH),
        names,
        format_func=apart(names, said.__getitem__),
        key=key,
        label_visibility="collapsed",
    )
    return chosen or names[0]


def _named(desk: Desk, runs: Sequence[RunView]) -> str:
    minutes = f"{runs[0].options.seconds / 60:g}"
    return desk.say(ONE, when=local(runs[-1].queued), count=len(runs) - 1, minutes=minutes)
