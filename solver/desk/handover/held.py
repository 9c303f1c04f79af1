"""In whose hands one class is on one day: the chain of custody as a chart and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.custody import Leg
from solver.desk.apart import apart
from solver.desk.charts import chain, look
from solver.desk.charts.look import Ink
from solver.desk.held import hold
from solver.desk.plain import plain
from solver.desk.state import Desk
from solver.report import PlanView
from solver.report.roster_lines import natural
from solver.report.words import HOW, TEXT

CHAIN = Words(zh="一个班在谁手里", en="In whose hands one class is")
GROUP = Words(zh="班级", en="Class")
SPAN = Words(zh="时段", en="Session")
WHOLE_DAY = Words(zh="整天", en="the whole day")
UNBROKEN = Words(
    zh="这一天每分钟都有明确的负责人；孩子每次换手，都写明谁交给谁。",
    en="There is a named adult at every minute of this day; every change of hands says who gives to whom.",
)
BROKEN = Words(
    zh="有 {count} 段无人看管（图中红色）。",
    en="Nobody is in charge in {count} stretches (red in the chart).",
)
COLUMNS = {
    "time": Words(zh="时间", en="Time"),
    "party": Words(zh="小队", en="Party"),
    "heads": Words(zh="人数", en="Pupils"),
    "adults": Words(zh="在谁手里", en="In the hands of"),
    "giver": Words(zh="由谁交来", en="Given by"),
    "place": Words(zh="地点", en="Place"),
    "how": Words(zh="方式", en="How"),
}
WIDTHS = {"time": 100, "heads": 60, "how": 90}
MARK = "⚠ "
ALONE = Words(zh="⚠ 无人看管", en="⚠ nobody")


def draw(desk: Desk, handout: PlanView, legs: Sequence[Leg], ink: Ink) -> None:
    """Draw the choice of a class and the chain that it is in; ``legs`` are those of one day and weather."""
    groups = _groups(handout, legs)
    if not groups:
        return
    broken = {leg.group for leg in legs if leg.needs_adult and not leg.staff}
    first = next((own for own in groups if own in broken), next(iter(groups)))
    said = {own: f"{MARK if own in broken else ''}{name}" for own, name in groups.items()}
    hold("handover_group", first, (desk.lang, said), groups)
    st.subheader(desk.say(CHAIN), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        group = st.selectbox(
            desk.say(GROUP),
            list(groups),
            format_func=apart(groups, lambda own: said[own]),
            key="handover_group",
            width=240,
        )
        own = [leg for leg in legs if leg.group == group]
        spans = _spans(desk, handout, own)
        hold("handover_session", next(reversed(spans)), desk.lang, spans)
        chosen = st.segmented_control(
            desk.say(SPAN),
            list(spans),
            required=True,
            format_func=apart(spans, lambda each: plain(spans[each][0])),
            key="handover_session",
        )
    since, until = spans[chosen or next(reversed(spans))][1]
    holds = [
        hold for hold in chain.holds_of(handout, own, desk.lang) if hold.start <= until and hold.end >= since
    ]
    gaps = sum(hold.alone for hold in holds)
    if gaps:
        st.error(desk.say(BROKEN, count=gaps), icon=":material/person_alert:")
    else:
        st.success(desk.say(UNBROKEN), icon=":material/verified_user:")
    st.altair_chart(
        chain.chain_chart(holds, (since - 1, until + 1), desk.lang, ink), key=f"handover_chain_{chosen}"
    )
    _table(desk, holds)


def _groups(handout: PlanView, legs: Sequence[Leg]) -> Mapping[str, str]:
    there = {leg.group for leg in legs}
    labels = look.told_apart({group.id: group.name for group in handout.case.groups if group.id in there})
    return {own: labels[own] for own in sorted(labels, key=lambda own: (natural(labels[own]), own))}


def _spans(
    desk: Desk, handout: PlanView, legs: Sequence[Leg]
) -> dict[str, tuple[str, tuple[Minutes, Minutes]]]:
    """Return what of a day can be looked at: the whole, and each session until its pupils are received."""
    whole = min(leg.start for leg in legs), max(leg.end for leg in legs)
    found = {"": (desk.say(WHOLE_DAY), whole)}
    for session in handout.case.sessions:
        own = [leg for leg in legs if leg.session == session.id]
        if own and session.kind != "extended":
            ends = [leg.end for leg in own]
            # Those who stay on are handed over as the line walks past: the chart shows that too.
            ends += [
                min(leg.end, max(ends) + 10)
                for leg in legs
                if leg.how == "extended" and leg.start <= max(ends)
            ]
            found[session.id] = session.name, (min(leg.start for leg in own), max(ends))
    return found


def _table(desk: Desk, holds: Sequence[chain.Hold]) -> None:
    received = TEXT["released"].say(desk.lang)
    rows = [
        {
            "time": clock(hold.start) if hold.start == hold.end else f"{clock(hold.start)}–{clock(hold.end)}",
            "party": hold.party,
            "heads": hold.heads,
            "adults": desk.say(ALONE) if hold.alone else hold.receiver or hold.adults,
            "giver": hold.giver,
            "place": hold.place,
            "how": received if hold.how == "receiver" else HOW[hold.how].say(desk.lang),
        }
        for hold in holds
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=list(COLUMNS)),
        hide_index=True,
        column_config={
            name: st.column_config.Column(desk.say(words), width=WIDTHS.get(name))
            for name, words in COLUMNS.items()
        },
        height="content" if len(rows) <= 20 else 740,
        key="handover_table",
    )
