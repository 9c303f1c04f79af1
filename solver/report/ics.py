"""One calendar per person, to be subscribed to or imported: stable identities, no clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from solver.base.text import Lang
from solver.base.units import Minutes
from solver.report.plan_folder import safe_names
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine
from solver.report.words import TEXT, kind_name

ZONE = "Asia/Shanghai"
EIGHT_HOURS = dt.timedelta(hours=8)


def calendars_of(handout: PlanView, lines: tuple[RosterLine, ...], lang: Lang) -> dict[str, bytes]:
    """Return the calendars by file name."""
    by_person: dict[str, list[RosterLine]] = defaultdict(list)
    for line in lines:
        by_person[line.staff].append(line)
    names = safe_names(by_person)
    return {f"{names[staff]}.ics": _calendar(handout, own, lang) for staff, own in sorted(by_person.items())}


def _calendar(handout: PlanView, lines: list[RosterLine], lang: Lang) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//afterbell {handout.certificate.version}//{handout.made_from}//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"{TEXT['roster'].say(lang)} {lines[0].staff_name}")
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(_china())
    for line in lines:
        calendar.add_component(_event(handout, line, lang))
    return bytes(calendar.to_ical())


def _china() -> Timezone:
    # Written out, so that no time-zone table of the machine is needed: China keeps one time all year.
    zone = Timezone()
    zone.add("tzid", ZONE)
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime.combine(dt.date(1992, 1, 1), dt.time()))
    standard.add("tzoffsetfrom", EIGHT_HOURS)
    standard.add("tzoffsetto", EIGHT_HOURS)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(handout: PlanView, line: RosterLine, lang: Lang) -> Event:
    event = Event()
    same = f"{handout.case.id}\n{line.date}\n{line.post}\n{line.staff}"
    event.add("uid", f"{hashlib.sha256(same.encode()).hexdigest()[:32]}@afterbell")
    event.add("dtstamp", dt.datetime.combine(handout.case.term.start, dt.time(), dt.UTC))
    if line.start is None or line.end is None:
        event.add("dtstart", line.date)
    else:
        event.add("dtstart", _minute(line.date, line.start), parameters={"TZID": ZONE})
        event.add("dtend", _minute(line.date, line.end), parameters={"TZID": ZONE})
    mark = TEXT["cover_mark"].say(lang) if line.cover else ""
    event.add("summary", f"{line.post_name}{mark}")
    if line.room:
        event.add("location", handout.place_name(line.room))
    week = TEXT["week"].say(lang, week=line.week)
    event.add("description", f"{kind_name(line.kind).say(lang)} · {week}\n{handout.made_from_words(lang)}")
    return event


def _minute(date: dt.date, minutes: Minutes) -> dt.datetime:
    return dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=minutes)
