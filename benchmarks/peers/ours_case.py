"""An instance of the peers' format as a case in the product's own words, and a plan of it as a solution."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from benchmarks.peers.instance import Instance
from solver.domain.case import Absence, Case, Dates, Post, RuleSetting, Session, Staff, Term, Wish
from solver.domain.plan import Plan

FIRST = dt.date(2026, 2, 23)
"""A Monday: day 0 of every instance."""
LEVELS = (
    (("uncovered", 1), ("uncovered_pupils", 1)),
    (("max_deviation", 1),),
    (("sum_deviation", 1),),
    (("wishes", 1),),
    (("rules", 1), ("wanted", 1)),
)
"""The peers' four levels; the product's others have nothing to measure here."""
SESSIONS = {"midday": (0, 13 * 60), "pm": (13 * 60, 24 * 60 - 1)}

Seats = Mapping[tuple[dt.date, str], list[str]]
"""Which duties of the instance the seats of a dated post stand for."""


def date_of(day: int) -> dt.date:
    """Return the date of a day: five days a week, from a Monday on."""
    return FIRST + dt.timedelta(days=day // 5 * 7 + day % 5)


def case_of(instance: Instance) -> tuple[Case, Seats]:
    """Return the instance as a case.

    Duties of one day that nobody could tell apart (same time, worth and eligible people) are the seats
    of one post.
    """
    step = Decimal(1) / instance.unit_scale
    posts, seats = _posts(instance, step)
    afternoon = tuple(post.id for post in posts if post.session == "pm")
    pauses = {"longest": instance.gap_limit, "bridged": False, "posts": afternoon}
    midday = Session(id="midday", name="midday", kind="midday", start=660, end=780, grace=0, ends="room")
    case = Case(
        id=f"{instance.name}-{instance.seed}",
        title=f"{instance.name} {instance.seed}",
        term=Term(start=FIRST, end=date_of(instance.days - 1), national=False),
        staff=_staff(instance, step),
        sessions=(midday, Session(id="pm", name="pm", start=840, end=1140, grace=0, ends="room")),
        posts=posts,
        absences=_absences(instance),
        wishes=tuple(
            Wish(who=f"id:{person.id}", want="avoid", first=date_of(day), last=date_of(day))
            for person in instance.staff
            for day in sorted(person.prefer_not)
        ),
        rules=(RuleSetting(code="pauses", params=pauses), RuleSetting(code="burdens", on=False)),
        levels=LEVELS,
        grid_step=step,
        walk_default=0,
    )
    return case, seats


def _posts(instance: Instance, step: Decimal) -> tuple[tuple[Post, ...], Seats]:
    alike: dict[tuple[str, int, int, int, str, str], dict[int, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for duty in instance.duties:
        shape = duty.session, duty.start, duty.busy_end, duty.units, duty.eligible, duty.kind
        alike[shape][duty.day].append(duty.id)
    posts: list[Post] = []
    seats: dict[tuple[dt.date, str], list[str]] = {}
    for (session, start, until, units, group, kind), days in sorted(alike.items()):
        for need in sorted({len(own) for own in days.values()}):
            on = {day: own for day, own in days.items() if len(own) == need}
            post = Post(
                id=f"P{len(posts)}",
                name=f"{kind} {group}",
                # There are no pupils in an instance: nothing follows from what a duty is called.
                kind="patrol",
                session=session,
                start=start,
                end=until,
                dates=_dates(on),
                need=need,
                want=need,
                units=units * step,
                eligible=f'qual:"{group}"',
            )
            posts.append(post)
            seats |= {(date_of(day), post.id): own for day, own in on.items()}
    return tuple(posts), seats


def _dates(days: Mapping[int, list[str]]) -> Dates:
    """Return the dates of a post: the weekdays that it falls on, without those that it skips."""
    weekdays = sorted({day % 5 + 1 for day in days})
    first, last = min(days), max(days)
    skipped = [day for day in range(first, last + 1) if day % 5 + 1 in weekdays and day not in days]
    return Dates(
        weekdays=tuple(weekdays),
        first=date_of(first),
        last=date_of(last),
        without=tuple(date_of(day) for day in skipped),
    )


def _staff(instance: Instance, step: Decimal) -> tuple[Staff, ...]:
    able: dict[str, list[str]] = defaultdict(list)
    for group, people in sorted(instance.eligible.items()):
        for person in sorted(people):
            able[person].append(group)
    return tuple(
        Staff(
            id=row.id,
            name=row.id,
            kind="leader" if row.group == "leaders" else "own",
            qualifications=tuple(able[row.id]),
            share=row.share,
            pool=row.group,
            max_week=row.max_per_week,
            agreed=row.target * step,
        )
        for row in instance.staff
    )


def _absences(instance: Instance) -> tuple[Absence, ...]:
    return tuple(
        Absence(
            staff=row.id,
            first=date_of(day),
            last=date_of(day),
            start=SESSIONS[session][0],
            end=SESSIONS[session][1],
        )
        for row in instance.staff
        for day, session in sorted(row.unavailable)
    )


def assignment(instance: Instance, plan: Plan, seats: Seats) -> dict[str, str | None]:
    """Return who takes each duty of the instance."""
    taken: dict[str, str | None] = {duty.id: None for duty in instance.duties}
    used: Counter[tuple[dt.date, str]] = Counter()
    for row in plan.roster:
        place = row.date, row.post
        taken[seats[place][used[place]]] = row.staff
        used[place] += 1
    return taken
