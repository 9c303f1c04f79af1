"""People from outside have a qualification."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from solver.base.text import Listed, Words
from solver.domain import Case, Finding, Staff, staff_filter
from solver.domain.example_cases import school
from solver.domain.params import People
from solver.policies.policy import Example, Params, Policy

NONE = Words(zh="{person}没有登记任何资格", en="{person} has no qualification on record")
NOT_ONE = Words(
    zh="{person}没有所需的资格（{asked} 之一）",
    en="{person} has none of the qualifications asked for: {asked}",
)


class QualificationsParams(Params):
    """The rule ``qualified`` asks for qualifications on certain posts; this looks at everybody listed."""

    who: Annotated[People, Words(zh="谁要有资格（人员条件）", en="who needs one (an expression)")] = (
        "external"
    )
    any_of: Annotated[
        tuple[str, ...],
        Words(zh="资格，有其一即可；空为任何资格", en="one of these will do; blank: any at all"),
    ] = ()


class Qualifications(Policy[QualificationsParams]):
    """Everybody concerned has one of the qualifications on record."""

    code = "qualifications"
    title = Words(zh="校外人员具备资质", en="Outsiders are qualified")
    meaning = Words(
        zh="参加服务的校外人员在人员表里登记有资格。",
        en="People from outside who serve have a qualification in the table of staff.",
    )
    source = Words(
        zh="S6 汝南县（具备资质的社会专业人员）；S10 广西某市（遴选机构）",
        en="S6 Runan county (qualified professionals), S10 a city of Guangxi (approved bodies)",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Look at every person's qualifications."""
        asked = self.params.any_of
        for person in case.staff:
            if not staff_filter.matches(self.params.who, person, case) or set(person.qualifications) & set(
                asked
            ):
                continue
            if asked:
                yield self.finding(NOT_ONE.with_(person=person.name, asked=Listed(asked)), staff=(person.id,))
            elif not person.qualifications:
                yield self.finding(NONE.with_(person=person.name), staff=(person.id,))

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a coach with a licence or without, and one whose licence is not of the kind asked for."""
        ann = Staff(id="ann", name="Ann")
        coach = Staff(id="xu", name="Xu", kind="external", qualifications=("coach",))
        helper = coach.model_copy(update={"qualifications": ()})
        return (
            Example(school(staff=(ann, coach)), school(staff=(ann, helper))),
            Example(
                school(staff=(ann, coach)),
                school(staff=(ann, coach.model_copy(update={"qualifications": ("driver",)}))),
                params={"any_of": ["coach", "teacher"], "who": "external or retired"},
            ),
        )
