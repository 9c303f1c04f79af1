"""People from outside serve beside the school's own staff."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from solver.base.text import Words
from solver.domain import Case, Finding, Plan, Staff, facts, staff_filter
from solver.domain.example_cases import a_post, roster, sketch
from solver.domain.params import People
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Rule

ALONE = Words(
    zh="{date}“{post}”的{person}没有本校人员陪同",
    en="{date}: {person} is at {post} without anyone of the school's own staff",
)


class AccompaniedParams(Params):
    """``staff`` are those to be accompanied, ``by`` those who accompany; a price is per person and duty."""

    staff: People = "external or volunteer or parent"
    by: Annotated[People, Words(zh="由谁陪同（人员条件）", en="who accompanies (an expression)")] = (
        "own or leader"
    )


class Accompanied(Rule[AccompaniedParams]):
    """Nobody from outside is on a duty without somebody of the school's own in the same crew."""

    code = "accompanied"
    title = Words(zh="校外人员有人陪同", en="Outside people are accompanied")
    meaning = Words(
        zh="校外人员、志愿者、家长值班时，同一班次里须有本校人员。",
        en="When people from outside are on a duty, someone of the school's own staff is on it too.",
    )
    source = "S6, S10"
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Each outsider asks for an insider in the same crew."""
        for duty in model.duties():
            if not self.concerns(duty):
                continue
            crew = model.crew(duty)
            insiders = staff_filter.people(self.params.by, case, duty.group)
            beside = total(lin for staff, lin in crew if staff in insiders)
            for staff, lin in crew:
                if staff not in insiders and self.concerns_staff(case, case.person[staff]):
                    self.limit(model, lin - beside, 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look at the crew of every duty."""
        seen = facts(case, plan)
        for key, rows in seen.crew.items():
            duty = seen.work.duty[key]
            people = [case.person[row.staff] for row in rows]
            if not self.concerns(duty) or any(
                staff_filter.matches(self.params.by, person, case, duty.group) for person in people
            ):
                continue
            for person in people:
                if self.concerns_staff(case, person):
                    message = ALONE.with_(date=duty.date, post=seen.name(duty), person=person.name)
                    yield self.finding(
                        message, staff=(person.id,), post=duty.post, group=duty.group, date=duty.date
                    )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a club led from outside on two days."""
        staff = (Staff(id="ann", name="Ann"), Staff(id="xu", name="Xu", kind="external"))
        case = sketch(staff=staff, posts=[a_post("chess", "patrol", want=2)])
        clean = roster("0 chess xu", "0 chess ann", "1 chess ann")
        broken = roster("0 chess ann", "1 chess xu")
        return (
            Example(case, clean, broken),
            Example(case, clean, broken, params={"cost": 5, "by": "id:ann"}),
        )
