"""The five changes that schools ask about most, each made into a scenario: the app's forms write these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from solver.base.text import Lang, Listed, Words
from solver.base.units import Minutes, clock
from solver.io.editing import CaseTables, Row
from solver.io.settings.school import slug
from solver.io.tables.catalogue import TABLE
from solver.io.tables.vocabulary import ROOM_KINDS
from solver.scenarios.scenario import Add, Cells, Change, Drop, Scenario, Set, meaning

MORE = Words(zh="多一人：{name}", en="One more: {name}")
CLOSED = Words(zh="停用{room}", en="{room} closed")
EARLIER = Words(zh="{session}提早到 {end} 结束", en="{session} ends at {end}")
LEAVE = Words(zh="{names}请假", en="{names} on leave")
CLUB = Words(zh="新开社团：{name}", en="New club: {name}")
OR = Words(zh="或 编号:{own}", en="or id:{own}")
REASON = Words(zh="设想：请假", en="scenario: on leave")


def one_more(
    tables: CaseTables,
    lang: Lang,
    *,
    name: str,
    kind: str = "external",
    subjects: Sequence[str] = (),
    qualifications: Sequence[str] = (),
    weekdays: str = "",
    most_a_week: int | None = None,
    leads: Sequence[str] = (),
) -> Scenario:
    """Return the scenario of one more person.

    Parameters
    ----------
    leads
        Clubs that the person may lead beside those who may now.
    """
    own = fresh_id(tables, "staff", name)
    person: Cells = {"id": own, "name": name, "kind": kind}
    more = {
        "subjects": ";".join(subjects),
        "qualifications": ";".join(qualifications),
        "weekdays": weekdays,
        "max_week": "" if most_a_week is None else str(most_a_week),
    }
    changes: list[Change] = [
        Add(table="staff", rows=({**person, **{key: text for key, text in more.items() if text}},))
    ]
    for row in tables.tables.get("clubs", ()):
        if row.get("id") in leads:
            who = row.get("eligible", "any")
            # Whoever may be anybody includes the new one.
            if meaning(TABLE["clubs"].column["eligible"], who) not in {"any", "所有人"}:
                to = {"eligible": f"{who} {OR.say(lang, own=own)}"}
                changes.append(Set(table="clubs", where={"id": (row["id"],)}, to=to))
    return _scenario(MORE.say(lang, name=name), changes)


def room_closed(tables: CaseTables, lang: Lang, *, room: str, instead: str = "") -> Scenario:
    """Return the scenario of a room that can't be used.

    Classes whose own room it is move to the room ``instead``, else into rooms that are no class's own, the
    fullest class into the largest; clubs that need its kind do without, if it was the last of its kind.
    """
    rooms = TABLE["rooms"].column["kind"]
    kinds = {row.get("id", ""): meaning(rooms, row.get("kind", "")) for row in tables.tables.get("rooms", ())}
    kind = kinds.pop(room, None)
    changes: list[Change] = [Drop(table="rooms", where={"id": (room,)})]
    for group, other in _moved(tables, room, instead):
        changes.append(Set(table="groups", where={"id": (group,)}, to={"room": other}))
    wanted = TABLE["clubs"].column["room_kind"]
    for row in tables.tables.get("clubs", ()):
        text = row.get("room_kind", "")
        if text and meaning(wanted, text) == kind and kind not in kinds.values():
            to = {"room_kind": _other(kinds)}
            changes.append(Set(table="clubs", where={"id": (row.get("id", ""),)}, to=to))
    return _scenario(CLOSED.say(lang, room=_name(tables, "rooms", room)), changes)


def _moved(tables: CaseTables, room: str, instead: str) -> Iterator[tuple[str, str]]:
    """Yield the classes that lose their own room, each with another that nobody has."""
    homeless = [row.get("id", "") for row in tables.tables.get("groups", ()) if row.get("room") == room]
    homeless.sort(key=lambda group: -_pupils(tables, group))
    if instead:
        yield from ((group, instead) for group in homeless)
        return
    yield from zip(homeless, free_rooms(tables), strict=False)


def free_rooms(tables: CaseTables) -> list[str]:
    """Return the rooms that are no class's own, the largest first."""
    own = {row.get("room") for row in tables.tables.get("groups", ())}
    free = [row for row in tables.tables.get("rooms", ()) if row.get("id") not in own]
    free.sort(key=lambda row: -(_number("rooms", row, "capacity") or 0))
    return [row.get("id", "") for row in free]


def _pupils(tables: CaseTables, group: str) -> int:
    rows = (row for row in tables.tables.get("enrolment", ()) if row.get("group") == group)
    return max((_number("enrolment", row, "pupils") or 0 for row in rows), default=0)


def _other(kinds: Mapping[str, object]) -> str:
    """Return the kind of room that a club may meet in instead: an ordinary one, if there is any."""
    ordinary = next(iter(ROOM_KINDS))
    return ordinary if ordinary in kinds.values() else ""


