"""Who else could do a duty: a ranked list of who could take the seat, and with whom to exchange it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import streamlit as st

from solver import service
from solver.app.duty import change
from solver.app.duty.change import OfDuty, Seat, make_change
from solver.app.page import plain
from solver.app.widgets import button, segments
from solver.base.errors import AfterbellError
from solver.base.memo import Memo
from solver.base.text import WEEKDAYS, Listed, Words
from solver.base.units import clock
from solver.domain import Finding
from solver.explain import Barred, Candidates, Swap, breaks_a_period

MAX_TAKERS = 6
"""So many candidates are shown before the rest is asked for."""
CANDIDATES: Memo[Hashable, Candidates] = Memo(64)
"""Who could take the seats that were looked at last."""

CHOOSE_TAKER = Words(zh="谁来接（越靠前影响越小）", en="Who takes it (the least effect first)")
TAKE = Words(zh="换成{name}", en="Put {name} there")
FILL = Words(zh="由{name}值", en="Put {name} there")
SHOW_ALL_TAKERS = Words(zh="显示全部 {count} 人", en="Show all {count}")
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

MAX_SWAPS = 8
SWAPS: Memo[Hashable, tuple[Swap, ...]] = Memo(64)
"""The exchanges of the seats that were looked at last."""

WHEN = Words(zh="和哪段时间的班次对调", en="Swap for a duty of")
WHENS = {
    "day": Words(zh="当天", en="the same day"),
    "week": Words(zh="同一周", en="the same week"),
}
CHOOSE_SWAP = Words(zh="和谁对调（越靠前影响越小）", en="Swap with (the least effect first)")
WITH = Words(
    zh="{name}：{date} {weekday} {post} {start}–{end}", en="{name}: {date} {weekday} {post} {start}–{end}"
)
WITH_PERIOD = Words(
    zh="{name}：{date} 至 {last} 整个轮换周期 {post}",
    en="{name}: the whole period {date} to {last} of {post}",
)
WHOLE = Words(
    zh="这个岗位几天由同一人固定，对调的是整个轮换周期。",
    en="One person keeps this post for several dates: the whole rotation period is exchanged.",
)
SWAP = Words(zh="和{name}对调", en="Swap with {name}")
NO_SWAP = Words(
    zh="这段时间里没有不违规的对调。", en="No swap in that time would leave all hard rules unbroken."
)
SHOW_ALL_SWAPS = Words(zh="显示全部 {count} 种", en="Show all {count}")
SAME = Words(zh="其他都不变", en="nothing else changes")


def draw_replacements(of: OfDuty, seat: Seat) -> None:
    """Draw the list, the button and the reasons."""
    page = of.page
    try:
        candidates = CANDIDATES.get(
            (*of.plan_key, of.key, seat),
            lambda: service.candidates(of.result, of.key, seat.staff, whole=seat.whole),
        )
    except AfterbellError as error:
        st.info(plain(page.say(error.message)), icon=":material/info:")
        return
    if candidates.able:
        _draw_able(of, candidates)
    else:
        st.info(page.say(NOBODY), icon=":material/info:")
    if candidates.busy:
        _draw_barred(of, BUSY, candidates.busy, page.say(BUSY_NOTE) if seat.staff else "")
    if candidates.refused:
        _draw_barred(of, REFUSED, candidates.refused, "")


def _draw_able(of: OfDuty, candidates: Candidates) -> None:
    page = of.page
    able = candidates.able
    if len(able) > MAX_TAKERS and not st.toggle(
        page.say(SHOW_ALL_TAKERS, count=len(able)), key=of.widget("all")
    ):
        able = able[:MAX_TAKERS]
    always = _draw_always(of, candidates)
    by_staff = {candidate.staff: candidate for candidate in able}
    notes = {staff: change.of_candidate(of, candidate, always) for staff, candidate in by_staff.items()}
    chosen = st.radio(
        page.say(CHOOSE_TAKER),
        list(by_staff),
        format_func=lambda staff: plain(of.name(staff)),
        captions=[plain(page.say(note)) for note in notes.values()],
        key=of.widget(f"taker_{candidates.leaving or ''}_{candidates.whole}"),
    )
    label = page.tell(FILL if candidates.leaving is None else TAKE, name=of.name(chosen))
    move = by_staff[chosen].move
    button(page, of.widget("take"), label, "swap_horiz", make_change, of, move, primary=True)


def _draw_always(of: OfDuty, candidates: Candidates) -> tuple[Finding, ...]:
    """Tell once what would change whoever takes the seat, and return the breaches among it."""
    page, first = of.page, candidates.able[0]
    every = [candidate.breaches for candidate in candidates.able]
    always = tuple(finding for finding in first.breaches if all(finding in breaches for breaches in every))
    for finding in always:
        st.warning(page.tell(ANYBODY, finding=finding.message), icon=":material/flag:")
    if not candidates.whole and any(map(breaks_a_period, always)):
        st.caption(page.say(ON_LEAVE))
    elif candidates.leaving is not None:
        st.caption(page.say(ALSO_LEAVE))
    if candidates.leaving is not None:
        loads = change.loads(of, first.loads, candidates.leaving)
        st.caption(page.tell(LEAVER, name=of.name(candidates.leaving), loads=loads))
    return always


def _draw_barred(of: OfDuty, words: Words, barred: Sequence[Barred], note: str) -> None:
    page = of.page
    with st.expander(page.say(words, count=len(barred))):
        if note:
            st.caption(note)
        name, why = page.say(NAME), page.say(WHY)
        rows = [
            {name: plain(of.name(person.staff)), why: plain(page.say(Listed(person.reasons, "；")))}
            for person in barred
        ]
        # Unlike a data frame it breaks long reasons into lines.
        st.table(rows, hide_index=True, border="horizontal")


def draw_swaps(of: OfDuty, staff: str) -> None:
    """Draw the choice of an exchange and the button."""
    page = of.page
    when = segments(page, of.widget("when"), WHEN, WHENS, "week")
    work, week = of.handout.work, of.duty.day.week
    dates = {each.date for each in work.duties if each.day.week == week} if when == "week" else {of.key.date}
    swaps = SWAPS.get(
        (*of.plan_key, of.key, staff, when),
        lambda: service.swaps(of.result, of.key, staff, tuple(sorted(dates))),
    )
    if not of.block.single and not all(row.cover for row in of.crew if row.staff == staff):
        st.caption(page.say(WHOLE))
    if not swaps:
        st.info(page.say(NO_SWAP), icon=":material/info:")
        return
    if len(swaps) > MAX_SWAPS and not st.toggle(
        page.say(SHOW_ALL_SWAPS, count=len(swaps)), key=of.widget("swaps")
    ):
        swaps = swaps[:MAX_SWAPS]
    by_id = {f"{swap.staff} {swap.duty.date} {swap.duty.post}": swap for swap in swaps}
    notes = {key: change.of_swap(of, swap) for key, swap in by_id.items()}
    chosen = st.radio(
        page.say(CHOOSE_SWAP),
        list(by_id),
        format_func=lambda key: plain(_swap_name(of, by_id[key])),
        captions=[plain(page.say(note or SAME)) for note in notes.values()],
        key=of.widget(f"swap_{staff}_{when}"),
    )
    swap = by_id[chosen]
    label = page.tell(SWAP, name=of.name(swap.staff))
    button(page, of.widget("do_swap"), label, "sync_alt", make_change, of, swap.move, primary=True)


def _swap_name(of: OfDuty, swap: Swap) -> str:
    work = of.handout.work
    duty, block = work.duty[swap.duty], work.block_of[swap.duty]
    covers = all(row.cover for row in swap.move.gone if row.staff == swap.staff)
    if not (block.single or covers):
        dates = [each.date for each in block.duties]
        return of.page.say(
            WITH_PERIOD,
            name=of.name(swap.staff),
            date=f"{dates[0]:%m-%d}",
            last=f"{dates[-1]:%m-%d}",
            post=work.posts[duty.post].name,
        )
    return of.page.say(
        WITH,
        name=of.name(swap.staff),
        date=f"{duty.date:%m-%d}",
        weekday=WEEKDAYS[duty.day.real_weekday],
        post=work.posts[duty.post].name,
        start=clock(duty.start),
        end=clock(duty.end),
    )
