"""Who could take the seat: a ranked list to choose from, and everybody else with the reasons."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import streamlit as st

from solver import service
from solver.app.duty import change_summary
from solver.app.duty.duty_context import OfDuty, Seat
from solver.app.duty.pending_change import make
from solver.app.escape import plain
from solver.base.errors import AfterbellError
from solver.base.memo import Memo
from solver.base.text import Listed, Words
from solver.domain import Finding
from solver.explain import Barred, Candidates, breaks_a_period

FIRST = 6
"""So many candidates are shown before the rest is asked for."""
CANDIDATES: Memo[Hashable, Candidates] = Memo(64)
"""Who could take the seats that were looked at last."""

CHOOSE = Words(zh="谁来接（越靠前影响越小）", en="Who takes it (the least effect first)")
TAKE = Words(zh="换成{name}", en="Put {name} there")
FILL = Words(zh="由{name}值", en="Put {name} there")
SHOW_ALL = Words(zh="显示全部 {count} 人", en="Show all {count}")
NOBODY = Words(
    zh="没有人能直接接。可以试试“对调”，或看下面每个人的原因。",
    en="Nobody can take it just so. Try a swap, or see everybody's reasons below.",
)
BUSY = Words(zh="{count} 人能值，但那时有别的班次", en="{count} could, but have a duty at that time")
BUSY_NOTE = Words(zh="可以用“对调”和他们换。", en="A swap with them may be the way.")
REFUSED = Words(zh="{count} 人不能值，各有原因", en="{count} can't, and why")
ANYBODY = Words(zh="无论谁来接：{finding}", en="Whoever takes it: {finding}")
ON_LEAVE = Words(
    zh="如果是请假：先在“填写”里登记请假再重新排班，代班就不算违规。",
    en="If it is leave: enter it under Inputs and solve again; then standing in breaks no rule.",
)
ALSO_LEAVE = Words(
    zh="如果是请假，也在“填写”的“请假”里记一行：以后排班会避开。",
    en="If it is leave, add a row to absences under Inputs too: later solves will know.",
)
LEAVER = Words(zh="{name}离开后：{loads}", en="{name} then has: {loads}")
NAME = Words(zh="姓名", en="Name")
WHY = Words(zh="原因", en="Why")


def draw(of: OfDuty, seat: Seat) -> None:
    """Draw the list, the button and the reasons."""
    page = of.page
    try:
        found = CANDIDATES.get(
            (*of.plan_key, of.key, seat),
            lambda: service.candidates(of.result, of.key, seat.staff, whole=seat.whole),
        )
    except AfterbellError as error:
        st.info(plain(page.say(error.message)), icon=":material/info:")
        return
    if found.able:
        _able(of, found)
    else:
        st.info(page.say(NOBODY), icon=":material/info:")
    if found.busy:
        _barred(of, BUSY, found.busy, page.say(BUSY_NOTE) if seat.staff else "")
    if found.refused:
        _barred(of, REFUSED, found.refused, "")


def _able(of: OfDuty, found: Candidates) -> None:
    page = of.page
    able = found.able
    if len(able) > FIRST and not st.toggle(page.say(SHOW_ALL, count=len(able)), key=of.widget("all")):
        able = able[:FIRST]
    always = _always(of, found)
    by_staff = {one.staff: one for one in able}
    notes = {staff: change_summary.of_candidate(of, one, always) for staff, one in by_staff.items()}
    chosen = st.radio(
        page.say(CHOOSE),
        list(by_staff),
        format_func=lambda staff: plain(of.name(staff)),
        captions=[plain(page.say(note)) for note in notes.values()],
        key=of.widget(f"taker_{found.leaving or ''}_{found.whole}"),
    )
    st.button(
        page.tell(FILL if found.leaving is None else TAKE, name=of.name(chosen)),
        type="primary",
        icon=":material/swap_horiz:",
        key=of.widget("take"),
        on_click=make,
        args=(of, by_staff[chosen].move),
    )


def _always(of: OfDuty, found: Candidates) -> tuple[Finding, ...]:
    """Tell once what would change whoever takes the seat, and return the breaches among it."""
    page, first = of.page, found.able[0]
    always = tuple(
        finding for finding in first.breaches if all(finding in one.breaches for one in found.able)
    )
    for finding in always:
        st.warning(page.tell(ANYBODY, finding=finding.message), icon=":material/flag:")
    if not found.whole and any(map(breaks_a_period, always)):
        st.caption(page.say(ON_LEAVE))
    elif found.leaving is not None:
        st.caption(page.say(ALSO_LEAVE))
    if found.leaving is not None:
        loads = change_summary.loads(of, first.loads, found.leaving)
        st.caption(page.tell(LEAVER, name=of.name(found.leaving), loads=loads))
    return always


def _barred(of: OfDuty, words: Words, those: Sequence[Barred], note: str) -> None:
    page = of.page
    with st.expander(page.say(words, count=len(those))):
        if note:
            st.caption(note)
        name, why = page.say(NAME), page.say(WHY)
        rows = [
            {name: plain(of.name(one.staff)), why: plain(page.say(Listed(one.reasons, "；")))}
            for one in those
        ]
        # Unlike a data frame it breaks long reasons into lines.
        st.table(rows, hide_index=True, border="horizontal")
