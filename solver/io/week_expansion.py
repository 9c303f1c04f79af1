"""From a table of the week to what it stands for: people, sessions, posts, and pins for who does what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count

from solver.base.text import Lang, Listed, Words
from solver.base.units import Minutes
from solver.domain.case import Dates, Frozen, Pin, Post, PostKind, Session, Staff
from solver.io.case_builder import Draft, Placed
from solver.io.tables.cell_error import CellError
from solver.io.tables.cells import identifier
from solver.io.tables.records import Record
from solver.io.tables.work import Arrangement

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
