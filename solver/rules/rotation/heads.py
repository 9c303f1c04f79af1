"""Too few heads and too many, each at a price of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import Counts, ModelBuilder, total
from solver.rules.rule import Example, Params, Price, Rule

FEWER = Words(
    zh="{date}“{post}”需要{need}人，只有{there}人",
    en="{date}: {post} needs {need}, has {there}",
)
MORE = Words(
    zh="{date}“{post}”只需{need}人，排了{there}人",
    en="{date}: {post} needs only {need}, has {there}",
)


class HeadsParams(Params):
    """``missing`` is the price of each head below the need, ``extra`` of each head above it; 0 is free.

    Both are taken ``cost`` times. Without a cost the rule is hard for whatever is not free.
    """

    cost: Price = 1
    missing: Annotated[int, Words(zh="每少一人的价格", en="the price of each head missing")] = Field(
        default=0, ge=0
    )
    extra: Annotated[int, Words(zh="每多一人的价格", en="the price of each head too many")] = Field(
        default=1, ge=0
    )


class Heads(Rule[HeadsParams]):
    """Every head off the need costs what its side is worth."""

    code = "heads"
    title = Words(zh="人数与价格", en="Heads off the need")
    meaning = Words(
        zh="班次的人数少于或多于所需人数时，每少一人、每多一人各按自己的价格计；可按岗位和日期分别定价。",
        en="Where a duty has fewer or more people than it needs, each one missing and each one too many "
        "costs its own price; prices may differ by post and date.",
    )
    source = "Curtois & Qu 2014"
    by_default = False

    def post(self, case: Case, model: ModelBuilder) -> None:  # noqa: ARG002 -- needs no more than the model
        """Charge the heads below the need and those above it."""
        params = self.params
        for duty in model.duties():
            if not self.concerns(duty):
                continue
            there = total(lin for _, lin in model.crew(duty))
            if params.missing:
                self.limit(model, -there, -duty.need, price=params.missing)
            if params.extra:
                self.limit(model, there, duty.need, price=params.extra)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the heads of every duty."""
        seen = facts(case, plan)
        for duty in seen.work.duties:
            there = len(seen.crew_of(duty))
            words, price = (FEWER, self.params.missing) if there < duty.need else (MORE, self.params.extra)
            if there != duty.need and price and self.concerns(duty):
                message = words.with_(date=duty.date, post=seen.name(duty), need=duty.need, there=there)
                yield self.finding(
                    message,
                    amount=abs(there - duty.need) * price,
                    post=duty.post,
                    group=duty.group,
                    date=duty.date,
                    start=duty.start,
                    end=duty.busy_until,
                )

    def count(self, case: Case, counts: Counts) -> None:  # noqa: ARG002 -- needs no more than the counts
        """Heads off the need on a weekday's duties add up to no less than all of them are off together."""
        params = self.params
        for duties, heads in counts.crews():
            if not all(self.concerns(duty) for duty in duties):
                continue
            off = heads - sum(duty.need for duty in duties)
            for over, price in ((-off, params.missing), (off, params.extra)):
                if price:
                    self.limit(counts, over, 0, price=price)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a patrol with room for three: one too many, one missing, exactly as many as needed."""
        patrol = [a_post("patrol", "patrol", need=1, want=3)]
        two = [a_post("patrol", "patrol", need=2, want=3), a_post("gate", "gate")]
        return (
            Example(
                sketch(staff="ann bo cy", posts=patrol, days=2),
                clean=roster("0 patrol ann", "1 patrol bo"),
                broken=roster("0 patrol ann", "0 patrol bo", "0 patrol cy", "1 patrol ann"),
                params={"cost": 2},
            ),
            Example(
                sketch(staff="ann bo cy", posts=two, days=2),
                clean=roster("0 patrol ann", "1 patrol ann", "1 patrol bo"),
                broken=roster("1 patrol ann", "1 gate bo"),
                params={"missing": 100, "extra": 0, "first": "2026-09-08", "posts": ["patrol"]},
            ),
            Example(
                sketch(staff="ann bo", posts=patrol, days=1),
                clean=roster("0 patrol bo"),
                broken=roster("0 patrol ann", "0 patrol bo"),
                params={"missing": 1, "cost": "hard"},
            ),
        )
