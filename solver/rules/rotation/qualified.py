"""Posts that ask for a qualification."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from solver.base.text import Listed, Said, Words
from solver.domain import Case, Duty, Staff
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.rule import Example, PairRule, Params

UNQUALIFIED = Words(
    zh="{person}没有“{post}”所需的资格（{asked}）（{date}）",
    en="{person} lacks the qualification that {post} asks for ({asked}) on {date}",
)


class QualifiedParams(Params):
    """Any one of ``qualifications`` will do. ``posts`` says where, ``staff`` who has to have it."""

    qualifications: Annotated[
        tuple[str, ...], Words(zh="资格，有其一即可", en="qualifications; one of them will do")
    ] = Field(min_length=1)


class Qualified(PairRule[QualifiedParams]):
    """Whoever is on one of the posts has one of the qualifications."""

    code = "qualified"
    title = Words(zh="持证上岗", en="Qualified")
    meaning = Words(
        zh="所指岗位只能由具备所列资格之一的人担任。",
        en="The posts are taken only by people who have one of the qualifications.",
    )
    source = "S6"
    by_default = False

    def refuse(self, case: Case, staff: Staff, duty: Duty) -> Said | None:
        """Compare what the person has with what is asked."""
        asked = self.params.qualifications
        if not self.concerns(duty) or not set(asked).isdisjoint(staff.qualifications):
            return None
        if not self.concerns_staff(case, staff):
            return None
        return UNQUALIFIED.with_(person=staff.name, post=duty.post, asked=Listed(asked), date=duty.date)

    def own_dates(self, case: Case, staff: Staff) -> frozenset[dt.date] | None:  # noqa: ARG002 -- the same for all
        """Return no dates, unless the rule is about a part of the term."""
        return frozenset() if self.dateless else None

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a nap room that asks for first aid; people from outside may ask for less."""
        staff = (Staff(id="ann", name="Ann", qualifications=("first aid",)), Staff(id="bo", name="Bo"))
        posts = [a_post("nap", "patrol"), a_post("gate", "gate")]
        case = sketch(staff=staff, posts=posts)
        return (
            Example(
                case,
                clean=roster("0 nap ann", "0 gate bo", "1 nap ann"),
                broken=roster("0 nap ann", "0 gate bo", "1 nap bo"),
                params={"qualifications": ["nurse", "first aid"], "posts": ["nap"]},
            ),
            Example(
                case,
                clean=roster("0 gate bo", "1 gate ann"),
                broken=roster("0 gate ann", "1 gate bo"),
                params={"qualifications": ["first aid"], "first": "2026-09-08", "staff": "own"},
            ),
        )
