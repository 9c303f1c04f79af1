"""Free service days: so many in every stretch, so many after a run of duty days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Finding, Plan, Staff, facts, service_days
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import ZERO, LinearExpr, ModelBuilder, total
from solver.rules.rotation.base import PersonRule, days_served
from solver.rules.rule import Example, Params

TOO_FEW = Words(
    zh="{person}从{first}到{last}只有{rest}个服务日不值班，至少要有{free}个",
    en="{person} is free on only {rest} service days, {first} to {last}; at least {free} are due",
)
TOO_SOON = Words(
    zh="{person}到{last}连续值班后，{date}又值班；之后应有{free}个服务日不值班",
    en="{person} serves on {date} after a run until {last}; {free} free service days are due after it",
)


class RestDaysParams(Params):
    """``free`` days in every ``within`` service days, and after a run of at least ``after`` duty days.

    A price is per free day missing in a stretch, and per duty day within the days due after a run.
    """

    free: Annotated[int, Words(zh="休息的服务日数", en="free service days")] = Field(default=1, ge=1)
    within: Annotated[int | None, Words(zh="每几个连续服务日内", en="in every so many service days")] = Field(
        default=None, ge=2
    )
    after: Annotated[
        int | None, Words(zh="连续值班达几个服务日之后", en="after a run of so many duty days")
    ] = Field(default=None, ge=1)


class RestDays(PersonRule[RestDaysParams]):
    """Everybody has free service days in every stretch, and after a run."""

    code = "rest_days"
    title = Words(zh="休息日", en="Rest days")
    meaning = Words(
        zh="每若干个连续服务日内至少有几天不值班；连续值班达到若干天后至少休息几个服务日。",
        en="In every so many service days some are free; after a run of so many duty days so many are free.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Bound the days served of every stretch; no duty soon after the end of a run."""
        dates = [day.date for day in service_days(case)]
        for _, rows in self.possible(case, model):
            served = days_served(model, rows)
            days = [served.get(date, ZERO) for date in dates]
            within = self.params.within
            for start in range(len(days) - within + 1 if within is not None else 0):
                window = total(days[start : start + (within or 0)])
                self.limit(model, window, max(0, (within or 0) - self.params.free))
            if self.params.after is not None:
                self._after_runs(model, days, self.params.after)

    def _after_runs(self, model: ModelBuilder, days: list[LinearExpr], after: int) -> None:
        for end in range(after, len(days)):
            run = days[end - after : end]
            if ZERO in run:
                continue
            for again in days[end + 1 : end + self.params.free]:
                if again != ZERO:
                    self.limit(model, total(run) - days[end] + again, after)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count free days of every stretch; walk through the days and remember when rest is due."""
        seen = facts(case, plan)
        for person in case.staff:
            if self.concerns_staff(case, person):
                own = {duty.date for duty in seen.by_person.get(person.id, ()) if self.concerns(duty)}
                yield from self._check_person(case, person, [day.date in own for day in service_days(case)])

    def _check_person(self, case: Case, person: Staff, served: list[bool]) -> Iterator[Finding]:
        params = self.params
        dates = [day.date for day in service_days(case)]
        for start in range(len(dates)):
            window = served[start : start + params.within] if params.within is not None else []
            due = min(params.free, len(window))
            if len(window) == params.within and window.count(False) < due:
                rest = window.count(False)
                message = TOO_FEW.with_(
                    person=person.name,
                    first=dates[start],
                    last=dates[start + len(window) - 1],
                    rest=rest,
                    free=due,
                )
                yield self.finding(message, amount=due - rest, staff=(person.id,), date=dates[start])
        run = 0
        for at, on in enumerate(served):
            if on:
                run += 1
                continue
            if params.after is not None and run >= params.after:
                for again in range(at + 1, min(at + params.free, len(dates))):
                    if served[again]:
                        message = TOO_SOON.with_(
                            person=person.name, last=dates[at - 1], date=dates[again], free=params.free
                        )
                        yield self.finding(message, staff=(person.id,), date=dates[again])
            run = 0

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return one free day in three, and two free days after two in a row."""
        case = sketch(staff="ann", posts=[a_post("gate", "gate")], days=9)
        return (
            Example(
                case,
                clean=roster("0 gate ann", "1 gate ann", "3 gate ann", "4 gate ann", "8 gate ann"),
                broken=roster("4 gate ann", "7 gate ann", "8 gate ann"),
                params={"free": 1, "within": 3},
            ),
            Example(
                case,
                clean=roster("0 gate ann", "1 gate ann", "4 gate ann", "7 gate ann"),
                broken=roster("0 gate ann", "1 gate ann", "3 gate ann", "7 gate ann", "8 gate ann"),
                params={"free": 2, "after": 2, "cost": 3},
            ),
            Example(
                case,
                clean=roster("0 gate ann", "4 gate ann"),
                broken=roster("0 gate ann", "2 gate ann", "8 gate ann"),
                params={"free": 3, "after": 1, "within": 4, "cost": 1, "posts": ["gate"]},
            ),
        )
