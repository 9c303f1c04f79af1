"""Everything one school hands in for one term. Immutable once loaded; ids are plain text.

Times are minutes since midnight, weekdays 1 (Monday) to 7 (Sunday), dates are calendar dates.
Field by field this is the data format: ``solver/io`` reads tables into these classes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from solver.base.units import Grid, Minutes

SessionKind = Literal["arrival", "midday", "after_school", "extended", "evening", "weekend", "holiday"]
StaffKind = Literal["own", "leader", "worker", "retired", "external", "volunteer", "parent"]
PostKind = Literal[
    "care", "tutoring", "club", "patrol", "gate", "leader", "arrival", "lunch", "nap", "extended", "evening"
]
ZoneKind = Literal["building", "venue", "gate", "campus"]
FeePer = Literal["month", "day", "period"]
PUPIL_KINDS: frozenset[str] = frozenset({"care", "club", "arrival", "lunch", "nap", "extended", "evening"})
"""Kinds of post whose crew has pupils in its hands: covered before all others."""


class Frozen(BaseModel):
    """Closed, strict and immutable: a misspelt field is an error, never a silent default."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Dates(Frozen):
    """Which service dates something runs on, within the term. Empty fields select everything.

    ``weeks`` selects teaching weeks: ``odd``, ``even`` or a list such as ``1-8,10``.
    ``extra`` adds dates whatever the other fields say; ``without`` removes dates, and wins.
    """

    weekdays: tuple[int, ...] = ()
    weeks: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    extra: tuple[dt.date, ...] = ()
    without: tuple[dt.date, ...] = ()


class Term(Frozen):
    """The term's frame: first and last day, what is closed, and which weekday a make-up day follows.

    ``closed`` and ``makeup`` are the school's own list and win over the national calendar.
    ``national`` asks the national working-day calendar where it knows the year.
    """

    start: dt.date
    end: dt.date
    national: bool = True
    closed: tuple[dt.date, ...] = ()
    makeup: tuple[tuple[dt.date, int], ...] = ()


class Zone(Frozen):
    """A part of the grounds: a building, a venue, a gate or a campus.

    ``throughput`` is the pupils a minute that a gate can release on a fine day and
    ``rain_throughput`` on a rainy one; ``rain_zone`` is where they are released then.
    """

    id: str
    name: str
    kind: ZoneKind = "building"
    campus: str = ""
    throughput: int | None = None
    rain_throughput: int | None = None
    rain_zone: str | None = None


class Walk(Frozen):
    """Walking minutes between two zones, the same both ways."""

    a: str
    b: str
    minutes: Minutes = Field(ge=0)


class Room(Frozen):
    """A place with room for ``capacity`` pupils and ``groups_at_once`` groups."""

    id: str
    name: str
    kind: str = "classroom"
    capacity: int = Field(gt=0)
    groups_at_once: int = Field(default=1, ge=1)
    zone: str


class Staff(Frozen):
    """A person who can hold a post.

    ``share`` is the part of a full load (0 < share ≤ 1); ``pool`` names those with whom the load is
    compared (``None``: outside fairness). ``weekdays``, ``start`` and ``end`` are the working pattern.
    Caps count duties. ``agreed`` is a load fixed by hand (units of the term): fairness then measures the
    person against it instead of the reachable share.
    """

    id: str
    name: str
    kind: StaffKind = "own"
    subjects: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    share: Decimal = Field(default=Decimal(1), gt=0, le=1)
    pool: str | None = None
    weekdays: tuple[int, ...] = ()
    start: Minutes | None = None
    end: Minutes | None = None
    max_day: int | None = Field(default=None, ge=0)
    max_week: int | None = Field(default=None, ge=0)
    max_term: int | None = Field(default=None, ge=0)
    agreed: Decimal | None = Field(default=None, ge=0)


class Group(Frozen):
    """Pupils cared for together. ``parts`` is empty for a class; a merged group names its classes
    and its own dates, on which it replaces them: in ``sessions`` only, where it names any.
    """

    id: str
    name: str
    grade: int
    room: str | None = None
    head: str | None = None
    parts: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    dates: Dates = Dates()


