"""From posts to dated duties, and from duties to the blocks that one rotation period binds together.

Everything here follows from the case, the club timetable and the hand-over plan alone; nothing
is decided. The solver, the audit and the reports all speak of these duties.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Generic, TypeVar
from weakref import finalize

from solver.base.units import Minutes
from solver.domain.calendar import Day, in_care, period_of, selects, session_days
from solver.domain.case import Case, Club, Post, PostKind
from solver.domain.plan import Assignment, Departure, Meeting, Plan
from solver.domain.presence import members_of, pupils_of

K = TypeVar("K")
V = TypeVar("V")


class IdentityMemo(Generic[K, V]):
    """Values by the objects they belong to: these very objects, not their equals; it keeps none alive.

    For large objects: comparing or hashing all of one would cost more than what is looked up.
    """

    def __init__(self) -> None:
        self._values: dict[int, V] = {}

    def get(self, owner: K) -> V | None:
        """Return an object's value; ``None`` if none was put."""
        return self._values.get(id(owner))

    def put(self, owner: K, value: V) -> None:
        """Keep a value until its object is gone."""
        place = id(owner)
        if place not in self._values:
            finalize(owner, self._values.pop, place, None).atexit = False
        self._values[place] = value

    def __len__(self) -> int:
        return len(self._values)


LINE_KINDS: frozenset[str] = frozenset({"care", "evening"})
"""Kinds of post whose crew leads its group's line to the gate, if no later one of these does."""


@dataclass(frozen=True, slots=True, order=True)
class DutyKey:
    """A duty is one dated occurrence of a post."""

    date: dt.date
    post: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One dated occurrence of a post.

    ``start`` and ``end`` are the post's; the crew is bound from ``start`` (late by at most ``grace``) until
    ``busy_until``: for the group's last care or evening post, which leads its line to the gate, this is when
    the last pupil is handed over, whatever the weather. ``zone_from`` and ``zone_to`` are where it begins and
    ends. ``steps`` is the worth in grid steps, ``pupils`` how many are in the crew's hands.
    """

    key: DutyKey
    day: Day
    kind: PostKind
    session: str
    start: Minutes
    end: Minutes
    busy_until: Minutes
    grace: Minutes
    zone_from: str | None
    zone_to: str | None
    room: str | None
    group: str | None
    club: str | None
    need: int
    want: int
    steps: int
    holds_pupils: bool
    pupils: int

    def __hash__(self) -> int:
        # The key tells duties apart; hashing every field would be felt in each neighbourhood.
        return hash((self.key.date, self.key.post))

    @property
    def date(self) -> dt.date:
        """The date."""
        return self.key.date

    @property
    def post(self) -> str:
        """The post's id."""
        return self.key.post

    @property
    def time(self) -> tuple[dt.date, Minutes, str]:
        """Its place in the order of time."""
        return self.key.date, self.start, self.key.post

    @property
    def names(self) -> frozenset[str]:
        """What rules, wishes and pins may call it: its kind, its post, the row that made a post for each
        class (``care`` of ``care/1-1``), its club.
        """
        row = self.post.partition("/")[0]
        return frozenset({self.kind, self.post, row, self.club or row})


@dataclass(frozen=True, slots=True, order=True)
class BlockKey:
    """A post and one of its rotation periods: ``w03``, ``d1``, ``term``, a date."""

    post: str
    period: str


@dataclass(frozen=True, slots=True)
class Block:
    """The unit that the solver assigns: duties that the same person keeps. ``hold`` is the share of
    them on which a holder must be available; ``need`` and ``want`` count holders.
    """

    key: BlockKey
    duties: tuple[Duty, ...]
    hold: Decimal
    need: int
    want: int

    @property
    def single(self) -> bool:
        """Whether the block is one duty: then there is no cover, only holders."""
        return len(self.duties) == 1


