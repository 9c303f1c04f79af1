"""A group leaves once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from solver.base.text import Words
from solver.domain import Case, Finding, Plan
from solver.domain.example_cases import line, lines, sketch, whole
from solver.rules.handover.base import LineRule, line_named, options
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params

TWICE = Words(
    zh="{group}{session}结束时安排了{there}次离开{weather}",
    en="{group}, {session}: {there} departures are planned{weather}",
)


class LineOnce(LineRule[Params]):
    """Each group has at most one departure after a session and in a weather."""

    code = "line_once"
    title = Words(zh="离校只一次", en="A line leaves once")
    meaning = Words(
        zh="一个班在一个时段结束时只有一种离校安排（晴天、雨天各一种）。",
        en="A group has one departure after a session, one for fine days and one for rain.",
    )
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:  # noqa: ARG002 -- needs no more than the model
        """At most one departure of each line."""
        for (session, group, _), rows in options(model).items():
            if self.about(session, group):
                model.at_most(total(lin for _, lin in rows), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count the departures of each line."""
        often = Counter((row.session, row.group, row.variant) for row in plan.handover)
        for (session, group, variant), there in sorted(often.items()):
            if there > 1 and self.about(session, group):
                named = line_named(case.session[session], case.group[group], variant)
                yield self.finding(TWICE.with_(**named, there=there), group=group)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a class that leaves at two minutes."""
        return (Example(sketch(), whole(), lines(line("c1", 0), line("c1", 1))),)