class Session(Frozen):
    """A window of service for some grades.

    ``grace``: minutes in which the lesson's teacher still holds the pupils.
    ``ends`` says to whom pupils go at the end: ``gate`` (they go home), ``lesson`` (a lesson's
    teacher takes over) or ``room`` (they are fetched from where they are). ``periods`` is how many
    periods (课时) it counts as; ``fee`` is what a pupil pays in yuan, ``None`` for nothing.
    """

    id: str
    name: str
    kind: SessionKind = "after_school"
    grades: tuple[int, ...] = ()
    start: Minutes
    end: Minutes
    grace: Minutes = Field(default=5, ge=0)
    ends: Literal["gate", "lesson", "room"] = "gate"
    periods: int = Field(default=1, ge=1)
    fee: Decimal | None = Field(default=None, ge=0)
    fee_per: FeePer = "month"
    dates: Dates = Dates()

    def hours(self, row: Post | Club) -> tuple[Minutes, Minutes]:
        """Return from when to when a post or a club is in this session: its own times, else the session's."""
        start = self.start if row.start is None else row.start
        return start, self.end if row.end is None else row.end


class Enrolment(Frozen):
    """Pupils of a group in a session; ``weekday`` ``None`` means every weekday without a row of its own.

    Of those who leave by the gate, ``bus``, ``route`` and ``self_release`` go with the bus, in a route
    line or alone with consent; all others are met by a parent.
    """

    group: str
    session: str
    weekday: int | None = None
    pupils: int = Field(ge=0)
    bus: int = Field(default=0, ge=0)
    route: int = Field(default=0, ge=0)
    self_release: int = Field(default=0, ge=0)


class Teaching(Frozen):
    """A person teaches a subject to a group."""

    staff: str
    group: str
    subject: str = ""


class Lesson(Frozen):
    """A daytime lesson: its teacher is not free then. ``zone`` is where the teacher comes from, if known."""

    staff: str
    weekday: int = Field(ge=1, le=7)
    start: Minutes
    end: Minutes
    weeks: str = ""
    zone: str | None = None


class Post(Frozen):
    """Something to be staffed at a time and place.

    ``start`` and ``end`` default to the session's. ``need`` heads must be there, ``want`` heads are
    wished for (``want`` ≥ ``need``). ``units`` is what one duty is worth to one person.
    ``eligible`` and ``rotation`` are as in the data format; ``zone`` places posts without a room.
    ``hold`` overrides the case's share of a block on which its holder must be available.
    """

    id: str
    name: str
    kind: PostKind
    session: str
    group: str | None = None
    club: str | None = None
    room: str | None = None
    zone: str | None = None
    start: Minutes | None = None
    end: Minutes | None = None
    dates: Dates = Dates()
    need: int = Field(default=1, ge=0)
    want: int = Field(default=1, ge=0)
    units: Decimal = Field(default=Decimal(1), ge=0)
    eligible: str = "any"
    rotation: str = "daily"
    hold: Decimal | None = Field(default=None, ge=0, le=1)

    @property
    def holds_pupils(self) -> bool:
        """Whether the crew of this post has pupils in its hands."""
        return self.kind in PUPIL_KINDS


class Club(Frozen):
    """A club: how often it meets a week, where it may, who may lead it. The timetable stage places it.

    ``sessions`` and ``weekdays`` empty mean any; ``room`` fixes the room, ``room_kind`` its kind.
    Start and end default to the session's. ``units``, ``need``, ``rotation`` go to the post that
    each placed meeting becomes. ``fee`` is what a member pays in yuan beside the session's fee; a meeting
    is one period.
    """

    id: str
    name: str
    grades: tuple[int, ...] = ()
    sessions: tuple[str, ...] = ()
    meetings: int = Field(default=1, ge=1)
    weekdays: tuple[int, ...] = ()
    start: Minutes | None = None
    end: Minutes | None = None
    room: str | None = None
    room_kind: str | None = None
    eligible: str = "any"
    need: int = Field(default=1, ge=0)
    want: int = Field(default=1, ge=0)
    units: Decimal = Field(default=Decimal(1), ge=0)
    rotation: str = "term"
    fee: Decimal | None = Field(default=None, ge=0)
    fee_per: FeePer = "month"
    dates: Dates = Dates()