def earlier_end(tables: CaseTables, lang: Lang, *, session: str, end: Minutes) -> Scenario:
    """Return the scenario of a session that ends sooner.

    Posts and clubs with times of their own follow: what would begin after the new end moves with it, what
    would run beyond it ends with it. Sessions that began when this one ended begin at its new end.
    """
    row = next(row for row in tables.tables["sessions"] if row.get("id") == session)
    was = _number("sessions", row, "end")
    changes: list[Change] = [Set(table="sessions", where={"id": (session,)}, to={"end": clock(end)})]
    if was is not None and end < was:
        owned = ((name, row) for name in ("posts", "clubs") for row in tables.tables.get(name, ()))
        for table, other in owned:
            concerned = other.get("session" if table == "posts" else "sessions", "") == session
            to = _followed(table, other, end, was) if concerned else {}
            if to:
                changes.append(Set(table=table, where={"id": (other.get("id", ""),)}, to=to))
        changes += _next_sessions(tables, session, was, end)
    return _scenario(EARLIER.say(lang, session=_name(tables, "sessions", session), end=clock(end)), changes)


def _followed(table: str, row: Row, end: Minutes, was: Minutes) -> Cells:
    """Return the times of a post or club that go with its session's earlier end."""
    starts, ends = _number(table, row, "start"), _number(table, row, "end")
    if starts is not None and starts > end:
        moved = {"start": clock(starts - (was - end))}
        return moved if ends is None else {**moved, "end": clock(ends - (was - end))}
    # What goes on after the session, such as a leader's evening, has other reasons to end when it does.
    return {"end": clock(end)} if ends is not None and end < ends <= was else {}


def _next_sessions(tables: CaseTables, session: str, was: Minutes, end: Minutes) -> Iterator[Change]:
    """Yield what lets the sessions that followed begin as much sooner, and who is there before them."""
    following = [
        row.get("id", "")
        for row in tables.tables["sessions"]
        if row.get("id") != session and _number("sessions", row, "start") == was
    ]
    for other in following:
        yield Set(table="sessions", where={"id": (other,)}, to={"start": clock(end)})
        for row in tables.tables.get("posts", ()):
            starts = _number("posts", row, "start")
            if row.get("session") == other and starts is not None and starts <= was:
                to = {"start": clock(starts - (was - end))}
                yield Set(table="posts", where={"id": (row.get("id", ""),)}, to=to)


def on_leave(
    tables: CaseTables,
    lang: Lang,
    *,
    staff: Sequence[str],
    first: dt.date,
    last: dt.date,
    lowers_due: bool = True,
) -> Scenario:
    """Return the scenario of people who are away from one day to another.

    Parameters
    ----------
    lowers_due
        Whether these days lower what is due from them, as long sickness does and personal leave does not.
    """
    rows = tuple(
        {
            "staff": person,
            "from": first.isoformat(),
            "to": last.isoformat(),
            "reason": REASON.say(lang),
            "reduces_share": "1" if lowers_due else "0",
        }
        for person in staff
    )
    names = Listed(_name(tables, "staff", person) for person in staff)
    return _scenario(LEAVE.say(lang, names=names), [Add(table="absences", rows=rows)])


def new_club(
    tables: CaseTables,
    lang: Lang,
    *,
    name: str,
    session: str,
    members: Mapping[str, int],
    eligible: str = "any",
    room_kind: str = "",
    weekdays: str = "",
) -> Scenario:
    """Return the scenario of a club that meets once a week; ``members`` are its pupils by group."""
    own = fresh_id(tables, "clubs", name)
    cells = {
        "id": own,
        "name": name,
        "sessions": session,
        "weekdays": weekdays,
        "room_kind": room_kind,
        "eligible": eligible,
    }
    changes: list[Change] = [Add(table="clubs", rows=({key: text for key, text in cells.items() if text},))]
    rows = tuple(
        {"club": own, "group": group, "pupils": str(pupils)} for group, pupils in members.items() if pupils
    )
    if rows:
        changes.append(Add(table="members", rows=rows))
    return _scenario(CLUB.say(lang, name=name), changes)


def fresh_id(tables: CaseTables, table: str, name: str) -> str:
    """Return an id for a new row that no row of the table has."""
    taken: Collection[str] = {row.get("id", "") for row in tables.tables.get(table, ())}
    stem = slug(name)[:40]
    return next(
        own for at in range(1, len(taken) + 3) if (own := stem if at == 1 else f"{stem}{at}") not in taken
    )


def _scenario(title: str, changes: Sequence[Change]) -> Scenario:
    return Scenario(name=slug(title), title=title, changes=tuple(changes))


def _number(table: str, row: Row, key: str) -> int | None:
    number = meaning(TABLE[table].column[key], row.get(key, ""))
    return number if isinstance(number, int) else None


def _name(tables: CaseTables, table: str, own: str) -> str:
    names = (row.get("name") for row in tables.tables.get(table, ()) if row.get("id") == own)
    return next(names, None) or own
