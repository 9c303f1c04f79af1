"""The case in the making: domain rows, each still knowing the record that it came from.

A table of the week stands for people, sessions, posts, and pins for who does what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from solver.base.errors import Fault
from solver.base.text import Lang, Listed, Words
from solver.base.units import Minutes
from solver.domain.case import Dates, Frozen, Group, Pin, Post, PostKind, Session, Staff, Walk, Zone
from solver.io.settings.school import School
from solver.io.tables.catalogue import TABLE
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import identifier
from solver.io.tables.records import FILL_IN, Record
from solver.io.tables.vocabulary import POOL_OF_KIND
from solver.io.tables.work import Arrangement

R = TypeVar("R", bound=Frozen)


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A row of the case and the record that it came from."""

    item: R
    record: Record


@dataclass(slots=True)
class Draft:
    """Records by table, and the domain rows of those that could be read.

    ``broken`` names the tables that lost rows to faults: what would be judged by them is not judged.
    ``unread`` names those that should be there but could not be read at all.
    """

    school: School
    records: dict[str, list[Record]]
    faults: list[Fault]
    broken: set[str]
    unread: frozenset[str] = frozenset()
    rows: dict[type[Frozen], list[Placed[Any]]] = field(default_factory=dict)
    walks: list[Walk] = field(default_factory=list)

    def of(self, kind: type[R]) -> list[Placed[R]]:
        """Return the rows of a class, with their records."""
        return self.rows.get(kind, [])

    def items(self, kind: type[R]) -> tuple[R, ...]:
        """Return the rows of a class."""
        return tuple(placed.item for placed in self.of(kind))

    def ids(self, table: str) -> frozenset[str]:
        """Return every id that a table gives, also in rows that have faults elsewhere."""
        # Also ids that may not be ids: one complaint is enough.
        found = frozenset(
            record.texts["id"] for record in self.records.get(table, []) if "id" in record.texts
        )
        # Posts of templates, and whatever a table of the week stands for.
        kinds: dict[str, type[Post | Session | Staff]] = {"posts": Post, "sessions": Session, "staff": Staff}
        return found.union(item.id for item in self.items(kinds[table])) if table in kinds else found


BAD_CELL = Words(zh="这里不能是“{value}”", en="It can't be “{value}” here.")
BAD_ROW = Words(zh="这一行凑不成一条记录", en="The row does not make a record.")
CHECK_CELLS = Words(zh="请对照表头上的说明核对各格", en="Check its cells against the notes on the headers.")
NO_GROUPS = Words(
    zh="时段“{session}”里没有一个班有报名，“每班”就没有岗位",
    en="No group is enrolled in the session “{session}”, so “each” makes no post.",
)
ENROL = Words(zh="请在报名表里加上班级", en="Add the classes to the table enrolment.")


def build_rows(draft: Draft) -> None:
    """Make the domain rows of every table, in the order in which they stand."""
    for name, records in draft.records.items():
        make = TABLE[name].make
        placed = draft.rows.setdefault(make, [])
        for record in records:
            if not record.broken and (item := _row(make, record, draft.faults)) is not None:
                placed.append(Placed(item, record))
        if any(record.broken for record in records):
            draft.broken.add(name)
    draft.rows[Post] = [one for placed in draft.of(Post) for one in expanded(placed, draft)]
    draft.walks = _walks(draft.of(Zone))


def _row(make: type[Frozen], record: Record, faults: list[Fault]) -> Frozen | None:
    fields: dict[str, object] = {}
    dates: dict[str, object] = {}
    for column in record.table.columns:
        value = record.values.get(column.key)
        if value is None or column.kind == "walks":
            continue
        head, _, tail = column.target.partition(".")
        if tail:
            dates[tail] = value
        else:
            fields[head] = value
    if "dates" in make.model_fields:
        fields["dates"] = Dates.model_validate(dates)
    _complete(fields, record)
    try:
        return make.model_validate(fields)
    except ValidationError as error:
        record.broken = True
        faults += _unfit(record, error)
        return None


