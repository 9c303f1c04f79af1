"""Nobody is in two places at once, and there is time to walk between them.

The walk may use the grace of the later session, in which the lesson's teacher still holds the pupils;
and the giver leaves only after the receiver is there, so a duty binds until the last pupil is handed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from solver.base.text import Words
from solver.base.units import Minutes, clock
from solver.domain import Case, Duty, Finding, Plan, facts
from solver.domain.example_cases import a_post, at, roster, sketch
from solver.rules.model_builder import ModelBuilder, total
from solver.rules.rule import Example, Params, Rule

CLASH = Words(
    zh="{person}在{date}不能既在“{first}”（到{until}）又在“{second}”（{start}起，步行{walk}分钟）",
    en="On {date} {person} can't do both {first} (until {until}) and {second} "
    "(from {start}, {walk} minutes' walk)",
)


Window = tuple[Minutes, Minutes, str | None, str | None]
"""When a duty's crew is there at the latest and until when it is bound, and in which zones."""


class NoOverlap(Rule[Params]):
    """Two duties of one person on one day don't overlap, walking minutes beyond the grace included."""

    code = "no_overlap"
    title = Words(zh="时间不冲突", en="No overlap")
    meaning = Words(
        zh="同一人同一天的两个班次不重叠；步行时间可用后一时段的交接宽限分钟，交出学生后才能离开。",
        en="Two duties of a person on one day don't overlap; walking may use the later session's grace, "
        "and whoever hands pupils over leaves only then.",
    )
    guarantees = "one_place"
    always_law = True

    def post(self, case: Case, model: ModelBuilder) -> None:
        """At most one of every set of duties that clash pairwise."""
        # By identity: the same duties come back for everybody, and hashing them would be felt.
        windows = {id(duty): _window(duty) for duty in model.work.duties}
        for person in model.people:
            if not model.free(person.id):
                continue
            for duties, works in model.days_of(person.id):
                for clique in _clashing(case, tuple(map(windows.__getitem__, map(id, duties)))):
                    model.at_most(total([works[place] for place in clique]), 1)

    def check(self, case: Case, plan: Plan) -> Iterator[Finding]:
        """Look at every two duties of a person on one day, and at nobody being twice in one crew."""
        seen = facts(case, plan)
        for staff, duties in seen.by_person.items():
            per_day: dict[object, list[Duty]] = defaultdict(list)
            for duty in duties:
                per_day[duty.date].append(duty)
            for date, together in per_day.items():
                for first, second in combinations(together, 2):
                    walk = case.walk_minutes(first.zone_to, second.zone_from)
                    # A duty shorter than the grace still takes its last minute.
                    needed = min(second.start + second.grace, second.busy_until - 1)
                    if first.busy_until + walk > needed:
                        yield self.finding(
                            CLASH.with_(
                                person=case.person[staff].name,
                                date=date,
                                first=seen.name(first),
                                second=seen.name(second),
                                until=clock(first.busy_until),
                                start=clock(second.start),
                                walk=walk,
                            ),
                            staff=(staff,),
                            post=second.post,
                            date=second.date,
                            start=second.start,
                            end=first.busy_until,
                        )

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return two posts a walk apart: the walk uses the grace, but not more."""
        posts = [
            a_post("care", start=at(16), end=at(17)),
            a_post("gate", "gate", zone="g", start=at(17), end=at(18)),
            a_post("patrol", "patrol", zone="b", start=at(17), end=at(18)),
        ]
        case = sketch(posts=posts, days=1)
        return (
            Example(
                case,
                clean=roster("0 care ann", "0 gate ann", "0 patrol bo"),
                broken=roster("0 care ann", "0 patrol ann", "0 gate bo"),
            ),
        )


def _window(duty: Duty) -> Window:
    return (
        min(duty.start + duty.grace, duty.busy_until - 1),
        duty.busy_until,
        duty.zone_from,
        duty.zone_to,
    )


@lru_cache(maxsize=4096)
def _clashing(case: Case, windows: tuple[Window, ...]) -> tuple[tuple[int, ...], ...]:
    """Return maximal sets of pairwise clashing duties of a day that together hold every clashing pair.

    They are places in the day's duties; most days of a person look alike.

    Duties come in order of start. Whatever starts before an earlier duty lets go clashes with it; for each
    duty the earlier ones that reach it are extended greedily, and what is left over is said pair by pair.
    """
    size = len(windows)
    clash = [[False] * size for _ in range(size)]
    for i, j in combinations(range(size), 2):
        latest, _, zone, _ = windows[j]
        clash[i][j] = windows[i][1] + case.walk_minutes(windows[i][3], zone) > latest
    found: list[tuple[int, ...]] = []
    told: set[tuple[int, int]] = set()
    for last in range(size - 1, -1, -1):
        clique = [last]
        for other in range(last - 1, -1, -1):
            if all(clash[other][member] for member in clique):
                clique.append(other)
        fresh = {(b, a) for a, b in combinations(clique, 2)} - told
        if fresh:
            told |= fresh
            found.append(tuple(clique))
    found += [(i, j) for i, j in combinations(range(size), 2) if clash[i][j] and (i, j) not in told]
    return tuple(found)
