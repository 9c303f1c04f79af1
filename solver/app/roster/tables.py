"""Tables about one thing: its duties, what is known of it, who serves there how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

import streamlit as st

from solver.app.page import Page, plain
from solver.app.roster import component, view_state
from solver.app.roster.component import key_text
from solver.app.roster.roster_index import THING_KINDS, Index, Thing, spoken
from solver.app.roster.view_state import Reader
from solver.app.widgets import show_table
from solver.base.text import WEEKDAYS, Words
from solver.base.units import show_units
from solver.base.vocabulary import DUTIES, UNITS, WEEK, WEEKDAY
from solver.domain import DutyKey
from solver.report.duty_cells import Of, cells_of
from solver.report.facts import facts_of
from solver.report.roster_lines import RosterLine
from solver.report.words import TEXT

COVER = Words(zh="代班", en="Cover")
KNOWN = Words(zh="资料", en="What is known")
NOTHING = Words(zh="没有资料。", en="Nothing is known.")
WHERE = Words(zh="做了什么", en="What how often")
WHO = Words(zh="谁来过几次", en="Who how often")
DUTY = {
    "date": TEXT["date"],
    "weekday": WEEKDAY,
    "week": WEEK,
    "time": TEXT["time"],
    "post": TEXT["post"],
    "room": TEXT["room"],
    "person": TEXT["person"],
    "units": UNITS,
}
MOST_ROWS = 11


def duties_table(page: Page, index: Index, of: Of, lines: Iterable[RosterLine]) -> None:
    """Draw all duties of one thing as a table; a click on a row opens the duty."""
    own = tuple(lines)
    worth = {DutyKey(line.date, line.post): line for line in own}
    cells = cells_of(own, index.names, page.lang)
    keys = [DutyKey(cell.date, cell.post) for cell in cells]
    rows = [
        {
            "date": key.date.isoformat(),
            "weekday": WEEKDAYS[key.date.isoweekday()].say(page.lang),
            "week": worth[key].week,
            "time": cell.time,
            "post": cell.what,
            "room": cell.place,
            "person": cell.who,
            "units": show_units(worth[key].units),
        }
        for key, cell in zip(keys, cells, strict=True)
    ]
    columns = {name: words for name, words in DUTY.items() if (of, name) != ("person", "person")}
    show_table(
        page,
        "roster_list",
        columns,
        rows,
        most_rows=MOST_ROWS,
        chosen=lambda at: component.ask_duty(key_text(keys[at])),
    )


def known(page: Page, index: Index, thing: Thing) -> None:
    """Draw what the school says of one thing."""
    st.markdown(f"**{page.say(KNOWN)}**")
    facts = facts_of(index.handout, thing.of, thing.id, page.lang)
    if not facts:
        st.caption(page.say(NOTHING))
    st.markdown("\n".join(f"- {plain(page.say(words))}: **{plain(text)}**" for words, text in facts))


def tally(reader: Reader, of: Of, lines: Iterable[RosterLine]) -> None:
    """Draw who serves there how often, for a person what; a click on a row leads there."""
    page = reader.page
    count: Counter[tuple[str, str]] = Counter()
    cover: Counter[tuple[str, str]] = Counter()
    units: dict[tuple[str, str], Fraction] = {}
    for line in lines:
        if not line.missing:
            row = _row(reader.index, of, line)
            count[row] += 1
            cover[row] += line.cover
            units[row] = units.get(row, Fraction(0)) + line.units
    st.markdown(f"**{page.say(WHERE if of == 'person' else WHO)}**")
    order = sorted(count, key=lambda row: (-count[row], spoken(row[1])))
    columns = {
        "name": TEXT["post" if of == "person" else "person"],
        "duties": DUTIES,
        **({"cover": COVER} if cover.total() else {}),
        "units": UNITS,
    }
    rows = [
        {"name": row[1], "duties": count[row], "cover": cover[row], "units": show_units(units[row])}
        for row in order
    ]

    def turn(at: int) -> None:
        kind, _, name = order[at][0].partition(":")
        found = next((each for each in THING_KINDS if each == kind), None)
        if found:
            view_state.go(reader.key, view_state.here(reader.key).at(found, name))

    show_table(page, "roster_tally", columns, rows, most_rows=MOST_ROWS, chosen=turn)


def _row(index: Index, of: Of, line: RosterLine) -> tuple[str, str]:
    """Return what a line is counted under: token and name."""
    if of != "person":
        return f"person:{line.staff}", line.staff_name
    club = index.club_of(line.post)
    return f"club:{club}" if club else f"post:{line.post}", line.post_name
