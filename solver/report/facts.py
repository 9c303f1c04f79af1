"""What a school and its plan say of one person, class, place, post or club, line by line; pins as sentences.

Cells are told as their tables declare them: ids by names, closed lists in words. Only what several tables say
together is put in words here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import Minutes, clock, show_units
from solver.base.vocabulary import NOT_COMPARED, TIME
from solver.domain import Departure, Meeting
from solver.domain.case import Case, Club, Frozen, Group, Pin, Post, Room, Session, Staff, Zone
from solver.io.tables.catalogue import TABLE
from solver.io.tables.schema import Column
from solver.io.tables.vocabulary import ROTATIONS, spelt
from solver.report.duty_cells import Of
from solver.report.plan_view import PlanView
from solver.report.words import KINDS, TEXT, VARIANTS, kind_name, pool_name

Fact = tuple[Words, str]
"""What is told, and what it is."""

HEAD_OF = Words(zh="班主任", en="Head teacher of")
SHARE = Words(zh="工作份额", en="Share of a full load")
POOL = Words(zh="比较组", en="Compared within")
CAP_DAY = Words(zh="每天 {count}", en="{count} a day")
CAP_WEEK = Words(zh="每周 {count}", en="{count} a week")
CAP_TERM = Words(zh="每学期 {count}", en="{count} a term")
CAPACITY = Words(zh="容量", en="Capacity")
HOLDS = Words(zh="{pupils} 人，同时 {groups} 个班", en="pupils: {pupils}, classes at once: {groups}")
HOME_OF = Words(zh="本班教室", en="Home of")
ROOMS = Words(zh="教室与场地", en="Rooms")
THROUGHPUT = Words(zh="晴天每分钟放学人数", en="Pupils a minute, fine")
RAIN = Words(zh="雨天每分钟放学人数", en="Pupils a minute, rain")
NEED = Words(zh="需要 {need}", en="needs {need}")
WANT = Words(zh="需要 {need}，最好 {want}", en="needs {need}, better {want}")
EVERY_WEEKS = Words(zh="每 {count} 周轮换", en="every {count} weeks")
YUAN = Words(zh="{fee} 元/{per}", en="{fee} yuan per {per}")

ON = Words(zh="{who} 上 {what}", en="{who} on {what}")
NEVER = Words(zh="{who} 不上 {what}", en="{who} never on {what}")
ANYTHING = Words(zh="任何岗位", en="anything")
ON_ANYTHING = Words(zh="某个岗位", en="some post")
LINE = Words(zh="{group} 离校", en="{group} leaves")
NO_LINE = Words(zh="{group} 不这样离校", en="{group} does not leave so")
CLUB = Words(zh="社团 {club}", en="club {club}")
NO_CLUB = Words(zh="社团 {club} 不放在", en="club {club} never")
SPAN = Words(zh="{first} 至 {last}", en="{first} to {last}")
FROM, UNTIL = Words(zh="{first} 起", en="from {first}"), Words(zh="到 {last}", en="until {last}")
DETAIL = Words(zh="{what}（{details}）", en="{what} ({details})")


def facts_of(handout: PlanView, of: Of, name: str, lang: Lang) -> list[Fact]:
    """Return what is known of one thing; nothing is told where nothing is known."""
    teller = _Told(handout, lang)
    tell = {
        "person": teller.person,
        "group": teller.group,
        "room": teller.place,
        "post": teller.post,
        "club": teller.club,
    }[of]
    return [(words, text) for words, text in tell(name) if text]


def pin_words(case: Case, pin: Pin, lang: Lang) -> str:
    """Return what a decision taken by hand says, as a sentence."""
    details = [
        _name(case, "groups", pin.group) if pin.staff is not None else "",
        _name(case, "sessions", pin.session),
        WEEKDAYS[pin.weekday].say(lang) if pin.weekday is not None else "",
        _name(case, "rooms", pin.room),
        _name(case, "zones", pin.gate),
        clock(pin.minute) if pin.minute is not None else "",
        _dates(pin.first, pin.last, lang),
    ]
    listed = ("，" if lang == "zh" else ", ").join(filter(None, details))
    what = _pinned(case, pin, lang)
    return DETAIL.say(lang, what=what, details=listed) if listed else what


class _Told:
    """What is told in one language of the things of one plan."""

    def __init__(self, handout: PlanView, lang: Lang) -> None:
        self._handout, self._case, self._plan, self._lang = handout, handout.case, handout.plan, lang

    def person(self, name: str) -> Iterator[Fact]:
        """Tell what the school says of a person."""
        case, known = self._case, self._case.person.get(name)
        if known is None:
            return
        caps = ((CAP_DAY, known.max_day), (CAP_WEEK, known.max_week), (CAP_TERM, known.max_term))
        most = (words.say(self._lang, count=count) for words, count in caps if count is not None)
        pins = (pin_words(case, pin, self._lang) for pin in case.pins if pin.staff == name)
        brought = (row for row in case.history if row.staff == name and row.account == "units")
        yield Words(zh="身份", en="Role"), self._cell("staff", known, "kind")
        yield Words(zh="学科", en="Subjects"), self._cell("staff", known, "subjects")
        yield HEAD_OF, self._listed(row.name for row in case.groups if row.head == name)
        taught = (row for row in case.teaching if row.staff == name)
        yield Words(zh="任教", en="Teaches"), self._rows("teaching", taught, "group subject")
        yield Words(zh="资格", en="Qualifications"), self._cell("staff", known, "qualifications")
        yield SHARE, "" if known.share == 1 else self._cell("staff", known, "share")
        yield POOL, pool_name(known.pool, self._lang) if known.pool else NOT_COMPARED.say(self._lang)
        yield Words(zh="在校时间", en="At school"), self._rows("staff", (known,), "weekdays hours")
        yield Words(zh="班次上限", en="Duties at most"), self._listed(most)
        away = (row for row in case.absences if row.staff == name)
        yield Words(zh="请假", en="Absences"), self._rows("absences", away, "dates hours reason")
        wishes = (row for row in case.wishes if row.who == name)
        yield Words(zh="意愿", en="Wishes"), self._rows("wishes", wishes, "want post weekday dates")
        yield Words(zh="手工指定", en="Pins"), self._listed(pins)
        yield Words(zh="期初结余", en="Brought forward"), self._rows("history", brought, "balance")

    def group(self, name: str) -> Iterator[Fact]:
        """Tell what the school says of a class, and how it leaves."""
        case, known = self._case, self._case.group.get(name)
        if known is None:
            return
        leaving = (row for row in sorted(self._plan.handover) if row.group == name)
        yield Words(zh="年级", en="Grade"), self._cell("groups", known, "grade")
        yield Words(zh="教室", en="Room"), self._handout.place_name(known.room)
        yield Words(zh="班主任", en="Head teacher"), self._cell("groups", known, "head")
        yield Words(zh="合并自", en="Made of"), self._cell("groups", known, "of")
        enrolled = (row for row in case.enrolment if row.group == name)
        yield Words(zh="参加人数", en="Pupils"), self._rows("enrolment", enrolled, "session weekday pupils")
        members = (row for row in case.members if row.group == name and row.pupils)
        yield Words(zh="社团", en="Clubs"), self._rows("members", members, "club pupils")
        yield Words(zh="放学", en="Leaves"), self._listed(map(self._leaving, leaving))

    def place(self, name: str) -> Iterator[Fact]:
        """Tell what the school says of a room, or of a part of the grounds."""
        case, room, zone = self._case, self._case.room.get(name), self._case.zone.get(name)
        if room is not None:
            yield CAPACITY, HOLDS.say(self._lang, pupils=room.capacity, groups=room.groups_at_once)
            yield Words(zh="位置", en="Where"), self._handout.place_name(room.zone)
            yield HOME_OF, self._listed(row.name for row in case.groups if row.room == name)
        elif zone is not None:
            yield TEXT["kind"], self._cell("zones", zone, "kind")
            yield Words(zh="校区", en="Campus"), zone.campus
            yield ROOMS, self._listed(row.name for row in case.rooms if row.zone == name)
            yield THROUGHPUT, self._cell("zones", zone, "throughput")
            yield RAIN, self._cell("zones", zone, "rain_throughput")
            yield Words(zh="雨天改在", en="In rain at"), self._handout.place_name(zone.rain_zone)

    def post(self, name: str) -> Iterator[Fact]:
        """Tell what the school says of a post."""
        known = self._handout.work.posts.get(name)
        if known is None:
            return
        yield TEXT["kind"], kind_name(known.kind).say(self._lang)
        yield TEXT["session"], self._cell("posts", known, "session")
        yield TIME, self._times({name})
        yield from self._staffing("posts", known)

    def club(self, name: str) -> Iterator[Fact]:
        """Tell what the school says of a club, and when and where it was placed."""
        case, known = self._case, self._case.club.get(name)
        if known is None:
            return
        meetings = (row for row in sorted(self._plan.timetable) if row.club == name)
        members = (row for row in case.members if row.club == name and row.pupils)
        yield Words(zh="上课", en="Meets"), self._listed(map(self._meeting, meetings))
        yield TIME, self._times({post.id for post in self._handout.work.posts.values() if post.club == name})
        yield Words(zh="学生", en="Members"), self._rows("members", members, "group pupils")
        yield Words(zh="面向年级", en="For grades"), self._cell("clubs", known, "grades")
        yield from self._staffing("clubs", known)
        if known.fee is not None:
            per = self._cell("clubs", known, "fee_per")
            yield Words(zh="收费", en="Fee"), YUAN.say(self._lang, fee=show_units(known.fee), per=per)

    def _staffing(self, table: str, known: Post | Club) -> Iterator[Fact]:
        words = WANT if known.want > known.need else NEED
        yield Words(zh="人数", en="Heads"), words.say(self._lang, need=known.need, want=known.want)
        yield Words(zh="每次工作量", en="Units each time"), self._cell(table, known, "units")
        yield Words(zh="谁可以担任", en="Who may do it"), self._cell(table, known, "eligible")
        yield Words(zh="轮换", en="Rotation"), self._cell(table, known, "rotation")

    def _times(self, posts: set[str]) -> str:
        duties = (duty for duty in self._handout.work.duties if duty.post in posts)
        return self._listed(dict.fromkeys(_hours(duty.start, duty.end) for duty in duties))

    def _leaving(self, row: Departure) -> str:
        weather, gate = VARIANTS[row.variant].say(self._lang), self._handout.place_name(row.gate)
        return _spaced(_name(self._case, "sessions", row.session), weather, clock(row.leave), gate)

    def _meeting(self, row: Meeting) -> str:
        weekday, place = WEEKDAYS[row.weekday].say(self._lang), self._handout.place_name(row.room)
        return _spaced(weekday, _name(self._case, "sessions", row.session), place)

    def _rows(self, table: str, rows: Iterable[Frozen], keys: str) -> str:
        """Return rows of a table with some of their cells as one list; ``dates`` and ``hours`` are spans."""
        return self._listed(_spaced(*(self._cell(table, row, key) for key in keys.split())) for row in rows)

    def _cell(self, table: str, row: Frozen, key: str) -> str:
        if key == "dates":
            return _days(getattr(row, "first", None), getattr(row, "last", None))
        if key == "hours":
            return _hours(getattr(row, "start", None), getattr(row, "end", None))
        column = TABLE[table].column[key]
        value = getattr(row, column.target)
        if value is None:
            return ""
        if column.kind == "weekdays":
            return _spaced(*(WEEKDAYS[number].say(self._lang) for number in value))
        if isinstance(value, tuple):
            return self._listed(self._word(column, each) for each in value)
        return self._word(column, value)

    def _word(self, column: Column, value: object) -> str:
        """Return one value of a cell for a reader."""
        if column.to:
            return _name(self._case, column.to, str(value))
        if column.kind == "post":
            named = KINDS.get(str(value))
            return named.say(self._lang) if named else _post(self._case, str(value), self._lang)
        if column.kind == "weekday" and isinstance(value, int):
            return WEEKDAYS[value].say(self._lang)
        if column.kind in {"choice", "word"}:
            return spelt(str(value), column.choices, self._lang)
        if column.kind == "rotation":
            kind, _, count = str(value).partition(":")
            return EVERY_WEEKS.say(self._lang, count=count) if count else spelt(kind, ROTATIONS, self._lang)
        return show_units(value) if isinstance(value, Decimal) else str(value)

    def _listed(self, texts: Iterable[str]) -> str:
        return ("；" if self._lang == "zh" else "; ").join(filter(None, texts))


def _name(case: Case, table: str, name: str | None) -> str:
    """Return what a row of a table is called, or its id where there is no such row."""
    rows: Mapping[str, Mapping[str, Staff | Group | Room | Zone | Session | Club]] = {
        "staff": case.person,
        "groups": case.group,
        "rooms": case.room,
        "zones": case.zone,
        "sessions": case.session,
        "clubs": case.club,
    }
    row = rows[table].get(name or "")
    return row.name if row else name or ""


def _post(case: Case, name: str | None, lang: Lang) -> str:
    """Return what a post, a club's posts or a kind of post are called."""
    if name in case.post:
        return case.post[name].name
    return KINDS[name].say(lang) if name in KINDS and name not in case.club else _name(case, "clubs", name)


