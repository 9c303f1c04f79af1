"""Whom to look at: pools, a name, an order."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from solver.app.escape import plain
from solver.app.fairness.figures import UNITS, Figures
from solver.app.page import Page
from solver.app.widgets import choice, hold, hold_some
from solver.base.text import Words
from solver.base.vocabulary import NOT_COMPARED
from solver.report import words
from solver.report.roster_lines import natural

POOLS = Words(zh="比较组", en="Pools")
SEARCH = Words(zh="按姓名查找", en="Find by name")
ORDER = Words(zh="顺序", en="Order")
ORDERS = {
    "case": Words(zh="按名单", en="as in the list of staff"),
    "name": Words(zh="按姓名", en="by name"),
    "balance": Words(zh="按期末结余", en="by balance, largest first"),
    "load": Words(zh="按实排", en="by load, largest first"),
}
NOBODY = Words(zh="没有这样的人员。", en="There is nobody like that.")


def choose(page: Page, figures: Figures) -> tuple[str, ...]:
    """Draw the filters and return the people who pass them, in the chosen order."""
    pools = pools_of(figures, figures.people)
    hold("fairness_search", "", page.lang)
    hold_some("fairness_pools", page.lang, pools)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            page.say(SEARCH), key="fairness_search", icon=":material/search:", width=220, placeholder="…"
        )
        order = choice(page, "fairness_order", ORDER, ORDERS, width=220)
        wanted: Sequence[str] = ()
        if len(pools) > 1:
            wanted = st.pills(
                page.say(POOLS),
                pools,
                selection_mode="multi",
                format_func=lambda pool: plain(pool_name(page, pool)),
                key="fairness_pools",
            )
    people = chosen(figures, pools=wanted, text=text, order=order)
    if not people:
        st.info(page.say(NOBODY), icon=":material/search_off:")
    return people


def chosen(figures: Figures, *, pools: Sequence[str], text: str, order: str) -> tuple[str, ...]:
    """Return the people of some pools (all if none is named) whose name or id holds a text."""
    wanted = text.strip().casefold()
    found = [
        who
        for who in figures.people
        if (not pools or pool_of(figures, who) in pools)
        and wanted in f"{figures.labels.get(who, who)} {who}".casefold()
    ]
    lines = figures.lines[UNITS]
    if order == "name":
        found.sort(key=lambda who: natural(figures.labels.get(who, who)))
    elif order in {"balance", "load"}:
        amounts = {who: (line.closing if order == "balance" else line.load) for who, line in lines.items()}
        found.sort(key=lambda who: (amounts.get(who) is None, -(amounts.get(who) or 0)))
    return tuple(found)


def pools_of(figures: Figures, people: Sequence[str]) -> tuple[str, ...]:
    """Return the pools of some people in natural order; those who are not compared come last."""
    found = {pool_of(figures, who) for who in people}
    return tuple(sorted(found, key=lambda pool: (pool == "", natural(pool))))


def pool_of(figures: Figures, staff: str) -> str:
    """Return a person's pool, "" for those with whom nobody is compared."""
    person = figures.handout.case.person.get(staff)
    return (person.pool if person else None) or ""


def pool_name(page: Page, pool: str) -> str:
    """Return what a pool is called."""
    return words.pool_name(pool, page.lang) if pool else page.say(NOT_COMPARED)
