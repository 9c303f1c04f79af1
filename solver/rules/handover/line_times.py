"""A departure's own figures are right: its walk, its release, its heads. It guards plans changed by hand."""

from __future__ import annotations

from collections.abc import Iterator

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Departure, Finding, Plan
from solver.domain.example_cases import at, line, lines, sketch, whole
from solver.domain.presence import present
from solver.domain.whereabouts import extended_post, home_zone, onward, post_zone
from solver.rules.handover.base import Led, LineRule
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params

NO_LINE = Words(
    zh="{group}{session}没有学生从校门离开，却安排了离校{weather}",
    en="{group}, {session}: nobody leaves by the gate, but a departure is planned{weather}",
)
EARLY = Words(
    zh="{group}{leave}离开，早于{session}结束时间{end}{weather}",
    en="{group} leaves at {leave}, before {session} ends at {end}{weather}",
)
HEADS = Words(
    zh="{group}{session}离校{heads}人、延时托管{extended}人，按报名应为{right}人、{staying}人{weather}",
    en="{group}, {session}: {heads} pupils leave and {extended} stay on; by enrolment {right} and "
    "{staying}{weather}",
)
ARRIVE = Words(
    zh="{group}{leave}离开，步行{walk}分钟，不可能{arrive}到达{gate}{weather}",
    en="{group} leaves at {leave} and walks {walk} minutes: it can't be at {gate} at {arrive}{weather}",
)
RELEASE = Words(
    zh="{group}{arrive}到达{gate}，放完要{minutes}分钟，不是{released}{weather}",
    en="{group} is at {gate} at {arrive} and takes {minutes} minutes to release, which is not "
    "{released}{weather}",
)


class LineTimes(LineRule[Params]):
    """Arrival is leaving plus the walk, release is arrival plus heads by throughput, heads are as
    enrolled.
    """

    code = "line_times"
    title = Words(zh="离校时间算得对", en="A line's times")
    meaning = Words(
        zh="到达时间＝离开时间＋步行（有延时托管的先送过去），放完时间＝到达＋人数÷每分钟放行人数，人数与报名一致，且不早于时段结束。",
        en="Arrival is leaving plus the walk (by way of extended care), the release takes heads by "
        "throughput, heads are as "
        "enrolled, and nobody leaves before the session ends.",
    )
    guards_files = True
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Nothing is left to say: only departures with the right figures are offered."""

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Work out every departure anew."""
        for led in self.led(case, plan):
            yield from self._check_line(case, led)

    def _check_line(self, case: Case, led: Led) -> Iterator[Finding]:
        row, named, group = led.departure, led.named(), led.group.id
        right, stay = 0, 0
        extended: list[str] = []
        for day in led.days:
            going = onward(case, led.session, led.group, day)
            extended += [session for session in going if session not in extended]
            here = present(case, led.session, led.group, day)
            on = min(here, sum(going.values()))
            right, stay = max(right, here - on), max(stay, on)
        if right + stay == 0 or led.session.ends != "gate" or led.session.kind == "extended":
            yield self.finding(NO_LINE.with_(**named), group=group)
            return
        if row.leave < led.session.end:
            message = EARLY.with_(**named, leave=clock(row.leave), end=clock(led.session.end))
            yield self.finding(message, amount=led.session.end - row.leave, group=group, start=row.leave)
        if (row.heads, row.extended) != (right, stay):
            message = HEADS.with_(**named, heads=row.heads, extended=row.extended, right=right, staying=stay)
            yield self.finding(message, group=group)
        walk = _walk(case, led, extended)
        if row.arrive != row.leave + walk:
            message = ARRIVE.with_(
                **named, leave=clock(row.leave), arrive=clock(row.arrive), walk=walk, gate=led.gate.name
            )
            yield self.finding(message, group=group, start=row.leave, end=row.arrive)
        minutes = -(-right // led.throughput) if led.throughput else min(1, right)
        if row.released != row.arrive + minutes:
            message = RELEASE.with_(
                **named,
                arrive=clock(row.arrive),
                released=clock(row.released),
                minutes=minutes,
                gate=led.gate.name,
            )
            yield self.finding(message, group=group, start=row.arrive, end=row.released)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return departures that are too early, too quick, and with too few heads."""

        def wrong(leave: Minutes, arrive: Minutes, released: Minutes, heads: int = 10) -> Plan:
            row = Departure("pm", "c1", "rain", "g", at(18, leave), at(18, arrive), at(18, released), heads)
            return lines(line("c2", 0), row)

        rows = (wrong(-1, 1, 3), wrong(0, 1, 3), wrong(0, 2, 3), wrong(0, 2, 4, 9))
        return tuple(Example(sketch(), whole(), broken) for broken in rows)


def _walk(case: Case, led: Led, sessions: list[str]) -> Minutes:
    """Return the minutes from a group's last place by way of extended care to where it is released."""
    home = home_zone(case, led.session, led.group)
    for session in sessions:
        post = extended_post(case, session, led.group)
        if post is not None:
            stop = post_zone(case, post, led.group)
            return case.walk_minutes(home, stop) + case.walk_minutes(stop or home, led.place)
    return case.walk_minutes(home, led.place)
