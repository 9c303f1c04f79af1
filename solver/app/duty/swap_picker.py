"""With whom a duty could be exchanged: that day or that week, only what no hard rule minds."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from solver import service
from solver.app.duty import change_summary
from solver.app.duty.duty_context import OfDuty
from solver.app.duty.pending_change import make
from solver.app.escape import plain
from solver.base.memo import Memo
from solver.base.text import WEEKDAYS, Words
from solver.base.units import clock
from solver.explain import Swap

FIRST = 8
SWAPS: Memo[Hashable, tuple[Swap, ...]] = Memo(64)
"""The exchanges of the seats that were looked at last."""

WHEN = Words(zh="和哪段时间的班次对调", en="Swap for a duty of")
WHENS = {
    "day": Words(zh="当天", en="the same day"),
    "week": Words(zh="同一周", en="the same week"),
}
CHOOSE = Words(zh="和谁对调（越靠前影响越小）", en="Swap with (the least effect first)")
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
NONE = Words(
    zh="这段时间里没有不违规的对调。", en="No swap in that time would leave all hard rules unbroken."
)
SHOW_ALL = Words(zh="显示全部 {count} 种", en="Show all {count}")
SAME = Words(zh="其他都不变", en="nothing else changes")


def draw(of: OfDuty, staff: str) -> None:
    """Draw the choice of an exchange and the button."""
    page = of.page
    when = st.segmented_control(
        page.say(WHEN),
        list(WHENS),
        default="week",
        required=True,
        format_func=lambda each: page.say(WHENS[each]),
        key=of.widget("when"),
    )
    work, week = of.handout.work, of.duty.day.week
    dates = {each.date for each in work.duties if each.day.week == week} if when == "week" else {of.key.date}
    found = SWAPS.get(
        (*of.plan_key, of.key, staff, when),
        lambda: service.swaps(of.result, of.key, staff, tuple(sorted(dates))),
    )
    if not of.block.single and not all(row.cover for row in of.crew if row.staff == staff):
        st.caption(page.say(WHOLE))
    if not found:
        st.info(page.say(NONE), icon=":material/info:")
        return
    if len(found) > FIRST and not st.toggle(page.say(SHOW_ALL, count=len(found)), key=of.widget("swaps")):
        found = found[:FIRST]
    by_id = {f"{swap.staff} {swap.duty.date} {swap.duty.post}": swap for swap in found}
    notes = {key: change_summary.of_swap(of, swap) for key, swap in by_id.items()}
    chosen = st.radio(
        page.say(CHOOSE),
        list(by_id),
        format_func=lambda key: plain(_named(of, by_id[key])),
        captions=[plain(page.say(note or SAME)) for note in notes.values()],
        key=of.widget(f"swap_{staff}_{when}"),
    )
    swap = by_id[chosen]
    st.button(
        page.tell(SWAP, name=of.name(swap.staff)),
        type="primary",
        icon=":material/sync_alt:",
        key=of.widget("do_swap"),
        on_click=make,
        args=(of, swap.move),
    )


def _named(of: OfDuty, swap: Swap) -> str:
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
