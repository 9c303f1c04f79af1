"""Pupils that must add up: those who leave, the members of clubs, and the rooms that hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from solver.base.errors import Fault
from solver.base.text import Listed, Words
from solver.domain.case import Club, Enrolment, Group, Member, Room, Session
from solver.io.case_builder import Draft

ROOM_KINDS_ARE = Words(zh="场地类别有：{kinds}", en="The kinds of room are: {kinds}.")
NO_ROOM_KIND = Words(zh="没有一个场地属于“{kind}”这一类", en="No room is of the kind “{kind}”.")
TOO_LARGE = Words(
    zh="社团“{club}”有 {pupils} 人，可用的场地最多容纳 {capacity} 人",
    en="The club “{club}” has {pupils} pupils; the largest room it may use holds {capacity}.",
)
LARGER_ROOM = Words(zh="请放宽场地，或拆成两个社团", en="Allow a larger room, or make two clubs of it.")
MORE_MEMBERS = Words(
    zh="班级“{group}”有 {members} 人参加“{club}”，而它可用的时段里这个班最多 {pupils} 人报名",
    en="“{group}” has {members} pupils in “{club}” but at most {pupils} enrolled in the sessions it may use.",
)
ADD_UP = Words(zh="请核对报名表和社团成员表", en="Check the tables enrolment and members.")
WRONG_GRADE = Words(zh="社团“{club}”不收 {grade} 年级", en="The club “{club}” is not for grade {grade}.")
CHECK_GRADES = Words(zh="请核对社团的年级", en="Check the grades of the club.")
LEAVERS = Words(
    zh="校车、路队和自行离校共 {leaving} 人，多于学生数 {pupils}",
    en="By bus, in route lines and alone {leaving} pupils leave, more than the {pupils} there are.",
)
CHECK_SUM = Words(zh="请核对这一行的人数", en="Check the numbers in this row.")
NOT_CLASS = Words(
    zh="“{group}”是合并班：人数写在它的各班",
    en="“{group}” is a merged group: its pupils are those of its classes.",
)
USE_PARTS = Words(zh="请改写 {parts}", en="Write {parts} instead.")
NOT_SERVED = Words(
    zh="时段“{session}”没有 {grade} 年级", en="The session “{session}” is not for grade {grade}."
)
CHECK_SESSION = Words(zh="请核对时段的年级", en="Check the grades of the session.")


def _leavers(draft: Draft) -> Iterator[Fault]:
    for placed in draft.of(Enrolment):
        row = placed.item
        leaving = row.bus + row.route + row.self_release
        if leaving > row.pupils:
            message = LEAVERS.with_(leaving=leaving, pupils=row.pupils)
            yield placed.record.fault(message, "pupils", CHECK_SUM.with_())


def _classes_only(draft: Draft) -> Iterator[Fault]:
    merged = {row.id: row for row in draft.items(Group) if row.parts}
    told = [(placed.item.group, placed.record) for placed in draft.of(Enrolment)]
    told += [(placed.item.group, placed.record) for placed in draft.of(Member)]
    for group_id, record in told:
        group = merged.get(group_id)
        if group is not None:
            way_out = USE_PARTS.with_(parts=Listed(group.parts))
            yield record.fault(NOT_CLASS.with_(group=group.name), "group", way_out)


def _grades(draft: Draft) -> Iterator[Fault]:
    groups = {row.id: row for row in draft.items(Group)}
    sessions = {row.id: row for row in draft.items(Session)}
    for placed in draft.of(Enrolment):
        group, session = groups.get(placed.item.group), sessions.get(placed.item.session)
        if group and session and session.grades and group.grade not in session.grades:
            message = NOT_SERVED.with_(session=session.name, grade=group.grade)
            yield placed.record.fault(message, "session", CHECK_SESSION.with_())


def _club_sizes(draft: Draft) -> Iterator[Fault]:
    rooms = draft.items(Room)
    size: dict[str, int] = defaultdict(int)
    for row in draft.items(Member):
        size[row.club] += row.pupils
    for placed in draft.of(Club):
        club = placed.item
        if club.room is not None:
            allowed = [room for room in rooms if room.id == club.room]
        else:
            allowed = [room for room in rooms if club.room_kind in {None, room.kind}]
            if club.room_kind is not None and not allowed:
                kinds = Listed(sorted({room.kind for room in rooms}))
                yield placed.record.fault(
                    NO_ROOM_KIND.with_(kind=club.room_kind), "room_kind", ROOM_KINDS_ARE.with_(kinds=kinds)
                )
        capacity = max((room.capacity for room in allowed), default=None)
        if capacity is not None and size[club.id] > capacity:
            message = TOO_LARGE.with_(club=club.name, pupils=size[club.id], capacity=capacity)
            column = "room" if club.room is not None else "room_kind" if club.room_kind else "id"
            yield placed.record.fault(message, column, LARGER_ROOM.with_())


def _members_enrolled(draft: Draft) -> Iterator[Fault]:
    clubs = {row.id: row for row in draft.items(Club)}
    groups = {row.id: row for row in draft.items(Group)}
    sessions = {row.id: row for row in draft.items(Session)}
    most: dict[tuple[str, str], int] = defaultdict(int)
    for row in draft.items(Enrolment):
        most[row.group, row.session] = max(most[row.group, row.session], row.pupils)
    for placed in draft.of(Member):
        club, group = clubs.get(placed.item.club), groups.get(placed.item.group)
        if club is None or group is None:
            continue
        if club.grades and group.grade not in club.grades:
            message = WRONG_GRADE.with_(club=club.name, grade=group.grade)
            yield placed.record.fault(message, "group", CHECK_GRADES.with_())
            continue
        allowed = club.sessions or tuple(sessions)
        pupils = max((most[group.id, session] for session in allowed), default=0)
        if placed.item.pupils > pupils and not group.parts:
            message = MORE_MEMBERS.with_(
                group=group.name, members=placed.item.pupils, club=club.name, pupils=pupils
            )
            yield placed.record.fault(message, "pupils", ADD_UP.with_())


PUPIL_CHECKS: tuple[tuple[frozenset[str], Callable[[Draft], Iterator[Fault]]], ...] = (
    (frozenset(), _leavers),
    (frozenset(), _classes_only),
    (frozenset(), _grades),
    (frozenset({"rooms", "members"}), _club_sizes),
    (frozenset({"enrolment", "sessions"}), _members_enrolled),
)
