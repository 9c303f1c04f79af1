"""What is known of a place, a post and a club."""

from __future__ import annotations

from collections.abc import Iterator

from solver.app.roster import phrases
from solver.app.roster.phrases import listed, spaced
from solver.app.roster.roster_index import Index
from solver.base.text import WEEKDAYS, Lang, Words
from solver.base.units import show_units
from solver.domain import Meeting
from solver.io.tables.vocabulary import FEE_PER, ZONE_KINDS, spelt
from solver.report.words import TEXT, kind_name

CAPACITY = Words(zh="容量", en="Capacity")
HOLDS = Words(zh="{pupils} 人，同时 {groups} 个班", en="pupils: {pupils}, classes at once: {groups}")
ZONE = Words(zh="位置", en="Where")
HOME_OF = Words(zh="本班教室", en="Home of")
CAMPUS = Words(zh="校区", en="Campus")
ROOMS = Words(zh="教室与场地", en="Rooms")
THROUGHPUT = Words(zh="晴天每分钟放学人数", en="Pupils a minute, fine")
RAIN = Words(zh="雨天每分钟放学人数", en="Pupils a minute, rain")
RAIN_ZONE = Words(zh="雨天改在", en="In rain at")
TIME = Words(zh="时间", en="Time")
HEADS = Words(zh="人数", en="Heads")
WORTH = Words(zh="每次工作量", en="Units each time")
ELIGIBLE = Words(zh="谁可以担任", en="Who may do it")
ROTATION = Words(zh="轮换", en="Rotation")
MEETS = Words(zh="上课", en="Meets")
MEMBERS = Words(zh="学生", en="Members")
GRADES = Words(zh="面向年级", en="For grades")
FEE = Words(zh="收费", en="Fee")
YUAN = Words(zh="{fee} 元/{per}", en="{fee} yuan per {per}")


def place(index: Index, name: str, lang: Lang) -> Iterator[tuple[Words, str]]:
    """Tell what the school says of a room, or of a part of the grounds."""
    handout = index.handout
    known = handout.case.room.get(name)
    if known is None:
        yield from _zone(index, name, lang)
        return
    yield CAPACITY, HOLDS.say(lang, pupils=known.capacity, groups=known.groups_at_once)
    yield ZONE, handout.place_name(known.zone)
    yield HOME_OF, listed((row.name for row in handout.case.groups if row.room == name), lang)


def _zone(index: Index, name: str, lang: Lang) -> Iterator[tuple[Words, str]]:
    handout = index.handout
    known = handout.case.zone.get(name)
    if known is None:
        return
    yield TEXT["kind"], spelt(known.kind, ZONE_KINDS, lang)
    yield CAMPUS, known.campus
    yield ROOMS, listed((row.name for row in handout.case.rooms if row.zone == name), lang)
    yield THROUGHPUT, "" if known.throughput is None else str(known.throughput)
    yield RAIN, "" if known.rain_throughput is None else str(known.rain_throughput)
    yield RAIN_ZONE, handout.place_name(known.rain_zone)


def post(index: Index, name: str, lang: Lang) -> Iterator[tuple[Words, str]]:
    """Tell what the school says of a post."""
    known = index.handout.work.posts.get(name)
    if known is None:
        return
    times = dict.fromkeys(line.time for line in index.of("post", name))
    yield TEXT["kind"], kind_name(known.kind).say(lang)
    yield TEXT["session"], phrases.session(index, known.session)
    yield TIME, listed(times, lang)
    yield HEADS, phrases.heads(known.need, known.want, lang)
    yield WORTH, show_units(known.units)
    yield ELIGIBLE, known.eligible
    yield ROTATION, phrases.rotation(known.rotation, lang)


def club(index: Index, name: str, lang: Lang) -> Iterator[tuple[Words, str]]:
    """Tell what the school says of a club, and when and where it was placed."""
    handout = index.handout
    known = handout.case.club.get(name)
    if known is None:
        return
    meetings = (row for row in sorted(handout.plan.timetable) if row.club == name)
    times = dict.fromkeys(line.time for line in index.of("club", name))
    yield MEETS, listed((_meeting(index, row, lang) for row in meetings), lang)
    yield TIME, listed(times, lang)
    members = (row for row in handout.case.members if row.club == name and row.pupils)
    yield MEMBERS, listed((f"{handout.group_name(row.group)} {row.pupils}" for row in members), lang)
    yield GRADES, listed(map(str, known.grades), lang)
    yield HEADS, phrases.heads(known.need, known.want, lang)
    yield WORTH, show_units(known.units)
    yield ELIGIBLE, known.eligible
    yield ROTATION, phrases.rotation(known.rotation, lang)
    if known.fee is not None:
        yield FEE, YUAN.say(lang, fee=show_units(known.fee), per=spelt(known.fee_per, FEE_PER, lang))


def _meeting(index: Index, row: Meeting, lang: Lang) -> str:
    weekday, place = WEEKDAYS[row.weekday].say(lang), index.handout.place_name(row.room)
    return spaced(weekday, phrases.session(index, row.session), place)
