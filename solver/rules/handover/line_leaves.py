"""Every group with pupils in a session that ends at the gate leaves, on a fine and on a rainy day."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Words
from solver.domain import Case, Finding, Plan, session_days
from solver.domain.example_cases import line, lines, sketch, whole
from solver.domain.plan import VARIANTS
from solver.domain.presence import present, pupils_of
from solver.rules.handover.base import LineRule, leaving_days, line_named, options
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Price

STRANDED = Words(
    zh="{group}{session}结束时有{pupils}名学生要离校，却没有安排离开{weather}",
    en="{group}, {session}: {pupils} pupils have to leave, but no departure is planned{weather}",
)


class LineLeavesParams(Params):
    """One a pupil who is left standing, counted under ``stranded``."""

    cost: Price = 1
    level: str = "stranded"


class LineLeaves(LineRule[LineLeavesParams]):
    """A line leaves for each group and weather."""

    code = "line_leaves"
    title = Words(zh="班级都能离校", en="Every line leaves")
    meaning = Words(
        zh="在校门结束的时段，凡有学生的班级都有晴天和雨天的离校安排；没有的按学生数计。",
        en="After a session that ends at the gate each group with pupils leaves, on a fine and on a "
        "rainy day; who has no "
        "departure is counted pupil by pupil.",
    )
    source = "S5"
    measures = "pupils"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge the pupils of every line that does not leave."""
        possible = options(model)
        for (session, group), days in leaving_days(case).items():
            if not self.about(session, group):
                continue
            pupils = max(pupils_of(case, case.group[group], session, day.weekday) for day in days)
            for variant in VARIANTS:
                leaves = total(lin for _, lin in possible[session, group, variant])
                self.limit(model, -leaves + 1, 0, price=pupils)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look for a departure of every group."""
        planned = {(row.session, row.group, row.variant) for row in plan.handover}
        for session in case.sessions:
            if session.ends != "gate" or session.kind == "extended":
                continue
            for group in case.groups:
                counts = [present(case, session, group, day) for day in session_days(case, session.id)]
                pupils = max(counts, default=0)
                for variant in VARIANTS:
                    missing = (session.id, group.id, variant) not in planned
                    if pupils and missing and self.about(session.id, group.id):
                        message = STRANDED.with_(**line_named(session, group, variant), pupils=pupils)
                        yield self.finding(message, amount=pupils, group=group.id, start=session.end)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two classes, one of which has no departure in the rain."""
        gone = lines(line("c1", 0), line("c2", 0), line("c1", 0, "rain"))
        return (Example(sketch(), whole(), gone), Example(sketch(), whole(2, 1), lines(), {"cost": None}))
