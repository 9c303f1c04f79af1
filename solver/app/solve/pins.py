"""Decisions taken by hand, as a sentence each, so that a run can be told to leave some of them out."""

from __future__ import annotations

import datetime as dt

from solver.base.text import WEEKDAYS, Lang, Listed, Words
from solver.base.units import clock
from solver.domain.case import Case, Pin
from solver.report.words import KINDS

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


def pin_words(case: Case, pin: Pin, lang: Lang) -> str:
    """Return what a pin says."""
    details = Listed(_details(case, pin, lang), "，")
    what = _what(case, pin, lang)
    return DETAIL.say(lang, what=what, details=details) if details else what


def without(case: Case, left_out: frozenset[int]) -> Case:
    """Return the case without some of its pins, by place: the very same case where none is left out."""
    if not left_out:
        return case
    kept = tuple(pin for place, pin in enumerate(case.pins) if place not in left_out)
    return case.model_copy(update={"pins": kept})


def _what(case: Case, pin: Pin, lang: Lang) -> str:
    assign = pin.action == "assign"
    if pin.staff is not None:
        who = case.person[pin.staff].name if pin.staff in case.person else pin.staff
        post = _post(case, pin.post or pin.club, lang)
        if assign:
            return ON.say(lang, who=who, what=post or ON_ANYTHING)
        return NEVER.say(lang, who=who, what=post or ANYTHING)
    if pin.club is not None:
        club = case.club[pin.club].name if pin.club in case.club else pin.club
        return (CLUB if assign else NO_CLUB).say(lang, club=club)
    group = case.group[pin.group].name if pin.group in case.group else pin.group or ""
    return (LINE if assign else NO_LINE).say(lang, group=group)


def _post(case: Case, post: str | None, lang: Lang) -> str:
    if post is None:
        return ""
    if post in case.post:
        return case.post[post].name
    if post in case.club:
        return case.club[post].name
    return KINDS[post].say(lang) if post in KINDS else post


def _details(case: Case, pin: Pin, lang: Lang) -> list[str]:
    found: list[str] = []
    if pin.staff is not None and pin.group is not None:
        found.append(case.group[pin.group].name if pin.group in case.group else pin.group)
    if pin.session is not None:
        found.append(case.session[pin.session].name if pin.session in case.session else pin.session)
    if pin.weekday is not None:
        found.append(WEEKDAYS[pin.weekday].say(lang))
    if pin.room is not None:
        found.append(case.room[pin.room].name if pin.room in case.room else pin.room)
    if pin.gate is not None:
        found.append(case.zone[pin.gate].name if pin.gate in case.zone else pin.gate)
    if pin.minute is not None:
        found.append(clock(pin.minute))
    dates = _dates(pin.first, pin.last, lang)
    return [*found, dates] if dates else found


def _dates(first: dt.date | None, last: dt.date | None, lang: Lang) -> str:
    if first is not None and last is not None:
        return first.isoformat() if first == last else SPAN.say(lang, first=first, last=last)
    if first is not None:
        return FROM.say(lang, first=first)
    return UNTIL.say(lang, last=last) if last is not None else ""
