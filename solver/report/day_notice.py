"""What hangs on the staff-room door: one day, every class with its carer and leaving, every other post."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from solver.base.text import WEEKDAYS, Lang, Listed, both
from solver.base.units import clock
from solver.domain import Departure, Duty
from solver.domain.plan import VARIANTS, Variant
from solver.report.plan_view import PlanView
from solver.report.words import TEXT


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class: who cares for it when and where, and how it leaves in either weather."""

    group: str
    room: str
    time: str
    staff: str
    fine: str
    rain: str
    missing: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    """One other post."""

    time: str
    post: str
    place: str
    staff: str
    kind: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """One day on one page."""

    date: dt.date
    heading: str
    classes: tuple[ClassRow, ...]
    posts: tuple[PostRow, ...]


def first_week(handout: PlanView) -> tuple[dt.date, ...]:
    """Return the service days of the first teaching week that has any."""
    days = sorted({duty.day for duty in handout.work.duties})
    return tuple(day.date for day in days if day.week == days[0].week)


def notice_of(handout: PlanView, date: dt.date, lang: Lang) -> Notice:
    """Return the notice of one day."""
    leaving = {(row.session, row.group, row.variant): row for row in handout.plan.handover}
    classes: list[ClassRow] = []
    posts: dict[tuple[str, str, str, str], list[Duty]] = defaultdict(list)
    duties = handout.work.on.get(date, ())
    for duty in duties:
        if duty.kind == "care" and duty.group is not None:
            classes.append(_class_row(handout, duty, leaving, lang))
        else:
            post = handout.work.posts[duty.post]
            place = handout.place_name(duty.room or duty.zone_from)
            posts[_times(duty), post.name, place, duty.kind].append(duty)
    return Notice(
        date=date,
        heading=day_words(duties[0], lang) if duties else date.isoformat(),
        classes=tuple(classes),
        posts=tuple(
            PostRow(*key[:3], crew_words(handout, crew, lang), key[3], any(map(handout.short, crew)))
            for key, crew in posts.items()
        ),
    )


def handover_rows(handout: PlanView, lang: Lang) -> tuple[list[str], list[list[str | int | None]]]:
    """Return the hand-over plan as headings and rows, by session and leaving minute."""
    by_group: dict[tuple[str, str], dict[str, Departure]] = {}
    for departure in sorted(handout.plan.handover):
        by_group.setdefault((departure.session, departure.group), {})[departure.variant] = departure
    ways = [TEXT[key].say(lang) for key in ("gate", "leave", "arrive", "released")]
    first, last = ("session", "group"), ("heads", "to_extended")
    headings = [*(TEXT[key].say(lang) for key in first), *ways, *ways, *(TEXT[key].say(lang) for key in last)]
    rows: list[list[str | int | None]] = []
    for (session, group), variants in sorted(by_group.items(), key=lambda item: _leaving(item[1])):
        row: list[str | int | None] = [handout.session_name(session), handout.group_name(group)]
        for variant in ("fine", "rain"):
            way = variants.get(variant)
            times = [clock(minute) for minute in (way.leave, way.arrive, way.released)] if way else [None] * 3
            row += [handout.place_name(way.gate) if way else None, *times]
        most = [max(getattr(way, key) for way in variants.values()) for key in ("heads", "extended")]
        rows.append(row + most)
    return headings, rows


def day_words(duty: Duty, lang: Lang) -> str:
    """Return date, weekday, teaching week, and on a make-up day whose lessons apply."""
    day = duty.day
    real = WEEKDAYS[day.real_weekday].say(lang)
    date = both(f"{day.date.year}年{day.date.month}月{day.date.day}日", day.date.isoformat())
    parts = [f"{date.say(lang)} {real}", TEXT["week"].say(lang, week=day.week)]
    if day.weekday != day.real_weekday:
        parts.append(TEXT["applies"].say(lang, weekday=WEEKDAYS[day.weekday]))
    return " · ".join(parts)


def crew_words(handout: PlanView, duties: list[Duty], lang: Lang) -> str:
    """Return who does some duties, and how many are short."""
    names = [
        handout.shown_name(row.staff) + (TEXT["cover_mark"].say(lang) if row.cover else "")
        for duty in duties
        for row in handout.crew.get(duty.key, ())
    ]
    short = sum(handout.short(duty) for duty in duties)
    if short:
        names.append(TEXT["short"].say(lang, count=short))
    return (Listed(names) or TEXT["nobody"]).say(lang)


def _class_row(
    handout: PlanView, duty: Duty, leaving: dict[tuple[str, str, Variant], Departure], lang: Lang
) -> ClassRow:
    out = []
    for variant in VARIANTS:
        departure = leaving.get((duty.session, duty.group or "", variant))
        gate = handout.place_name(departure.gate) if departure else ""
        out.append(f"{clock(departure.leave)} {gate}" if departure else TEXT["nobody"].say(lang))
    return ClassRow(
        group=handout.group_name(duty.group),
        room=handout.place_name(duty.room),
        time=_times(duty),
        staff=crew_words(handout, [duty], lang),
        fine=out[0],
        rain=out[1],
        missing=handout.short(duty) > 0,
    )


def _times(duty: Duty) -> str:
    return f"{clock(duty.start)}–{clock(duty.end)}"


def _leaving(variants: dict[str, Departure]) -> tuple[str, int, str]:
    first = variants.get("fine") or next(iter(variants.values()))
    return first.session, first.leave, first.group
