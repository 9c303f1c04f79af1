"""The roster: a day, a week, or one person, class, place, post or club with all that is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

import streamlit as st

from solver.app import plan_picker
from solver.app.page import Page, plain
from solver.app.roster import component, downloads, toolbar, view_state
from solver.app.roster.component import Drawn, drawing, sent_by
from solver.app.roster.roster_index import Index, Thing, index_of, things_of
from solver.app.roster.tables import duties_table, known, tally
from solver.app.roster.view_state import Place, Reader
from solver.app.roster.views import board, month_grid, week_grid
from solver.base.text import Words
from solver.base.units import show_units
from solver.base.vocabulary import ROSTER
from solver.domain import DutyKey, Finding
from solver.report import PlanView, status_words
from solver.report.calendar_grid import Month, month_of, month_words, term_of, units_of

EMPTY = Words(zh="这份排班里没有班次。", en="This roster has no duties.")

DRAWING = "roster_drawing"
DAY = "day"
FINDINGS_HERE = Words(zh="这里的问题（{count}）", en="Findings here ({count})")
MAX_FINDINGS = 40
MORE_FINDINGS = Words(zh="还有 {count} 个，见证书页。", en="{count} more: see the page Certificate.")
IN_MONTH = Words(
    zh="{month}：{duties} 个班次，工作量 {units}", en="{month}: duties {duties}, work units {units}"
)
IN_TERM = Words(zh="全学期：{duties} 个班次，工作量 {units}", en="Term: duties {duties}, work units {units}")
AGAINST = Words(zh="目标 {target}，应承担 {due}", en="target {target}, due {due}")


def show(page: Page) -> None:
    """Draw the page."""
    handout = plan_picker.opened(page, ROSTER, "roster")
    if handout is None or page.key is None:
        return
    _state(page, handout)
    index = index_of(handout)
    if index.dates:
        _roster(page, page.key, index)
    else:
        st.info(page.say(EMPTY), icon=":material/info:")


def _state(page: Page, handout: PlanView) -> None:
    """Say that the plan is a draft, or that something is left to be mended."""
    if handout.findings:
        draft = any(finding.hard for finding in handout.findings)
        words = plain(status_words(handout, page.lang))
        st.badge(words, icon=":material/flag:", color="red" if draft else "orange")


def _roster(page: Page, key: str, index: Index) -> None:
    things = things_of(index, page.lang)
    today = dt.datetime.now(dt.UTC).astimezone().date()
    now = view_state.settled(view_state.here(key), index, things, today)
    view_state.go(key, now)
    view_state.write_address(now)
    controls = toolbar.Controls(page, key, index, things, now)
    with st.container(horizontal=True, vertical_alignment="center", key="roster_bar"):
        toolbar.draw_views(controls)
        downloads.menu(controls)
    with st.container(horizontal=True, vertical_alignment="center", key="roster_where"):
        toolbar.draw_place(controls)
    if controls.thing is not None:
        _thing(controls, controls.thing)
    elif now.view == "week":
        _week(controls)
    else:
        _day(controls)
    component.open_asked_duty(page, index)


def _day(reader: Reader) -> None:
    """Draw a day."""
    index, now = reader.index, reader.now
    if now.date is None:
        return
    data = board(index, now.date, now.day_rows, now.wanted, reader.page.lang)
    _draw(reader, {**data, "of": f"{now.date} {now.day_rows}"})
    _findings(reader.page, index.marks.dated.get(now.date, ()))


def _week(reader: Reader) -> None:
    """Draw a teaching week."""
    index, now, number = reader.index, reader.now, reader.week
    data = week_grid(index, number, now.week_rows, now.wanted, reader.page.lang)
    _draw(reader, {**data, "of": f"{number} {now.week_rows}"})
    dates = [date.date for date in index.dates if date.week == number]
    _findings(reader.page, [finding for date in dates for finding in index.marks.dated.get(date, ())])


def _thing(reader: Reader, thing: Thing) -> None:
    """Draw one person, class, place, post or club: calendar or list, and everything that is known."""
    page, index, now, case = reader.page, reader.index, reader.now, reader.index.handout.case
    lines = index.of(thing.of, thing.id)
    month = month_of(case, lines, now.date or case.term.start)
    st.markdown(_sums(page, index, thing, month))
    if now.shape == "list":
        duties_table(page, index, thing.of, lines)
    else:
        data = month_grid(index, thing.of, month if now.shape == "month" else term_of(case, lines), page.lang)
        _draw(reader, {**data, "of": f"{thing.token} {now.shape}"})
    _findings(page, _about(index, thing))
    left, right = st.columns(2, gap="medium")
    with left:
        known(page, index, thing)
    with right:
        tally(reader, thing.of, lines)


def _draw(reader: Reader, data: Drawn) -> None:
    def duty() -> None:
        component.ask_duty(sent_by(DRAWING, "duty"))

    def turn() -> None:
        turned = _turned(view_state.here(reader.key), sent_by(DRAWING, "turn"), reader.things)
        view_state.go(reader.key, turned)

    drawing(DRAWING, data, duty, turn)


def _turned(now: Place, token: str, things: Mapping[str, Thing]) -> Place:
    """Return where a click on the name of a row or of a day leads."""
    if token in things:
        return now.at(things[token].of, things[token].id)
    kind, _, date = token.partition(":")
    try:
        return replace(now, view="day", date=dt.date.fromisoformat(date)) if kind == DAY else now
    except ValueError:
        return now


def _sums(page: Page, index: Index, thing: Thing, month: Month) -> str:
    lines = index.of(thing.of, thing.id)
    here = [line for line in lines if month.first <= line.date <= month.last]
    parts = [
        page.say(
            words,
            month=month_words(month.first),
            duties=len({DutyKey(line.date, line.post) for line in own}),
            units=show_units(units_of(own)),
        )
        for words, own in ((IN_MONTH, here), (IN_TERM, lines))
    ]
    account = index.accounts.get(thing.id) if thing.of == "person" else None
    if account is not None and account.target is not None and account.due is not None:
        parts[-1] += " · " + page.say(AGAINST, target=show_units(account.target), due=show_units(account.due))
    return f"**{plain(thing.name)}**   " + "   |   ".join(map(plain, parts))


def _about(index: Index, thing: Thing) -> list[Finding]:
    found = list(index.marks.people.get(thing.id, ())) if thing.of == "person" else []
    for line in index.of(thing.of, thing.id):
        found += index.marks.on_duty(DutyKey(line.date, line.post), [line.staff])
    return list({id(finding): finding for finding in found}.values())


def _findings(page: Page, found: Iterable[Finding]) -> None:
    listed = list(found)
    if not listed:
        return
    with st.expander(page.say(FINDINGS_HERE, count=len(listed)), icon=":material/flag:", expanded=True):
        st.markdown("\n".join(f"- {plain(finding.say(page.lang))}" for finding in listed[:MAX_FINDINGS]))
        if len(listed) > MAX_FINDINGS:
            st.caption(page.say(MORE_FINDINGS, count=len(listed) - MAX_FINDINGS))
