"""The page of the certificate, in words that a principal trusts."""

from __future__ import annotations

import streamlit as st

from solver.app import plan_picker
from solver.app.certificate import findings, levels, verify_panel
from solver.app.certificate.headline import headline
from solver.app.escape import plain
from solver.app.page import Page
from solver.base.text import Words
from solver.base.vocabulary import CERTIFICATE

ABOUT = Words(
    zh="排班分三步：社团课表、放学交接、轮岗排班。每一步按先后看几级指标，后面的绝不牺牲前面的。下面逐级写明："
    "这份排班做到多少，已经证明哪份合规的排班都不可能低于多少。",
    en="A plan is made in three steps: club timetable, hand-over, rotation. Each looks at several measures "
    "in order, and a later one never costs an earlier one anything. Here stands for each what this roster "
    "comes to, and below what no legal roster can be, as is proven.",
)
LOOKS = {"good": (st.success, "verified"), "open": (st.warning, "pending"), "bad": (st.error, "gpp_bad")}


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, CERTIFICATE, "certificate")
    result, plan = page.result(), page.plan
    if handout is None or result is None or plan is None:
        return
    first = headline(handout, doubted=bool(result.audit.doubts))
    box, icon = LOOKS[first.tone]
    box(f"**{plain(first.say(page.lang))}**", icon=f":material/{icon}:")
    st.caption(page.say(ABOUT))
    levels.draw(page, handout)
    verify_panel.draw(page, plan.id)
    findings.draw(page, result)
