"""Heads beyond the need that a post would like to have."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Words
from solver.domain import Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import Counts, ModelBuilder
from solver.rules.rule import Example, Params, Price, Rule

FEWER = Words(
    zh="{date}“{post}”最好有{want}人，只有{there}人",
    en="{date}: {post} would like {want}, has {there}",
)


class WantedParams(Params):
    """``cost`` is the price of each head missing, in ``level``."""

    cost: Price = 1
    level: str = "wanted"


class Wanted(Rule[WantedParams]):
    """A duty that wants more heads than it needs has as many as it wants."""

    code = "wanted"
    title = Words(zh="希望的人数", en="Wanted heads")
    meaning = Words(
        zh="“希望人数”多于“需要人数”的班次，尽量排到希望人数；每少一人计一次。",
        en="A duty that wants more heads than it needs has as many as it wants; every head missing counts.",
    )
    measures = "heads"

    def post(self, case: Case, model: ModelBuilder) -> None:  # noqa: ARG002 -- needs no more than the model
        """Charge each head missing."""
        for duty in model.duties():
            if duty.want > duty.need and self.concerns(duty):
                self.limit(model, -model.heads(duty) + duty.want, 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the heads of every duty that wants more than it needs."""
        seen = facts(case, plan)
        for duty in seen.work.duties:
            there = len(seen.crew_of(duty))
            if duty.need < duty.want and there < duty.want and self.concerns(duty):
                message = FEWER.with_(date=duty.date, post=seen.name(duty), want=duty.want, there=there)
                yield self.finding(
                    message, amount=duty.want - there, post=duty.post, group=duty.group, date=duty.date
                )

    def count(self, case: Case, counts: Counts) -> None:  # noqa: ARG002 -- needs no more than the counts
        """Heads missing on a weekday's duties add up to no less than is missing from all of them."""
        for duties, heads in counts.crews():
            short = -heads + sum(duty.want for duty in duties)
            if all(duty.want > duty.need and self.concerns(duty) for duty in duties):
                self.limit(counts, short, 0)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a patrol that needs one and would like two."""
        posts = [a_post("patrol", "patrol", need=1, want=2), a_post("gate", "gate")]
        return (
            Example(
                sketch(posts=posts, days=1),
                clean=roster("0 patrol ann", "0 patrol bo"),
                broken=roster("0 patrol ann", "0 gate bo"),
                params={"cost": 2},
            ),
        )
