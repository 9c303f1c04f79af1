"""People who serve together, or never together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Annotated, Literal

from solver.base.text import Listed, Words
from solver.domain import Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import ZERO, LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Rule

WITHOUT = Words(
    zh="{date}{person}值班而{other}不在，两人应一起（{place}）",
    en="{date}: {person} serves without {other}; they belong together ({place})",
)
BOTH = Words(
    zh="{date}{people}不应在一起值班（{place}）",
    en="{date}: {people} are not to serve together ({place})",
)
SAME_DAY = Words(zh="同一天", en="the same day")
SAME_DUTY = Words(zh="“{post}”", en="{post}")

Place = tuple[dt.date, str]


class PairingParams(Params):
    """``people`` are ids. A price is per person missing to another, or per person too many."""

    people: Annotated[tuple[str, ...], Words(zh="人员编号", en="ids of people")]
    mode: Annotated[
        Literal["together", "apart"], Words(zh="在一起，或不在一起", en="together, or never together")
    ] = "together"
    same: Annotated[
        Literal["duty", "day"], Words(zh="同一班次或同一天", en="on the same duty, or on the same day")
    ] = "duty"


class Pairing(Rule[PairingParams]):
    """On a duty (or a day) there are all of these people or none; or one of them at most."""

    code = "pairing"
    title = Words(zh="搭档与回避", en="Together or apart")
    meaning = Words(
        zh="指定的人在同一班次（或同一天）一起值班，或从不一起值班。",
        en="The people named serve together on a duty (or a day), or never do.",
    )
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Compare the people at every place where one of them might be."""
        people = [staff for staff in self.params.people if staff in case.person]
        if not any(model.free(staff) for staff in people):
            return
        places: dict[Place, dict[str, list[LinearExpr]]] = defaultdict(lambda: defaultdict(list))
        for staff in people:
            for duty, lin in model.duties_of(staff):
                if self.concerns(duty):
                    where = duty.post if self.params.same == "duty" else ""
                    places[duty.date, where][staff].append(lin)
        for parts in places.values():
            there = {staff: model.any_of(lins) for staff, lins in parts.items()}
            if self.params.mode == "apart":
                self.limit(model, total(there.values()), 1)
            else:
                for one, other in permutations(people, 2):
                    self.limit(model, there.get(one, ZERO) - there.get(other, ZERO), 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Collect who of them is on each duty or day."""
        seen = facts(case, plan)
        people = [staff for staff in self.params.people if staff in case.person]
        met: Mapping[Place, set[str]] = defaultdict(set)
        for staff in people:
            for duty in seen.by_person.get(staff, ()):
                if self.concerns(duty):
                    met[duty.date, duty.post if self.params.same == "duty" else ""].add(staff)
        for (date, post), there in sorted(met.items()):
            place = SAME_DUTY.with_(post=seen.work.posts[post].name) if post else SAME_DAY.with_()
            if self.params.mode == "apart" and len(there) > 1:
                names = Listed(case.person[staff].name for staff in sorted(there))
                message = BOTH.with_(date=date, people=names, place=place)
                yield self.finding(
                    message, amount=len(there) - 1, staff=tuple(sorted(there)), post=post or None, date=date
                )
            elif self.params.mode == "together":
                for staff in sorted(there):
                    for other in sorted(set(people) - there):
                        message = WITHOUT.with_(
                            date=date,
                            person=case.person[staff].name,
                            other=case.person[other].name,
                            place=place,
                        )
                        yield self.finding(message, staff=(staff, other), post=post or None, date=date)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a pair at one post, two people apart on a duty, and two apart by the day."""
        duo = sketch(posts=[a_post("patrol", "patrol", want=2)], days=2)
        posts = [a_post("gate", "gate", end=at(17)), a_post("care", start=at(17))]
        day = sketch(posts=posts, days=1)
        both = roster("0 patrol ann", "0 patrol bo")
        one = roster("0 patrol ann", "1 patrol bo")
        named: dict[str, object] = {"people": ["ann", "bo"]}
        return (
            Example(duo, clean=both, broken=one, params=named),
            Example(duo, clean=one, broken=both, params={**named, "mode": "apart", "cost": 4}),
            Example(
                day,
                clean=roster("0 gate ann", "0 care ann"),
                broken=roster("0 gate ann", "0 care bo"),
                params={**named, "mode": "apart", "same": "day"},
            ),
            Example(
                day,
                clean=roster("0 gate ann", "0 care bo"),
                broken=roster("0 gate ann", "0 care ann"),
                params={**named, "same": "day", "cost": 1},
            ),
        )
