"""Only people whom a post's ``eligible`` expression names may take it."""

from __future__ import annotations

from solver.base.text import Said, Words
from solver.domain import Case, Duty, Staff, staff_filter
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.rule import Example, PairRule, Params

NOT_ELIGIBLE = Words(
    zh="{person}不在岗位“{post}”的可任人员（{eligible}）之内",
    en="{person} is not among those who may take {post} ({eligible})",
)


class Eligibility(PairRule[Params]):
    """Whoever is on a duty is named by its post's ``eligible`` expression."""

    code = "eligibility"
    title = Words(zh="任职资格", en="Eligibility")
    meaning = Words(
        zh="岗位只能由其“可任人员”表达式所指的人担任。",
        en="A post is taken only by people whom its eligible expression names.",
    )
    source = "S8, S10"
    refuses_whole_posts = True

    def refuse(self, case: Case, staff: Staff, duty: Duty) -> Said | None:
        """Look the person up among all whom the expression names."""
        row = case.post[duty.post] if duty.club is None else case.club[duty.club]
        if staff.id in staff_filter.people(row.eligible, case, duty.group):
            return None
        return NOT_ELIGIBLE.with_(person=staff.name, post=row.name, eligible=row.eligible)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a gate that only leaders may keep."""
        staff = (Staff(id="ann", name="Ann", kind="leader"), Staff(id="bo", name="Bo"))
        case = sketch(staff=staff, posts=[a_post("gate", "gate", eligible="leader")])
        return (
            Example(case, clean=roster("0 gate ann", "1 gate ann"), broken=roster("0 gate ann", "1 gate bo")),
        )
