"""The page of the hand-over: the end of a day minute by minute, and in whose hands one class is."""

from __future__ import annotations

import streamlit as st

from solver.app import plan_picker
from solver.app.charts import theme
from solver.app.escape import plain
from solver.app.handover import custody_view, day_picker, departures_view
from solver.app.page import Page
from solver.base.text import Words
from solver.base.vocabulary import HAND_OVER
from solver.domain.calendar import service_days
from solver.report.handover_day import HandoverDay, broken_dates, custody_findings

NO_DAYS = Words(zh="这份排班没有服务日。", en="This roster has no service day.")


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, HAND_OVER, "handover")
    if handout is None:
        return
    served = service_days(handout.case)
    if not served:
        st.info(page.say(NO_DAYS), icon=":material/info:")
        return
    day, variant = day_picker.choose(page, served, broken_dates(handout))
    for finding in custody_findings(handout, day.date):
        st.error(plain(finding.say(page.lang)), icon=":material/person_alert:")
    ink = theme.ink(dark=st.context.theme.type == "dark")
    there = HandoverDay(handout, day.date, variant)
    departures_view.draw(page, there, ink)
    departures_view.others(page, there, day)
    # Another class is another look at the same day: nothing else is drawn anew.
    st.fragment(custody_view.draw)(page, there, ink)
