"""Which day and which weather the page of the hand-over is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import cast

import streamlit as st

from solver.base.text import WEEKDAYS, Words
from solver.desk.held import hold
from solver.desk.state import Desk
from solver.domain.calendar import Day
from solver.domain.plan import Variant
from solver.report.words import VARIANTS

DAY = Words(zh="哪一天", en="Which day")
DATE = Words(zh="{date} {weekday}（第 {week} 周）", en="{date} {weekday} (week {week})")
MAKEUP = Words(
    zh="{date} {real}，上{weekday}的课（第 {week} 周）", en="{date} {real}, {weekday} lessons (week {week})"
)
WEATHER = Words(zh="天气", en="Weather")
BROKEN = Words(zh="⚠ 有断开 · ", en="⚠ broken · ")
SUN = {"fine": ":material/sunny:", "rain": ":material/rainy:"}


def choose(desk: Desk, days: Sequence[Day], broken: Collection[dt.date]) -> tuple[Day, Variant]:
    """Draw the choice of a service day and of the weather, and return both; ``broken`` days are marked."""
    by_date = {day.date.isoformat(): day for day in days}
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    first = list(by_date)[first_shown(days, today)]
    hold("handover_day", first, desk.lang, by_date)
    hold("handover_weather", "fine", desk.lang, VARIANTS)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            desk.say(DAY),
            list(by_date),
            format_func=lambda date: (
                (desk.say(BROKEN) if by_date[date].date in broken else "") + day_name(desk, by_date[date])
            ),
            key="handover_day",
            width=320,
        )
        variant = st.segmented_control(
            desk.say(WEATHER),
            list(VARIANTS),
            required=True,
            format_func=lambda each: f"{SUN[each]} {desk.say(VARIANTS[each])}",
            key="handover_weather",
        )
    return by_date.get(chosen) or days[0], cast("Variant", variant)


def first_shown(days: Sequence[Day], today: dt.date) -> int:
    """Return the place of the day that is shown first: the next service day, the first where all are over."""
    return next((place for place, day in enumerate(days) if day.date >= today), 0)


def day_name(desk: Desk, day: Day) -> str:
    """Return what a day is called in a list; a make-up day says whose lessons it has."""
    words = DATE if day.weekday == day.real_weekday else MAKEUP
    weekday, real = WEEKDAYS[day.weekday], WEEKDAYS[day.real_weekday]
    return desk.say(words, date=day.date.isoformat(), weekday=weekday, real=real, week=day.week)
