"""The page of the hand-over: the end of a day minute by minute, and in whose hands one class is."""

from __future__ import annotations

import streamlit as st

from solver import custody
from solver.base.text import Words
from solver.desk import which
from solver.desk.charts import leaving, look
from solver.desk.handover import days, held, lines
from solver.desk.plain import plain
from solver.desk.state import Desk
from solver.domain.calendar import Day, service_days
from solver.report import PlanView

TITLE = Words(zh="放学交接", en="Hand-over")
COMES_BACK = frozenset({"custody_heads", "line_early", "departure_missing", "club_walk"})
"""Findings that are told once, on their first date, though they hold on others too."""
NO_DAYS = Words(zh="这份排班没有服务日。", en="This roster has no service day.")


def show(desk: Desk) -> None:
    """Draw the page."""
    handout = which.opened(desk, TITLE, "handover")
    if handout is None:
        return
    served = service_days(handout.case)
    if not served:
        st.info(desk.say(NO_DAYS), icon=":material/info:")
        return
    broken = {finding.date for finding in handout.findings if finding.rule in custody.CODES and finding.date}
    day, variant = days.choose(desk, served, broken)
    _findings(desk, handout, day)
    ink = look.ink(dark=st.context.theme.type == "dark")
    legs = leaving.legs_on(handout, day.date, variant)
    out = leaving.lines_out(handout, legs)
    lines.draw(desk, handout, out, variant, ink)
    lines.others(desk, handout, day, out)
    # Another class is another look at the same day: nothing else is drawn anew.
    st.fragment(held.draw)(desk, handout, legs, ink)


def _findings(desk: Desk, handout: PlanView, day: Day) -> None:
    for finding in handout.findings:
        back = finding.rule in COMES_BACK and finding.date is not None and finding.date <= day.date
        if finding.rule in custody.CODES and (finding.date == day.date or back):
            st.error(plain(finding.say(desk.lang)), icon=":material/person_alert:")
