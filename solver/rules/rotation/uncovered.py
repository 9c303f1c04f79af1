"""Every needed seat is taken. Never hard: what can't be covered is said and counted, pupils first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Duty, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params, Rule

SHORT = Words(
    zh="{date}“{post}”需要{need}人，只有{there}人，缺{short}人",
    en="{date}: {post} needs {need}, has {there}, {short} short",
)


class UncoveredParams(Params):
    """``pupils_level`` counts seats that hold pupils, ``level`` all others; the price is one a seat."""

    cost: Annotated[int, Field(ge=1), Words(zh="每个空席位计多少", en="what an empty seat counts")] = 1
    level: str = "uncovered"
    pupils_level: Annotated[
        str, Words(zh="有学生的空席位计入的层级", en="the level of empty seats that hold pupils")
    ] = "uncovered_pupils"


class Uncovered(Rule[UncoveredParams]):
    """A duty has as many people as it needs."""

    code = "uncovered"
    title = Words(zh="缺岗", en="Uncovered seats")
    meaning = Words(
        zh="每个班次有所需人数；手上有学生的岗位优先。从不作为硬性规则：缺多少，如实报告。",
        en="Every duty has the heads it needs; posts that hold pupils come first. "
        "Never hard: what is short is said.",
    )
    measures = "seats"

    def post(self, case: Case, model: ModelBuilder) -> None:  # noqa: ARG002 -- needs no more than the model
        """Charge each head short."""
        for duty in model.duties():
            short = -model.heads(duty) + duty.need
            model.charge(self._level(duty), short, 0, self.params.cost)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the heads of every duty."""
        seen = facts(case, plan)
        for duty in seen.work.duties:
            there = len(seen.crew_of(duty))
            if there < duty.need:
                short = duty.need - there
                post = seen.name(duty)
                yield self.finding(
                    SHORT.with_(date=duty.date, post=post, need=duty.need, there=there, short=short),
                    amount=short,
                    level=self._level(duty),
                    post=duty.post,
                    group=duty.group,
                    room=duty.room,
                    date=duty.date,
                    start=duty.start,
                    end=duty.busy_until,
                )

    def _level(self, duty: Duty) -> str:
        return self.params.pupils_level if duty.holds_pupils else self.params.level

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a class that needs two and a gate that needs one."""
        posts = [a_post("care", need=2, want=2), a_post("gate", "gate")]
        case = sketch(staff="ann bo cy", posts=posts, days=1)
        return (
            Example(case, clean=roster("0 care ann", "0 care bo", "0 gate cy"), broken=roster("0 care ann")),
        )
