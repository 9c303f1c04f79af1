"""The longest and the shortest run of service days on which a person serves one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Finding, Plan, service_days
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import ZERO, LinearExpr, ModelBuilder, total
from solver.rules.rotation.base import PersonRule, days_served
from solver.rules.rule import Example, Params

TOO_LONG = Words(
    zh="{person}从{first}到{last}连续值班{days}个服务日，最多{longest}个",
    en="{person} serves {days} service days in a row, {first} to {last}; the most is {longest}",
)
TOO_SHORT = Words(
    zh="{person}从{first}到{last}只连续值班{days}个服务日，至少{shortest}个",
    en="{person} serves only {days} service days in a row, {first} to {last}; the least is {shortest}",
)


class RunLengthParams(Params):
    """A price is per service day too many or too few in a run. Before and after the term nobody serves.

    With ``open_ends`` a run that touches the first or the last service day may have begun before it or go
    on after it: it is never too short.
    """

    longest: Annotated[int | None, Words(zh="最多连续几个服务日", en="most service days in a row")] = Field(
        default=None, ge=1
    )
    shortest: Annotated[int | None, Words(zh="至少连续几个服务日", en="least service days in a row")] = Field(
        default=None, ge=1
    )
    open_ends: Annotated[
        bool,
        Words(
            zh="首末两天所在的连续段不判为过短",
            en="a run that touches the first or last day is never too short",
        ),
    ] = False


class RunLength(PersonRule[RunLengthParams]):
    """Runs of service days with duties are neither too long nor too short."""

    code = "run_length"
    title = Words(zh="连续值班天数", en="Days in a row")
    meaning = Words(
        zh="每人连续值班的服务日不超过上限、不少于下限；周末和假日不是服务日，不打断连续。",
        en="Nobody serves more, or fewer, service days in a row than told. Days without service "
        "don't break a run.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Look at every window of days that would be a run too long or too short."""
        dates = [day.date for day in service_days(case)]
        for _, rows in self.possible(case, model):
            served = days_served(model, rows)
            days = [served.get(date, ZERO) for date in dates]
            longest = self.params.longest
            for start in range(len(days) - longest if longest is not None else 0):
                window = days[start : start + (longest or 0) + 1]
                # A day on which nobody could serve breaks every run through it.
                if ZERO not in window:
                    self.limit(model, total(window), longest or 0)
            if self.params.shortest is not None:
                self._not_too_short(model, days, self.params.shortest)

    def _not_too_short(self, model: ModelBuilder, days: list[LinearExpr], shortest: int) -> None:
        """Let each run that would be too short have a day of duty before or after it."""
        edge = int(self.params.open_ends)
        around = [ZERO, *days, ZERO]
        for size in range(1, shortest):
            for start in range(1 + edge, len(days) - size + 2 - edge):
                run = around[start : start + size]
                if ZERO in run:
                    continue
                beyond = around[start - 1] + around[start + size]
                if self.params.cost is None:
                    # Shorter runs are out already, so the first day says as much as all of them, and more to
                    # a linear relaxation.
                    model.at_most(run[0] - beyond, 0)
                else:
                    self.limit(model, total(run) - beyond, size - 1, price=shortest - size)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Walk through the service days and measure each run."""
        params = self.params
        dates = [day.date for day in service_days(case)]
        for person, duties in self.served(case, plan):
            served = {duty.date for duty in duties}
            for on, group in groupby(dates, key=served.__contains__):
                run: list[dt.date] = list(group)
                if not on:
                    continue
                whole = not params.open_ends or (run[0] > dates[0] and run[-1] < dates[-1])
                words, amount = TOO_LONG, 0
                if params.longest is not None and len(run) > params.longest:
                    amount = len(run) - params.longest
                elif params.shortest is not None and len(run) < params.shortest and whole:
                    words, amount = TOO_SHORT, params.shortest - len(run)
                if amount:
                    message = words.with_(
                        person=person.name,
                        first=run[0],
                        last=run[-1],
                        days=len(run),
                        longest=params.longest,
                        shortest=params.shortest,
                    )
                    yield self.finding(message, amount=amount, staff=(person.id,), date=run[0])

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return at most two days in a row over a weekend and to the last day; and at least two."""
        case = sketch(staff="ann", posts=[a_post("gate", "gate")], days=9)
        twice = [a_post("gate", "gate", end=at(17)), a_post("care", start=at(17))]
        busy = sketch(staff="ann", posts=twice, days=3)
        return (
            Example(
                case,
                clean=roster("0 gate ann", "1 gate ann", "3 gate ann", "4 gate ann", "8 gate ann"),
                broken=roster("0 gate ann", "4 gate ann", "7 gate ann", "8 gate ann"),
                params={"longest": 2},
            ),
            Example(
                case,
                clean=roster("0 gate ann", "4 gate ann", "7 gate ann", "8 gate ann"),
                broken=roster("0 gate ann", "2 gate ann", "3 gate ann", "8 gate ann"),
                params={"shortest": 3, "longest": 3, "cost": 2, "posts": ["gate"], "first": "2026-09-09"},
            ),
            Example(
                busy,
                clean=roster("0 gate ann", "0 care ann", "1 gate ann"),
                broken=roster("0 gate ann", "0 care ann", "1 gate ann", "2 care ann"),
                params={"longest": 2, "shortest": 2},
            ),
            Example(
                case,
                clean=roster("0 gate ann", "2 gate ann", "3 gate ann", "4 gate ann", "8 gate ann"),
                broken=roster("0 gate ann", "2 gate ann", "3 gate ann", "7 gate ann", "8 gate ann"),
                params={"shortest": 3, "open_ends": True},
            ),
            Example(
                case,
                clean=roster("0 gate ann", "3 gate ann", "4 gate ann", "7 gate ann", "8 gate ann"),
                broken=roster("0 gate ann", "3 gate ann", "7 gate ann", "8 gate ann"),
                params={"shortest": 2, "open_ends": True, "cost": 2},
            ),
        )
