"""Nobody waits long between two duties of one day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations, groupby
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Duty, Finding, Plan, Staff, facts
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rotation.base import PersonRule
from solver.rules.rule import Example, Params

WAITS = Words(
    zh="{person}在{date}{until}值完“{first}”，到{start}才值“{second}”，间隔{pause}分钟，最多{longest}分钟",
    en="On {date} {person} ends {first} at {until} and begins {second} at {start}: {pause} minutes, "
    "the most is {longest}",
)


class PausesParams(Params):
    """``longest`` in minutes. A price is per pause that is too long."""

    longest: Annotated[Minutes, Words(zh="最长间隔分钟", en="the longest pause in minutes")] = Field(
        default=30, ge=0
    )
    bridged: Annotated[
        bool,
        Words(
            zh="中间有别的班次就不算等待；否则任意两个班次之间都要算",
            en="a duty in between ends the wait; otherwise every two duties of a day are compared",
        ),
    ] = True


class Pauses(PersonRule[PausesParams]):
    """Two duties of one person on one day follow each other closely."""

    code = "pauses"
    title = Words(zh="班次间隔", en="Pauses between duties")
    meaning = Words(
        zh="同一人同一天前后两个班次之间的间隔不超过上限；中间值别的班次则不算等待。",
        en="Between two duties of a person on one day there is no pause longer than told; "
        "a duty in between bridges it.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Two duties far apart want another that bridges them; where none can, at most one of a set."""
        for _, rows in self.possible(case, model):
            for _, own in groupby(rows, key=lambda row: row[0].date):
                self._post_day(model, list(own))

    def _post_day(self, model: ModelBuilder, rows: list[tuple[Duty, LinearExpr]]) -> None:
        params = self.params
        times = tuple((duty.start, duty.busy_until) for duty, _ in rows)
        far = _far_apart(times, params.longest, bridged=params.bridged)
        if params.cost is None:
            for places in _sets(frozenset(pair for pair, between in far.items() if not between)):
                model.at_most(total(rows[place][1] for place in places), 1)
        for (one, other), between in far.items():
            if between or params.cost is not None:
                bridge = total(rows[place][1] for place in between)
                self.limit(model, rows[one][1] + rows[other][1] - bridge, 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Walk through everybody's duties of each day in order of time."""
        for person, duties in self.served(case, plan):
            per_day: dict[dt.date, list[Duty]] = defaultdict(list)
            for duty in duties:
                per_day[duty.date].append(duty)
            for own in per_day.values():
                in_order = sorted(own, key=lambda duty: duty.start)
                waits = _after_the_last(in_order) if self.params.bridged else combinations(in_order, 2)
                for first, second in waits:
                    if second.start - first.busy_until > self.params.longest:
                        yield self._found(case, plan, person, first, second)

    def _found(self, case: Case, plan: Plan, person: Staff, first: Duty, second: Duty) -> Finding:
        posts = facts(case, plan).work.posts
        message = WAITS.with_(
            person=person.name,
            date=first.date,
            first=posts[first.post].name,
            second=posts[second.post].name,
            until=clock(first.busy_until),
            start=clock(second.start),
            pause=second.start - first.busy_until,
            longest=self.params.longest,
        )
        return self.finding(
            message,
            staff=(person.id,),
            post=second.post,
            date=second.date,
            start=first.busy_until,
            end=second.start,
        )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return three duties of a day: the middle one bridges first and last, or doesn't; and a price."""
        posts = [
            a_post("early", "patrol", start=at(14), end=at(15)),
            a_post("middle", "patrol", start=at(15), end=at(16, 50)),
            a_post("late", "gate", start=at(17), end=at(18)),
        ]
        case = sketch(posts=posts, days=2)
        apart = roster("0 early ann", "0 middle bo", "0 late ann")
        all_three = roster("0 early ann", "0 middle ann", "0 late ann", "1 late bo")
        return (
            Example(case, clean=all_three, broken=apart, params={"longest": 10}),
            Example(
                case,
                clean=roster("0 early ann", "0 middle ann", "0 late bo"),
                broken=all_three,
                params={"longest": 10, "bridged": False},
            ),
            Example(case, clean=all_three, broken=apart, params={"longest": 30, "cost": 2}),
            Example(
                case,
                clean=roster("0 early ann", "0 middle ann", "1 late ann"),
                broken=all_three,
                params={"longest": 119, "cost": 1, "bridged": False},
            ),
        )


def _after_the_last(in_order: list[Duty]) -> Iterator[tuple[Duty, Duty]]:
    """Yield each duty with the one before it that ended last."""
    last = in_order[0]
    for duty in in_order[1:]:
        yield last, duty
        last = max(last, duty, key=lambda each: each.busy_until)


@lru_cache(maxsize=4096)
def _far_apart(
    times: tuple[tuple[Minutes, Minutes], ...], longest: Minutes, *, bridged: bool
) -> Mapping[tuple[int, int], tuple[int, ...]]:
    """Return the pairs of places that are too far apart, each with the places that would bridge it.

    Whatever begins before the later one and ends after the earlier one bridges; where times are equal the
    place decides, so that a pause is said of one pair only.
    """
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for one, (_, until) in enumerate(times):
        for other, (start, _) in enumerate(times):
            if start - until > longest:
                found[one, other] = tuple(
                    place
                    for place, (begins, ends) in enumerate(times)
                    if bridged
                    and place not in {one, other}
                    and (begins, place) < (start, other)
                    and (ends, place) > (until, one)
                )
    return found


@lru_cache(maxsize=4096)
def _sets(pairs: frozenset[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return sets of places that are all far apart from one another and together hold every pair."""
    found: list[tuple[int, ...]] = []
    told: set[tuple[int, int]] = set()
    places = sorted({place for pair in pairs for place in pair})
    for pair in sorted(pairs):
        if pair in told:
            continue
        own = _all_apart([*pair, *(place for place in places if place not in pair)], pairs)
        told |= {(a, b) for a in own for b in own if (a, b) in pairs}
        found.append(tuple(sorted(own)))
    return tuple(found)


def _all_apart(places: list[int], pairs: frozenset[tuple[int, int]]) -> list[int]:
    """Return the places, in order, that are far apart from all kept before them."""
    kept: list[int] = []
    for place in places:
        if all((place, each) in pairs or (each, place) in pairs for each in kept):
            kept.append(place)
    return kept
