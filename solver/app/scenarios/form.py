"""Forms for the changes that schools ask about most; each writes a scenario that can be read and changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from solver.app.page import Page, plain
from solver.app.scenarios import scenario_list
from solver.app.scenarios.scenario_list import in_folder, put_new
from solver.app.widgets import button, choice, said_of
from solver.base.text import WEEKDAYS, Listed, Said, Words
from solver.io.editing import CaseTables, settings_of
from solver.io.tables.catalogue import TABLE
from solver.io.tables.vocabulary import STAFF_KINDS, spelt
from solver.report.roster_lines import natural
from solver.scenarios import Change, Scenario, Set, Setting, common_changes
from solver.scenarios.scenario import meaning

NEW = Words(zh="新设想", en="New scenario")
KIND = Words(zh="改什么？", en="What changes?")
TAKE_IN = Words(zh="读入方案文件夹里的设想：{names}", en="Take in what the case's folder has: {names}")
MAKE = Words(zh="写成设想", en="Make the scenario")
NEEDED = Words(zh="请先填好：{what}", en="First fill in: {what}")
NO_ROWS = Words(zh="填写里还没有{what}。", en="The inputs have no {what} yet.")
NAME = Words(zh="姓名", en="Name")
STAFF_KIND = Words(zh="身份", en="Kind")
CAN = Words(zh="学科或专长", en="Subjects or skills")
DAYS = Words(zh="哪几天能来（不选为每天）", en="On which weekdays (none: any)")
WEEKLY = Words(zh="每周最多几次（0 为不限）", en="Most times a week (0: no limit)")
LEADS = Words(zh="还可以带哪些社团", en="May also lead these clubs")
ROOM = Words(zh="哪个场地", en="Which room")
INSTEAD = Words(zh="{classes}平时在那里，改到哪个场地", en="Where {classes} go instead")
BY_ITSELF = Words(zh="空着的场地，人多的班去大的", en="rooms that are free, the fullest class to the largest")
SESSION = Words(zh="哪个时段", en="Which session")
END = Words(zh="改到几点结束", en="Its new end")
WHO = Words(zh="谁请假", en="Who")
FROM, UNTIL = Words(zh="从哪天", en="From"), Words(zh="到哪天", en="Until")
LOWERS = Words(zh="这些天不计应承担（产假、病假）", en="These days lower what is due (maternity, sickness)")
CLUB = Words(zh="社团名称", en="Name of the club")
GROUPS = Words(zh="哪些班参加", en="Which classes")
EACH = Words(zh="每班多少人", en="Pupils of each class")
LEADERS = Words(zh="谁可以带（不选为本校教师）", en="Who may lead it (none: own teachers)")
PLACE = Words(zh="需要哪类场地", en="Kind of room")
ANY_PLACE = Words(zh="不限", en="any")
CHOOSE = Words(zh="选一个或几个", en="Choose one or several")
ADD = Words(zh="选，或打字新加", en="Choose, or type a new one")
MINE = Words(zh="我的设想", en="My scenario")
QUARTER = dt.timedelta(minutes=5)
Made = Scenario | Words
"""A scenario, or the question that must be answered first."""


@dataclass(frozen=True)
class Form:
    """A form that is being filled in. ``turn`` counts forms, so that the next one begins empty."""

    page: Page
    tables: CaseTables
    turn: int

    def key(self, name: str) -> str:
        """Return the key of a question's widget."""
        return f"scenarios_{name}_{self.turn}_{self.page.key}"

    def one(self, place: DeltaGenerator, label: Words | Said, named: Mapping[str, str], key: str) -> str:
        """Ask for one row, by name; nothing where there is none."""
        say = said_of(self.page, named)
        return place.selectbox(self.page.say(label), list(named), format_func=say, key=self.key(key)) or ""

    def several(self, place: DeltaGenerator, label: Words, table: str, key: str) -> list[str]:
        """Ask for any number of rows of a table, by name."""
        named = _named(self.tables, table)
        return place.multiselect(
            self.page.say(label),
            list(named),
            format_func=said_of(self.page, named),
            placeholder=self.page.say(CHOOSE),
            key=self.key(key),
        )


