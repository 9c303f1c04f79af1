"""Single-date cover stands in for a missing holder; a block is not to be run on cover alone."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Listed, Words
from solver.domain import Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, roster, sketch
from solver.rules.model_builder import Counts, ModelBuilder, total
from solver.rules.rule import Example, Params, Price, Rule

NO_HOLDER = Words(
    zh="{date}“{post}”由{people}代班，但没有缺勤的固定值班人",
    en="{date}: {people} cover {post}, but no holder is missing",
)


class RotationKeptParams(Params):
    """``cost`` is the price of a head and date of cover for which no holder is missing."""

    cost: Price = 1


class RotationKept(Rule[RotationKeptParams]):
    """A date has no more heads of cover than holders who are missing."""

    code = "rotation_kept"
    title = Words(zh="轮换有人固定", en="The rotation is kept")
    meaning = Words(
        zh="跨多日的轮换周期应有固定值班人；单日代班只补缺勤的固定值班人，多出的每人每次计一次。",
        en="A rotation period of several dates has holders; single-date cover stands in for holders who are "
        "missing, and every head beyond that counts, date by date.",
    )
    count_row = "kept"

    def post(self, case: Case, model: ModelBuilder) -> None:  # noqa: ARG002 -- needs no more than the model
        """Compare cover with the holders who miss the date."""
        for block in model.blocks():
            if block.single:
                continue
            holders = model.holders(block)
            for duty in block.duties:
                if self.concerns(duty):
                    covering = total(lin for _, lin in model.covers(duty))
                    missing = total(lin for _, lin, missed in holders if duty in missed)
                    self.limit(model, covering - missing, 0)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count cover and missing holders of every date of a longer block."""
        seen = facts(case, plan)
        for block in seen.work.blocks:
            if len(block.duties) < 2:
                continue
            crews = [seen.crew_of(duty) for duty in block.duties]
            holders = {row.staff for rows in crews for row in rows if not row.cover}
            for duty, rows in zip(block.duties, crews, strict=True):
                if not self.concerns(duty):
                    continue
                covering = [row.staff for row in rows if row.cover]
                missing = holders - {row.staff for row in rows if not row.cover}
                if len(covering) > len(missing):
                    message = NO_HOLDER.with_(
                        date=duty.date,
                        post=seen.name(duty),
                        people=Listed(case.person[staff].name for staff in covering),
                    )
                    yield self.finding(
                        message,
                        amount=len(covering) - len(missing),
                        staff=tuple(covering),
                        post=duty.post,
                        group=duty.group,
                        date=duty.date,
                    )

    def count(self, case: Case, counts: Counts) -> None:  # noqa: ARG002 -- needs no more than the counts
        """Added up over a weekday's dates, cover exceeds those missing by no more than is charged."""
        for duties, covering, missing in counts.covers():
            if all(self.concerns(duty) for duty in duties):
                self.limit(counts, covering - missing, 0)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a weekly post that somebody keeps, and one that is covered day by day."""
        case = sketch(posts=[a_post("care", rotation="weekly")], days=3)
        return (
            Example(
                case,
                clean=roster("0 care ann", "1 care ann", "2 care ann"),
                broken=roster("0 care ann cover", "1 care bo cover", "2 care ann cover"),
            ),
        )
