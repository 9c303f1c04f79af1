"""Taking a workbook in: what is dropped is checked and becomes a case, or nothing is stored."""

from __future__ import annotations

import streamlit as st

from solver.app.error_box import lines_of
from solver.app.escape import plain
from solver.app.page import Page, choose_case
from solver.base.errors import AfterbellError
from solver.base.text import LANGS, Words

KINDS = ["xlsx", "xlsm", "xls", "ods", "et", "zip"]
MOST_SHOWN = 12

DROP = Words(
    zh="打开工作簿：拖到这里（.xlsx，或方案文件夹的 .zip）",
    en="Open a workbook: drop it here (.xlsx, or a case folder as .zip)",
)
HELP = Words(
    zh="文件先检查，没有危险才收下；收下后就是一个方案，可以继续填写。最大 20 MB。",
    en="The file is checked first; then it becomes a case to go on with. 20 MB at most.",
)
REFUSED = Words(zh="“{name}”没有收下，什么都没有存：", en="“{name}” was not taken in; nothing was stored:")
TAKEN = Words(
    zh="已作为新方案“{key}”打开，原有的方案都没有动。",
    en="Opened as a new case, “{key}”; the others are as they were.",
)
MORE = Words(zh="……共 {count} 处", en="… {count} in all")


def form(page: Page) -> None:
    """Draw the place to drop a workbook, and what came of it."""
    turn = st.session_state.setdefault("start_turn", 0)
    file = st.file_uploader(page.say(DROP), type=KINDS, help=page.say(HELP), key=f"start_upload_{turn}")
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
    for line in lines[:MOST_SHOWN]:
        st.markdown(f"- {plain(line)}")
    if len(lines) > MOST_SHOWN:
        st.caption(page.say(MORE, count=len(lines)))
