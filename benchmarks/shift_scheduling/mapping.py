"""An instance as a case of ours: every rule of the benchmark is said by a rule of the catalogue.

Nothing is encoded behind the rules' backs: what the product would accept of a school it accepts here, and the
level that the audit recomputes is the benchmark's penalty.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from benchmarks.shift_scheduling.instance import Employee, Instance, Request
from solver.domain.case import Absence, Case, Dates, Post, RuleSetting, Session, Staff, Term, Wish
from solver.domain.plan import Plan

MONDAY = dt.date(2024, 1, 1)
"""Day 0: the benchmark knows no year."""
PENALTY = ((("rules", 1), ("wishes", 1)),)
"""The first level, prices of heads and weights of requests together; nothing is charged to any other."""
NOT_ASKED = ("burdens", "fair_share", "uncovered", "wanted")
"""Rules of every school that the benchmark does not have: nobody's load is compared, heads have prices."""


def case_of(instance: Instance) -> Case:
    """Return an instance as a case.

    A shift is a post; all posts are at the same hours, so nobody has two on a day. Work units are minutes.
    Days of one shift that need the same heads at the same prices are the same post.
    """
    return Case(
        id=instance.name,
        title=instance.name,
        term=Term(start=MONDAY, end=_date(instance.days - 1), national=False),
        staff=tuple(
            Staff(id=name, name=name, qualifications=tuple(_contract(instance, person)))
            for name, person in instance.staff.items()
        ),
        sessions=(
            Session(
                id="day",
                name="Day",
                start=0,
                end=max(shift.minutes for shift in instance.shifts.values()),
                grace=0,
                ends="room",
                dates=Dates(weekdays=(1, 2, 3, 4, 5, 6, 7)),
            ),
        ),
        posts=tuple(_posts(instance)),
        absences=tuple(
            Absence(staff=name, first=_date(day), last=_date(day), reason="day off")
            for name, days in instance.off.items()
            for day in sorted(days)
        ),
        wishes=(
            *(_wish(row, "prefer") for row in instance.wanted),
            *(_wish(row, "avoid") for row in instance.unwanted),
        ),
        rules=tuple(_rules(instance)),
        levels=PENALTY,
    )


def roster_of(instance: Instance, plan: Plan) -> dict[str, list[str | None]]:
    """Return a plan as the benchmark writes it: for each employee a shift or nothing on every day."""
    roster: dict[str, list[str | None]] = {name: [None] * instance.days for name in instance.staff}
    for row in plan.roster:
        roster[row.staff][(row.date - MONDAY).days] = row.post.partition("/")[0]
    return roster


def _date(day: int) -> dt.date:
    return MONDAY + dt.timedelta(days=day)


def _posts(instance: Instance) -> Iterator[Post]:
    for shift, kind in instance.shifts.items():
        for post, days in _days_of(instance, shift).items():
            cover = instance.cover.get((days[0], shift))
            need = cover.need if cover else 0
            others = [day for day in range(instance.days) if day not in days]
            yield Post(
                id=post,
                name=shift,
                kind="patrol",
                session="day",
                end=kind.minutes,
                need=need,
                want=max(need, len(instance.staff)),
                units=Decimal(kind.minutes),
                # Whoever may have no such shift at all is not eligible for it.
                eligible=f'not qual:"{_at_most(0, shift)}"',
                dates=Dates(without=tuple(map(_date, others))),
            )


def _days_of(instance: Instance, shift: str) -> Mapping[str, list[int]]:
    """Return the days of a shift by the post that stands for them."""
    found: dict[str, list[int]] = defaultdict(list)
    for day in range(instance.days):
        cover = instance.cover.get((day, shift))
        found[f"{shift}/{cover.need}-{cover.under}-{cover.over}" if cover else f"{shift}/free"].append(day)
    return found


def _wish(row: Request, want: str) -> Wish:
    date = _date(row.day)
    fields = {"who": f"id:{row.employee}", "want": want, "post": row.shift, "weight": row.weight}
    return Wish.model_validate(fields | {"first": date, "last": date})


def _contract(instance: Instance, person: Employee) -> Mapping[str, RuleSetting]:
    """Return the terms of a person's contract: each a qualification, and the rule for all who have it."""
    terms: dict[str, tuple[str, dict[str, object]]] = {
        f"at most {person.most_minutes}": (
            "caps",
            {"most": person.most_minutes, "of": "units", "per": "term"},
        ),
        f"at least {person.least_minutes}": (
            "floors",
            {"least": person.least_minutes, "of": "units", "per": "term", "cost": "hard"},
        ),
        f"runs up to {person.longest_run}": ("run_length", {"longest": person.longest_run}),
        f"runs from {person.shortest_run}": (
            "run_length",
            {"shortest": person.shortest_run, "open_ends": True},
        ),
        f"free {person.days_off}": ("rest_days", {"free": person.days_off, "after": 1}),
        f"weekends {person.weekends}": ("weekends", {"most": person.weekends, "per": "term"}),
    }
    for shift in instance.shifts:
        most = person.most_shifts.get(shift, instance.days)
        if most < instance.days:
            caps = {"most": most, "of": "duties", "per": "term", "posts": [shift]}
            terms[_at_most(most, shift)] = ("caps", caps)
    return {
        term: RuleSetting(code=code, params={"staff": f'qual:"{term}"', **params})
        for term, (code, params) in terms.items()
    }


def _at_most(most: int, shift: str) -> str:
    return f"at most {most} of {shift}"


def _rules(instance: Instance) -> Iterator[RuleSetting]:
    yield from (RuleSetting(code=code, on=False) for code in NOT_ASKED)
    yield RuleSetting(code="wishes", params={"hopeless": True})
    yield from _heads(instance)
    yield from _successions(instance)
    contracts = (_contract(instance, person) for person in instance.staff.values())
    yield from {term: rule for contract in contracts for term, rule in contract.items()}.values()


def _heads(instance: Instance) -> Iterator[RuleSetting]:
    prices: dict[tuple[int, int], set[str]] = defaultdict(set)
    for shift in instance.shifts:
        for post, days in _days_of(instance, shift).items():
            if cover := instance.cover.get((days[0], shift)):
                prices[cover.under, cover.over].add(post)
    for (under, over), posts in prices.items():
        yield RuleSetting(code="heads", params={"missing": under, "extra": over, "posts": sorted(posts)})


def _successions(instance: Instance) -> Iterator[RuleSetting]:
    for shift, kind in instance.shifts.items():
        if kind.not_before:
            # Every shift counts as a late finish and as an early start: the posts alone decide.
            hours = {"after": 0, "before": 24 * 60, "max_days": 1}
            posts = {"late_posts": [shift], "early_posts": list(kind.not_before)}
            yield RuleSetting(code="succession", params=hours | posts)
