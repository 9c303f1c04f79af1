"""Which day and which weather the page of the hand-over is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import streamlit as st

from solver.app.page import Page
from solver.app.widgets import choice
from solver.base.text import WEEKDAYS, Words
from solver.domain.calendar import Day
from solver.domain.plan import VARIANTS as WEATHERS
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


def choose(page: Page, days: Sequence[Day], broken: Collection[dt.date]) -> tuple[Day, Variant]:
    """Draw the choice of a service day and of the weather, and return both; ``broken`` days are marked."""
    by_date = {day.date.isoformat(): day for day in days}
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    first = list(by_date)[first_shown(days, today)]
    names = {
        date: (page.say(BROKEN) if day.date in broken else "") + day_name(page, day)
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
