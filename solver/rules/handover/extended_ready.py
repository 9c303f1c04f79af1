"""Extended care is there before the first pupils are brought to it."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Departure, Duty, Enrolment, Finding, Plan, Session, facts
from solver.domain.example_cases import a_post, at, line, lines, sketch
from solver.domain.whereabouts import onward, receiver, zone_at
from solver.rules.handover.base import LineRule, leaving_days
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params

EARLY = Words(
    zh="{group}{there}把学生送到延时托管，“{post}”{start}才开始{weather}（{date}）",
    en="{group} brings pupils to extended care at {there}, but {post} begins only at "
    "{start}{weather} ({date})",
)


class ExtendedReady(LineRule[Params]):
    """When a line reaches the extended care, its post there has begun."""

    code = "extended_ready"
    title = Words(zh="延时托管先到岗", en="Extended care ready")
    meaning = Words(
        zh="队伍送学生到延时托管时，接收的岗位已经开始。",
        en="When a line brings pupils to extended care, the post that receives them has begun.",
    )
    source = "S5"

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Refuse departures that would be there too early on some day."""
        earliest: dict[tuple[str, str], Minutes] = {}
        for (session_id, group_id), days in leaving_days(case).items():
            session, group = case.session[session_id], case.group[group_id]
            leaves = [
                receiving.start - case.walk_minutes(home, receiving.zone_from)
                for day in days
                for duties in [model.work.on.get(day.date, ())]
                for home in [zone_at(case, duties, session_id, group, session.end - 1)]
                for extended in onward(case, session, group, day)
                if (receiving := receiver(duties, extended, group)) is not None
            ]
            earliest[session_id, group_id] = max(leaves, default=0)
        self.not_before(model, earliest)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Walk each line to its extended care, day by day."""
        work = facts(case, plan).work
        for led in self.led(case, plan):
            worst: tuple[Minutes, Duty] | None = None
            for day in led.days:
                duties = work.on.get(day.date, ())
                home = zone_at(case, duties, led.session.id, led.group, led.session.end - 1)
                for extended in onward(case, led.session, led.group, day):
                    first = receiver(duties, extended, led.group)
                    if first is None:
                        continue
                    early = first.start - led.departure.leave - case.walk_minutes(home, first.zone_from)
                    if early > 0 and (worst is None or early > worst[0]):
                        worst = (early, first)
            if worst is not None:
                early, first = worst
                message = EARLY.with_(
                    **led.named(),
                    there=clock(first.start - early),
                    post=work.posts[first.post].name,
                    start=clock(first.start),
                    date=first.date,
                )
                yield self.finding(
                    message,
                    amount=early,
                    group=led.group.id,
                    post=first.post,
                    date=first.date,
                    start=first.start - early,
                    end=first.start,
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return extended care that begins at 18:05, two minutes' walk from a class."""
        late = Session(id="late", name="Late", kind="extended", start=at(18), end=at(19), ends="room")
        case = sketch(
            sessions=[Session(id="pm", name="Afternoon", start=at(16), end=at(18)), late],
            enrolment=[
                Enrolment(group="c1", session="pm", pupils=10),
                Enrolment(group="c1", session="late", weekday=2, pupils=3),
            ],
            posts=[a_post("late", "extended", session="late", zone="g", start=at(18, 5))],
        )

        def leaves(minute: Minutes) -> Plan:
            first = line("c1", minute)
            return lines(Departure("pm", "c1", "fine", "g", first.leave, first.arrive, first.released, 10, 3))

        return (
            Example(case, leaves(3), leaves(2)),
            Example(case, leaves(4), leaves(0), {"cost": 3}),
        )
