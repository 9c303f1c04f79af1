"""Not the same post again within so many service days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from solver.base.text import Listed, Words
from solver.domain import Block, Case, Finding, Plan, facts, service_days
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Price, Rule

AGAIN = Words(
    zh="{person}在{days}个服务日之内又值“{post}”：{dates}",
    en="{person} has {post} again within {days} service days: {dates}",
)
FIXED_ROTATIONS = frozenset({"weekday", "term"})
"""Rotations that keep the same person on purpose."""


class SpacingParams(Params):
    """A price is per stretch of ``days`` service days and turn beyond the first: the closer, the dearer."""

    cost: Price = 1
    level: str = "wishes"
    days: Annotated[
        int, Words(zh="几个连续服务日内至多轮到一次", en="at most one turn in so many service days in a row")
    ] = Field(default=2, ge=2)


class Spacing(Rule[SpacingParams]):
    """In so many service days in a row nobody has two turns at the same post."""

    code = "spacing"
    title = Words(zh="轮换间隔", en="Rotation spacing")
    meaning = Words(
        zh="同一人在若干个连续服务日内，同一岗位至多轮到一次；整周轮换时一周算一次；按星期或整学期固定的岗位不计。",
        en="Nobody has two turns at the same post within so many service days in a row. A week kept is "
        "one turn; posts kept by weekday or all term don't count.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """At most one turn in every window of days."""
        place = {day.date: at for at, day in enumerate(service_days(case))}
        turns: dict[tuple[str, str], list[tuple[int, int, LinearExpr]]] = defaultdict(list)
        for block in model.work.blocks:
            if model.work.posts[block.key.post].rotation in FIXED_ROTATIONS or not any(
                map(self.concerns, block.duties)
            ):
                continue
            dates = [place[duty.date] for duty in block.duties]
            for staff, holds, _ in model.holders(block):
                if model.free(staff):
                    turns[staff, block.key.post].append((min(dates), max(dates), holds))
        for (staff, _), own in turns.items():
            if self.concerns_staff(case, case.person[staff]):
                own.sort(key=lambda turn: turn[:2])
                firsts, lasts = [turn[0] for turn in own], [turn[1] for turn in own]
                for start in range(max(1, len(place) - self.params.days + 1)):
                    end = start + self.params.days - 1
                    window = own[bisect_left(lasts, start) : bisect_right(firsts, end)]
                    if len(window) > 1:
                        self.limit(model, total(holds for _, _, holds in window), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Slide over the service days and count each person's turns at each post."""
        seen = facts(case, plan)
        dates = [day.date for day in service_days(case)]
        held: dict[tuple[str, str], list[Block]] = defaultdict(list)
        for block in seen.work.blocks:
            if seen.work.posts[block.key.post].rotation not in {"weekday", "term"}:
                rows = [row for duty in block.duties for row in seen.crew_of(duty)]
                for staff in sorted({row.staff for row in rows if not row.cover}):
                    if any(self.concerns(duty) for duty in block.duties):
                        held[staff, block.key.post].append(block)
        for (staff, post), blocks in held.items():
            if not self.concerns_staff(case, case.person[staff]):
                continue
            amount = 0
            for start in range(max(1, len(dates) - self.params.days + 1)):
                window = dates[start : start + self.params.days]
                there = sum(
                    block.duties[0].date <= window[-1] and window[0] <= block.duties[-1].date
                    for block in blocks
                )
                amount += max(0, there - 1)
            if amount:
                ordered = sorted(blocks, key=lambda block: block.duties[0].date)
                again = [
                    later.duties[0].date
                    for block, later in pairwise(ordered)
                    if dates.index(later.duties[0].date) - dates.index(block.duties[-1].date)
                    < self.params.days
                ]
                message = AGAIN.with_(
                    person=case.person[staff].name,
                    post=seen.work.posts[post].name,
                    days=self.params.days,
                    dates=Listed(str(date) for date in again),
                )
                yield self.finding(message, amount=amount, staff=(staff,), post=post, date=again[0])

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a daily gate over a weekend, to the last day, and a post kept by the week."""
        case = sketch(posts=[a_post("gate", "gate")], days=8)
        weekly = sketch(posts=[a_post("care", rotation="weekly")], days=8)
        first_week = [f"{number} care ann" for number in range(5)]
        return (
            Example(
                case,
                clean=roster("0 gate ann", "3 gate ann", "4 gate bo"),
                broken=roster("0 gate ann", "4 gate bo", "7 gate bo"),
                params={"days": 3},
            ),
            Example(
                case,
                clean=roster("0 gate ann", "1 gate bo", "7 gate ann"),
                broken=roster("0 gate ann", "1 gate ann"),
                params={"days": 2, "cost": None},
            ),
            Example(
                weekly,
                clean=roster(*first_week, "7 care bo"),
                broken=roster(*first_week, "7 care ann"),
                params={"days": 10, "cost": 2},
            ),
        )
