"""From duties to the flow problem of one account of fairness.

Dates that look the same are one: only totals matter here, and any total over equal dates can be spread
evenly over them.

People without a pool, or with no weight, stand outside fairness. They are asked only for what nobody
inside can give: the shares of those who are compared must not rest on people whom nobody holds to a share.
Seats that only they may take are theirs anyway.

A flow network can say "at most so much through all of these" for sets that are nested or apart, not
for sets that merely overlap. Windows of a day are cut into runs (nobody outside overlaps anybody inside)
and runs into parts that all overlap each other: at most one seat of a part. A run of more than one part is
looser than the truth, and says so.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from solver.base.gc_pause import gc_paused
from solver.base.units import Minutes
from solver.domain.burdens import burden_accounts, burden_counts
from solver.domain.calendar import service_days
from solver.domain.case import Absence, Case, Staff
from solver.domain.duties import Duty, Work
from solver.domain.levels import LEVEL, groups_of
from solver.fairness.flow import Bound, Demand, Link, Network


class Window(NamedTuple):
    """When a person is bound: from ``start`` until just before ``end``. ``steps`` is what it is worth."""

    start: Minutes
    end: Minutes
    steps: int


@dataclass(frozen=True, slots=True)
class Run:
    """Windows linked by overlaps, as parts (positions of windows) of which a person takes at most one each.

    ``limit`` is the most steps that one person can take of the whole run.
    """

    parts: tuple[tuple[int, ...], ...]
    limit: int

    @property
    def exact(self) -> bool:
        """Whether "at most one of each part" is the whole truth."""
        return len(self.parts) == 1


@lru_cache(maxsize=4096)
def runs(windows: tuple[Window, ...]) -> tuple[Run, ...]:
    """Cut the windows of a day into runs and parts, in order of time; most days of a person look alike.

    A flow network can say "at most so much through all of these" for sets that are nested or apart, not for
    sets that merely overlap. So windows are cut into runs (nobody outside overlaps anybody inside) and runs
    into parts that all overlap each other: at most one seat of a part. A run of more than one part is looser
    than the truth, and says so.
    """
    order = sorted(range(len(windows)), key=lambda index: (windows[index].start, windows[index].end, index))
    stretches: list[list[int]] = []
    busy = -1
    for index in order:
        if windows[index].start >= busy:
            stretches.append([])
        stretches[-1].append(index)
        busy = max(busy, windows[index].end)
    return tuple(
        Run(_parts(windows, run), most_steps([windows[index] for index in run])) for run in stretches
    )


def _parts(windows: Sequence[Window], run: list[int]) -> tuple[tuple[int, ...], ...]:
    # The window that ends first and all that begin before it ends share that last minute.
    parts: list[tuple[int, ...]] = []
    rest = run
    while rest:
        first_end = min(windows[at].end for at in rest)
        parts.append(tuple(at for at in rest if windows[at].start < first_end))
        rest = [at for at in rest if windows[at].start >= first_end]
    return tuple(parts)


def most_steps(windows: Sequence[Window]) -> int:
    """Return the most steps that one person can take of these windows, one at a time."""
    # The most until each end is known when a later window comes up; ends and amounts grow together.
    ends, most = [0], [0]
    for window in sorted(windows, key=lambda window: window.end):
        before = most[bisect_right(ends, window.start) - 1]
        ends.append(window.end)
        most.append(max(most[-1], before + window.steps))
    return most[-1]


def weights(case: Case) -> dict[str, Fraction]:
    """Return each person's weight: share × creditable days / service days of the term.

    Only absences that reduce the share lower the days; where several hold on a date, the largest does.
    """
    dates = [day.date for day in service_days(case)]
    lowering: dict[str, list[Absence]] = defaultdict(list)
    for absence in case.absences:
        if absence.reduces_share:
            lowering[absence.staff].append(absence)
    weight_of: dict[str, Fraction] = {}
    for person in case.staff:
        lost = Fraction(0)
        for date in dates if lowering[person.id] else ():
            held = [row.reduces_share for row in lowering[person.id] if row.first <= date <= row.last]
            lost += Fraction(max(held, default=0))
        weight_of[person.id] = Fraction(person.share) * (1 - lost / max(len(dates), 1))
    return weight_of


def balances(case: Case, account: str) -> dict[str, Fraction]:
    """Return what each person brings forward in one account: steps for units, else a count of duties."""
    step = case.grid.step if account == "units" else Fraction(1)
    found = dict.fromkeys((person.id for person in case.staff), Fraction(0))
    for row in case.history:
        if row.account == account:
            found[row.staff] += Fraction(row.balance) / step
    return found


def agreed(case: Case) -> dict[str, int]:
    """Return the loads that are fixed by hand, in steps."""
    return {person.id: case.grid.steps(person.agreed) for person in case.staff if person.agreed is not None}


def heads_shared(case: Case) -> Callable[[Duty], int]:
    """Return how many seats of a duty the shares are made of.

    Where wanted heads rank before fairness they will be filled first, so they are part of the work that
    is shared; otherwise only the needed seats are.
    """
    order = [
        LEVEL[name].measures for group in groups_of(case, "rotation") for name, _ in group if name in LEVEL
    ]
    return attrgetter("want" if order.index("heads") < order.index("deviation") else "need")


def counts_of(case: Case) -> dict[str, Callable[[Duty], int]]:
    """Return what one seat of a duty counts in each account of a case: its steps, or 1 or 0 for a burden."""
    units: dict[str, Callable[[Duty], int]] = {"units": attrgetter("steps")}
    return units | {name: partial(burden_counts, case, name) for name in burden_accounts(case)}


def network(
    case: Case,
    work: Work,
    able: Callable[[Duty], Iterable[str]],
    account: str,
    counts: Callable[[Duty], int],
    heads: Callable[[Duty], int] = attrgetter("need"),
) -> Network:
    """Describe one account as a flow problem.

    Parameters
    ----------
    able
        The people who may take a duty at all, in order of staff. The engine and the audit each bring their
        own answer.
    counts
        What one seat of a duty counts in this account.
    heads
        How many seats of a duty are to be shared: those needed, or all that are wanted.
    """
    draft = _Draft(case, able, counts, heads)
    with gc_paused:
        for date, duties in sorted(work.on.items()):
            draft.add(date, duties)
        draft.finish()
    pools = {person.id: person.pool for person in case.staff}
    if any(len({pools[who] for who in demand.staff} - {None}) > 1 for demand in draft.demands):
        draft.relaxed.add("pools")
    return Network(
        account=account,
        people=tuple(pools),
        weight=weights(case),
        balance=balances(case, account),
        pool=pools,
        demands=tuple(draft.demands),
        bounds=tuple(draft.bounds),
        links=tuple(draft.links),
        relaxed=tuple(sorted(draft.relaxed)),
        agreed=agreed(case) if account == "units" else {},
    )


@dataclass(frozen=True, slots=True, order=True)
class _Kind:
    """What makes needed seats of one date alike."""

    start: Minutes
    late: Minutes
    busy_until: Minutes
    steps: int
    staff: tuple[str, ...]

    @property
    def window(self) -> Window:
        # The crew may come late by the grace: only what is left then excludes other duties.
        return Window(min(self.start + self.late, self.busy_until - 1), self.busy_until, self.steps)


@dataclass
class _Draft:
    """A network in the making."""

    case: Case
    able: Callable[[Duty], Iterable[str]]
    counts: Callable[[Duty], int]
    heads: Callable[[Duty], int]
    alike: dict[tuple[int, tuple[tuple[_Kind, tuple[str, ...], int], ...]], list[dt.date]] = field(
        default_factory=dict
    )
    demands: list[Demand] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    relaxed: set[str] = field(default_factory=set)

    def add(self, date: dt.date, duties: tuple[Duty, ...]) -> None:
        """Note the needed seats of a date, together with the dates that look the same."""
        posts: dict[_Kind, list[tuple[str, int]]] = defaultdict(list)
        for duty in duties:
            steps = self.counts(duty)
            shared = self.heads(duty)
            if steps > 0 and shared > 0:
                staff = tuple(self.able(duty))
                kind = _Kind(duty.start, duty.grace, duty.busy_until, steps, staff)
                posts[kind].append((duty.post, shared))
        if not posts:
            return
        # A weekly cap ties a date to its week; elsewhere weeks don't matter.
        tied = any(self.case.person[who].max_week is not None for kind in posts for who in kind.staff)
        week = duties[0].day.week if tied else 0
        seats = tuple(
            (kind, tuple(post for post, _ in rows), sum(need for _, need in rows))
            for kind, rows in sorted(posts.items())
        )
        self.alike.setdefault((week, seats), []).append(date)

    def finish(self) -> None:
        """Lay bounds and links for every kind of date."""
        caps = self._caps()
        for (week, seats), dates in self.alike.items():
            able: dict[str, list[int]] = defaultdict(list)
            first = len(self.demands)
            windows = [kind.window for kind, _, _ in seats]
            for index, (kind, posts, heads) in enumerate(seats):
                able_at, window = frozenset(kind.staff), (kind.start, kind.busy_until)
                self.demands.append(Demand(tuple(dates), posts, *window, kind.steps, heads, able_at))
                for who in kind.staff:
                    able[who].append(index)
            for who in sorted(able):
                above = caps.get((who, week), caps.get((who, None)))
                own_windows = tuple([windows[index] for index in able[who]])
                self._lay(
                    self.case.person[who],
                    own_windows,
                    [first + index for index in able[who]],
                    len(dates),
                    above,
                )

    def _lay(
        self, person: Staff, windows: tuple[Window, ...], demands: list[int], days: int, above: int | None
    ) -> None:
        """Lay one person's bounds on one kind of date; every limit holds for all its ``days`` together."""
        stretches = runs(windows)
        parts = _part_limits(windows) if person.max_day is not None else ()
        if person.max_day is not None and person.max_day < len(parts):
            above = self._bound(person.id, _largest(Counter(parts), person.max_day) * days, above)
            self._note_caps(parts)
        for run in stretches:
            over = above
            if not run.exact:
                self.relaxed.add("overlaps")
                over = self._bound(person.id, run.limit * days, above)
            for part in run.parts:
                self._lay_part(
                    person.id, {demands[index]: windows[index].steps for index in part}, days, over
                )

    def _lay_part(self, who: str, steps: Mapping[int, int], days: int, above: int | None) -> None:
        # Nested by worth: all of the part fit into its dearest seat, all but the dearest into the next, ...
        by_worth: dict[int, list[int]] = defaultdict(list)
        for demand, own in steps.items():
            by_worth[own].append(demand)
        if len(by_worth) > 1:
            self.relaxed.add("worth")
        left = len(steps)
        for worth in sorted(by_worth, reverse=True):
            if left > 1:
                above = self._bound(who, worth * days, above)
            self.links += [Link(who, demand, worth * days, above) for demand in by_worth[worth]]
            left -= len(by_worth[worth])

    def _caps(self) -> dict[tuple[str, int | None], int]:
        """Lay the bounds of those with a cap on the term or the week; keyed by person and week (or None)."""
        parts: dict[str, dict[int, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
        people = self.case.staff
        capped = frozenset(row.id for row in people if row.max_week is not None or row.max_term is not None)
        for (week, seats), dates in self.alike.items():
            windows: dict[str, list[Window]] = {who: [] for who in capped}
            for kind, _, _ in seats:
                window = kind.window
                for who in capped.intersection(kind.staff):
                    windows[who].append(window)
            for who, seen in windows.items():
                for limit in _part_limits(tuple(seen)):
                    parts[who][week][limit] += len(dates)
        caps: dict[tuple[str, int | None], int] = {}
        for who, weeks in sorted(parts.items()):
            person = self.case.person[who]
            above = None
            term = sum(weeks.values(), Counter[int]())
            self._note_caps(term)
            if person.max_term is not None:
                above = caps[who, None] = self._bound(who, _largest(term, person.max_term), None)
            if person.max_week is not None:
                for week, of_week in sorted(weeks.items()):
                    caps[who, week] = self._bound(who, _largest(of_week, person.max_week), above)
        return caps

    def _bound(self, who: str, limit: int, above: int | None) -> int:
        self.bounds.append(Bound(who, limit, above))
        return len(self.bounds) - 1

    def _note_caps(self, limits: Iterable[int]) -> None:
        if len(set(limits)) > 1:
            self.relaxed.add("caps")


@lru_cache(maxsize=4096)
def _part_limits(windows: tuple[Window, ...]) -> tuple[int, ...]:
    """Return the most that each part of a day's windows can be worth to one person."""
    return tuple(max(windows[at].steps for at in part) for run in runs(windows) for part in run.parts)


def _largest(limits: Counter[int], count: int) -> int:
    """Return the sum of the ``count`` largest limits."""
    total = 0
    for limit, times in sorted(limits.items(), reverse=True):
        taken = min(times, count)
        total += taken * limit
        count -= taken
    return total
