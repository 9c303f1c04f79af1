"""The tables of the page of fairness: the account of work units, and the burdens."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from solver.app import table
from solver.app.fairness.figures import UNITS, Figures, pool_name
from solver.app.page import Page
from solver.app.table import Column, Columns
from solver.base.text import Words
from solver.base.vocabulary import DEVIATION, DUE, PERSON, POOL, REACHABLE
from solver.domain.burdens import account_words
from solver.report import AccountLine

SIGNED = "%+.2f"
PLAIN = "%.2f"
WHO: Columns = {
    "person": Column(PERSON, pinned=True),
    "pool": POOL,
}
AMOUNTS: Columns = {
    "due": Column(
        DUE,
        PLAIN,
        about=Words(
            zh="全组的工作量按满负荷比例和在岗天数分给每个人的数",
            en="The pool's work, divided by share of a full load and creditable days",
        ),
    ),
    "reachable": Column(
        REACHABLE,
        PLAIN,
        about=Words(
            zh="考虑谁能上什么岗、什么时候有空，并把期初结余扯平之后，真正能做到的最公平的数",
            en="The fairest load that is possible, given who may do what and when, "
            "with the balance worked off",
        ),
    ),
    "load": Column(Words(zh="实排", en="Done"), PLAIN),
    "deviation": Column(
        DEVIATION,
        SIGNED,
        about=Words(zh="实排减去取整后的可达", en="Done minus the reachable share, rounded"),
    ),
    "opening": Column(Words(zh="期初结余", en="Brought forward"), SIGNED),
    "closing": Column(
        Words(zh="期末结余", en="Balance"),
        SIGNED,
        about=Words(
            zh="期初结余加实排减应承担：带到下学期，多做为正",
            en="Brought forward + done − due: carried into the next term, positive for more",
        ),
    ),
}
SHARE = Words(zh="公平份额", en="fair share")
OFF = Words(zh="差", en="off")
NARROW = 78
"""Pixels of a column of a burden: three burdens stand side by side on a small screen."""
MOST_ROWS = 16


def account_table(page: Page, figures: Figures, people: Sequence[str]) -> None:
    """Draw the account of work units, one person a row."""
    lines = figures.lines[UNITS]
    rows = [
        {**_who(page, figures, staff), **{name: _number(getattr(lines[staff], name)) for name in AMOUNTS}}
        for staff in people
        if staff in lines
    ]
    table.show(page, "fairness_account", {**WHO, **AMOUNTS}, rows, most_rows=MOST_ROWS)


def burden_table(page: Page, figures: Figures, people: Sequence[str]) -> None:
    """Draw the burdens, one person a row: done, fair share and the difference of each."""
    columns: dict[str, Column | Words | str] = dict(WHO)
    for place, name in enumerate(figures.burdens):
        columns[f"done{place}"] = Column(account_words(name), "%d", NARROW)
        columns[f"share{place}"] = Column(SHARE, "%d", NARROW)
        columns[f"off{place}"] = Column(OFF, "%+d", NARROW)
    rows = [{**_who(page, figures, staff), **_burdens(figures, staff)} for staff in people]
    table.show(page, "fairness_burdens_table", columns, rows, most_rows=MOST_ROWS)


def _burdens(figures: Figures, staff: str) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for place, name in enumerate(figures.burdens):
        line: AccountLine | None = figures.lines[name].get(staff)
        found[f"done{place}"] = _number(line.load) if line else 0.0
        found[f"share{place}"] = _number(line.target) if line else None
        found[f"off{place}"] = _number(line.deviation) if line else None
    return found


def _who(page: Page, figures: Figures, staff: str) -> dict[str, str]:
    return {
        "person": figures.labels.get(staff, staff),
        "pool": pool_name(page, figures.pool_of(staff)),
    }


def _number(amount: Fraction | None) -> float | None:
    # Exact until here; a table draws and sorts floats.
    return None if amount is None else float(amount)
