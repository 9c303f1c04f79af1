"""Subject work is open to the school's own staff only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from solver.base.text import Listed, Words
from solver.domain import Case, Club, Finding, Post, RuleSetting, Staff, staff_filter
from solver.domain.example_cases import a_club, a_post, school
from solver.domain.params import People
from solver.policies.policy import Example, Params, Policy

OPEN = Words(
    zh="“{name}”是学科类服务，人员条件却允许非本校人员担任：{people}",
    en="{name} is subject work, but people who are not the school's own may take it: {people}",
)
RULE = "subject_own_staff"
"""The rule of the catalogue that keeps plans so, whatever ``eligible`` says."""


class SubjectWorkParams(Params):
    """Posts that the rule ``subject_own_staff`` keeps so (hard, for everybody, all term) need no more."""

    posts: Annotated[
        tuple[str, ...],
        Words(
            zh="学科类岗位（种类或编号）或社团编号", en="subject work: kinds or ids of posts, ids of clubs"
        ),
    ] = ("tutoring",)
    by: Annotated[People, Words(zh="谁可以承担（人员条件）", en="who may take it (an expression)")] = (
        "own or leader"
    )


class SubjectWork(Policy[SubjectWorkParams]):
    """No post of subject work may be taken by anybody else."""

    code = "subject_work"
    title = Words(zh="学科服务限本校人员", en="Subject work by own staff")
    meaning = Words(
        zh="学科类岗位（默认为作业辅导）的人员条件只允许本校人员；校外机构和人员只能承担非学科类活动。",
        en="Posts of subject work (tutoring, unless told otherwise) are open to the school's own staff only.",
    )
    source = Words(zh="S10 广西某市", en="S10 a city of Guangxi")

    def check(self, case: Case) -> Iterator[Finding]:
        """Look at who is eligible for each post and club of subject work."""
        subject: list[Post | Club] = [
            post
            for post in case.posts
            if {post.kind, post.id} & set(self.params.posts) and not self._kept_by_rule(case, post)
        ]
        subject += [club for club in case.clubs if club.id in self.params.posts]
        for offer in subject:
            group = offer.group if isinstance(offer, Post) else None
            wrong = sorted(
                staff_filter.people(offer.eligible, case, group)
                - staff_filter.people(self.params.by, case, group)
            )
            if wrong:
                yield self.finding(
                    OPEN.with_(name=offer.name, people=Listed(case.person[staff].name for staff in wrong)),
                    amount=len(wrong),
                    staff=tuple(wrong),
                    post=offer.id if isinstance(offer, Post) else None,
                    group=group,
                )

    def _kept_by_rule(self, case: Case, post: Post) -> bool:
        return any(self._keeps(setting, post) for setting in case.rules)

    def _keeps(self, setting: RuleSetting, post: Post) -> bool:
        params: Mapping[str, Any] = setting.params
        posts = params.get("posts", ("tutoring",))
        hard = params.get("cost") in {None, "hard"}
        narrowed = {"staff", "first", "last"} & params.keys()
        return (
            setting.code == RULE
            and setting.on
            and hard
            and not narrowed
            and params.get("by", "own or leader") == self.params.by
            and (post.kind in posts or post.id in posts)
        )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return tutoring for own staff or for anybody, a guard by rule, and a club of mathematics."""
        own = a_post("maths", "tutoring", eligible="own")
        anybody = own.model_copy(update={"eligible": "any"})
        guard = RuleSetting(code=RULE)
        staff = school().staff
        retired = (*staff, Staff(id="old", name="Old", kind="retired"))
        sums, other = a_club("sums", eligible="own"), a_club("sums", eligible="own or retired")
        return (
            Example(school(posts=(own,)), school(posts=(anybody,))),
            Example(
                school(posts=(anybody,), rules=(guard,)),
                school(posts=(anybody,), rules=(guard.model_copy(update={"params": {"cost": 5}}),)),
            ),
            Example(
                school(staff=retired, clubs=(sums,)),
                school(staff=retired, clubs=(other,)),
                params={"posts": ["tutoring", "sums"]},
            ),
        )
