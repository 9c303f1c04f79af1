"""What is known of a person, and of a class."""

from __future__ import annotations

from collections.abc import Iterator

from solver.app.roster import phrases
from solver.app.roster.phrases import listed, spaced
from solver.app.roster.roster_index import Index
from solver.base.text import Lang, Words
from solver.base.units import clock, show_units
from solver.domain import Departure
from solver.domain.case import Absence, Pin, Staff, Wish
from solver.io.tables.vocabulary import PIN_ACTIONS, STAFF_KINDS, WISH_KINDS, spelt
from solver.report.words import VARIANTS, kind_name, pool_name

ROLE = Words(zh="身份", en="Role")
SUBJECTS = Words(zh="学科", en="Subjects")
QUALIFICATIONS = Words(zh="资格", en="Qualifications")
TEACHES = Words(zh="任教", en="Teaches")
HEAD_OF = Words(zh="班主任", en="Head teacher of")
HEAD = Words(zh="班主任", en="Head teacher")
SHARE = Words(zh="工作份额", en="Share of a full load")
POOL = Words(zh="比较组", en="Compared within")
NO_POOL = Words(zh="不参与比较", en="not compared")
HOURS = Words(zh="在校时间", en="At school")
CAPS = Words(zh="班次上限", en="Duties at most")
CAP_DAY = Words(zh="每天 {count}", en="{count} a day")
CAP_WEEK = Words(zh="每周 {count}", en="{count} a week")
CAP_TERM = Words(zh="每学期 {count}", en="{count} a term")
AWAY = Words(zh="请假", en="Absences")
WISHES = Words(zh="意愿", en="Wishes")
PINS = Words(zh="手工指定", en="Pins")
BALANCE = Words(zh="期初结余", en="Brought forward")
GRADE = Words(zh="年级", en="Grade")
ROOM = Words(zh="教室", en="Room")
PARTS = Words(zh="合并自", en="Made of")
PUPILS = Words(zh="参加人数", en="Pupils")
CLUBS = Words(zh="社团", en="Clubs")
LEAVES = Words(zh="放学", en="Leaves")


def person(index: Index, name: str, lang: Lang) -> Iterator[tuple[Words, str]]:
    """Tell what the school says of a person."""
    case = index.handout.case
    known = case.person.get(name)
    if known is None:
        return
    yield ROLE, spelt(known.kind, STAFF_KINDS, lang)
    yield SUBJECTS, listed(known.subjects, lang)
    yield HEAD_OF, listed((row.name for row in case.groups if row.head == name), lang)
    taught = (row for row in case.teaching if row.staff == name)
    yield TEACHES, listed((spaced(index.handout.group_name(row.group), row.subject) for row in taught), lang)
    yield QUALIFICATIONS, listed(known.qualifications, lang)
    yield SHARE, "" if known.share == 1 else show_units(known.share)
    yield POOL, pool_name(known.pool, lang) if known.pool else NO_POOL.say(lang)
    yield HOURS, spaced(phrases.weekdays(known.weekdays, lang), phrases.hours(known.start, known.end))
    yield CAPS, listed(_caps(known, lang), lang)
    yield AWAY, listed((_absence(row) for row in case.absences if row.staff == name), lang)
    yield WISHES, listed((_wish(index, row, lang) for row in case.wishes if row.who == name), lang)
    yield PINS, listed((_pin(index, row, lang) for row in case.pins if row.staff == name), lang)
    brought = (row.balance for row in case.history if row.staff == name and row.account == "units")
    yield BALANCE, listed(map(show_units, brought), lang)


def group(index: Index, name: str, lang: Lang) -> Iterator[tuple[Words, str]]:
    """Tell what the school says of a class, and how it leaves."""
    handout = index.handout
    case = handout.case
    known = case.group.get(name)
    if known is None:
        return
    yield GRADE, str(known.grade)
    yield ROOM, handout.place_name(known.room)
    yield HEAD, handout.staff_name(known.head) if known.head else ""
    yield PARTS, listed(map(handout.group_name, known.parts), lang)
    yield PUPILS, listed(_enrolled(index, name, lang), lang)
    clubs = ((case.club.get(row.club), row) for row in case.members if row.group == name and row.pupils)
    yield CLUBS, listed((f"{club.name if club else row.club} {row.pupils}" for club, row in clubs), lang)
    leaving = (row for row in sorted(handout.plan.handover) if row.group == name)
    yield LEAVES, listed((_leaving(index, row, lang) for row in leaving), lang)


def _caps(known: Staff, lang: Lang) -> Iterator[str]:
    caps = ((CAP_DAY, known.max_day), (CAP_WEEK, known.max_week), (CAP_TERM, known.max_term))
    return (words.say(lang, count=most) for words, most in caps if most is not None)


def _absence(row: Absence) -> str:
    return spaced(phrases.days(row.first, row.last), phrases.hours(row.start, row.end), row.reason)


def _wish(index: Index, row: Wish, lang: Lang) -> str:
    what = kind_name(row.post).say(lang) if row.post in index.kinds else phrases.post(index, row.post)
    when = phrases.weekdays((row.weekday,) if row.weekday else (), lang)
    return spaced(spelt(row.want, WISH_KINDS, lang), what, when, phrases.days(row.first, row.last))


def _pin(index: Index, row: Pin, lang: Lang) -> str:
    what = phrases.post(index, row.post or row.club)
    when = phrases.weekdays((row.weekday,) if row.weekday else (), lang)
    return spaced(spelt(row.action, PIN_ACTIONS, lang), what, when, phrases.days(row.first, row.last))


def _enrolled(index: Index, name: str, lang: Lang) -> Iterator[str]:
    for row in index.handout.case.enrolment:
        if row.group == name:
            when = phrases.weekdays((row.weekday,) if row.weekday else (), lang)
            yield spaced(phrases.session(index, row.session), when, str(row.pupils))


def _leaving(index: Index, row: Departure, lang: Lang) -> str:
    gate = index.handout.place_name(row.gate)
    return spaced(
        phrases.session(index, row.session), VARIANTS[row.variant].say(lang), clock(row.leave), gate
    )
