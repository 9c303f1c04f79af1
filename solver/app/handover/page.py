"""The page of the hand-over: the end of a day minute by minute, and in whose hands one class is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import streamlit as st

from solver.app import plan_picker, theme
from solver.app.handover import custody, gates
from solver.app.page import Page, plain
from solver.app.widgets import choice
from solver.base.text import WEEKDAYS, Words
from solver.base.vocabulary import HAND_OVER
from solver.domain.calendar import Day, service_days
from solver.domain.plan import VARIANTS as WEATHERS
from solver.domain.plan import Variant
from solver.report.handover_day import HandoverDay, broken_dates, custody_findings
from solver.report.words import VARIANTS

NO_DAYS = Words(zh="这份排班没有服务日。", en="This roster has no service day.")

DAY = Words(zh="哪一天", en="Which day")
DATE = Words(zh="{date} {weekday}（第 {week} 周）", en="{date} {weekday} (week {week})")
MAKEUP = Words(
    zh="{date} {real}，上{weekday}的课（第 {week} 周）", en="{date} {real}, {weekday} lessons (week {week})"
)
WEATHER = Words(zh="天气", en="Weather")
DAY_BROKEN = Words(zh="⚠ 有断开 · ", en="⚠ broken · ")
SUN = {"fine": ":material/sunny:", "rain": ":material/rainy:"}


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
    st.fragment(custody.draw)(page, there, ink)


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