def _unfit(record: Record, error: ValidationError) -> Iterator[Fault]:
    """Yield a fault for every cell with which a row can't be what it should be."""
    columns = {column.target.partition(".")[0]: column for column in record.table.columns}
    for name in dict.fromkeys(str(wrong["loc"][0]) if wrong["loc"] else "" for wrong in error.errors()):
        column = columns.get(name)
        if column is None:
            yield record.fault(BAD_ROW.with_(), way_out=CHECK_CELLS.with_())
        else:
            message = BAD_CELL.with_(value=record.texts.get(column.key, ""))
            yield record.fault(message, column.key, FILL_IN.with_(meaning=column.meaning))


def _complete(fields: dict[str, Any], record: Record) -> None:
    """Fill what a blank cell means where the meaning depends on the rest of the row."""
    name = record.table.name
    if name == "staff" and "pool" not in record.texts:
        fields["pool"] = POOL_OF_KIND.get(fields.get("kind", "own"))
    if name in {"posts", "clubs"} and "want" not in fields:
        fields["want"] = max(int(fields["need"]), 1)
    if name == "absences":
        fields.setdefault("last", fields.get("first"))
    if name == "pins" and (on := fields.pop("on", None)) is not None:
        fields["first"] = fields["last"] = on
    if name == "posts":
        # Several groups, or each, make a post per group; one group is simply the group.
        groups = fields.pop("group", ())
        if len(groups) == 1 and groups != ("each",):
            fields["group"] = groups[0]


def expanded(placed: Placed[Post], draft: Draft) -> Iterable[Placed[Post]]:
    """Return the posts of one row: itself, or a post for each group that its cell names."""
    groups = placed.record.get("group", tuple) or ()
    if len(groups) < 2 and groups != ("each",):
        return (placed,)
    by_id = {group.id: group for group in draft.items(Group)}
    if groups == ("each",):
        if draft.broken & {"groups", "sessions", "enrolment"}:
            draft.broken.add("posts")
            return ()
        groups = tuple(group.id for group in _enrolled(placed.item.session, draft))
        if not groups:
            record = placed.record
            if placed.item.session in draft.ids("sessions"):
                draft.faults.append(
                    record.fault(NO_GROUPS.with_(session=placed.item.session), "group", ENROL.with_())
                )
            return ()
    posts = []
    for group in groups:
        if group not in by_id:
            continue
        update = {
            "id": f"{placed.item.id}/{group}",
            "name": f"{placed.item.name} {by_id[group].name}",
            "group": group,
        }
        posts.append(Placed(placed.item.model_copy(update=update), placed.record))
    return posts


def _enrolled(session_id: str, draft: Draft) -> list[Group]:
    grades = next((row.grades for row in draft.items(Session) if row.id == session_id), ())
    enrolled = {
        record.get("group", str)
        for record in draft.records.get("enrolment", [])
        if record.get("session", str) == session_id
    }
    return [
        group
        for group in draft.items(Group)
        if (not grades or group.grade in grades)
        and (not group.sessions or session_id in group.sessions)
        and not enrolled.isdisjoint(group.parts or {group.id})
    ]


def _walks(zones: list[Placed[Zone]]) -> list[Walk]:
    """Return the walks in the order of the zones; one that stands on both sides is one walk."""
    found: dict[frozenset[str], Walk] = {}
    for placed in zones:
        for other, minutes in placed.record.get("walk", tuple) or ():
            pair = frozenset({placed.item.id, other})
            found.setdefault(pair, Walk(a=placed.item.id, b=other, minutes=minutes))
    return list(found.values())


SERVICE = Words(zh="课后服务", en="After-school service")
SAFETY = Words(zh="校园安全保卫", en="Campus safety")
NO_TIME = Words(zh="没有写时间，上面的行也没有", en="It has no time, and neither has a row above.")
WRITE_TIME = Words(zh="请在第一行写上开始和结束时间", en="Write start and end in the first row.")
NAMESAKES = Words(
    zh="人员表里有 {count} 个人叫“{name}”", en="{count} people of the table staff are called “{name}”."
)
USE_ID = Words(zh="请写编号，如 {ids}", en="Write an id, such as {ids}.")


def arrange(draft: Draft) -> None:
    """Add to a draft what its table of the week stands for; people are those of ``staff``, or new ones."""
    arranged = _Week(draft)
    for placed in draft.of(Arrangement):
        arranged.add(placed.item, placed.record)
    arranged.close()


