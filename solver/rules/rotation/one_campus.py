"""One campus a day: nobody travels between campuses from duty to duty."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from solver.base.text import Listed, Words
from solver.domain import Case, Finding, Plan, Zone
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import LinearExpr, ModelBuilder, total
from solver.rules.rotation.base import PersonRule
from solver.rules.rule import Example, Params

TWO_CAMPUSES = Words(
    zh="{person}在{date}要到{campuses}几个校区值班",
    en="{person} has duties on more than one campus on {date}: {campuses}",
)


class OneCampus(PersonRule[Params]):
    """All duties of a person on a day begin on the same campus."""

    code = "one_campus"
    title = Words(zh="一天一个校区", en="One campus a day")
    meaning = Words(
        zh="同一人同一天的班次都在同一校区；场所没有写明校区的不计。",
        en="All duties of a person on a day are on one campus; places without a campus don't count.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """At most one campus for each person and day that could have two."""
        campus = {zone.id: zone.campus for zone in case.zones if zone.campus}
        if len(set(campus.values())) < 2:
            return
        for _, rows in self.possible(case, model):
            days: dict[dt.date, dict[str, list[LinearExpr]]] = defaultdict(lambda: defaultdict(list))
            for duty, lin in rows:
                if duty.zone_from in campus:
                    days[duty.date][campus[duty.zone_from]].append(lin)
            for by_campus in days.values():
                if len(by_campus) > 1:
                    self.limit(model, total(model.any_of(lins) for lins in by_campus.values()), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Collect the campuses of each person and day."""
        for person, duties in self.served(case, plan):
            met: dict[dt.date, dict[str, str]] = defaultdict(dict)
            for duty in duties:
                place = case.zone[duty.zone_from].campus if duty.zone_from is not None else ""
                if place:
                    met[duty.date][place] = duty.post
            for date, campuses in met.items():
                if len(campuses) > 1:
                    message = TWO_CAMPUSES.with_(
                        person=person.name, date=date, campuses=Listed(sorted(campuses))
                    )
                    yield self.finding(
                        message,
                        amount=len(campuses) - 1,
                        staff=(person.id,),
                        post=next(reversed(campuses.values())),
                        date=date,
                    )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return duties at noon and in the afternoon on two campuses, and one without a campus."""
        zones = (
            Zone(id="a", name="A", campus="east"),
            Zone(id="b", name="B", campus="west"),
            Zone(id="g", name="G"),
        )
        posts = [
            a_post("lunch", "patrol", start=at(12), end=at(13)),
            a_post("care", zone="b"),
            a_post("gate", "gate", zone="g", start=at(8), end=at(9)),
        ]
        walks = {"walks": (), "rooms": (), "groups": (), "enrolment": ()}
        case = sketch(posts=[posts[0], posts[1]], days=2, zones=zones, **walks)
        more = [*posts, a_post("patrol", "patrol", start=at(13), end=at(14))]
        return (
            Example(
                case,
                clean=roster("0 lunch ann", "0 care bo", "1 lunch bo", "1 care ann"),
                broken=roster("0 lunch bo", "0 care ann", "1 lunch ann", "1 care ann"),
            ),
            Example(
                sketch(staff="ann", posts=more, days=1, zones=zones, **walks),
                clean=roster("0 lunch ann", "0 patrol ann", "0 gate ann"),
                broken=roster("0 lunch ann", "0 patrol ann", "0 care ann", "0 gate ann"),
                params={"cost": 2},
            ),
        )
