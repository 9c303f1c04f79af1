"""The roster: a day, a week, or one person, class, place, post or club with all that is known of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

import streamlit as st

from solver.app import plan_picker
from solver.app.page import Page, plain
from solver.app.roster import component, downloads, toolbar, view_state
from solver.app.roster.component import Drawn, drawing, key_text, sent_by
from solver.app.roster.roster_index import THING_KINDS, Index, Thing, index_of, spoken, things_of
from solver.app.roster.view_state import Place, Reader
from solver.app.roster.views import board, month_grid, week_grid
from solver.app.widgets import show_table
from solver.base.text import WEEKDAYS, Words
from solver.base.units import show_units
from solver.base.vocabulary import DUTIES, ROSTER, UNITS, WEEK, WEEKDAY
from solver.domain import DutyKey, Finding
from solver.report import PlanView, status_words
from solver.report.calendar_grid import Month, month_of, month_words, term_of, units_of
from solver.report.duty_cells import Of, cells_of
from solver.report.facts import facts_of
from solver.report.roster_lines import RosterLine
from solver.report.words import TEXT

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

COVER = Words(zh="代班", en="Cover")
KNOWN = Words(zh="资料", en="What is known")
NOTHING_KNOWN = Words(zh="没有资料。", en="Nothing is known.")
WHAT_HOW_OFTEN = Words(zh="做了什么", en="What how often")
WHO_HOW_OFTEN = Words(zh="谁来过几次", en="Who how often")
DUTY_COLUMNS = {
    "date": TEXT["date"],
    "weekday": WEEKDAY,
    "week": WEEK,
    "time": TEXT["time"],
    "post": TEXT["post"],
    "room": TEXT["room"],
    "person": TEXT["person"],
    "units": UNITS,
}
MAX_ROWS = 11


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
        _duties_table(page, index, thing.of, lines)
    else:
        data = month_grid(index, thing.of, month if now.shape == "month" else term_of(case, lines), page.lang)
        _draw(reader, {**data, "of": f"{thing.token} {now.shape}"})
    _findings(page, _about(index, thing))
    left, right = st.columns(2, gap="medium")
    with left:
        _known(page, index, thing)
    with right:
        _tally(reader, thing.of, lines)


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
            duties=len({DutyKey(line.date, line.post) for line in counted}),
            units=show_units(units_of(counted)),
        )
        for words, counted in ((IN_MONTH, here), (IN_TERM, lines))
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


def _duties_table(page: Page, index: Index, of: Of, lines: Iterable[RosterLine]) -> None:
    """Draw all duties of one thing as a table; a click on a row opens the duty."""
    duties = tuple(lines)
    worth = {DutyKey(line.date, line.post): line for line in duties}
    cells = cells_of(duties, index.names, page.lang)
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
    columns = {name: words for name, words in DUTY_COLUMNS.items() if (of, name) != ("person", "person")}
    show_table(
        page,
        "roster_list",
        columns,
        rows,
        most_rows=MAX_ROWS,
        chosen=lambda at: component.ask_duty(key_text(keys[at])),
    )


def _known(page: Page, index: Index, thing: Thing) -> None:
    """Draw what the school says of one thing."""
    st.markdown(f"**{page.say(KNOWN)}**")
    facts = facts_of(index.handout, thing.of, thing.id, page.lang)
    if not facts:
        st.caption(page.say(NOTHING_KNOWN))
    st.markdown("\n".join(f"- {plain(page.say(words))}: **{plain(text)}**" for words, text in facts))


def _tally(reader: Reader, of: Of, lines: Iterable[RosterLine]) -> None:
    """Draw who serves there how often, for a person what; a click on a row leads there."""
    page = reader.page
    count: Counter[tuple[str, str]] = Counter()
    cover: Counter[tuple[str, str]] = Counter()
    units: dict[tuple[str, str], Fraction] = {}
    for line in lines:
        if not line.missing:
            row = _counted_under(reader.index, of, line)
            count[row] += 1
            cover[row] += line.cover
            units[row] = units.get(row, Fraction(0)) + line.units
    st.markdown(f"**{page.say(WHAT_HOW_OFTEN if of == 'person' else WHO_HOW_OFTEN)}**")
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
        of_kind = next((each for each in THING_KINDS if each == kind), None)
        if of_kind:
            view_state.go(reader.key, view_state.here(reader.key).at(of_kind, name))

    show_table(page, "roster_tally", columns, rows, most_rows=MAX_ROWS, chosen=turn)


def _counted_under(index: Index, of: Of, line: RosterLine) -> tuple[str, str]:
    """Return what a line is counted under: token and name."""
    if of != "person":
        return f"person:{line.staff}", line.staff_name
    club = index.club_of(line.post)
    return f"club:{club}" if club else f"post:{line.post}", line.post_name