@dataclass(slots=True)
class _Guard:
    """Who sees to safety, on which weekdays of a session."""

    record: Record
    weekdays: set[int] = field(default_factory=set)


class _Week:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.hours: tuple[Minutes | None, Minutes | None] = (None, None)
        self.days: dict[tuple[Minutes, Minutes], set[int]] = defaultdict(set)
        self.sessions: dict[tuple[Minutes, Minutes], tuple[str, Record]] = {}
        self.guards: dict[tuple[str, tuple[str, ...]], _Guard] = {}
        self.known: dict[str, list[str]] = defaultdict(list)
        for person in draft.items(Staff):
            for name in {person.id, person.name}:
                self.known[name].append(person.id)

    def add(self, row: Arrangement, record: Record) -> None:
        start, end = self.hours
        start = start if row.start is None else row.start
        end = end if row.end is None else row.end
        self.hours = start, end
        if start is None or end is None:
            column = "start" if start is None else "end"
            self.draft.faults.append(record.fault(NO_TIME.with_(), column, WRITE_TIME.with_()))
            return
        if (start, end) not in self.sessions:
            self.sessions[start, end] = self._free("sessions"), record
        session, _ = self.sessions[start, end]
        self.days[start, end].update(row.weekdays)
        people = self._people(row.people, record, "people")
        self._post(record, row.name, "club", session, row.weekdays, people)
        safety = self._people(row.safety, record, "safety")
        if safety:
            guard = self.guards.setdefault((session, safety), _Guard(record))
            guard.weekdays.update(row.weekdays)

    def close(self) -> None:
        """Add the sessions, whose weekdays are known only now, and the posts of campus safety."""
        for (session, safety), guard in self.guards.items():
            name = SAFETY.say(_lang(guard.record))
            self._post(guard.record, name, "patrol", session, tuple(sorted(guard.weekdays)), safety)
        for (start, end), (session, record) in self.sessions.items():
            item = Session(
                id=session,
                name=SERVICE.say(_lang(record)),
                start=start,
                end=end,
                ends="room",
                dates=Dates(weekdays=tuple(sorted(self.days[start, end]))),
            )
            self._place(item, record)

    def _place(self, item: Frozen, record: Record) -> None:
        self.draft.rows.setdefault(type(item), []).append(Placed(item, record))

    def _free(self, table: str) -> str:
        """Return an id that the table does not have yet."""
        taken = set(self.draft.ids(table))
        if table == "sessions":
            taken.update(session for session, _ in self.sessions.values())
        return next(name for number in count(1) if (name := f"week{number}") not in taken)

    def _people(self, names: tuple[str, ...], record: Record, column: str) -> tuple[str, ...]:
        found: list[str] = []
        for name in names:
            ids = list(dict.fromkeys(self.known[name]))
            if len(ids) > 1:
                message = NAMESAKES.with_(count=len(ids), name=name)
                self.draft.faults.append(record.fault(message, column, USE_ID.with_(ids=Listed(ids))))
            found += ids[:1] or self._new(name, record, column)
        return tuple(found)

    def _new(self, name: str, record: Record, column: str) -> list[str]:
        """Add a person whose id is the name."""
        try:
            person = identifier(name)
        except CellError as error:
            self.draft.faults.append(record.fault(error.message, column, error.way_out))
            return []
        self.known[name].append(person)
        # Who does what is the school's own decision here: there are no loads to compare.
        self._place(Staff(id=person, name=name, pool=None), record)
        return [person]

    def _post(
        self,
        record: Record,
        name: str,
        kind: PostKind,
        session: str,
        weekdays: tuple[int, ...],
        people: tuple[str, ...],
    ) -> None:
        post = Post(
            id=self._free("posts"),
            name=name,
            kind=kind,
            session=session,
            dates=Dates(weekdays=weekdays),
            need=len(people),
            want=max(1, len(people)),
            rotation="weekday",
        )
        self._place(post, record)
        for person in people:
            self._place(Pin(staff=person, post=post.id), record)


def _lang(record: Record) -> Lang:
    """Return the language in which the table is kept: that of its headers."""
    return "en" if record.headers.get("name") == "name" else "zh"
