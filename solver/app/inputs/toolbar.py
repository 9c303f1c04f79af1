"""What can be done with the inputs as a whole: save, discard, download, mend; and what needs a decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from solver.app.grid.component import Jump
from solver.app.inputs.edit_session import JUMP, TABLE, Work
from solver.app.page import Page, plain
from solver.app.widgets import button, download
from solver.base.errors import AfterbellError, InputError
from solver.base.text import Said, Words
from solver.base.vocabulary import NO_FAULTS, SETTINGS, TO_MEND, UNSAVED
from solver.io.editing import CaseTables, CellFault, ChangedOnDiskError, Examined, workbook_bytes
from solver.io.tables import catalogue as known
from solver.workspace import Draft

JUMPS, SHOWN = "inputs_jumps", "inputs_shown"
LISTED = 40
"""Faults that are listed at once."""

SAVE = Words(zh="保存", en="Save")
SAVE_HELP = Words(
    zh="写进方案的文件。没保存的修改也一直留着，关掉网页不会丢。",
    en="Writes the case's files. What is not saved yet is kept all the same, even if you close the page.",
)
DISCARD = Words(zh="放弃修改", en="Discard")
DISCARD_HELP = Words(
    zh="回到上次保存的样子；放弃之后还可以撤销。",
    en="Back to what was saved last; undo brings the changes back.",
)
ALL_SAVED = Words(zh="已全部保存", en="All saved")
BOOK = Words(zh="下载工作簿", en="Download workbook")
BOOK_HELP = Words(
    zh="一个 Excel 文件，每张表一页，带下拉选项；改好后可以在开始页重新打开。",
    en="One Excel file, a sheet for each table, with drop-downs; it can be opened again on the page Start.",
)
NEXT = Words(zh="下一处", en="Next")
MORE = Words(
    zh="还有 {count} 处没有列出，改好这些就会看到。", en="{count} more appear once these are mended."
)
PLACE = Words(zh="{table} 第 {row} 行 {column}", en="{table}, row {row}, {column}")

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


def draw(page: Page, work: Work, draft: Draft, examined: Examined) -> None:
    """Draw the bar."""
    unsaved = work.apart or draft.unsaved
    with st.container(horizontal=True, vertical_alignment="center", key="inputs_bar"):
        off = not draft.unsaved or work.apart or draft.changed_on_disk
        put = partial(save, work)
        button(page, "inputs_save", SAVE, "save", asked, put, primary=True, about=SAVE_HELP, disabled=off)
        button(page, "inputs_discard", DISCARD, "undo", asked, work.discard, about=DISCARD_HELP, disabled=off)
        _download(page, work)
        if unsaved:
            st.badge(page.say(UNSAVED), icon=":material/edit:", color="orange")
        else:
            st.badge(page.say(ALL_SAVED), icon=":material/check:", color="green")
        _faults(page, examined)


def _download(page: Page, work: Work) -> None:
    tables, lang = work.tables, page.lang

    def book() -> bytes:
        try:
            return workbook_bytes(tables, lang)
        except InputError:
            # Settings that can't be read can't be a sheet: the tables alone, and the text as it is.
            return workbook_bytes(tables.__class__(tables.id, "", tables.tables, tables.heads), lang)

    download(page, "inputs_book", BOOK, f"{work.key}.xlsx", book, "download", about=BOOK_HELP)


def _faults(page: Page, examined: Examined) -> None:
    faults = examined.faults
    if not faults:
        st.badge(page.say(NO_FAULTS), icon=":material/check_circle:", color="green")
        return
    with st.popover(page.say(TO_MEND, count=len(faults)), icon=":material/error:", key="inputs_faults"):
        for number, wrong in enumerate(faults[:LISTED]):
            st.button(
                f"**{plain(place_of(page, wrong))}** {plain(page.say(wrong.fault.message))}",
                key=f"inputs_fault_{number}",
                type="tertiary",
                on_click=go_to,
                args=(wrong,),
            )
        if len(faults) > LISTED:
            st.caption(page.say(MORE, count=len(faults) - LISTED))
    button(page, "inputs_next", NEXT, "arrow_forward", _next, faults)


def place_of(page: Page, wrong: CellFault) -> str:
    """Return where a fault is, in the reader's words."""
    table = known.TABLE.get(wrong.table)
    if table is None:
        return f"{page.say(SETTINGS)} {wrong.column}".strip()
    column = table.column.get(wrong.column)
    values = {"table": table.title(page.lang), "column": column.header(page.lang) if column else wrong.column}
    if wrong.row is None:
        return " ".join(values.values()).strip()
    return page.say(PLACE, row=wrong.row + 2, **values).strip()


def go_to(found: CellFault) -> None:
    """Show the cell of a fault."""
    st.session_state[TABLE] = found.table
    if found.row is not None:
        count = st.session_state[JUMPS] = st.session_state.get(JUMPS, 0) + 1
        st.session_state[JUMP] = Jump(count, found.table, found.row, found.column)


def _next(faults: tuple[CellFault, ...]) -> None:
    """Go to the fault after the last one that was shown, from the first again after the last."""
    shown = int(st.session_state.get(SHOWN, -1))
    place = (shown + 1) % len(faults)
    st.session_state[SHOWN] = place
    go_to(faults[place])


def draw_conflicts(page: Page, work: Work, draft: Draft) -> None:
    """Show what has to be decided, with every way out beside it, and what has just been done."""
    # A place of their own: what stands below does not move when one comes or goes.
    with st.container():
        _decisions(page, work, draft)
        _done(page)


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


def _done(page: Page) -> None:
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
