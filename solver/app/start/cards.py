"""One card a case: its name, its faults, its last roster with what is proven of it, and where to go on."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from solver.app.page import Page, choose_case, plain, refused
from solver.app.widgets import button, in_columns
from solver.base.errors import AfterbellError
from solver.base.text import Words
from solver.base.vocabulary import INPUTS, ROSTER, SOLVE
from solver.workspace import CaseCard, PlanInfo, RunView

SEARCH_FROM = 8
"""Cases from which a search box is worth its place."""

CASES = Words(zh="方案（{count}）", en="Cases ({count})")
SEARCH = Words(zh="按名称查找", en="Find by name")
NO_CASES = Words(
    zh="这个文件夹里还没有方案。新建一所学校，或打开一份工作簿。",
    en="This folder holds no case yet. Make a new school, or open a workbook.",
)
NONE_MATCHES = Words(zh="没有名称含“{text}”的方案。", en="No case is called “{text}”.")
SIZE = Words(
    zh="{staff} 人 · {groups} 个班 · {posts} 个岗位 · {clubs} 个社团 · {days} 个服务日",
    en="{staff} people · {groups} classes · {posts} posts · {clubs} clubs · {days} service days",
)
FAULTS = Words(zh="{count} 处要改", en="{count} to mend")
NO_FAULTS = Words(zh="填写无误", en="No faults")
BOOK = Words(zh="工作簿，还没有打开过", en="A workbook, not opened yet")
UNSAVED = Words(zh="有未保存的修改", en="Unsaved changes")
CHANGED = Words(zh="文件被别处改过", en="Changed on disk")
QUEUED = Words(zh="排队中，第 {place} 位", en="Waiting, place {place}")
RUNNING = Words(zh="正在排班", en="Solving")
NEVER = Words(zh="还没有排过班。", en="No roster yet.")
LAST = Words(zh="上次排班 {when}：{summary}", en="Last roster {when}: {summary}")
FINDINGS = Words(zh="{count} 个问题", en="{count} findings")


def draw(page: Page) -> None:
    """Draw the cards of all cases, two beside each other."""
    cases = sorted(page.workspace.cases.cards(), key=_newest)
    st.subheader(page.say(CASES, count=len(cases)))
    if not cases:
        st.info(page.say(NO_CASES), icon=":material/info:")
        return
    text = ""
    if len(cases) >= SEARCH_FROM:
        text = st.text_input(
            page.say(SEARCH), key="start_search", placeholder=page.say(SEARCH), label_visibility="collapsed"
        )
    shown = [card for card in cases if text.strip().lower() in f"{card.title} {card.key}".lower()]
    if not shown:
        st.info(page.tell(NONE_MATCHES, text=text), icon=":material/search_off:")
    for column, card in in_columns(shown, 2):
        with column:
            _card(page, card)


def _newest(card: CaseCard) -> float:
    """Return a place in the list: what was solved last comes first, all others keep their order."""
    return -card.last_plan.made.timestamp() if card.last_plan else 0.0


def _card(page: Page, card: CaseCard) -> None:
    with st.container(border=True, height="stretch", key=f"start_card_{card.key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(card.title or card.key)}**")
            if card.key != card.title:
                st.caption(plain(card.key))
        with st.container(horizontal=True):
            _badges(page, card)
        if card.counts:
            st.caption(page.say(SIZE, **card.counts))
        st.markdown(_last(page, card.last_plan))
        with st.container(horizontal=True):
            _ways_on(page, card)


def _badges(page: Page, card: CaseCard) -> None:
    if card.fault_count:
        st.badge(page.say(FAULTS, count=card.fault_count), icon=":material/error:", color="red")
    else:
        st.badge(page.say(NO_FAULTS), icon=":material/check:", color="green")
    if card.book:
        st.badge(page.say(BOOK), icon=":material/table_view:", color="gray")
    if card.unsaved:
        st.badge(page.say(UNSAVED), icon=":material/edit:", color="orange")
    if card.changed_on_disk:
        st.badge(page.say(CHANGED), icon=":material/sync_problem:", color="orange")
    if card.running:
        st.badge(_run(page, card.running), icon=":material/hourglass_top:", color="blue")
    if card.last_plan and card.last_plan.findings:
        st.badge(page.say(FINDINGS, count=card.last_plan.findings), icon=":material/flag:", color="orange")


def _run(page: Page, run: RunView) -> str:
    return page.say(QUEUED, place=run.place) if run.state == "queued" else page.say(RUNNING)


def _last(page: Page, plan: PlanInfo | None) -> str:
    if plan is None:
        return page.say(NEVER)
    return page.tell(LAST, when=local(plan.made), summary=page.say(plan.summary))


def _ways_on(page: Page, card: CaseCard) -> None:
    ways = [("inputs", INPUTS, "edit_note"), ("solve", SOLVE, "play_circle")]
    if card.last_plan:
        ways.append(("roster", ROSTER, "calendar_month"))
    for target, words, icon in ways:
        if button(page, f"start_{target}_{card.key}", words, icon):
            _turn_to(page, card, target)


def _turn_to(page: Page, card: CaseCard, target: str) -> None:
    try:
        # A workbook becomes a case of its own when it is opened.
        choose_case(page.workspace.drafts.open(card.key).key if card.book else card.key)
    except AfterbellError as error:
        refused(error, page.lang)
        return
    page.go(target)


def local(when: dt.datetime) -> str:
    """Return a time as the clock on the wall shows it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"
