"""Extended care is there before the first pupils are brought to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain.calendar import Day, in_care, session_days
from solver.domain.case import Case, Enrolment, Session
from solver.domain.duties import Duty, facts
from solver.domain.plan import Departure, Finding, Plan
from solver.domain.pupils import pupils_of
from solver.rules.example_cases import at, post, sketch
from solver.rules.handover.base import LineRule, last_place, led, staying
from solver.rules.handover.example_lines import line, lines
from solver.rules.handover.lines import leaving_days, zone_at_end
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

    def post(self, case: Case, board: ModelBuilder) -> None:
        """Refuse departures that would be there too early on some day."""
        earliest: dict[tuple[str, str], Minutes] = {}
        for (session, group), days in leaving_days(case).items():
            leaves = [
                start - case.walk_minutes(zone_at_end(case, duties, case.session[session], group), zone)
                for day in days
                for duties in [board.work.on.get(day.date, ())]
                for start, zone in _receiving(case, duties, case.session[session], group, day)
            ]
            earliest[session, group] = max(leaves, default=0)
        for row, lin in board.departures():
            early = earliest.get((row.session, row.group), 0) - row.leave
            if early > 0 and self.about(row.session, row.group):
                self.limit(board, lin, 0, price=early)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Walk each line to its extended care, day by day."""
        work = facts(case, plan).work
        for one in led(case, plan):
            worst: tuple[Minutes, Duty] | None = None
            for day in one.days if self.about(one.session.id, one.group.id) else ():
                home = last_place(case, work, one.session, one.group, day)
                for extended in staying(case, one.session, one.group, day):
                    here = [
                        duty
                        for duty in work.on.get(day.date, ())
                        if (duty.kind, duty.session) == ("extended", extended)
                        and duty.group in {one.group.id, None}
                    ]
                    if not here:
                        continue
                    first = min(here, key=lambda duty: (duty.group is None, duty.post))
                    early = first.start - one.departure.leave - case.walk_minutes(home, first.zone_from)
                    if early > 0 and (worst is None or early > worst[0]):
                        worst = (early, first)
            if worst is not None:
                early, first = worst
                message = EARLY.with_(
                    **one.named(),
                    there=clock(first.start - early),
                    post=work.posts[first.post].name,
                    start=clock(first.start),
                    date=first.date,
                )
                yield self.finding(
                    message,
                    amount=early,
                    group=one.group.id,
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
            posts=[post("late", "extended", session="late", zone="g", start=at(18, 5))],
        )

        def leaves(minute: Minutes) -> Plan:
            first = line("c1", minute)
            return lines(Departure("pm", "c1", "fine", "g", first.leave, first.arrive, first.released, 10, 3))

        return (
            Example(case, leaves(3), leaves(2), {}),
            Example(case, leaves(4), leaves(0), {"cost": 3}),
        )


def _receiving(
    case: Case, duties: tuple[Duty, ...], session: Session, group_id: str, day: Day
) -> list[tuple[Minutes, str | None]]:
    """Return when and where extended care receives pupils of a group who come from this session."""
    group = case.group[group_id]
    by_session: dict[str, list[Duty]] = defaultdict(list)
    sessions = {duty.session for duty in duties if duty.kind == "extended"}
    for duty in duties:
        if duty.kind == "extended":
            by_session[duty.session].append(duty)
    found = []
    for extended in sorted(sessions):
        if not pupils_of(case, group, extended, day.weekday):
            continue
        window = case.session[extended]
        before = [
            case.session[name]
            for (name, other), days in _with_pupils(case).items()
            if other == group_id and day in days and case.session[name].end <= window.end
        ]
        if not before or max(before, key=lambda row: (row.end, row.id)) != session:
            continue
        own = [duty for duty in by_session[extended] if duty.group == group_id]
        own = own or [duty for duty in by_session[extended] if duty.group is None]
        if own:
            first = min(own, key=lambda duty: duty.post)
            found.append((first.start, first.zone_from))
    return found


@lru_cache(maxsize=16)
def _with_pupils(case: Case) -> dict[tuple[str, str], frozenset[Day]]:
    """Return the days on which a group has pupils in each session from which they can go on."""
    return {
        (session.id, group.id): frozenset(
            day
            for day in session_days(case, session.id)
            if pupils_of(case, group, session.id, day.weekday) and in_care(case, group, session.id, day)
        )
        for session in case.sessions
        if session.kind != "extended" and session.ends != "lesson"
        for group in case.groups
    }
