"""In whose hands one class is on one day: the chain of custody as a chart and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from solver.app import table
from solver.app.charts import custody_chain, theme
from solver.app.charts.theme import Ink
from solver.app.escape import plain
from solver.app.page import Page
from solver.app.table import Column, Columns
from solver.app.widgets import choice
from solver.base.text import Words
from solver.base.units import clock
from solver.base.vocabulary import CLASS, PUPILS, SESSION, TIME
from solver.report.handover_day import HandoverDay, Hold
from solver.report.roster_lines import natural
from solver.report.words import HOW, TEXT

CHAIN = Words(zh="一个班在谁手里", en="In whose hands one class is")
WHOLE_DAY = Words(zh="整天", en="the whole day")
UNBROKEN = Words(
    zh="这一天每分钟都有明确的负责人；孩子每次换手，都写明谁交给谁。",
    en="There is a named adult at every minute of this day; every change of hands says who gives to whom.",
)
BROKEN = Words(
    zh="有 {count} 段无人看管（图中红色）。",
    en="Nobody is in charge in {count} stretches (red in the chart).",
)
COLUMNS: Columns = {
    "time": Column(TIME, width=100),
    "party": Words(zh="小队", en="Party"),
    "heads": Column(PUPILS, width=60),
    "adults": Words(zh="在谁手里", en="In the hands of"),
    "giver": Words(zh="由谁交来", en="Given by"),
    "place": Words(zh="地点", en="Place"),
    "how": Column(Words(zh="方式", en="How"), width=90),
}
MARK = "⚠ "
ALONE = Words(zh="⚠ 无人看管", en="⚠ nobody")


def draw(page: Page, day: HandoverDay, ink: Ink) -> None:
    """Draw the choice of a class and the chain that it is in on a day."""
    groups = _groups(day)
    if not groups:
        return
    first = next((own for own in groups if own in day.broken), None)
    marked = {own: f"{MARK if own in day.broken else ''}{name}" for own, name in groups.items()}
    st.subheader(page.say(CHAIN), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = choice(page, "handover_group", CLASS, marked, usual=first, width=240)
        spans = day.spans(group)
        sessions = day.handout.case.session
        names = {each: plain(sessions[each].name) if each else page.say(WHOLE_DAY) for each in spans}
        last = next(reversed(names))
        chosen = choice(page, "handover_session", SESSION, names, usual=last, look="segments")
    since, until = spans[chosen]
    holds = [hold for hold in day.holds(group, page.lang) if hold.start <= until and hold.end >= since]
    gaps = sum(hold.alone for hold in holds)
    if gaps:
        st.error(page.say(BROKEN, count=gaps), icon=":material/person_alert:")
    else:
        st.success(page.say(UNBROKEN), icon=":material/verified_user:")
    st.altair_chart(
        custody_chain.chain_chart(holds, (since - 1, until + 1), page.lang, ink),
        key=f"handover_chain_{chosen}",
    )
    _table(page, holds)


def _groups(day: HandoverDay) -> Mapping[str, str]:
    labels = theme.told_apart(
        {group.id: group.name for group in day.handout.case.groups if group.id in day.groups}
    )
    return {own: labels[own] for own in sorted(labels, key=lambda own: (natural(labels[own]), own))}


def _table(page: Page, holds: Sequence[Hold]) -> None:
    received = TEXT["released"].say(page.lang)
    rows = [
        {
            "time": clock(hold.start) if hold.start == hold.end else f"{clock(hold.start)}–{clock(hold.end)}",
            "party": hold.party,
            "heads": hold.heads,
            "adults": page.say(ALONE) if hold.alone else hold.receiver or hold.adults,
            "giver": hold.giver,
            "place": hold.place,
            "how": received if hold.how == "receiver" else HOW[hold.how].say(page.lang),
        }
        for hold in holds
    ]
    table.show(page, "handover_table", COLUMNS, rows, most_rows=20)
