"""The page of the hand-over: the end of a day minute by minute, and in whose hands one class is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import altair as alt
import streamlit as st

from solver.app import plan_picker, theme
from solver.app.handover import gates
from solver.app.page import Page, plain
from solver.app.theme import Drawing, Ink
from solver.app.widgets import Column, Columns, choice, show_table
from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import Minutes, clock
from solver.base.vocabulary import CLASS, HAND_OVER, PUPILS, SESSION, TIME
from solver.domain.calendar import Day, service_days
from solver.domain.plan import VARIANTS as WEATHERS
from solver.domain.plan import Variant
from solver.report import palette
from solver.report.handover_day import HandoverDay, Hold, broken_dates, custody_findings
from solver.report.roster_lines import natural
from solver.report.words import HOW, TEXT, VARIANTS

NO_DAYS = Words(zh="这份排班没有服务日。", en="This roster has no service day.")

DAY = Words(zh="哪一天", en="Which day")
DATE = Words(zh="{date} {weekday}（第 {week} 周）", en="{date} {weekday} (week {week})")
MAKEUP = Words(
    zh="{date} {real}，上{weekday}的课（第 {week} 周）", en="{date} {real}, {weekday} lessons (week {week})"
)
WEATHER = Words(zh="天气", en="Weather")
DAY_BROKEN = Words(zh="⚠ 有断开 · ", en="⚠ broken · ")
SUN = {"fine": ":material/sunny:", "rain": ":material/rainy:"}

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
HOLD_COLUMNS: Columns = {
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

COLOURS = {
    "lesson": palette.GREY,
    "care": palette.BLUE,
    "club": palette.GREEN,
    "walk": palette.ORANGE,
    "gate": palette.SKY,
    "extended": palette.PURPLE,
    "gap": palette.GAP,
}
PALE = frozenset({"walk", "gate", "extended"})
"""Colours that dark letters are read on."""
GAP = Words(zh="无人看管", en="nobody in charge")
TOLD = {
    "party:N": Words(zh="小队", en="party"),
    "time:N": TIME,
    "adults:N": Words(zh="负责人", en="in charge"),
    "heads:Q": PUPILS,
    "place:N": Words(zh="地点", en="place"),
    "kind:N": Words(zh="方式", en="how"),
    "giver:N": Words(zh="交出", en="given by"),
}
"""What is told of a bar or a mark when asked."""
ROW_LETTERS = 50
"""Wide letters that fit into a whole row."""
ROW_HEIGHT = 30
"""Pixels of one party: names of adults stand within."""


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, HAND_OVER, "handover")
    if handout is None:
        return
    served = service_days(handout.case)
    if not served:
        st.info(page.say(NO_DAYS), icon=":material/info:")
        return
    day, variant = _choose_day(page, served, broken_dates(handout))
    for finding in custody_findings(handout, day.date):
        st.error(plain(finding.say(page.lang)), icon=":material/person_alert:")
    ink = theme.ink()
    there = HandoverDay(handout, day.date, variant)
    gates.draw(page, there, ink)
    gates.others(page, there, day)
    # Another class is another look at the same day: nothing else is drawn anew.
    st.fragment(_custody)(page, there, ink)


def _choose_day(page: Page, days: Sequence[Day], broken: Collection[dt.date]) -> tuple[Day, Variant]:
    """Draw the choice of a service day and of the weather, and return both; ``broken`` days are marked."""
    by_date = {day.date.isoformat(): day for day in days}
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    first = list(by_date)[first_shown(days, today)]
    names = {
        date: (page.say(DAY_BROKEN) if day.date in broken else "") + day_name(page, day)
        for date, day in by_date.items()
    }
    weathers = {each: f"{SUN[each]} {page.say(VARIANTS[each])}" for each in WEATHERS}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        date = choice(page, "handover_day", DAY, names, usual=first, width=320)
        variant = choice(page, "handover_weather", WEATHER, weathers, look="segments")
    return by_date[date], variant


def first_shown(days: Sequence[Day], today: dt.date) -> int:
    """Return the place of the day that is shown first: the next service day, the first where all are over."""
    return next((place for place, day in enumerate(days) if day.date >= today), 0)


def day_name(page: Page, day: Day) -> str:
    """Return what a day is called in a list; a make-up day says whose lessons it has."""
    words = DATE if day.weekday == day.real_weekday else MAKEUP
    weekday, real = WEEKDAYS[day.weekday], WEEKDAYS[day.real_weekday]
    return page.say(words, date=day.date.isoformat(), weekday=weekday, real=real, week=day.week)


def _custody(page: Page, day: HandoverDay, ink: Ink) -> None:
    """Draw the choice of a class and the chain that it is in on a day."""
    there = {group.id: group.name for group in day.handout.case.groups if group.id in day.groups}
    if not there:
        return
    labels = theme.told_apart(there)
    groups = {key: labels[key] for key in sorted(labels, key=lambda key: (natural(labels[key]), key))}
    first = next((key for key in groups if key in day.broken), None)
    marked = {key: f"{MARK if key in day.broken else ''}{name}" for key, name in groups.items()}
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
        chain_chart(holds, (since - 1, until + 1), page.lang, ink),
        key=f"handover_chain_{chosen}",
    )
    _hold_table(page, holds)


def _hold_table(page: Page, holds: Sequence[Hold]) -> None:
    received = TEXT["released"].say(page.lang)
    rows = [
        {
            "time": _span_words(hold),
            "party": hold.party,
            "heads": hold.heads,
            "adults": page.say(ALONE) if hold.alone else hold.receiver or hold.adults,
            "giver": hold.giver,
            "place": hold.place,
            "how": received if hold.how == "receiver" else HOW[hold.how].say(page.lang),
        }
        for hold in holds
    ]
    show_table(page, "handover_table", HOLD_COLUMNS, rows, most_rows=20)


def chain_chart(holds: Sequence[Hold], span: tuple[Minutes, Minutes], lang: Lang, ink: Ink) -> Drawing:
    """Draw one row for each party: who holds it from when to when, and a mark where it is received."""
    order = list(dict.fromkeys(hold.party for hold in holds))
    held = [hold for hold in holds if hold.how != "receiver"]
    there = {_kind_of(hold) for hold in held}
    colours = {_kind_name(kind, lang): colour for kind, colour in COLOURS.items() if kind in there}
    x, y = theme.clock_axis(*span), theme.name_axis(order, theme.width_of(order), field="party")
    tooltip = theme.told(lang, TOLD)
    base = alt.Chart(theme.frame(_hold_row(hold, span, lang) for hold in held)).encode(x=x, y=y)
    bars = base.mark_bar(height=ROW_HEIGHT - 8, cornerRadius=3, stroke=ink.paper, strokeWidth=1).encode(
        x2="end:Q", color=theme.tint("kind", colours, legend=True), tooltip=tooltip
    )
    names = base.mark_text(align="left", dx=4, fontSize=11, fontWeight="bold").encode(
        text="label:N",
        color=alt.condition("datum.pale", alt.value(theme.LIGHT.text), alt.value(theme.LIGHT.paper)),
        tooltip=tooltip,
    )
    marks = theme.frame(_hold_row(hold, span, lang) for hold in holds if hold.how == "receiver")
    layers = [bars, names]
    if len(marks):
        home = alt.Chart(marks).mark_point(shape="diamond", size=110, filled=True, color=ink.text, opacity=1)
        layers.append(home.encode(x=x, y=y, tooltip=tooltip))
    return theme.finished(*layers, height=ROW_HEIGHT * len(order))


def _kind_of(hold: Hold) -> str:
    return "gap" if hold.alone else hold.how


def _kind_name(kind: str, lang: Lang) -> str:
    return (GAP if kind == "gap" else HOW[kind]).say(lang)


def _span_words(hold: Hold) -> str:
    return clock(hold.start) if hold.start == hold.end else f"{clock(hold.start)}–{clock(hold.end)}"


def _hold_row(hold: Hold, span: tuple[Minutes, Minutes], lang: Lang) -> Mapping[str, object]:
    # Text in a chart is not cut at its bar: where there is no room for it, there is none.
    drawn = min(hold.end, span[1]) - max(hold.start, span[0])
    room = drawn * ROW_LETTERS // max(1, span[1] - span[0])
    text = f"{hold.adults} · {hold.heads}"
    return {
        "party": hold.party,
        "start": hold.start,
        "end": hold.end,
        "kind": _kind_name(_kind_of(hold), lang),
        "adults": hold.receiver or hold.adults,
        "heads": hold.heads,
        "place": hold.place,
        "giver": hold.giver,
        "time": _span_words(hold),
        "pale": _kind_of(hold) in PALE,
        "label": text if theme.text_width(text, 2, 1) <= room * 2 else str(hold.heads) if room >= 2 else "",
    }
