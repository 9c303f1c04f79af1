"""Boards and grids of duties as one component: drawn in the page's own colours, every duty can be clicked.

What is drawn is plain data; the browser puts it in as text, so that no name is ever markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from importlib.resources import files

import streamlit as st

from solver.app.duty import show_duty
from solver.app.page import Page, plain
from solver.app.roster.roster_index import Index
from solver.base.text import WEEKDAYS, Lang, Words
from solver.domain import DutyKey, Finding
from solver.report.duty_cells import DutyCell
from solver.report.palette import hue
from solver.report.roster_lines import RosterLine, kinds_of
from solver.report.words import TEXT, kind_name

Drawn = dict[str, object]
OPEN_IT = Words(zh="点击查看：谁能做、换人", en="Click: who could do it, swap, replace")
GO = Words(zh="点击查看", en="Click to look at it")

ASKED_DUTY = "roster_duty"
"""Where in the session the duty stands that is to be opened in this run."""


def _own_file(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


_DRAWING = st.components.v2.component(
    "afterbell_roster", js=_own_file("drawing.js"), css=_own_file("drawing.css"), isolate_styles=True
)


def drawing(key: str, data: Drawn, on_duty: Callable[[], None], on_turn: Callable[[], None]) -> None:
    """Draw a board or a grid.

    ``on_duty`` is called when a duty was clicked, ``on_turn`` when the name of a row or a day was; both find
    what it was by ``sent_by``.
    """
    _DRAWING(key=key, data=data, on_duty_change=on_duty, on_turn_change=on_turn)


def sent_by(key: str, event: str) -> str:
    """Return what was clicked on the drawing of this key, or nothing."""
    state = st.session_state.get(key)
    sent = state.get(event) if state is not None else None
    return sent if isinstance(sent, str) else ""


def key_text(duty: DutyKey) -> str:
    """Return what stands for a duty in the browser."""
    return f"{duty.date.isoformat()} {duty.post}"


def key_of(text: str, index: Index) -> DutyKey | None:
    """Return the duty that a text stands for, if the roster has it."""
    date, _, post = text.partition(" ")
    try:
        key = DutyKey(dt.date.fromisoformat(date), post)
    except ValueError:
        return None
    return key if key in index.duties or key in index.handout.work.duty else None


def drawn_cell(index: Index, cell: DutyCell, text: str, small: str, lang: Lang) -> Drawn:
    """Return one duty as it is drawn: two lines of words, its colour, and whether something is wrong."""
    findings = index.marks.on_duty(DutyKey(cell.date, cell.post), cell.staff)
    return {
        "key": key_text(DutyKey(cell.date, cell.post)),
        "text": text,
        "small": small,
        "hue": hue(cell.tint),
        "mark": "missing" if cell.missing else mark_of(findings),
        "tip": _tip(cell, findings, lang),
    }


def mark_of(found: Iterable[Finding]) -> str:
    """Return how bad what was found is: hard, priced or nothing."""
    hard = [finding.hard for finding in found]
    return "hard" if any(hard) else "priced" if hard else ""


def frame_of(lines: Iterable[RosterLine], lang: Lang) -> Drawn:
    """Return what every drawing says besides its rows, first the colours of what is drawn."""
    return {
        "legend": [{"name": kind_name(kind).say(lang), "hue": hue(kind)} for kind in kinds_of(lines)],
        "note": TEXT["cover_note"].say(lang),
        "openIt": OPEN_IT.say(lang),
        "go": GO.say(lang),
    }


def _tip(cell: DutyCell, found: Iterable[Finding], lang: Lang) -> str:
    what = " · ".join(filter(None, (cell.what, cell.time, cell.place)))
    return "\n".join([what, cell.who, *(f"! {finding.say(lang)}" for finding in found)])


def ask_duty(text: str) -> None:
    """Let the page open a duty when it is drawn next."""
    st.session_state[ASKED_DUTY] = text


def open_asked_duty(page: Page, index: Index) -> None:
    """Open the panel if a duty was clicked."""
    duty = key_of(st.session_state.pop(ASKED_DUTY, ""), index)
    if duty is not None:
        st.dialog(_duty_title(page, index, duty), width="medium", position="right")(_duty_panel)(
            page, index, duty
        )


def _duty_panel(page: Page, index: Index, duty: DutyKey) -> None:
    for finding in index.marks.on_duty(duty, (line.staff for line in index.duties.get(duty, ()))):
        st.error(plain(finding.say(page.lang)))
    show_duty(page, duty)


def _duty_title(page: Page, index: Index, duty: DutyKey) -> str:
    post = index.handout.work.posts.get(duty.post)
    date = f"{duty.date.month}-{duty.date.day} {WEEKDAYS[duty.date.isoweekday()].say(page.lang)}"
    return plain(f"{post.name if post else duty.post} · {date}")
