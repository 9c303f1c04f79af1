"""Start: the cases and how they stand, a new school from five answers, a workbook to take in."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from solver.app.page import Page, choose_case, lines_of, local, plain, refused
from solver.app.plan_picker import FINDINGS
from solver.app.widgets import bullets, button, in_columns
from solver.base.errors import AfterbellError, Fault, InputError
from solver.base.text import LANGS, Words
from solver.base.vocabulary import INPUTS, NO_FAULTS, ROSTER, SOLVE, TO_MEND, UNSAVED
from solver.service import read_answers, tables_for
from solver.workspace import CaseCard

TITLE = Words(zh="课后服务排班", en="After-school service rosters")
LEAD = Words(
    zh="从一份表格到一学期的排班：填写、排班、核对、打印。每一步都会独立核验。",
    en="From a list to a term's roster: fill in, solve, check, print. Everything shown has been audited.",
)

NEW = Words(zh="新建学校", en="New school")
NEW_LEAD = Words(
    zh="还没有表格？回答五个问题，就有一份可以直接排班的方案，再慢慢改。",
    en="No tables yet? Five answers make a case that solves; change it from there.",
)
SCHOOL = Words(zh="1. 学校叫什么？", en="1. What is the school called?")
SCHOOL_LIKE = Words(zh="如：实验小学", en="such as Riverside Primary")
TERM = Words(zh="2. 这学期从哪天到哪天？", en="2. From which day to which does the term last?")
CLASSES = Words(zh="3. 每个年级几个班？", en="3. How many classes has each grade?")
CLASSES_LIKE = Words(zh="从一年级起，如 3,3,3,2,2,2", en="from grade 1 on, such as 3,3,3,2,2,2")
PUPILS = Words(zh="每班留下多少学生", en="Pupils who stay, a class")
GATES = Words(zh="几个校门", en="Gates")
HOURS = Words(zh="4. 哪些日子、几点到几点？", en="4. On which days, from when to when?")
DAYS = Words(zh="星期", en="Weekdays")
BEGIN = Words(zh="开始", en="From")
ENDS = Words(zh="结束", en="To")
ENDS_HELP = Words(zh="各年级不同就写：1-2=16:30; 3-6=17:30", en="Where grades differ: 1-2=16:30; 3-6=17:30")
TEACHERS = Words(zh="5. 有哪些教师？", en="5. Who are the teachers?")
TEACHERS_LIKE = Words(
    zh="粘贴姓名，一行一个；或先写人数，如 45", en="paste names, one a line; or a number for now, such as 45"
)
LEADERS = Words(zh="带班领导（可以不填）", en="Leaders on duty (may stay blank)")
MAKE = Words(zh="建好方案", en="Make the case")

FILE_TYPES = ["xlsx", "xlsm", "xls", "ods", "et", "zip"]
MAX_FAULTS = 12

DROP = Words(
    zh="打开工作簿：拖到这里（.xlsx，或方案文件夹的 .zip）",
    en="Open a workbook: drop it here (.xlsx, or a case folder as .zip)",
)
DROP_HELP = Words(
    zh="文件先检查，没有危险才收下；收下后就是一个方案，可以继续填写。最大 20 MB。",
    en="The file is checked first; then it becomes a case to go on with. 20 MB at most.",
)
REFUSED = Words(zh="“{name}”没有收下，什么都没有存：", en="“{name}” was not taken in; nothing was stored:")
TAKEN = Words(
    zh="已作为新方案“{key}”打开，原有的方案都没有动。",
    en="Opened as a new case, “{key}”; the others are as they were.",
)
MORE_FAULTS = Words(zh="……共 {count} 处", en="… {count} in all")

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
BOOK = Words(zh="工作簿，还没有打开过", en="A workbook, not opened yet")
CHANGED = Words(zh="文件被别处改过", en="Changed on disk")
QUEUED = Words(zh="排队中，第 {place} 位", en="Waiting, place {place}")
RUNNING = Words(zh="正在排班", en="Solving")
NEVER = Words(zh="还没有排过班。", en="No roster yet.")
LAST = Words(zh="上次排班 {when}：{summary}", en="Last roster {when}: {summary}")


def show(page: Page) -> None:
    """Draw the page."""
    st.title(page.say(TITLE))
    st.caption(page.say(LEAD))
    left, right = st.columns(2)
    with left:
        _new_school(page)
    with right:
        _upload(page)
    _cards(page)


def _new_school(page: Page) -> None:
    """Draw the way to the form."""
    st.markdown(page.say(NEW_LEAD))
    if button(page, "start_new", NEW, "add", primary=True):
        # Its title is in the reader's language, so the dialog is made for the reader.
        st.dialog(page.say(NEW), width="large")(_dialog)(page)


def _dialog(page: Page) -> None:
    if key := form(page):
        choose_case(key)
        page.go("inputs")


def form(page: Page) -> str | None:
    """Ask the five questions; return the key of the case that the answers make, once they do."""
    first, last = _usual_term(dt.datetime.now().astimezone().date())
    with st.form("start_school", border=False):
        typed: dict[str, str] = {}
        like = page.say(SCHOOL_LIKE)
        typed["name"] = st.text_input(page.say(SCHOOL), placeholder=like, key="start_name")
        term = st.date_input(page.say(TERM), value=(first, last), key="start_term", format="YYYY-MM-DD")
        left, middle, right = st.columns([2, 1, 1])
        like = page.say(CLASSES_LIKE)
        typed["classes"] = left.text_input(page.say(CLASSES), placeholder=like, key="start_classes")
        typed["pupils"] = middle.text_input(page.say(PUPILS), value="40", key="start_pupils")
        typed["gates"] = right.text_input(page.say(GATES), value="1", key="start_gates")
        # Not read as the fourth point of a list.
        st.markdown(plain(page.say(HOURS)))
        left, middle, right = st.columns(3)
        typed["weekdays"] = left.text_input(page.say(DAYS), value="1-5", key="start_weekdays")
        typed["start"] = middle.text_input(page.say(BEGIN), value="15:40", key="start_begin")
        helped = page.say(ENDS_HELP)
        typed["ends"] = right.text_input(page.say(ENDS), value="17:30", help=helped, key="start_ends")
        like = page.say(TEACHERS_LIKE)
        typed["teachers"] = st.text_area(
            page.say(TEACHERS), placeholder=like, key="start_teachers", height=100
        )
        typed["leaders"] = st.text_input(page.say(LEADERS), key="start_leaders")
        # Above the button: below it, what is wrong would lie beyond a small screen's edge.
        problems = st.container()
        made = st.form_submit_button(page.say(MAKE), type="primary", icon=":material/check:")
    if not made:
        return None
    days = [f"{day:%Y-%m-%d}" for day in term]
    try:
        ends = {"first": days[0] if days else "", "last": days[-1] if len(days) > 1 else ""}
        answers = read_answers(**typed, **ends, lang=page.lang)
    except InputError as error:
        lines = [_fault_line(page, fault) for fault in error.faults]
        problems.error("\n".join(f"- {line}" for line in lines), icon=":material/error:")
        return None
    try:
        return page.workspace.drafts.add(tables_for(answers), answers.name)
    except AfterbellError as error:
        refused(error, page.lang)
        return None


ASKED = {
    "name": SCHOOL,
    "first": TERM,
    "last": TERM,
    "classes": CLASSES,
    "pupils": PUPILS,
    "gates": GATES,
    "weekdays": DAYS,
    "start": BEGIN,
    "ends": ENDS,
    "teachers": TEACHERS,
    "leaders": LEADERS,
}


def _fault_line(page: Page, fault: Fault) -> str:
    """Return a fault under the question that it is about."""
    question = page.say(ASKED[fault.column]) if fault.column in ASKED else fault.column
    way_out = f" {page.say(fault.way_out)}" if fault.way_out else ""
    return f"**{plain(question)}** {plain(page.say(fault.message) + way_out)}"


def _usual_term(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return the term that somebody who starts now most likely means."""
    if today.month in {2, 3, 4, 5}:
        return dt.date(today.year, 2, 24), dt.date(today.year, 7, 3)
    year = today.year - 1 if today.month == 1 else today.year
    return dt.date(year, 9, 1), dt.date(year + 1, 1, 20)