def _pinned(case: Case, pin: Pin, lang: Lang) -> str:
    assign = pin.action == "assign"
    if pin.staff is not None:
        who, what = _name(case, "staff", pin.staff), _post(case, pin.post or pin.club, lang)
        blank = ON_ANYTHING if assign else ANYTHING
        return (ON if assign else NEVER).say(lang, who=who, what=what or blank)
    if pin.club is not None:
        return (CLUB if assign else NO_CLUB).say(lang, club=_name(case, "clubs", pin.club))
    return (LINE if assign else NO_LINE).say(lang, group=_name(case, "groups", pin.group))


def _dates(first: dt.date | None, last: dt.date | None, lang: Lang) -> str:
    if first == last:
        return "" if first is None else first.isoformat()
    words = SPAN if first and last else FROM if first else UNTIL
    return words.say(lang, first=first, last=last)


def _spaced(*texts: str) -> str:
    return " ".join(filter(None, texts))


def _hours(start: Minutes | None, end: Minutes | None) -> str:
    """Return a span of the day, open where an end is not given."""
    ends = ["" if minute is None else clock(minute) for minute in (start, end)]
    return "–".join(ends) if any(ends) else ""


def _days(first: dt.date | None, last: dt.date | None) -> str:
    """Return a span of dates, open where an end is not given."""
    ends = ["" if date is None else date.isoformat() for date in (first, last)]
    return ends[0] if first == last else " – ".join(ends)
