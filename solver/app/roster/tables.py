"""Tables about one thing: its duties, what is known of it, who serves there how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

import pandas as pd
import streamlit as st

from solver.app.escape import plain
from solver.app.page import Page
from solver.app.roster import duty_dialog, view_state
from solver.app.roster.component import key_text
from solver.app.roster.entities import KINDS, Thing, spoken
from solver.app.roster.facts import facts_of
from solver.app.roster.roster_index import Index
from solver.base.text import WEEKDAYS, Words
from solver.base.units import show_units
from solver.domain import DutyKey
from solver.report.duty_cells import Of, cells_of
from solver.report.roster_lines import RosterLine
from solver.report.words import TEXT

WEEKDAY = Words(zh="星期", en="Weekday")
WEEK = Words(zh="教学周", en="Week")
UNITS = Words(zh="工作量", en="Units")
DUTIES = Words(zh="班次", en="Duties")
COVER = Words(zh="代班", en="Cover")
KNOWN = Words(zh="资料", en="What is known")
NOTHING = Words(zh="没有资料。", en="Nothing is known.")
WHERE = Words(zh="做了什么", en="What how often")
WHO = Words(zh="谁来过几次", en="Who how often")
TALL = 420
"""Pixels after which a table scrolls inside itself."""


def duties_table(page: Page, index: Index, of: Of, lines: Iterable[RosterLine]) -> None:
    """Draw all duties of one thing as a table; a click on a row opens the duty."""
    own = tuple(lines)
    worth = {DutyKey(line.date, line.post): line for line in own}
    cells = cells_of(own, index.names, page.lang)
    keys = [DutyKey(cell.date, cell.post) for cell in cells]
    columns: dict[Words, list[object]] = {
        TEXT["date"]: [key.date.isoformat() for key in keys],
        WEEKDAY: [WEEKDAYS[key.date.isoweekday()].say(page.lang) for key in keys],
        WEEK: [worth[key].week for key in keys],
        TEXT["time"]: [cell.time for cell in cells],
        TEXT["post"]: [cell.what for cell in cells],
        TEXT["room"]: [cell.place for cell in cells],
        **({} if of == "person" else {TEXT["person"]: [cell.who for cell in cells]}),
        UNITS: [show_units(worth[key].units) for key in keys],
    }
    _table("roster_list", page, columns, lambda at: duty_dialog.ask(key_text(keys[at])))


def known(page: Page, index: Index, thing: Thing) -> None:
    """Draw what the school says of one thing."""
    st.markdown(f"**{page.say(KNOWN)}**")
    facts = facts_of(index, thing.of, thing.id, page.lang)
    if not facts:
        st.caption(page.say(NOTHING))
    st.markdown("\n".join(f"- {plain(page.say(words))}: **{plain(text)}**" for words, text in facts))


def tally(page: Page, key: str, index: Index, of: Of, lines: Iterable[RosterLine]) -> None:
    """Draw who serves there how often, for a person what; a click on a row leads there."""
    count: Counter[tuple[str, str]] = Counter()
    cover: Counter[tuple[str, str]] = Counter()
    units: dict[tuple[str, str], Fraction] = {}
    for line in lines:
        if not line.missing:
            row = _row(index, of, line)
            count[row] += 1
            cover[row] += line.cover
            units[row] = units.get(row, Fraction(0)) + line.units
    st.markdown(f"**{page.say(WHERE if of == 'person' else WHO)}**")
    order = sorted(count, key=lambda row: (-count[row], spoken(row[1])))
    columns: dict[Words, list[object]] = {
        TEXT["post" if of == "person" else "person"]: [row[1] for row in order],
        DUTIES: [count[row] for row in order],
        **({COVER: [cover[row] for row in order]} if cover.total() else {}),
        UNITS: [show_units(units[row]) for row in order],
    }

    def turn(at: int) -> None:
        kind, _, name = order[at][0].partition(":")
        found = next((each for each in KINDS if each == kind), None)
        if found:
            view_state.look_at(key, found, name)

    _table("roster_tally", page, columns, turn)


def _row(index: Index, of: Of, line: RosterLine) -> tuple[str, str]:
    """Return what a line is counted under: token and name."""
    if of != "person":
        return f"person:{line.staff}", line.staff_name
    post = index.handout.work.posts.get(line.post)
    if post is not None and post.club:
        return f"club:{post.club}", line.post_name
    return f"post:{line.post}", line.post_name


def _table(
    name: str, page: Page, columns: Mapping[Words, Sequence[object]], chosen: Callable[[int], None]
) -> None:
    """Draw columns of text and numbers; a click on any cell chooses its row."""
    table = pd.DataFrame({page.say(heading): cells for heading, cells in columns.items()})

    def take() -> None:
        picked = [row for row, _ in st.session_state[name]["selection"]["cells"]]
        if picked and picked[0] < len(table):
            chosen(picked[0])

    st.dataframe(
        table,
        hide_index=True,
        key=name,
        on_select=take,
        selection_mode="single-cell",
        height=min(TALL, 37 + 35 * max(len(table), 1)),
    )