class Member(Frozen):
    """Pupils of a group who belong to a club."""

    club: str
    group: str
    pupils: int = Field(ge=0)


class Absence(Frozen):
    """Days (or part of days) on which a person is away, or counts for less.

    ``reduces_share`` is the part of the due load that the days take away: 0 for personal leave,
    1 for maternity or a secondment, a factor such as 0.5 for pregnancy. ``away`` false: the
    person serves, with a lower due load.
    """

    staff: str
    first: dt.date
    last: dt.date
    start: Minutes | None = None
    end: Minutes | None = None
    reason: str = ""
    reduces_share: Decimal = Field(default=Decimal(0), ge=0, le=1)
    away: bool = True

    @property
    def all_day(self) -> bool:
        """Whether the person is away on its days from morning to evening."""
        return self.away and self.start is None and self.end is None

    def meets(self, date: dt.date, start: Minutes, end: Minutes) -> bool:
        """Tell whether the person is away in some minute of a time."""
        return (
            self.away
            and self.first <= date <= self.last
            and (self.start is None or self.start < end)
            and (self.end is None or start < self.end)
        )


class Wish(Frozen):
    """What someone would like, never a promise. ``post`` is a post's id or kind; empty fields match all."""

    who: str
    want: Literal["prefer", "avoid"] = "avoid"
    post: str | None = None
    weekday: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    weight: int = Field(default=1, ge=1)


class Pin(Frozen):
    """A decision taken by hand: one of a person on a post, a club's place, or a group's leaving.

    ``action`` is ``assign`` or ``forbid``. Dates and weekday narrow it; empty fields match all.
    """

    action: Literal["assign", "forbid"] = "assign"
    staff: str | None = None
    post: str | None = None
    club: str | None = None
    group: str | None = None
    session: str | None = None
    weekday: int | None = None
    room: str | None = None
    gate: str | None = None
    minute: Minutes | None = None
    first: dt.date | None = None
    last: dt.date | None = None


class History(Frozen):
    """Balance brought forward: positive means that the person did more than due."""

    staff: str
    account: str = "units"
    balance: Decimal = Decimal(0)


class RuleSetting(Frozen):
    """One rule or policy of its catalogue as this school wants it; ``params`` as it documents them."""

    code: str
    on: bool = True
    params: Mapping[str, Any] = {}


