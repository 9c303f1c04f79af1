"""Decisions taken by hand about people: this one on that post, or never on it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from solver.base.text import Listed, Said, Words
from solver.domain import Case, Duty, Finding, Pin, Plan, Staff, facts
from solver.domain.example_cases import a_post, on_day, roster, sketch
from solver.domain.requests import names
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Price, Rule

FORBIDDEN = Words(
    zh="已指定{person}不值“{post}”（{date}）",
    en="by hand: {person} is not to take {post} on {date}",
)
NOT_THERE = Words(
    zh="已指定{person}在{date}值“{posts}”，没有排上",
    en="by hand: {person} is to take {posts} on {date}, but isn't on it",
)


class PinsParams(Params):
    """``cost`` is the price of a date on which somebody is not where they were pinned.

    The price is so high that only uncovered seats outweigh it, and an impossible pin (leave, a lesson, two
    pins on one seat) is told date by date instead of making every plan impossible. What is forbidden is
    always hard.
    """

    cost: Price = 1000


class Pins(Rule[PinsParams]):
    """Pinned people are on one of the duties named on every date that has one; or never on any."""

    code = "pins"
    title = Words(zh="手工指定", en="Pins")
    meaning = Words(
        zh="指定某人值某岗：有所指班次的每个日期，本人须在其中之一，做不到的日期逐一列出；指定某人不值某岗：一律不排。",
        en="A person pinned to a post is on one of the duties named on every date that has one; dates on "
        "which that can't be are told one by one. A person forbidden a post is never on it.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each date of a pin without the person; what is forbidden is no decision."""
        for pin in case.pins:
            if pin.staff is None or pin.action != "assign" or not model.free(pin.staff):
                continue
            if not self.concerns_staff(case, case.person[pin.staff]):
                continue
            there: dict[dt.date, list[LinearExpr]] = {
                duty.date: [] for duty in model.work.duties if self.concerns(duty) and names(pin, duty)
            }
            for duty, lin in model.duties_of(pin.staff):
                if duty.date in there and self.concerns(duty) and names(pin, duty):
                    there[duty.date].append(lin)
            for lins in there.values():
                self.limit(model, -total(lins) + 1, 0)

    def refuse(self, case: Case, staff: Staff, duty: Duty) -> Said | None:
        """Look the person's forbidding pins up."""
        forbidding = _forbidding(case).get(staff.id)
        if forbidding is None or not self.concerns(duty) or not self.concerns_staff(case, staff):
            return None
        if any(names(pin, duty) for pin in forbidding):
            return FORBIDDEN.with_(person=staff.name, post=duty.post, date=duty.date)
        return None

    def own_dates(self, case: Case, staff: Staff) -> frozenset[dt.date] | None:
        """Return no dates where nobody forbade the person anything, or for the whole term."""
        forbidding = _forbidding(case).get(staff.id, ())
        whole = all(pin.first is None and pin.last is None for pin in forbidding)
        return frozenset() if not forbidding or (whole and self.dateless) else None

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Find what is forbidden, then every pinned date without the person."""
        seen = facts(case, plan)
        for staff, duties in seen.by_person.items():
            for duty in duties:
                reason = self.refuse(case, case.person[staff], duty)
                if reason is not None:
                    yield Finding(
                        rule=self.code, message=reason, staff=(staff,), post=duty.post, date=duty.date
                    )
        for pin in case.pins:
            if pin.staff is None or pin.action != "assign":
                continue
            person = case.person[pin.staff]
            if not self.concerns_staff(case, person):
                continue
            for date, duties in seen.work.on.items():
                named = [duty for duty in duties if self.concerns(duty) and names(pin, duty)]
                if named and not any(seen.works(person.id, duty) for duty in named):
                    posts = Listed(dict.fromkeys(seen.name(duty) for duty in named))
                    message = NOT_THERE.with_(person=person.name, date=date, posts=posts)
                    yield self.finding(message, staff=(person.id,), post=named[0].post, date=date)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return one pinned to the gate on day 0, one forbidden it on the last, and any of two gates."""
        gate = a_post("gate", "gate")
        pinned = Pin(staff="ann", post="gate", last=on_day(0))
        forbidden = Pin(staff="ann", post="gate", action="forbid", first=on_day(2))
        two = [gate, a_post("back", "gate")]
        return (
            Example(
                sketch(posts=[gate], days=3, pins=(pinned, forbidden)),
                clean=roster("0 gate ann", "1 gate ann", "2 gate bo"),
                broken=roster("0 gate bo", "1 gate ann", "2 gate bo"),
            ),
            Example(
                sketch(posts=[gate], days=3, pins=(forbidden,)),
                clean=roster("0 gate ann", "1 gate ann", "2 gate bo"),
                broken=roster("0 gate bo", "2 gate ann"),
            ),
            Example(
                sketch(posts=two, days=2, pins=(Pin(staff="ann", post="gate", weekday=2),)),
                clean=roster("0 gate bo", "1 gate bo", "1 back ann"),
                broken=roster("0 gate ann", "1 gate bo"),
            ),
        )


@lru_cache(maxsize=32)
def _forbidding(case: Case) -> dict[str, list[Pin]]:
    found: dict[str, list[Pin]] = defaultdict(list)
    for pin in case.pins:
        if pin.staff is not None and pin.action == "forbid":
            found[pin.staff].append(pin)
    return found