def _more(form: Form) -> Made:
    page, tables = form.page, form.tables
    left, right = st.columns(2)
    name = left.text_input(page.say(NAME), key=form.key("more_name"), max_chars=40).strip()
    kinds = list(STAFF_KINDS)
    kind = right.selectbox(
        page.say(STAFF_KIND),
        kinds,
        index=kinds.index("external"),
        format_func=lambda each: spelt(each, STAFF_KINDS, page.lang),
        key=form.key("more_kind"),
    )
    can = left.multiselect(
        page.say(CAN),
        _words(tables, "subjects", "qualifications"),
        accept_new_options=True,
        key=form.key("more_can"),
        placeholder=page.say(ADD),
    )
    days = right.pills(
        page.say(DAYS),
        list(WEEKDAYS)[:5],
        selection_mode="multi",
        format_func=lambda day: page.say(WEEKDAYS[day]),
        key=form.key("more_days"),
    )
    leads = form.several(left, LEADS, "clubs", "more_leads")
    weekly = right.number_input(page.say(WEEKLY), 0, 20, 0, key=form.key("more_weekly"))
    if not name:
        return NAME
    return common_changes.one_more(
        tables,
        page.lang,
        name=name,
        kind=kind,
        qualifications=tuple(can),
        weekdays=";".join(str(day) for day in sorted(days)),
        most_a_week=int(weekly) or None,
        leads=leads,
    )


def _closed(form: Form) -> Made:
    page, tables = form.page, form.tables
    rooms = _named(tables, "rooms")
    here = st.container()
    room = form.one(here, ROOM, rooms, "closed_room")
    if not room:
        return ROOM
    homeless = [row.get("name", "") for row in tables.tables.get("groups", ()) if row.get("room") == room]
    instead = ""
    if homeless:
        others = {room_id: name for room_id, name in rooms.items() if room_id != room}
        # Where no room is free, somebody has to say where the class goes.
        choices = {"": page.say(BY_ITSELF), **others}
        if len(common_changes.free_rooms(tables)) < len(homeless):
            del choices[""]
        label = INSTEAD.with_(classes=plain(page.say(Listed(homeless))))
        instead = form.one(here, label, choices, f"closed_instead_{room}")
    return common_changes.room_closed(tables, page.lang, room=room, instead=instead or "")


def _earlier(form: Form) -> Made:
    page, tables = form.page, form.tables
    left, right = st.columns(2)
    session = form.one(left, SESSION, _named(tables, "sessions"), "earlier_session")
    end = right.time_input(page.say(END), dt.time(17, 0), step=QUARTER, key=form.key("earlier_end"))
    if not session or end is None:
        return SESSION
    return common_changes.earlier_end(tables, page.lang, session=session, end=end.hour * 60 + end.minute)


def _leave(form: Form) -> Made:
    page, tables = form.page, form.tables
    who = form.several(st.container(), WHO, "staff", "leave_who")
    first, last = _term(tables)
    left, right = st.columns(2)
    since = left.date_input(
        page.say(FROM), first, min_value=first, max_value=last, key=form.key("leave_from")
    )
    until = right.date_input(
        page.say(UNTIL), last, min_value=first, max_value=last, key=form.key("leave_until")
    )
    lowers = st.checkbox(page.say(LOWERS), value=True, key=form.key("leave_lowers"))
    if not who:
        return WHO
    if until < since:
        return UNTIL
    return common_changes.on_leave(tables, page.lang, staff=who, first=since, last=until, lowers_due=lowers)


def _club(form: Form) -> Made:
    page, tables = form.page, form.tables
    left, right = st.columns(2)
    name = left.text_input(page.say(CLUB), key=form.key("club_name"), max_chars=40).strip()
    session = form.one(right, SESSION, _named(tables, "sessions"), "club_session")
    joined = form.several(left, GROUPS, "groups", "club_groups")
    each = right.number_input(page.say(EACH), 1, 500, 10, key=form.key("club_each"))
    leaders = form.several(left, LEADERS, "staff", "club_leaders")
    kinds = ["", *_words(tables, "kind", table="rooms")]
    room_kind = right.selectbox(
        page.say(PLACE),
        kinds,
        format_func=lambda each: each or page.say(ANY_PLACE),
        key=form.key("club_place"),
    )
    if not name or not session:
        return CLUB
    return common_changes.new_club(
        tables,
        page.lang,
        name=name,
        session=session,
        members=dict.fromkeys(joined, int(each)),
        eligible=" or ".join(f'id:"{staff}"' for staff in leaders) or "own",
        room_kind=room_kind or "",
    )


