"""The day beside the tables: what the inputs say so far, drawn against the clock."""

from __future__ import annotations

import altair as alt
import streamlit as st

from solver.app.charts import theme
from solver.app.inputs.day_bars import Bar, bars_of
from solver.app.inputs.partial_case import Readable, day_part, readable
from solver.app.page import Page
from solver.base.memo import Memo
from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import clock
from solver.base.vocabulary import TIME, WEEKDAY
from solver.domain.calendar import Day, serves, service_days
from solver.domain.case import Case
from solver.domain.plan import Departure
from solver.io.editing import Examined
from solver.report import palette

AROUND = frozenset({"arrival", "extended"})
"""Kinds of session that stand before or after the others and may overlap them: drawn lighter."""
BEFORE, AFTER = 40, 15
"""Minutes shown before the first session or post and after the last."""
ROW, LANES_WIDE, LETTER = 30, 96, 13
"""Pixels for a lane, for the lanes' names, and for the widest letter in a bar."""

TITLE = Words(zh="一天的安排", en="The day")
LEAVING = Words(zh="加上最近一次排班的放学", en="With the leaving of the last roster")
NO_PLAN = Words(
    zh="排班之后，这里还可以画出各班怎样放学。",
    en="Once there is a roster, how each class leaves can be drawn too.",
)
NO_LEAVING = Words(zh="那份排班没有放学安排。", en="That roster has no hand-over plan.")
MISSING = Words(
    zh="还画不出来：先把学期、时段这些基本内容填对，图会自己出现。",
    en="Nothing can be drawn yet: once the term and the sessions are right, the drawing appears by itself.",
)
NO_DAYS = Words(
    zh="学期里没有一天有课后服务：请看时段和学期日期。",
    en="No day of the term has service: look at sessions and term.",
)
PARTLY = Words(
    zh="有 {count} 行还读不懂，没有画进来。", en="{count} rows can't be read yet and are left out."
)
SHOWN = Words(zh="按 {date}（第 {week} 周）画", en="As on {date} (week {week})")
WHAT = Words(zh="内容", en="What")


READ: Memo[str, Readable] = Memo(16)
"""What could be read of inputs with faults, by their digest."""
LIGHT = 140
"""From this brightness (of 255) on a colour wants dark words."""


def draw(page: Page, examined: Examined) -> None:
    """Draw the day of a chosen weekday."""
    st.subheader(page.say(TITLE))
    found = _readable(examined)
    if found.case is None:
        st.info(page.say(MISSING), icon=":material/draw:")
        return
    days = service_days(found.case)
    if not days:
        st.info(page.say(NO_DAYS), icon=":material/event_busy:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        day = _day(page, found.case, days)
        leaving = _leaving(page, found.case)
    bars = bars_of(found.case, day, leaving, page.lang)
    st.altair_chart(_chart(bars, page.lang), key="inputs_day")
    if found.left_out:
        st.caption(f":orange[{page.say(PARTLY, count=found.left_out)}]")
    st.caption(page.say(SHOWN, date=day.date, week=day.week))
    if not page.plan:
        st.caption(page.say(NO_PLAN))


def _readable(examined: Examined) -> Readable:
    if examined.loaded is not None:
        return Readable(examined.loaded.case, 0)
    part = day_part(examined.tables)
    return READ.get(part.digest, lambda: readable(part))


def _day(page: Page, case: Case, days: tuple[Day, ...]) -> Day:
    """Let a weekday be chosen; return its first day with the most sessions."""
    weekdays = sorted({day.weekday for day in days})
    chosen = st.pills(
        page.say(WEEKDAY),
        weekdays,
        default=weekdays[0],
        format_func=lambda weekday: page.say(WEEKDAYS[weekday]),
        key="inputs_weekday",
        label_visibility="collapsed",
    )
    own = [day for day in days if day.weekday == (chosen or weekdays[0])] or list(days)
    return max(own, key=lambda day: (sum(serves(one, day) for one in case.sessions), -day.date.toordinal()))


def _leaving(page: Page, case: Case) -> tuple[Departure, ...]:
    """Return how groups leave in the last roster, where the reader wants to see it."""
    plan = page.plan
    # Opening a roster audits it: not before somebody asks.
    if plan is None or not st.toggle(page.say(LEAVING), key="inputs_leaving"):
        return ()
    departures = page.workspace.plans.result(plan.id).plan.handover
    if not departures:
        st.caption(page.say(NO_LEAVING))
    return tuple(line for line in departures if line.session in case.session)


def _chart(bars: tuple[Bar, ...], lang: Lang) -> theme.Drawing:
    lanes = list(dict.fromkeys(bar.lane for bar in bars))
    service = [bar for bar in bars if bar.what != "lessons"] or list(bars)
    first = min((bar.start for bar in service), default=14 * 60) - BEFORE
    last = max((bar.end for bar in service), default=18 * 60) + AFTER
    rows = theme.frame(
        {
            "lane": bar.lane,
            "start": max(bar.start, first),
            "end": bar.end,
            "colour": _colour(bar),
            "ink": _ink(_colour(bar)),
            "text": bar.text,
            "wide": _wide(bar.text),
            "time": f"{clock(bar.start)}–{clock(bar.end)}",
            "detail": bar.detail,
        }
        for bar in bars
        if bar.end > first
    )
    tooltip = theme.told(lang, {"detail:N": WHAT, "time:N": TIME})
    y = theme.name_axis(lanes, LANES_WIDE, field="lane")
    base = alt.Chart(rows)
    boxes = base.mark_bar(cornerRadius=3, height=ROW - 10, opacity=0.85).encode(
        x=theme.clock_axis(first, last),
        x2="end:Q",
        y=y,
        color=alt.Color("colour:N", scale=None),
        tooltip=tooltip,
    )
    # Only the browser knows how long a bar is on its page.
    fits = f"(datum.end - datum.start) * width / {last - first} > datum.wide"
    texts = (
        base.mark_text(align="left", dx=6, fontSize=12)
        .transform_filter(fits)
        .encode(x="start:Q", y=y, text="text:N", color=alt.Color("ink:N", scale=None))
    )
    return theme.finished(boxes, texts, height=ROW * len(lanes))


def _wide(text: str) -> int:
    """Return the pixels that a text takes inside a bar."""
    return sum(LETTER if ord(letter) > theme.WIDE_FROM else LETTER * 5 // 9 for letter in text) + LETTER


def _ink(colour: str) -> str:
    """Return what can be read on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#1b1b1b" if 0.299 * red + 0.587 * green + 0.114 * blue > LIGHT else "white"


def _colour(bar: Bar) -> str:
    if bar.what == "post":
        return palette.hue(bar.kind)
    if bar.what == "session":
        return palette.SKY if bar.kind in AROUND else palette.BLUE
    return palette.GREY if bar.what == "lessons" else palette.GREEN
