"""Wishes: what people would like to avoid, and where they would like to be."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, partial
from typing import Annotated

from solver.base.text import Listed, Words
from solver.domain import Case, Duty, Facts, Finding, Plan, Staff, Wish, facts, staff_filter
from solver.domain.example_cases import a_post, at, on_day, roster, sketch
from solver.domain.requests import names
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rule import Example, Params, Price, Rule

AVOIDED = Words(
    zh="{person}希望避开{date}的“{post}”，仍排了班",
    en="{person} would rather avoid {post} on {date}, but is on it",
)
MISSED = Words(
    zh="{person}希望{date}值“{posts}”，没有排上",
    en="{person} would like {posts} on {date}, but isn't on it",
)


class WishesParams(Params):
    """A wish costs its own weight times ``cost``, in ``level``."""

    cost: Price = 1
    level: str = "wishes"
    hopeless: Annotated[
        bool,
        Words(zh="本人反正值不了的“希望”也计", en="count wishes to be where the person can't be anyway, too"),
    ] = False


class Wishes(Rule[WishesParams]):
    """An avoid wish costs its weight for every duty it names that the person does.

    A prefer wish costs its weight for every date on which duties that it names take place, the person
    could take one of them, and doesn't.
    """

    code = "wishes"
    title = Words(zh="个人意愿", en="Wishes")
    meaning = Words(
        zh="“回避”：每排上一次所指的班次计一次；“希望”：所指班次的每个日期，本人能值而没有排上计一次；均乘以权重。",
        en="To avoid: every duty named that the person does counts once. To prefer: every date with duties "
        "named of which the person could take one and has none counts once. Each times the wish's weight.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge a wish's duties, or each of its dates that goes without."""
        dates_of = cache(partial(_by_date, model))
        for wish in case.wishes:
            duties = model.work.duties if wish.want == "prefer" else ()
            named = [duty for duty in duties if self.concerns(duty) and names(wish, duty)]
            for staff in sorted(staff_filter.people(wish.who, case, None)):
                if not model.free(staff) or not self.concerns_staff(case, case.person[staff]):
                    continue
                rows = [
                    row
                    for date, own in dates_of(staff).items()
                    if (wish.first or date) <= date <= (wish.last or date)
                    for row in own
                    if self.concerns(row[0]) and names(wish, row[0])
                ]
                if wish.want == "avoid":
                    self.limit(model, total(lin for _, lin in rows), 0, price=wish.weight)
                    continue
                there: dict[dt.date, list[LinearExpr]] = defaultdict(list)
                for duty, lin in rows:
                    there[duty.date].append(lin)
                hopeless = self.params.hopeless
                for date in sorted({duty.date for duty in named if hopeless or staff in model.able(duty)}):
                    self.limit(model, -total(there[date]) + 1, 0, price=wish.weight)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Go through everybody's duties for each wish."""
        seen = facts(case, plan)
        for wish in case.wishes:
            for person in case.staff:
                if not staff_filter.matches(wish.who, person, case) or not self.concerns_staff(case, person):
                    continue
                if wish.want == "avoid":
                    for duty in seen.by_person.get(person.id, ()):
                        if self.concerns(duty) and names(wish, duty):
                            message = AVOIDED.with_(person=person.name, date=duty.date, post=seen.name(duty))
                            yield self.finding(
                                message,
                                amount=wish.weight,
                                staff=(person.id,),
                                post=duty.post,
                                date=duty.date,
                            )
                else:
                    yield from self._check_preferred(case, seen, wish, person)

    def _check_preferred(self, case: Case, seen: Facts, wish: Wish, person: Staff) -> Iterator[Finding]:
        for date, duties in seen.work.on.items():
            named = [duty for duty in duties if self.concerns(duty) and names(wish, duty)]
            if not named or any(seen.works(person.id, duty) for duty in named):
                continue
            if self.params.hopeless or any(not self.barred(case, person, duty) for duty in named):
                posts = Listed(dict.fromkeys(seen.name(duty) for duty in named))
                message = MISSED.with_(person=person.name, date=date, posts=posts)
                yield self.finding(message, amount=wish.weight, staff=(person.id,), date=date)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a wish to avoid the last day's gate, and wishes for a weekday, possible or not."""
        posts = [
            a_post("gate", "gate"),
            a_post("care", start=at(13), end=at(14)),
        ]
        avoid = Wish(who="id:ann", want="avoid", post="gate", first=on_day(1), weight=3)
        prefer = Wish(who="id:bo", want="prefer", post="gate", weekday=1, weight=2)
        tuesdays = Wish(who="id:bo", want="prefer", weekday=2)
        part_time = (Staff(id="ann", name="Ann"), Staff(id="bo", name="Bo", weekdays=(1,)))
        return (
            Example(
                sketch(posts=posts, wishes=(avoid,)),
                clean=roster("0 gate ann", "1 gate bo", "1 care ann"),
                broken=roster("0 gate bo", "1 gate ann"),
            ),
            Example(
                sketch(posts=posts, wishes=(prefer,)),
                clean=roster("0 gate bo", "1 gate ann"),
                broken=roster("0 gate ann", "0 care bo", "1 gate bo"),
                params={"cost": 2},
            ),
            Example(
                sketch(staff=part_time, posts=posts[:1], wishes=(Wish(who="bo", want="prefer"),)),
                clean=roster("0 gate bo", "1 gate ann"),
                broken=roster("1 gate ann"),
            ),
            Example(
                sketch(staff=part_time, posts=posts[:1], wishes=(tuesdays,)),
                clean=roster("0 gate ann", "1 gate bo"),
                broken=roster("0 gate bo", "1 gate ann"),
                params={"hopeless": True},
            ),
        )


def _by_date(model: ModelBuilder, staff: str) -> dict[dt.date, list[tuple[Duty, LinearExpr]]]:
    """Return a person's possible duties by date: most wishes are about one."""
    return {duties[0].date: list(zip(duties, works, strict=True)) for duties, works in model.days_of(staff)}