def _free(form: Form) -> Made:
    """Return an example that changes nothing yet, to be written over."""
    page, tables = form.page, form.tables
    row = next((row for row in tables.tables.get("sessions", ()) if "id" in row), None)
    change: Change = Setting(key="term.end", to=_term(tables)[1].isoformat())
    if row is not None:
        change = Set(table="sessions", where={"id": (row["id"],)}, to={"end": row.get("end", "17:00")})
    return Scenario(name="free", title=page.say(MINE), changes=(change,))


def _named(tables: CaseTables, table: str) -> dict[str, str]:
    """Return the names of a table's rows by id, in the order in which people count."""
    rows = {row["id"]: row.get("name", row["id"]) for row in tables.tables.get(table, ()) if "id" in row}
    return dict(sorted(rows.items(), key=lambda row: natural(row[1])))


def _words(tables: CaseTables, *columns: str, table: str = "staff") -> list[str]:
    """Return every word that stands in some columns of a table."""
    found: dict[str, None] = {}
    for row in tables.tables.get(table, ()):
        for key in columns:
            parts = meaning(TABLE[table].column[key], row[key]) if key in row else ()
            found.update(dict.fromkeys(parts if isinstance(parts, tuple) else (row[key],)))
    return sorted(found, key=natural)


def _term(tables: CaseTables) -> tuple[dt.date, dt.date]:
    settings = settings_of(tables.settings)
    try:
        first, last = (dt.date.fromisoformat(settings[f"term.{key}"]) for key in ("start", "end"))
    except (KeyError, ValueError):
        first = last = dt.datetime.now(tz=dt.UTC).date()
    return first, max(first, last)


@dataclass(frozen=True)
class Kind:
    """A kind of change: how its form is offered, which asks for it, and the table that must have rows."""

    words: Words
    icon: str
    ask: Callable[[Form], Made]
    table: str = ""


ROWS = {"rooms": Words(zh="场地", en="rooms"), "sessions": Words(zh="时段", en="sessions")}
KINDS = {
    "more": Kind(Words(zh="多一人", en="One more person"), "person_add", _more),
    "closed": Kind(Words(zh="停用场地", en="Room closed"), "no_meeting_room", _closed, "rooms"),
    "earlier": Kind(Words(zh="提早结束", en="Earlier end"), "schedule", _earlier, "sessions"),
    "leave": Kind(Words(zh="有人请假", en="On leave"), "event_busy", _leave),
    "club": Kind(Words(zh="新社团", en="New club"), "groups", _club, "sessions"),
    "free": Kind(Words(zh="自己写", en="Own text"), "edit_note", _free),
}


def draw(page: Page, tables: CaseTables, *, opened: bool) -> None:
    """Draw the forms, and the way to take in what lies in the case's folder."""
    files = in_folder(page)
    take_in = page.say(TAKE_IN, names=Listed(map(plain, files)))
    if files and button(page, "scenarios_take_in", take_in, "folder_open"):
        for name, text in files.items():
            page.workspace.scenarios.put(page.key or "", name, text)
        st.rerun()
    with st.expander(page.say(NEW), icon=":material/add:", expanded=opened):
        kinds = {name: f":material/{kind.icon}: {page.say(kind.words)}" for name, kind in KINDS.items()}
        kind = KINDS[choice(page, "scenarios_kind", KIND, kinds, look="segments", bare=True)]
        if kind.table and not tables.tables.get(kind.table):
            st.info(page.say(NO_ROWS, what=ROWS[kind.table]), icon=":material/info:")
            return
        state = f"scenarios_turn:{page.key}"
        turn = st.session_state.setdefault(state, 0)
        made = kind.ask(Form(page, tables, turn))
        lacks = isinstance(made, Words)
        with st.container(horizontal=True, vertical_alignment="center"):
            asked = button(page, "scenarios_make", MAKE, "add", primary=True, disabled=lacks)
            if isinstance(made, Words):
                st.caption(page.say(NEEDED, what=made))
        if asked and isinstance(made, Scenario):
            st.session_state[state] += 1
            scenario_list.edit(page, put_new(page, made))
            st.rerun()