def _upload(page: Page) -> None:
    """Draw the place to drop a workbook, and what came of it."""
    turn = st.session_state.setdefault("start_turn", 0)
    file = st.file_uploader(
        page.say(DROP), type=FILE_TYPES, help=page.say(DROP_HELP), key=f"start_upload_{turn}"
    )
    if file is None:
        st.session_state.pop("start_refused", None)
        return
    refused = st.session_state.get("start_refused")
    if refused is None or refused[0] != file.file_id:
        try:
            key = page.workspace.drafts.take_in(file.name, file.getvalue())
        except AfterbellError as error:
            refused = file.file_id, {lang: lines_of(error, lang) for lang in LANGS}
            st.session_state["start_refused"] = refused
        else:
            st.session_state["start_turn"] += 1
            choose_case(key)
            st.toast(page.tell(TAKEN, key=key), icon=":material/check_circle:")
            page.go("inputs")
    st.error(page.tell(REFUSED, name=file.name), icon=":material/block:")
    lines = refused[1][page.lang]
    bullets(page, lines[:MAX_FAULTS])
    if len(lines) > MAX_FAULTS:
        st.caption(page.say(MORE_FAULTS, count=len(lines)))


def _cards(page: Page) -> None:
    """Draw the cards of all cases, two beside each other."""
    cards = page.workspace.cases.cards()
    # What was solved last comes first, all others keep their order.
    cases = sorted(cards, key=lambda card: -card.last_plan.made.timestamp() if card.last_plan else 0.0)
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
        last = card.last_plan
        summary = page.tell(LAST, when=local(last.made), summary=last.summary) if last else page.say(NEVER)
        st.markdown(summary)
        with st.container(horizontal=True):
            _ways_on(page, card)


def _badges(page: Page, card: CaseCard) -> None:
    if card.fault_count:
        st.badge(page.say(TO_MEND, count=card.fault_count), icon=":material/error:", color="red")
    else:
        st.badge(page.say(NO_FAULTS), icon=":material/check:", color="green")
    if card.book:
        st.badge(page.say(BOOK), icon=":material/table_view:", color="gray")
    if card.unsaved:
        st.badge(page.say(UNSAVED), icon=":material/edit:", color="orange")
    if card.changed_on_disk:
        st.badge(page.say(CHANGED), icon=":material/sync_problem:", color="orange")
    if card.running:
        words = QUEUED if card.running.state == "queued" else RUNNING
        st.badge(page.say(words, place=card.running.place), icon=":material/hourglass_top:", color="blue")
    if card.last_plan and card.last_plan.findings:
        st.badge(page.say(FINDINGS, count=card.last_plan.findings), icon=":material/flag:", color="orange")


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
