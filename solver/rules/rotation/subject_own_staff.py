"""Subject work (tutoring) is for the school's own staff only."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from solver.base.text import Said, Words
from solver.domain import Case, Duty, Staff, staff_filter
from solver.domain.example_cases import a_post, roster, sketch
from solver.domain.params import People
from solver.rules.rule import Example, PairRule, Params

NOT_OWN = Words(
    zh="{person}不是本校教师，不能承担学科类岗位“{post}”（{date}）",
    en="{person} is not of the school's own staff and can't take {post} on {date}: it is subject work",
)


class SubjectOwnStaffParams(Params):
    """``posts`` are kinds or ids of subject work, ``by`` who may do it, ``staff`` whom the rule is about."""

    posts: tuple[str, ...] = ("tutoring",)
    by: Annotated[People, Words(zh="谁可以承担（人员条件）", en="who may (an expression)")] = "own or leader"


class SubjectOwnStaff(PairRule[SubjectOwnStaffParams]):
    """Posts of subject work are taken by the school's own staff only."""

    code = "subject_own_staff"
    title = Words(zh="学科服务限本校教师", en="Subject work by own staff")
    meaning = Words(
        zh="学科类岗位（默认为作业辅导）只能由本校教师承担。",
        en="Posts of subject work (tutoring, unless told otherwise) are only for the school's own staff.",
    )
    source = "S10"
    by_default = False

    def refuse(self, case: Case, staff: Staff, duty: Duty) -> Said | None:
        """Look the person up among those who may."""
        if not self.concerns(duty) or staff.id in staff_filter.people(self.params.by, case, duty.group):
            return None
        if not self.concerns_staff(case, staff):
            return None
        return NOT_OWN.with_(person=staff.name, post=duty.post, date=duty.date)

    def own_dates(self, case: Case, staff: Staff) -> frozenset[dt.date] | None:  # noqa: ARG002 -- the same for all
        """Return no dates, unless the rule is about a part of the term."""
        return frozenset() if self.dateless else None

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return tutoring and a patrol, one of the two people from outside."""
        staff = (Staff(id="ann", name="Ann"), Staff(id="xu", name="Xu", kind="external"))
        posts = [a_post("tutoring", "tutoring"), a_post("patrol", "patrol")]
        case = sketch(staff=staff, posts=posts)
        return (
            Example(
                case,
                clean=roster("0 tutoring ann", "0 patrol xu", "1 tutoring ann"),
                broken=roster("0 tutoring ann", "0 patrol xu", "1 tutoring xu"),
            ),
            Example(
                case,
                clean=roster("0 patrol ann", "1 patrol xu"),
                broken=roster("0 patrol xu"),
                params={"posts": ["patrol"], "last": "2026-09-07"},
            ),
        )
