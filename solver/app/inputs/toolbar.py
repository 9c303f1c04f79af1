"""What can be done with the inputs as a whole: save, discard, download, go to the next fault."""

from __future__ import annotations

from functools import partial

import streamlit as st

from solver.app.grid.component import Jump
from solver.app.inputs.conflicts import asked, save
from solver.app.inputs.edit_session import JUMP, TABLE, Work
from solver.app.page import Page, plain
from solver.app.widgets import button, download
from solver.base.errors import InputError
from solver.base.text import Words
from solver.io.editing import CellFault, Examined, workbook_bytes
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
UNSAVED = Words(zh="有未保存的修改", en="Unsaved changes")
ALL_SAVED = Words(zh="已全部保存", en="All saved")
BOOK = Words(zh="下载工作簿", en="Download workbook")
BOOK_HELP = Words(
    zh="一个 Excel 文件，每张表一页，带下拉选项；改好后可以在开始页重新打开。",
    en="One Excel file, a sheet for each table, with drop-downs; it can be opened again on the page Start.",
)
NEXT = Words(zh="下一处", en="Next")
CLEAN = Words(zh="填写无误", en="No faults")
TO_MEND = Words(zh="{count} 处要改", en="{count} to mend")
MORE = Words(
    zh="还有 {count} 处没有列出，改好这些就会看到。", en="{count} more appear once these are mended."
)
PLACE = Words(zh="{table} 第 {row} 行 {column}", en="{table}, row {row}, {column}")
SCHOOL = Words(zh="设置", en="Settings")


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
        st.badge(page.say(CLEAN), icon=":material/check_circle:", color="green")
        return
    with st.popover(page.say(TO_MEND, count=len(faults)), icon=":material/error:", key="inputs_faults"):
        for at, found in enumerate(faults[:LISTED]):
            st.button(
                f"**{plain(place_of(page, found))}** {plain(page.say(found.fault.message))}",
                key=f"inputs_fault_{at}",
                type="tertiary",
                on_click=go_to,
                args=(found,),
            )
        if len(faults) > LISTED:
            st.caption(page.say(MORE, count=len(faults) - LISTED))
    button(page, "inputs_next", NEXT, "arrow_forward", _next, faults)


def place_of(page: Page, found: CellFault) -> str:
    """Return where a fault is, in the reader's words."""
    table = known.TABLE.get(found.table)
    if table is None:
        return f"{page.say(SCHOOL)} {found.column}".strip()
    column = table.column.get(found.column)
    values = {"table": table.title(page.lang), "column": column.header(page.lang) if column else found.column}
    if found.row is None:
        return " ".join(values.values()).strip()
    return page.say(PLACE, row=found.row + 2, **values).strip()


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
