"""Where a gate has gate duty, lines are released while somebody is on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Finding, Plan, facts
from solver.domain.example_cases import a_post, at, sketch, whole
from solver.rules.handover.base import LineKey, LineRule, leaving_days
from solver.rules.model_builder import ModelBuilder
from solver.rules.rule import Example, Params, Price

ALONE = Words(
    zh="{group}{start}–{end}在{gate}放学，有{minutes}分钟没有校门护送岗{weather}（{date}）",
    en="{group} is at {gate} {start}–{end}, {minutes} minutes of it without gate duty{weather} ({date})",
)

Windows = tuple[tuple[Minutes, Minutes], ...]


class GateStaffedParams(Params):
    """One a minute without gate duty, on the worst day of a line."""

    cost: Price = 1


class GateStaffed(LineRule[GateStaffedParams]):
    """From a line's arrival to its last release its gate is on duty, on every day on which it has
    duty at all.
    """

    code = "gate_staffed"
    title = Words(zh="校门有人值守", en="Gate staffed")
    meaning = Words(
        zh="当天有校门护送岗的校门，队伍到达至放完的每一分钟都在岗位时间内。",
        en="Where a gate has gate duty on a day, every minute from a line's arrival to its last "
        "release lies within it.",
    )

    def post(self, case: Case, model: ModelBuilder) -> None:
        """Charge each departure its minutes without gate duty."""
        posts: dict[str, dict[object, list[tuple[Minutes, Minutes]]]] = defaultdict(lambda: defaultdict(list))
        for duty in model.work.duties:
            if duty.kind == "gate" and duty.zone_from is not None:
                posts[duty.zone_from][duty.date].append((duty.start, duty.end))
        leaving = leaving_days(case)
        known: dict[tuple[LineKey, str, str], set[Windows]] = {}
        for row, lin in model.departures():
            if not self.about(row.session, row.group):
                continue
            shelter = case.zone[row.gate].rain_zone if row.variant == "rain" else None
            key = ((row.session, row.group), row.gate, row.variant)
            if key not in known:
                known[key] = {
                    tuple(
                        sorted([*posts[row.gate][day.date], *(posts[shelter][day.date] if shelter else ())])
                    )
                    for day in leaving.get(key[0], ())
                }
            alone = [_uncovered(windows, row.arrive, row.released) for windows in known[key] if windows]
            if alone and max(alone) > 0:
                self.limit(model, lin, 0, price=max(alone))

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look at every minute of each line at its gate."""
        work = facts(case, plan).work
        for led in self.led(case, plan):
            row = led.departure
            worst, worst_day = 0, None
            for day in led.days:
                on = [
                    duty
                    for duty in work.on.get(day.date, ())
                    if duty.kind == "gate" and duty.zone_from in {led.gate.id, led.place}
                ]
                minutes = {minute for duty in on for minute in range(duty.start, duty.end)}
                alone = len(set(range(row.arrive, row.released)) - minutes) if on else 0
                if alone > worst:
                    worst, worst_day = alone, day.date
            if worst:
                message = ALONE.with_(
                    **led.named(),
                    start=clock(row.arrive),
                    end=clock(row.released),
                    gate=led.gate.name,
                    minutes=worst,
                    date=worst_day,
                )
                yield self.finding(
                    message,
                    amount=worst,
                    group=led.group.id,
                    date=worst_day,
                    start=row.arrive,
                    end=row.released,
                )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a gate whose duty ends too early in the rain, and one whose duty begins too late."""
        case = sketch(posts=[a_post("gate", "gate", zone="g", start=at(18), end=at(18, 13))])
        late = sketch(posts=[a_post("gate", "gate", zone="g", start=at(18, 4), end=at(18, 30))])
        return (
            Example(case, whole(0, 0), whole(0, 0, wet2=3)),
            Example(late, whole(2, 0), whole(1, 0), {"cost": None}),
        )


def _uncovered(windows: Windows, first: Minutes, last: Minutes) -> Minutes:
    """Return how many minutes from ``first`` to ``last`` no window holds; windows come in order."""
    covered, reached = 0, first
    for start, end in windows:
        begin, stop = max(start, reached), min(end, last)
        if begin < stop:
            covered += stop - begin
            reached = stop
    return last - first - covered
