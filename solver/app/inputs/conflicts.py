"""What needs a decision: somebody else changed the same case, here or on disk. Nothing is lost either way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from solver.app.inputs.edit_session import Work
from solver.app.page import Page, plain
from solver.app.widgets import button
from solver.base.errors import AfterbellError, InputError
from solver.base.text import Said, Words
from solver.io.editing import CaseTables, ChangedOnDiskError, workbook_bytes
from solver.workspace import Draft

TROUBLE, KEPT, DONE = "inputs_trouble", "inputs_kept", "inputs_done"
"""What a button leaves to be told when the page is drawn again."""

JOINED = Words(
    zh="这个方案刚在别处改过（另一个窗口，或磁盘上的文件），这里已经是最新的；撤销可以看到之前的样子。",
    en="This case was just changed elsewhere: in another window, or in its files. Here is the newest; "
    "undo shows what was before.",
)
MISSED = Words(
    zh="刚输入的“{text}”没有写进去：那一格刚刚被改动过。看一眼表格，再输入一次。",
    en="“{text}” was not written: that cell had just changed. Look at the table and type it once more.",
)
APART = Words(
    zh="另一个窗口改了同一张表，这里刚才的修改还没有存下。用哪一份？另一份不会丢，撤销就能找回。",
    en="Somebody else changed the same table, so your last change is not kept yet. Which is to hold? "
    "The other is not lost: undo brings it back.",
)
CHANGED = Words(
    zh="这个方案的文件在磁盘上被别的程序或别人改过，而这里还有没保存的修改。用哪一份？",
    en="The files of this case were changed on disk by another program or person, and here are changes that "
    "are not saved yet. Which is to hold?",
)
THEIRS = Words(zh="用对方的", en="Take theirs")
MINE = Words(zh="用我的", en="Keep mine")
FILES = Words(zh="用文件里的", en="Take the files'")
OVER = Words(zh="用我的，覆盖文件", en="Keep mine, replace the files")
BOTH = Words(zh="两份都留：我的另存为新方案", en="Keep both: mine as a new case")
KEPT_AS = Words(
    zh="这里的一份已另存为新方案“{key}”，在左边的方案列表里。",
    en="Yours is kept as the new case “{key}”: it is in the list of cases on the left.",
)
SAVED = Words(zh="已保存", en="Saved")
NOT_APART = Words(
    zh="没能另存为新方案：{why}。先在设置里改好，再试一次",
    en="It could not be kept as a new case: {why}. Mend it in the settings and try again.",
)


def draw(page: Page, work: Work, draft: Draft) -> None:
    """Show what has to be decided, with every way out beside it, and what has just been done."""
    # A place of their own: what stands below does not move when one comes or goes.
    with st.container():
        _decisions(page, work, draft)
        _told(page)


def _decisions(page: Page, work: Work, draft: Draft) -> None:
    if work.joined:
        work.joined = False
        st.info(page.say(JOINED), icon=":material/group:")
    if work.missed is not None:
        st.warning(page.tell(MISSED, text=work.missed), icon=":material/edit_off:")
        work.missed = None
    if work.apart:
        st.warning(page.say(APART), icon=":material/call_split:")
        with st.container(horizontal=True):
            mine = work.tables
            button(page, "inputs_theirs", THEIRS, "", asked, lambda: work.take(draft.tables))
            button(page, "inputs_mine", MINE, "", asked, lambda: work.take(mine))
            _both(page, mine, lambda: work.take(draft.tables))
    elif draft.changed_on_disk:
        st.warning(page.say(CHANGED), icon=":material/sync_problem:")
        with st.container(horizontal=True):
            button(page, "inputs_files", FILES, "", asked, work.discard)
            button(page, "inputs_over", OVER, "", asked, partial(save, work, anyway=True))
            _both(page, work.tables, work.discard)


def _told(page: Page) -> None:
    trouble = st.session_state.pop(TROUBLE, None)
    if isinstance(trouble, Said):
        st.error(plain(page.say(trouble)), icon=":material/error:")
    if st.session_state.pop(DONE, False):
        st.toast(page.say(SAVED), icon=":material/check_circle:")
    if kept := st.session_state.pop(KEPT, None):
        st.success(page.tell(KEPT_AS, key=kept), icon=":material/library_add_check:")


def asked(action: Callable[[], object]) -> None:
    """Do what a button asks; what the workspace can't do is told when the page is drawn again."""
    try:
        action()
    except AfterbellError as error:
        st.session_state[TROUBLE] = error.message


def save(work: Work, *, anyway: bool = False) -> None:
    """Write what is unsaved into the files; what stands against it is said when the page is drawn again."""
    try:
        work.save(anyway=anyway)
    except ChangedOnDiskError:
        return
    st.session_state[DONE] = True


def _both(page: Page, mine: CaseTables, rest: Callable[[], None]) -> None:
    def keep_both() -> None:
        try:
            content = workbook_bytes(mine, page.lang)
            st.session_state[KEPT] = page.workspace.drafts.take_in(f"{page.key}.xlsx", content)
        except InputError as error:
            st.session_state[TROUBLE] = NOT_APART.with_(why=error.message)
            return
        rest()

    button(page, "inputs_both", BOTH, "", asked, keep_both)
