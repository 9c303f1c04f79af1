"""The page of the origin: what a roster was made from, when and how, so that any can be traced."""

from __future__ import annotations

import streamlit as st

from solver.app import plan_picker
from solver.app.escape import plain
from solver.app.page import Page
from solver.app.provenance.facts import Origin, as_json, as_text, made_from, made_how, made_when
from solver.app.widgets import download
from solver.base.text import Words
from solver.base.vocabulary import ORIGIN
from solver.workspace import PlanInfo

ABOUT = Words(
    zh="同样的填写、版本、种子和核数，可以再排一次来比较。下面每一项也写在下载的文件里。",
    en="With the same inputs, version, seed and cores it can be solved again and compared. Everything below "
    "stands in the files to download, too.",
)
CHANGED = Words(
    zh="填写在这份排班之后改过：现在的填写排出来会不一样。",
    en="The inputs have changed since this roster was made: solved now, they would give another one.",
)
FROM = Words(zh="由什么排出", en="Made from")
HOW = Words(zh="怎样排出", en="Made how")
WHEN = Words(zh="何时排出，排成什么", en="Made when, and what it is")
TEXT = Words(zh="下载（文本）", en="Download as text")
JSON = Words(zh="下载（JSON）", en="Download as JSON")
LONGEST = 50
"""Versions of a roster that are told."""


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, ORIGIN, "run")
    plan = page.plan
    if handout is None or plan is None:
        return
    origin = origin_of(page, plan)
    st.caption(page.say(ABOUT))
    if not origin.same_inputs and not plan.scenario:
        st.warning(page.say(CHANGED), icon=":material/history_toggle_off:")
    for title, part in ((FROM, made_from), (HOW, made_how), (WHEN, made_when)):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{page.say(title)}**")
            for fact in part(origin, page.lang):
                left, right = st.columns([1, 3])
                left.caption(page.say(fact.title))
                right.markdown(plain(fact.text))
    name = f"origin-{plan.id}"
    with st.container(horizontal=True):
        download(page, "run_text", TEXT, f"{name}.txt", as_text(origin, page.lang), "description")
        download(page, "run_json", JSON, f"{name}.json", as_json(origin), "data_object")


def origin_of(page: Page, plan: PlanInfo) -> Origin:
    """Gather what is known of a plan's origin."""
    draft = page.workspace.drafts.open(plan.key)
    loaded = page.workspace.drafts.examine(draft.tables).loaded
    parents: list[PlanInfo] = []
    parent = plan.parent
    while parent is not None and len(parents) < LONGEST:
        parents.append(page.workspace.plans.get(parent))
        parent = parents[-1].parent
    return Origin(
        plan=plan,
        result=page.workspace.plans.result(plan.id),
        run=None if plan.run_id is None else page.workspace.runs.get(plan.run_id),
        parents=tuple(parents),
        source=draft.tables.digest,
        inputs=loaded.case if loaded else None,
    )
