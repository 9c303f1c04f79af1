"""So many people of a staff group at every time while posts are running: at least one leader in the house."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Duty, Finding, Plan, facts
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Rule

TOO_FEW = Words(
    zh="{date} {start}–{end}“{staff}”在岗{there}人，至少要有{least}人",
    en="{date}, {start}–{end}: {there} of “{staff}” on duty, at least {least} are due",
)
TOO_MANY = Words(
    zh="{date} {start}–{end}“{staff}”在岗{there}人，最多{most}人",
    en="{date}, {start}–{end}: {there} of “{staff}” on duty, at most {most} may be",
)


class HeadsBetweenParams(Params):
    """``staff`` is the group counted. A price is per head and stretch of time between starts and ends."""

    least: Annotated[int, Words(zh="至少几人", en="at least so many")] = Field(default=1, ge=0)
    most: Annotated[int | None, Words(zh="最多几人", en="at most so many")] = Field(default=None, ge=0)


class HeadsBetween(Rule[HeadsBetweenParams]):
    """While one of the posts is running, the heads of the group on them are neither too few nor too many."""

    code = "heads_between"
    title = Words(zh="随时在岗人数", en="Heads at every time")
    meaning = Words(
        zh="所指岗位进行期间，任何时刻都有若干名所指人员在这些岗位上，如至少一名领导。",
        en="While any of the posts is running, so many people of the group are on them at every time, "
        "e.g. one leader.",
    )
    source = "S3"
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Bound the heads in every stretch between starts and ends of a date that is open."""
        group = {person.id for person in case.staff if self.concerns_staff(case, person)}
        dates = {duty.date for duty in model.duties() if self.concerns(duty)}
        for date in sorted(dates):
            for _, _, running in _stretches(duty for duty in model.work.on[date] if self.concerns(duty)):
                heads = total(lin for duty in running for staff, lin in model.crew(duty) if staff in group)
                self.limit(model, -heads, -self.params.least)
                if self.params.most is not None:
                    self.limit(model, heads, self.params.most)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Walk through the minutes at which something begins or ends and count heads."""
        params = self.params
        seen = facts(case, plan)
        duties: dict[dt.date, list[Duty]] = defaultdict(list)
        for duty in seen.work.duties:
            if self.concerns(duty):
                duties[duty.date].append(duty)
        for date, own in duties.items():
            minutes = sorted({duty.start for duty in own} | {duty.end for duty in own})
            for start, end in pairwise(minutes):
                now = [duty for duty in own if duty.start <= start < duty.end]
                if not now:
                    continue
                there = sum(
                    self.concerns_staff(case, case.person[row.staff])
                    for duty in now
                    for row in seen.crew_of(duty)
                )
                words, amount = TOO_FEW, params.least - there
                if params.most is not None and there > params.most:
                    words, amount = TOO_MANY, there - params.most
                if amount > 0:
                    message = words.with_(
                        date=date,
                        start=clock(start),
                        end=clock(end),
                        staff=params.staff,
                        there=there,
                        least=params.least,
                        most=params.most,
                    )
                    yield self.finding(message, amount=amount, date=date, start=start, end=end)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two posts that overlap by half an hour, one leader due at every time, and never two."""
        posts = [
            a_post("care", want=2, end=at(17)),
            a_post("gate", "gate", start=at(16, 30), end=at(17, 30)),
        ]
        case = sketch(posts=posts, days=2)
        return (
            Example(
                case,
                clean=roster("0 care ann", "0 gate ann", "1 care bo", "1 care ann", "1 gate ann"),
                broken=roster("0 care ann", "0 gate ann", "1 care ann", "1 gate bo"),
                params={"staff": "id:ann"},
            ),
            Example(
                case,
                clean=roster("0 care ann", "0 gate bo", "1 gate ann"),
                broken=roster("0 care ann", "0 gate bo", "1 care ann", "1 gate ann"),
                params={"staff": "id:ann", "least": 0, "most": 1, "cost": 2, "first": "2026-09-08"},
            ),
        )


def _stretches(duties: Iterable[Duty]) -> Iterator[tuple[Minutes, Minutes, tuple[Duty, ...]]]:
    """Yield start, end and running duties of every stretch in which nothing begins or ends."""
    own = tuple(duties)
    cuts = sorted({minute for duty in own for minute in (duty.start, duty.end)})
    for begin, until in pairwise(cuts):
        running = tuple(duty for duty in own if duty.start < until and begin < duty.end)
        if running:
            yield begin, until, running
