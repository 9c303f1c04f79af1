"""A person's own caps (staff table): most duties a day, a teaching week, the term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from solver.base.text import Words
from solver.domain import Case, Duty, Finding, Plan, Staff, facts
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import Counts, ModelBuilder, total
from solver.rules.rotation.base import Per, by_period, least_load, period_of, say_period
from solver.rules.rule import Example, Params, Rule

TOO_MANY = Words(
    zh="{period}{person}排了{there}个班次，本人上限是{most}个",
    en="{person} has {there} duties {period}, their own most is {most}",
)


class OwnCaps(Rule[Params]):
    """Nobody has more duties than the staff table allows them."""

    code = "own_caps"
    title = Words(zh="个人上限", en="Own caps")
    meaning = Words(
        zh="每人的班次不超过人员表中写明的每天、每教学周、每学期上限。",
        en="Nobody has more duties a day, a teaching week or the term than the staff table says.",
    )
    guarantees = "own_caps"
    count_row = "own_caps"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Add up each person's duties of each day, week and the term."""
        for person in model.people:
            caps = _caps(person)
            if not caps or not model.free(person.id) or not self.concerns_staff(case, person):
                continue
            rows = [row for row in model.duties_of(person.id) if self.concerns(row[0])]
            for per, most in caps:
                for own in by_period(per, rows).values():
                    self.limit(model, total(lin for _, lin in own), most)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Count each person's duties of each day, week and the term."""
        seen = facts(case, plan)
        for person in case.staff:
            if not self.concerns_staff(case, person):
                continue
            duties: list[Duty] = [duty for duty in seen.by_person.get(person.id, ()) if self.concerns(duty)]
            for per, most in _caps(person):
                for name, there in Counter(period_of(per, duty) for duty in duties).items():
                    if there > most:
                        message = TOO_MANY.with_(
                            person=person.name, period=say_period(per, name), there=there, most=most
                        )
                        yield self.finding(message, amount=there - most, staff=(person.id,))

    def count(self, case: Case, counts: Counts) -> None:
        """The caps hold for a whole term as well, that of a week as many times as there are weeks."""
        weeks = len({duty.day.week for duties, _ in counts.crews() for duty in duties})
        for person in case.staff:
            caps = [person.max_term, None if person.max_week is None else person.max_week * weeks]
            most = min((cap for cap in caps if cap is not None), default=None)
            if most is not None and self.params.cost is None and self.concerns_staff(case, person):
                counts.at_most(least_load(counts, person.id, self.concerns), most)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a person with one duty a day, two a week and three a term, and one without caps."""
        posts = [
            a_post("lunch", "patrol", start=at(12), end=at(13)),
            a_post("gate", "gate"),
        ]
        daily = sketch(staff=(Staff(id="ann", name="Ann", max_day=1),), posts=posts, days=2)
        people = (Staff(id="ann", name="Ann", max_week=2, max_term=3),)
        gates = sketch(staff=people, posts=posts[1:], days=9)
        return (
            Example(
                daily,
                clean=roster("0 lunch ann", "1 gate ann"),
                broken=roster("0 lunch ann", "1 lunch ann", "1 gate ann"),
            ),
            Example(
                gates,
                clean=roster("3 gate ann", "4 gate ann", "8 gate ann"),
                broken=roster("0 gate ann", "2 gate ann", "4 gate ann"),
            ),
            Example(
                gates,
                clean=roster("0 gate ann", "1 gate ann", "8 gate ann"),
                broken=roster("0 gate ann", "1 gate ann", "7 gate ann", "8 gate ann"),
            ),
        )


def _caps(person: Staff) -> tuple[tuple[Per, int], ...]:
    caps: tuple[tuple[Per, int | None], ...] = (
        ("day", person.max_day),
        ("week", person.max_week),
        ("term", person.max_term),
    )
    return tuple((per, most) for per, most in caps if most is not None)
