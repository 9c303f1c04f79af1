"""Pupils don't wait long: the last release comes soon after the session's end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Finding, Plan, Variant
from solver.domain.example_cases import sketch, whole
from solver.rules.handover.base import LineRule, line_named, options
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Price

LATE = Words(
    zh="{group}{session}结束后{waiting}分钟（{released}）才放完{weather}",
    en="{group}: the last pupil is released at {released}, {waiting} minutes after {session} ends{weather}",
)


class LineWaitingParams(Params):
    """``level`` sums the minutes of all lines, ``peak_level`` is the longest; ``within`` minutes
    count as none.
    """

    cost: Price = 1
    level: str = "waiting"
    peak_level: Annotated[str, Words(zh="最长等待计入的层级", en="the level of the longest wait")] = "latest"
    within: Annotated[Minutes, Words(zh="等待不计的分钟数", en="minutes of waiting that don't count")] = (
        Field(default=0, ge=0)
    )


class LineWaiting(LineRule[LineWaitingParams]):
    """The minutes from a session's end to the last release are few: first the longest, then the sum."""

    code = "line_waiting"
    title = Words(zh="离校等待", en="Waiting to leave")
    meaning = Words(
        zh="从时段结束到最后一名学生交出的分钟数尽量少：先看最久的一队，再看总和。",
        en="Minutes from the session's end to the last release are few: first those of the last "
        "line, then their sum.",
    )
    measures = "minutes"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each line its minutes and let the peak be no less."""
        for (session, group, _), rows in options(model).items():
            if not self.about(session, group):
                continue
            free = case.session[session].end + self.params.within
            waits = total(lin * max(0, row.released - free) for row, lin in rows)
            self.limit(model, waits, 0)
            if self.params.cost is not None:
                model.peak(self.params.peak_level, waits)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Add up the minutes of each line."""
        minutes: dict[tuple[str, str, Variant], int] = defaultdict(int)
        released: dict[tuple[str, str, Variant], int] = defaultdict(int)
        for row in plan.handover:
            line = (row.session, row.group, row.variant)
            minutes[line] += max(0, row.released - case.session[row.session].end - self.params.within)
            released[line] = max(released[line], row.released)
        for (session, group, variant), waits in sorted(minutes.items()):
            if not waits or not self.about(session, group):
                continue
            last = released[session, group, variant]
            end = case.session[session].end
            named = line_named(case.session[session], case.group[group], variant)
            message = LATE.with_(**named, released=clock(last), waiting=last - end)
            yield self.finding(message, amount=waits, group=group, start=end, end=last)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two lines of which the second must let the first pass; eleven minutes are none."""
        return (
            Example(sketch(), whole(0, 0), whole(9, 0, wet2=2), {"within": 11}),
            Example(sketch(), whole(2, 1), whole(3, 2, wet1=8), {"within": 12, "cost": 2}),
            Example(sketch(), whole(1, 1), whole(1, 2), {"within": 12, "cost": None}),
        )