class Case(Frozen):
    """Everything one school hands in for one term."""

    id: str
    title: str
    term: Term
    zones: tuple[Zone, ...] = ()
    walks: tuple[Walk, ...] = ()
    rooms: tuple[Room, ...] = ()
    staff: tuple[Staff, ...] = ()
    groups: tuple[Group, ...] = ()
    sessions: tuple[Session, ...] = ()
    enrolment: tuple[Enrolment, ...] = ()
    teaching: tuple[Teaching, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    posts: tuple[Post, ...] = ()
    clubs: tuple[Club, ...] = ()
    members: tuple[Member, ...] = ()
    absences: tuple[Absence, ...] = ()
    wishes: tuple[Wish, ...] = ()
    pins: tuple[Pin, ...] = ()
    history: tuple[History, ...] = ()
    rules: tuple[RuleSetting, ...] = ()
    policies: tuple[RuleSetting, ...] = ()
    levels: tuple[tuple[tuple[str, int], ...], ...] = ()
    grid_step: Decimal | None = None
    hold: Decimal = Field(default=Decimal("0.8"), ge=0, le=1)
    walk_default: Minutes = Field(default=3, ge=0)
    pay: tuple[tuple[StaffKind, Decimal], ...] = ()
    """Yuan for one work unit, by kind of staff; kinds that are not named are not paid by the unit."""

    @model_validator(mode="after")
    def _grid_holds_all_units(self) -> Case:
        for units in self._all_units:
            self.grid.steps(units)
        return self

    @cached_property
    def grid(self) -> Grid:
        """The step on which all work units of the case lie."""
        given = (self.grid_step,) if self.grid_step else ()
        return Grid.of(given or self._all_units)

    @property
    def _all_units(self) -> tuple[Decimal, ...]:
        agreed = (person.agreed for person in self.staff if person.agreed is not None)
        return (*(post.units for post in self.posts), *(club.units for club in self.clubs), *agreed)

    @cached_property
    def hash(self) -> str:
        """Hash of the whole content: two cases with equal hashes are the same case."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def __hash__(self) -> int:
        return hash(self.hash)

    def __eq__(self, other: object) -> bool:
        # What is worked out of a case is kept under it: comparing every field would be felt each time.
        return self is other or (isinstance(other, Case) and self.hash == other.hash)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Case:
        """Return a changed copy; what was worked out from the old content is not carried along."""
        copy = super().model_copy(update=update, deep=deep)
        for name in set(copy.__dict__) - set(type(self).model_fields):
            del copy.__dict__[name]
        return copy

    @cached_property
    def person(self) -> dict[str, Staff]:
        """Staff by id."""
        return {row.id: row for row in self.staff}

    @cached_property
    def absences_of(self) -> dict[str, tuple[Absence, ...]]:
        """Everybody's absences."""
        return _by_staff(self.absences)

    @cached_property
    def lessons_of(self) -> dict[str, tuple[Lesson, ...]]:
        """Everybody's daytime lessons."""
        return _by_staff(self.lessons)

    @cached_property
    def group(self) -> dict[str, Group]:
        """Groups by id."""
        return {row.id: row for row in self.groups}

    @cached_property
    def session(self) -> dict[str, Session]:
        """Sessions by id."""
        return {row.id: row for row in self.sessions}

    @cached_property
    def room(self) -> dict[str, Room]:
        """Rooms by id."""
        return {row.id: row for row in self.rooms}

    @cached_property
    def zone(self) -> dict[str, Zone]:
        """Zones by id."""
        return {row.id: row for row in self.zones}

    @cached_property
    def post(self) -> dict[str, Post]:
        """Posts by id (clubs become posts only with a timetable)."""
        return {row.id: row for row in self.posts}

    @cached_property
    def club(self) -> dict[str, Club]:
        """Clubs by id."""
        return {row.id: row for row in self.clubs}

    @cached_property
    def gates(self) -> tuple[Zone, ...]:
        """The zones through which pupils leave."""
        return tuple(zone for zone in self.zones if zone.kind == "gate")

    @cached_property
    def _walk_minutes(self) -> dict[tuple[str, str], Minutes]:
        # Floyd–Warshall: a school has a few dozen zones at most, and a detour may be quicker than
        # the default for pairs that nobody measured.
        ids = [zone.id for zone in self.zones]
        far = {(a, b): 0 if a == b else None for a in ids for b in ids}
        best: dict[tuple[str, str], int | None] = dict(far)
        for walk in self.walks:
            for pair in ((walk.a, walk.b), (walk.b, walk.a)):
                known = best.get(pair)
                best[pair] = walk.minutes if known is None else min(known, walk.minutes)
        for via in ids:
            for a in ids:
                first = best[a, via]
                if first is None:
                    continue
                for b in ids:
                    second = best[via, b]
                    if second is None:
                        continue
                    known = best[a, b]
                    if known is None or first + second < known:
                        best[a, b] = first + second
        return {pair: self.walk_default if found is None else found for pair, found in best.items()}

    def walk_minutes(self, a: str | None, b: str | None) -> Minutes:
        """Walking minutes between two zones; 0 where either place is unknown."""
        if a is None or b is None or a == b:
            return 0
        return self._walk_minutes[a, b]


Own = TypeVar("Own", Absence, Lesson)


def _by_staff(rows: Iterable[Own]) -> dict[str, tuple[Own, ...]]:
    found: dict[str, list[Own]] = {}
    for row in rows:
        found.setdefault(row.staff, []).append(row)
    return {staff: tuple(own) for staff, own in found.items()}