class Work:
    """All duties and blocks of a case under one timetable and hand-over plan."""

    def __init__(
        self, posts: Mapping[str, Post], duties: tuple[Duty, ...], blocks: tuple[Block, ...]
    ) -> None:
        self.posts = posts
        self.duties = duties
        self.blocks = blocks

    @cached_property
    def duty(self) -> dict[DutyKey, Duty]:
        """Duties by key."""
        return {duty.key: duty for duty in self.duties}

    @cached_property
    def block(self) -> dict[BlockKey, Block]:
        """Blocks by key."""
        return {block.key: block for block in self.blocks}

    @cached_property
    def block_of(self) -> dict[DutyKey, Block]:
        """The block of each duty."""
        return {duty.key: block for block in self.blocks for duty in block.duties}

    @cached_property
    def on(self) -> dict[dt.date, tuple[Duty, ...]]:
        """Duties by date, in order of start."""
        found: dict[dt.date, list[Duty]] = defaultdict(list)
        for duty in sorted(self.duties, key=lambda duty: duty.time):
            found[duty.date].append(duty)
        return {date: tuple(duties) for date, duties in found.items()}

    def of(self, roster: Iterable[Assignment]) -> dict[str, tuple[Duty, ...]]:
        """Duties by the person who does them, in order of time; assignments to no duty are left out."""
        found: dict[str, list[Duty]] = defaultdict(list)
        for assignment in roster:
            duty = self.duty.get(DutyKey(assignment.date, assignment.post))
            if duty is not None:
                found[assignment.staff].append(duty)
        return {staff: tuple(sorted(own, key=lambda duty: duty.time)) for staff, own in found.items()}


def club_post(club: Club, meeting: Meeting) -> Post:
    """Return the post that a placed meeting of a club becomes; its id names club, weekday and session."""
    return Post(
        id=f"{club.id}@{meeting.weekday}-{meeting.session}",
        name=club.name,
        kind="club",
        session=meeting.session,
        club=club.id,
        room=meeting.room,
        start=club.start,
        end=club.end,
        dates=club.dates.model_copy(update={"weekdays": (meeting.weekday,)}),
        need=club.need,
        want=max(club.want, club.need),
        units=club.units,
        eligible=club.eligible,
        rotation=club.rotation,
    )


def expand(case: Case, timetable: tuple[Meeting, ...], handover: tuple[Departure, ...]) -> Work:
    """Return the duties and blocks of a case under a timetable and a hand-over plan, in a fixed order."""
    return _expand(case, tuple(sorted(timetable)), tuple(sorted(handover)))


@lru_cache(maxsize=16)
def _expand(case: Case, timetable: tuple[Meeting, ...], handover: tuple[Departure, ...]) -> Work:
    posts = {post.id: post for post in case.posts}
    for meeting in timetable:
        post = club_post(case.club[meeting.club], meeting)
        posts[post.id] = post
    leaving: dict[tuple[str, str], Minutes] = {}
    gate_of: dict[tuple[str, str], str] = {}
    for departure in handover:
        place = (departure.session, departure.group)
        leaving[place] = max(leaving.get(place, 0), departure.released)
        if departure.variant == "fine":
            gate_of[place] = departure.gate
    by_post = {
        post.id: [
            duty
            for day in session_days(case, post.session)
            if selects(post.dates, day) and (duty := _duty(case, post, day)) is not None
        ]
        for post in posts.values()
    }
    led = _led([duty for own in by_post.values() for duty in own], leaving, gate_of)
    duties: list[Duty] = []
    blocks: list[Block] = []
    for post in posts.values():
        own = [led.get(duty.key, duty) for duty in by_post[post.id]]
        duties += own
        blocks += _blocks(case, post, own)
    duties.sort(key=lambda duty: duty.key)
    return Work(posts, tuple(duties), tuple(blocks))


