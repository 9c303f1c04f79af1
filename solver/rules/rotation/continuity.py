"""Pupils meet few faces: a group has no more different people in a week or a term than it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from solver.base.text import Listed, Words
from solver.domain import Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch, weekdays
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rotation.base import period_of, say_period
from solver.rules.rule import Example, Params, Price, Rule

MANY = Words(
    zh="{period}“{group}”换了{there}个人（{people}），{most}个就够",
    en="{group} meets {there} people {period} ({people}); {most} would do",
)


class ContinuityParams(Params):
    """A price is per person beyond ``most``, by default the most heads that one of the duties needs."""

    cost: Price = 1
    level: str = "wishes"
    per: Annotated[
        Literal["week", "month", "term"],
        Words(zh="每教学周、月或学期", en="a teaching week, a month or the term"),
    ] = "week"
    most: Annotated[int | None, Words(zh="最多几个人", en="most people")] = Field(default=None, ge=1)


class Continuity(Rule[ContinuityParams]):
    """A group has no more different people than are needed at once."""

    code = "continuity"
    title = Words(zh="同班同人", en="Continuity")
    meaning = Words(
        zh="同一个班每周（月、学期）由尽量少的人看护；超出所需人数的每一人计一次。",
        en="A group is cared for by as few different people a week (month, term) as can be; everyone beyond "
        "the heads that it needs at once counts.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Count who is with a group at all in each stretch."""
        needed: dict[tuple[str, str], int] = defaultdict(int)
        for duty in model.work.duties:
            if duty.group is not None and self.concerns(duty):
                place = (duty.group, period_of(self.params.per, duty))
                needed[place] = max(needed[place], duty.need)
        parts: dict[tuple[str, str], dict[str, list[LinearExpr]]] = defaultdict(lambda: defaultdict(list))
        for person in model.people:
            if self.concerns_staff(case, person):
                for duty, lin in model.duties_of(person.id):
                    if duty.group is not None and self.concerns(duty):
                        parts[duty.group, period_of(self.params.per, duty)][person.id].append(lin)
        for place, by_person in parts.items():
            if any(model.free(staff) for staff in by_person):
                most = self.params.most or max(1, needed[place])
                self.limit(model, total(model.any_of(lins) for lins in by_person.values()), most)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Collect the people of each group and stretch."""
        seen = facts(case, plan)
        met: dict[tuple[str, str], set[str]] = defaultdict(set)
        need: dict[tuple[str, str], list[int]] = defaultdict(list)
        for duty in seen.work.duties:
            if duty.group is None or not self.concerns(duty):
                continue
            name = period_of(self.params.per, duty)
            need[duty.group, name].append(duty.need)
            crew = [case.person[row.staff] for row in seen.crew_of(duty)]
            met[duty.group, name].update(person.id for person in crew if self.concerns_staff(case, person))
        for (group, name), people in met.items():
            most = self.params.most if self.params.most is not None else max(1, *need[group, name])
            if len(people) > most:
                message = MANY.with_(
                    group=case.group[group].name,
                    period=say_period(self.params.per, name),
                    there=len(people),
                    most=most,
                    people=Listed(case.person[staff].name for staff in sorted(people)),
                )
                yield self.finding(
                    message, amount=len(people) - most, staff=tuple(sorted(people)), group=group
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a class on three days over a weekend: one face a week, and two a term."""
        posts = [a_post("care", group="c1", dates=weekdays(1, 2))]
        case = sketch(posts=posts, days=8)
        return (
            Example(
                case,
                clean=roster("0 care ann", "1 care ann", "7 care bo"),
                broken=roster("0 care ann", "1 care bo", "7 care bo"),
            ),
            Example(
                sketch(posts=posts, days=2),
                clean=roster("0 care ann"),
                broken=roster("0 care ann", "1 care bo"),
                params={"per": "term", "most": 1, "cost": None},
            ),
        )
