"""Forms for the changes that schools ask about most; each writes a scenario that can be read and changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import streamlit as st

from solver.desk.apart import apart
from solver.desk.held import hold
from solver.desk.scenarios import listing
from solver.desk.scenarios.kept import put_new
from solver.desk.state import Desk
from solver.intake.choices import STAFF_KINDS, spelt
from solver.intake.editing import CaseTables, settings_of
from solver.intake.tables import TABLE
from solver.report.lines import natural
from solver.scenarios import Change, Scenario, Set, Setting, usual
from solver.scenarios.values import meaning
from solver.text import WEEKDAYS, Words

NEW = Words(zh="新设想", en="New scenario")
KIND = Words(zh="改什么？", en="What changes?")
KINDS: Mapping[str, tuple[Words, str]] = {
    "more": (Words(zh="多一人", en="One more person"), "person_add"),
    "closed": (Words(zh="停用场地", en="A room closed"), "no_meeting_room"),
    "earlier": (Words(zh="提早结束", en="An earlier end"), "schedule"),
    "leave": (Words(zh="有人请假", en="People on leave"), "event_busy"),
    "club": (Words(zh="新社团", en="A new club"), "groups"),
    "free": (Words(zh="自己写", en="Write it yourself"), "edit_note"),
}
MAKE = Words(zh="写成设想", en="Make the scenario")
NAME = Words(zh="姓名", en="Name")
STAFF_KIND = Words(zh="身份", en="Kind")
CAN = Words(zh="学科或专长", en="Subjects or skills")
CAN_HELP = Words(zh="没有的可以直接打字新加", en="Type what is not in the list")
DAYS = Words(zh="哪几天能来（不选为每天）", en="On which weekdays (none: any)")
WEEKLY = Words(zh="每周最多几次（0 为不限）", en="Most times a week (0: no limit)")
LEADS = Words(zh="还可以带哪些社团", en="May also lead these clubs")
ROOM = Words(zh="哪个场地", en="Which room")
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
NEEDED = Words(zh="请先填好：{what}", en="First fill in: {what}")
NO_ROWS = Words(zh="填写里还没有{what}。", en="The inputs have no {what} yet.")
ROWS = {"rooms": Words(zh="场地", en="rooms"), "sessions": Words(zh="时段", en="sessions")}
MINE = Words(zh="我的设想", en="My scenario")
QUARTER = dt.timedelta(minutes=5)
Made = Scenario | Words
"""A scenario, or the question that must be answered first."""


def draw(desk: Desk, tables: CaseTables, *, opened: bool) -> None:
    """Draw the forms."""
    with st.expander(desk.say(NEW), icon=":material/add:", expanded=opened):
        hold("scenarios_kind", "more", desk.lang, KINDS)
        kind = st.segmented_control(
            desk.say(KIND),
            list(KINDS),
            required=True,
            format_func=lambda each: f":material/{KINDS[each][1]}: {desk.say(KINDS[each][0])}",
            key="scenarios_kind",
            label_visibility="collapsed",
        )
        lacking = {"closed": "rooms", "earlier": "sessions", "club": "sessions"}.get(kind or "")
        if lacking and not tables.tables.get(lacking):
            st.info(desk.say(NO_ROWS, what=ROWS[lacking]), icon=":material/info:")
            return
        with st.form(f"scenarios_form_{kind}", border=False, clear_on_submit=True):
            made = FORMS[kind or "more"](desk, tables)
            asked = st.form_submit_button(desk.say(MAKE), type="primary", icon=":material/add:")
        if asked:
            _keep(desk, made)


def _keep(desk: Desk, made: Made) -> None:
    """Keep what a form has made, open, or say what it lacks."""
    if isinstance(made, Words):
        st.warning(desk.say(NEEDED, what=made), icon=":material/edit:")
        return
    listing.edit(desk, put_new(desk, made))
    st.rerun()


def _more(desk: Desk, tables: CaseTables) -> Made:
    left, right = st.columns(2)
    name = left.text_input(desk.say(NAME), key="scenarios_more_name", max_chars=40).strip()
    kinds = list(STAFF_KINDS)
    kind = right.selectbox(
        desk.say(STAFF_KIND),
        kinds,
        index=kinds.index("external"),
        format_func=lambda each: spelt(each, STAFF_KINDS, desk.lang),
        key="scenarios_more_kind",
    )
    can = left.multiselect(
        desk.say(CAN),
        _words(tables, "subjects", "qualifications"),
        accept_new_options=True,
        key="scenarios_more_can",
        help=desk.say(CAN_HELP),
    )
    days = right.pills(
        desk.say(DAYS),
        list(WEEKDAYS)[:5],
        selection_mode="multi",
        format_func=lambda day: desk.say(WEEKDAYS[day]),
        key="scenarios_more_days",
    )
    clubs = _named(tables, "clubs")
    leads = left.multiselect(
        desk.say(LEADS), list(clubs), format_func=apart(clubs, clubs.__getitem__), key="scenarios_more_leads"
    )
    weekly = right.number_input(desk.say(WEEKLY), 0, 20, 0, key="scenarios_more_weekly")
    if not name:
        return NAME
    return usual.one_more(
        tables,
        desk.lang,
        name=name,
        kind=kind,
        qualifications=tuple(can),
        weekdays=";".join(str(day) for day in sorted(days)),
        most_a_week=int(weekly) or None,
        leads=leads,
    )


def _closed(desk: Desk, tables: CaseTables) -> Made:
    rooms = _named(tables, "rooms")
    room = st.selectbox(
        desk.say(ROOM), list(rooms), format_func=apart(rooms, rooms.__getitem__), key="scenarios_closed_room"
    )
    return usual.room_closed(tables, desk.lang, room=room) if room else ROOM


def _earlier(desk: Desk, tables: CaseTables) -> Made:
    left, right = st.columns(2)
    session = _session(desk, tables, left, "scenarios_earlier_session")
    end = right.time_input(desk.say(END), dt.time(17, 0), step=QUARTER, key="scenarios_earlier_end")
    if not session or end is None:
        return SESSION
    return usual.earlier_end(tables, desk.lang, session=session, end=end.hour * 60 + end.minute)


def _leave(desk: Desk, tables: CaseTables) -> Made:
    people = _named(tables, "staff")
    who = st.multiselect(
        desk.say(WHO), list(people), format_func=apart(people, people.__getitem__), key="scenarios_leave_who"
    )
    first, last = _term(tables)
    left, right = st.columns(2)
    since = left.date_input(
        desk.say(FROM), first, min_value=first, max_value=last, key=f"scenarios_leave_from_{desk.key}"
    )
    until = right.date_input(
        desk.say(UNTIL), last, min_value=first, max_value=last, key=f"scenarios_leave_until_{desk.key}"
    )
    lowers = st.checkbox(desk.say(LOWERS), value=True, key="scenarios_leave_lowers")
    if not who:
        return WHO
    if until < since:
        return UNTIL
    return usual.on_leave(tables, desk.lang, staff=who, first=since, last=until, lowers_due=lowers)


def _club(desk: Desk, tables: CaseTables) -> Made:
    left, right = st.columns(2)
    name = left.text_input(desk.say(CLUB), key="scenarios_club_name", max_chars=40).strip()
    session = _session(desk, tables, right, "scenarios_club_session")
    groups = _named(tables, "groups")
    joined = left.multiselect(
        desk.say(GROUPS),
        list(groups),
        format_func=apart(groups, groups.__getitem__),
        key="scenarios_club_groups",
    )
    each = right.number_input(desk.say(EACH), 1, 500, 10, key="scenarios_club_each")
    people = _named(tables, "staff")
    leaders = left.multiselect(
        desk.say(LEADERS),
        list(people),
        format_func=apart(people, people.__getitem__),
        key="scenarios_club_leaders",
    )
    kinds = ["", *_words(tables, "kind", table="rooms")]
    place = right.selectbox(
        desk.say(PLACE),
        kinds,
        format_func=lambda each: each or desk.say(ANY_PLACE),
        key="scenarios_club_place",
    )
    if not name or not session:
        return CLUB
    return usual.new_club(
        tables,
        desk.lang,
        name=name,
        session=session,
        members=dict.fromkeys(joined, int(each)),
        eligible=" or ".join(f'id:"{own}"' for own in leaders) or "own",
        room_kind=place or "",
    )


def _free(desk: Desk, tables: CaseTables) -> Made:
    """Return an example that changes nothing yet, to be written over."""
    row = next((row for row in tables.tables.get("sessions", ()) if "id" in row), None)
    change: Change = Setting(key="term.end", to=_term(tables)[1].isoformat())
    if row is not None:
        change = Set(table="sessions", where={"id": (row["id"],)}, to={"end": row.get("end", "17:00")})
    return Scenario(name="free", title=desk.say(MINE), changes=(change,))


FORMS: Mapping[str, Callable[[Desk, CaseTables], Made]] = {
    "more": _more,
    "closed": _closed,
    "earlier": _earlier,
    "leave": _leave,
    "club": _club,
    "free": _free,
}


def _session(
    desk: Desk, tables: CaseTables, place: st.delta_generator.DeltaGenerator, key: str
) -> str | None:
    sessions = _named(tables, "sessions")
    return place.selectbox(
        desk.say(SESSION), list(sessions), format_func=apart(sessions, sessions.__getitem__), key=key
    )


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