def _led(
    duties: Iterable[Duty], leaving: Mapping[tuple[str, str], Minutes], gate_of: Mapping[tuple[str, str], str]
) -> dict[DutyKey, Duty]:
    """Return the duties that lead a line to the gate: of a group's posts that day those that end last."""
    last: dict[tuple[dt.date, str, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.kind in LINE_KINDS and (duty.session, duty.group or "") in leaving:
            others = last[duty.date, duty.session, duty.group or ""]
            if others and others[0].end < duty.end:
                others.clear()
            if not others or others[0].end == duty.end:
                others.append(duty)
    return {
        duty.key: replace(
            duty,
            busy_until=max(duty.end, leaving[session, group]),
            zone_to=gate_of.get((session, group), duty.zone_from),
        )
        for (_, session, group), leading in last.items()
        for duty in leading
    }


def _duty(case: Case, post: Post, day: Day) -> Duty | None:
    """Return the duty of a post on a day, or ``None`` where nobody is there to be cared for."""
    session = case.session[post.session]
    start, end = session.hours(post)
    group = case.group[post.group] if post.group else None
    pupils = 0
    if group is not None:
        if not in_care(case, group, post.session, day):
            return None
        pupils = pupils_of(case, group, post.session, day.weekday)
        if pupils == 0:
            return None
    elif post.club is not None:
        pupils = sum(members_of(case, post.club, other) for other in case.groups if not other.parts)
    elif post.kind in {"extended", "arrival", "lunch", "nap", "evening"}:
        pupils = sum(
            pupils_of(case, other, post.session, day.weekday) for other in case.groups if not other.parts
        )
        if pupils == 0 and post.holds_pupils:
            return None
    room = post.room or (group.room if group is not None else None)
    zone = post.zone or (case.room[room].zone if room is not None else None)
    return Duty(
        key=DutyKey(day.date, post.id),
        day=day,
        kind=post.kind,
        session=post.session,
        start=start,
        end=end,
        busy_until=end,
        grace=session.grace,
        zone_from=zone,
        zone_to=zone,
        room=room,
        group=post.group,
        club=post.club,
        need=post.need,
        want=max(post.need, post.want),
        steps=case.grid.steps(post.units),
        holds_pupils=post.holds_pupils,
        pupils=pupils,
    )


def _blocks(case: Case, post: Post, duties: list[Duty]) -> list[Block]:
    periods: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        periods[period_of(post.rotation, duty.day)].append(duty)
    hold = case.hold if post.hold is None else post.hold
    return [
        Block(BlockKey(post.id, period), tuple(own), hold, post.need, max(post.need, post.want))
        for period, own in sorted(periods.items())
    ]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a plan says once its assignments are laid onto the duties of the case.

    ``by_person`` are each person's duties in order of time, ``crew`` each duty's assignments.
    ``stray`` are assignments to duties or people that the case does not have.
    """

    work: Work
    by_person: Mapping[str, tuple[Duty, ...]]
    crew: Mapping[DutyKey, tuple[Assignment, ...]]
    stray: tuple[Assignment, ...]

    def crew_of(self, duty: Duty) -> tuple[Assignment, ...]:
        """Return the assignments of a duty, none where nobody is there."""
        return self.crew.get(duty.key, ())

    def works(self, staff: str, duty: Duty) -> bool:
        """Tell whether a person is in the crew of a duty."""
        return any(assignment.staff == staff for assignment in self.crew_of(duty))

    def name(self, duty: Duty) -> str:
        """Return what the post of a duty is called."""
        return self.work.posts[duty.post].name


_FACTS: IdentityMemo[Plan, tuple[Case, Facts]] = IdentityMemo()


def facts(case: Case, plan: Plan) -> Facts:
    """Return the facts of a plan; worked out once and kept while the plan is."""
    kept = _FACTS.get(plan)
    if kept is not None and kept[0] is case:
        return kept[1]
    work = expand(case, plan.timetable, plan.handover)
    crew: dict[DutyKey, list[Assignment]] = defaultdict(list)
    stray = []
    for assignment in sorted(plan.roster):
        key = DutyKey(assignment.date, assignment.post)
        if key in work.duty and assignment.staff in case.person:
            crew[key].append(assignment)
        else:
            stray.append(assignment)
    found = Facts(
        work=work,
        by_person=work.of(row for rows in crew.values() for row in rows),
        crew={key: tuple(rows) for key, rows in crew.items()},
        stray=tuple(stray),
    )
    know_facts(case, plan, found)
    return found


def know_facts(case: Case, plan: Plan, found: Facts) -> None:
    """Keep the facts of a plan that were worked out some other way, say from those of a plan near it."""
    _FACTS.put(plan, (case, found))
