"""What single cells can't show: times, heads, places, pupils and decisions that must fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from solver.base.errors import Fault
from solver.base.text import Listed, Words
from solver.base.units import Grid, clock
from solver.domain.case import (
    Absence,
    Club,
    Enrolment,
    Frozen,
    Group,
    Lesson,
    Member,
    Pin,
    Post,
    Room,
    Session,
    Staff,
    Wish,
    Zone,
)
from solver.io.case_builder import Draft, Placed
from solver.io.checks.dates import DAY_CHECKS

END_FIRST = Words(zh="结束 {end} 不晚于开始 {start}", en="It ends at {end}, not after its start at {start}.")
DATES_END_FIRST = Words(
    zh="截止日期 {end} 早于起始日期 {start}", en="It ends on {end}, before it starts on {start}."
)
CHECK_BOTH = Words(zh="请核对这两格", en="Check both cells.")
FAR_AWAY = Words(
    zh="{start}–{end} 离时段“{session}”（{first}–{last}）太远",
    en="{start}–{end} is far from its session “{session}” ({first}–{last}).",
)
CHECK_TIME = Words(zh="请核对时间，或换一个时段", en="Check the times, or choose another session.")
WANT_LOW = Words(
    zh="期望人数 {want} 少于必需人数 {need}", en="It wants {want} heads, fewer than the {need} it needs."
)
RAISE_WANT = Words(zh="期望人数至少写 {need}，或空着", en="Write at least {need}, or leave it blank.")
NO_ROOM = Words(
    zh="岗位“{post}”没有场地，班级“{group}”也没有教室",
    en="The post “{post}” has no room, and neither has the group “{group}”.",
)
GIVE_ROOM = Words(zh="请在岗位或班级里写上场地", en="Give the post or the group a room.")
NO_GROUP = Words(zh="班级看护岗位没有写班级", en="A class-care post must name its group.")
WRITE_GROUP = Words(zh="请写班级编号或“每班”", en="Write a group's id, or each.")
PIN_EMPTY = Words(zh="没有写固定什么：人员、社团或班级", en="It pins nothing: no person, no club, no group.")
PIN_FORM = Words(
    zh="写人员和岗位，或社团和星期、时段、场地，或班级和时段、校门、时刻",
    en="Name staff and post, or club with weekday, session, room, or group with session, gate, minute.",
)
PIN_NO_POST = Words(zh="固定了人员，却没有写岗位", en="It assigns a person to no post.")
NOT_A_GATE = Words(zh="“{zone}”不是校门", en="“{zone}” is not a gate.")
GATES_ARE = Words(zh="校门有：{gates}", en="The gates are: {gates}.")
OFF_GRID = Words(
    zh="{units} 不是最小单位 {step} 的整数倍", en="{units} is no multiple of the grid step {step}."
)
MEND_GRID = Words(zh="请改工作量，或改设置 grid_step", en="Change the units, or the setting grid_step.")
WALK_SELF = Words(zh="“{zone}”到自己不用步行", en="“{zone}” needs no walk to itself.")
WALK_TWICE = Words(
    zh="“{a}”和“{b}”之间写了 {first} 和 {second} 两个步行分钟",
    en="Between “{a}” and “{b}” the walk is {first} minutes in one place and {second} in another.",
)
KEEP_ONE = Words(zh="请只留一个", en="Keep one of them.")
NO_WORK = Words(zh="没有一个岗位，也没有一个社团", en="There is no post and no club: nothing to staff.")
ADD_POSTS = Words(zh="请填写岗位表或社团表", en="Fill in the table posts or clubs.")
NO_TABLE = Words(zh="缺少 {table} 表", en="The table {table} is missing.")
ADD_TABLE = Words(zh="请加上这张表：{meaning}", en="Add it: {meaning}")
ROOM_KINDS_ARE = Words(zh="场地类别有：{kinds}", en="The kinds of room are: {kinds}.")
NO_ROOM_KIND = Words(zh="没有一个场地属于“{kind}”这一类", en="No room is of the kind “{kind}”.")
CLUB_TOO_LARGE = Words(
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

FAR_MINUTES = 180
"""Minutes by which a post may reach beyond its session."""


def distinct(draft: Draft, *kinds: type[Frozen]) -> Iterator[Placed[Frozen]]:
    """Yield one row per record: the posts of a template row share its faults."""
    seen: set[int] = set()
    for kind in kinds:
        for placed in draft.of(kind):
            if id(placed.record) not in seen:
                seen.add(id(placed.record))
                yield placed


def _times(draft: Draft) -> Iterator[Fault]:
    for placed in distinct(draft, Session, Lesson, Post, Club, Staff, Absence):
        start, end = getattr(placed.item, "start", None), getattr(placed.item, "end", None)
        if start is not None and end is not None and end <= start:
            message = END_FIRST.with_(start=clock(start), end=clock(end))
            yield placed.record.fault(message, "end", CHECK_BOTH.with_())
    for placed in distinct(draft, Session, Post, Club, Group, Absence, Wish, Pin):
        dates = getattr(placed.item, "dates", placed.item)
        first, last = getattr(dates, "first", None), getattr(dates, "last", None)
        if first is not None and last is not None and last < first:
            yield placed.record.fault(DATES_END_FIRST.with_(start=first, end=last), "to", CHECK_BOTH.with_())


def _posts_near_sessions(draft: Draft) -> Iterator[Fault]:
    sessions = {row.id: row for row in draft.items(Session)}
    for placed in distinct(draft, Post):
        post = placed.item
        if not isinstance(post, Post) or post.session not in sessions:
            continue
        session = sessions[post.session]
        if session.end <= session.start:
            continue
        start = session.start if post.start is None else post.start
        end = session.end if post.end is None else post.end
        shown = {"start": clock(start), "end": clock(end)}
        if end <= start and (post.start is None or post.end is None):
            column = "start" if post.end is None else "end"
            yield placed.record.fault(END_FIRST.with_(**shown), column, CHECK_TIME.with_())
        elif start < session.start - FAR_MINUTES or end > session.end + FAR_MINUTES:
            message = FAR_AWAY.with_(
                **shown, session=session.name, first=clock(session.start), last=clock(session.end)
            )
            yield placed.record.fault(message, "start", CHECK_TIME.with_())


def _heads(draft: Draft) -> Iterator[Fault]:
    for placed in distinct(draft, Post, Club):
        row = placed.item
        if isinstance(row, Post | Club) and row.want < row.need:
            yield placed.record.fault(
                WANT_LOW.with_(want=row.want, need=row.need), "want", RAISE_WANT.with_(need=row.need)
            )


def _care_has_place(draft: Draft) -> Iterator[Fault]:
    groups = {row.id: row for row in draft.items(Group)}
    for placed in draft.of(Post):
        post = placed.item
        if post.kind != "care":
            continue
        if post.group is None:
            if not placed.record.get("group", tuple):
                yield placed.record.fault(NO_GROUP.with_(), "group", WRITE_GROUP.with_())
        elif post.group in groups and post.room is None and groups[post.group].room is None:
            yield placed.record.fault(
                NO_ROOM.with_(post=post.name, group=groups[post.group].name), "room", GIVE_ROOM.with_()
            )


def _pins(draft: Draft) -> Iterator[Fault]:
    gates = {row.id for row in draft.items(Zone) if row.kind == "gate"}
    for placed in draft.of(Pin):
        pin, record = placed.item, placed.record
        if pin.staff is None and pin.club is None and pin.group is None:
            yield record.fault(PIN_EMPTY.with_(), way_out=PIN_FORM.with_())
        elif pin.staff is not None and pin.action == "assign" and pin.post is None:
            yield record.fault(PIN_NO_POST.with_(), "post", PIN_FORM.with_())
        if pin.gate is not None and pin.gate not in gates and pin.gate in draft.ids("zones"):
            way_out = GATES_ARE.with_(gates=Listed(sorted(gates))) if gates else None
            yield record.fault(NOT_A_GATE.with_(zone=pin.gate), "gate", way_out)


def _grid(draft: Draft) -> Iterator[Fault]:
    step = draft.school.fields.get("grid_step")
    if not isinstance(step, Decimal):
        return
    grid = Grid.of([step])
    for placed in distinct(draft, Post, Club, Staff):
        row = placed.item
        column = "agreed" if isinstance(row, Staff) else "units"
        units = getattr(row, column)
        try:
            grid.steps(units or Decimal(0))
        except ValueError:
            yield placed.record.fault(OFF_GRID.with_(units=units, step=step), column, MEND_GRID.with_())


def _walks(draft: Draft) -> Iterator[Fault]:
    told: dict[frozenset[str], int] = {}
    for placed in draft.of(Zone):
        own = placed.item.id
        for other, minutes in placed.record.get("walk", tuple) or ():
            pair = frozenset({own, other})
            if other == own:
                yield placed.record.fault(WALK_SELF.with_(zone=own), "walk")
            elif told.setdefault(pair, minutes) != minutes:
                message = WALK_TWICE.with_(a=own, b=other, first=told[pair], second=minutes)
                yield placed.record.fault(message, "walk", KEEP_ONE.with_())


def _something_to_do(draft: Draft) -> Iterator[Fault]:
    if not any(draft.records.get(table) for table in ("posts", "clubs", "week")):
        yield Fault(NO_WORK.with_(), way_out=ADD_POSTS.with_())


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
            message = CLUB_TOO_LARGE.with_(club=club.name, pupils=size[club.id], capacity=capacity)
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


Check = tuple[frozenset[str], Callable[[Draft], Iterator[Fault]]]
"""The tables that must have lost no row to other faults, and the check."""

CHECKS: tuple[Check, ...] = (
    (frozenset(), _times),
    (frozenset(), _posts_near_sessions),
    (frozenset(), _heads),
    (frozenset({"groups"}), _care_has_place),
    (frozenset({"zones"}), _pins),
    (frozenset(), _grid),
    (frozenset(), _walks),
    (frozenset({"posts", "clubs"}), _something_to_do),
    *DAY_CHECKS,
    (frozenset(), _leavers),
    (frozenset(), _classes_only),
    (frozenset(), _grades),
    (frozenset({"rooms", "members"}), _club_sizes),
    (frozenset({"enrolment", "sessions"}), _members_enrolled),
)


def check_all(draft: Draft) -> list[Fault]:
    """Return every fault that the tables have together."""
    return [fault for needs, check in CHECKS if draft.broken.isdisjoint(needs) for fault in check(draft)]
