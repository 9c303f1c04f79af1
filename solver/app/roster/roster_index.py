"""The roster by whatever a reader asks for, made once, then views look up; and everything that has a name."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from solver.app.theme import told_apart
from solver.base.memo import Memo
from solver.base.text import Lang, Words
from solver.base.vocabulary import CLASS, PERSON
from solver.domain import DutyKey, Finding
from solver.report import PlanView
from solver.report.duty_cells import OFS, Names, Of
from solver.report.matrix import Date, dates_of
from solver.report.roster_lines import RosterLine, shown_lines
from solver.report.units_account import AccountLine, account_lines
from solver.report.words import KINDS, TEXT, kind_name

K = TypeVar("K", bound=Hashable)
Lines = tuple[RosterLine, ...]

MarkedPlace = tuple[dt.date, str, str]
"""A date, a post and a person; the post or the person may be empty where a finding leaves it open."""

THING_KINDS: dict[Of, Words] = {
    "person": PERSON,
    "group": CLASS,
    "room": TEXT["room"],
    "post": TEXT["post"],
    "club": Words(zh="社团", en="Club"),
}
UNNAMED: dict[Of, Words] = {
    "person": Words(zh="（缺人的席位）", en="(empty seats)"),
    "group": TEXT["no_group"],
    "room": TEXT["no_room"],
}
"""What is looked up where the roster has no name."""


@dataclass(frozen=True, eq=False)
class Index:
    """The lines of one plan, holes among them, by date, week and by what they are about."""

    handout: PlanView
    lines: Lines
    names: Names
    marks: Marks

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        """Every date with a duty, in order."""
        return dates_of(self.lines)

    @cached_property
    def on(self) -> Mapping[dt.date, Lines]:
        """Lines by date."""
        return _by(self.lines, lambda line: line.date)

    @cached_property
    def weeks(self) -> Mapping[int, Lines]:
        """Lines by teaching week."""
        return _by(self.lines, lambda line: line.week)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of post that occur, in the order in which they are known."""
        there = {line.kind for line in self.lines}
        return (*(kind for kind in KINDS if kind in there), *sorted(there - set(KINDS)))

    @cached_property
    def duties(self) -> Mapping[DutyKey, Lines]:
        """Lines by duty."""
        return _by(self.lines, lambda line: DutyKey(line.date, line.post))

    def of(self, kind: Of, name: str) -> Lines:
        """Return the lines about one thing, those of a merged group for each of its classes too."""
        own = self.about[kind].get(name, ())
        merged = self._merged.get(name, ()) if kind == "group" else ()
        if not merged:
            return own
        more = (line for group in merged for line in self.about["group"].get(group, ()))
        return tuple(sorted((*own, *more), key=lambda line: (line.date, line.start or 0)))

    def club_of(self, name: str) -> str:
        """Return the club whose meetings a post stands for, or nothing."""
        post = self.handout.work.posts.get(name)
        return (post.club if post else None) or ""

    @cached_property
    def about(self) -> Mapping[Of, Mapping[str, Lines]]:
        """Lines by what they are about; what has no class or no place stands under an empty name.

        A club's meetings stand under the club, all other duties under their post.
        """
        meetings = _by(self.lines, lambda line: self.club_of(line.post))
        meetings.pop("", None)
        return {
            "person": _by(self.lines, lambda line: line.staff),
            "group": _by(self.lines, lambda line: line.group),
            "room": _by(self.lines, lambda line: line.room),
            "post": _by([line for line in self.lines if not self.club_of(line.post)], lambda line: line.post),
            "club": meetings,
        }

    @cached_property
    def accounts(self) -> Mapping[str, AccountLine]:
        """Each person's account of work units."""
        lines = account_lines(self.handout)
        return {line.staff: line for line in lines if line.account == "units"}

    @cached_property
    def _merged(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for group in self.handout.case.groups:
            for part in group.parts:
                found[part].append(group.id)
        return {part: tuple(groups) for part, groups in found.items()}


# By identity: an index holds its handout, so no other one can take its place in memory.
INDEXES: Memo[int, Index] = Memo(4)


def index_of(handout: PlanView) -> Index:
    """Return the index of a plan, made when it is first asked for."""
    return INDEXES.get(id(handout), lambda: made(handout))


def made(handout: PlanView) -> Index:
    """Make the index of a plan."""
    lines = shown_lines(handout)
    return Index(handout, lines, Names.of(handout), Marks.of(handout))


def _by(lines: Lines | list[RosterLine], own: Callable[[RosterLine], K]) -> dict[K, Lines]:
    found: dict[K, list[RosterLine]] = defaultdict(list)
    for line in lines:
        found[own(line)].append(line)
    return {key: tuple(rows) for key, rows in found.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Kinds of post and sessions (none: all), and whether only what is short or wrong is shown."""

    kinds: Collection[str] = ()
    sessions: Collection[str] = ()
    wrong: bool = False

    def among(self, index: Index, lines: Iterable[RosterLine]) -> tuple[RosterLine, ...]:
        """Return the lines that are wanted; a duty's people stay together."""
        return tuple(line for line in lines if self._takes(index, line))

    def _takes(self, index: Index, line: RosterLine) -> bool:
        if self.kinds and line.kind not in self.kinds:
            return False
        if self.sessions and line.session not in self.sessions:
            return False
        return not self.wrong or _wrong(index, DutyKey(line.date, line.post))


def _wrong(index: Index, duty: DutyKey) -> bool:
    crew = index.duties.get(duty, ())
    return any(line.missing for line in crew) or bool(
        index.marks.on_duty(duty, (line.staff for line in crew))
    )


@dataclass(frozen=True)
class Marks:
    """The findings of a plan by the duties and by the people that they speak of."""

    placed: Mapping[MarkedPlace, tuple[Finding, ...]]
    dated: Mapping[dt.date, tuple[Finding, ...]]
    people: Mapping[str, tuple[Finding, ...]]

    @staticmethod
    def of(handout: PlanView) -> Marks:
        """Return the findings of a plan laid onto its duties."""
        placed: dict[MarkedPlace, list[Finding]] = defaultdict(list)
        dated: dict[dt.date, list[Finding]] = defaultdict(list)
        people: dict[str, list[Finding]] = defaultdict(list)
        for finding in sorted(handout.findings, key=lambda finding: not finding.hard):
            for staff in finding.staff:
                people[staff].append(finding)
            if finding.date is None:
                continue
            dated[finding.date].append(finding)
            for place in _places(handout, finding, finding.date):
                placed[place].append(finding)
        return Marks(
            {place: tuple(findings) for place, findings in placed.items()},
            {date: tuple(findings) for date, findings in dated.items()},
            {staff: tuple(findings) for staff, findings in people.items()},
        )

    def on_duty(self, duty: DutyKey, staff: Iterable[str]) -> tuple[Finding, ...]:
        """Return what was found about a duty, or about one of these people on it."""
        found = list(self.placed.get((duty.date, duty.post, ""), ()))
        for person in filter(None, staff):
            found += self.placed.get((duty.date, duty.post, person), ())
            found += self.placed.get((duty.date, "", person), ())
        return tuple(found)


def _places(handout: PlanView, finding: Finding, date: dt.date) -> list[MarkedPlace]:
    if finding.post is not None:
        on_post = [person for person in finding.staff if _serves(handout, date, finding.post, person)]
        # Nobody of the crew is named: it is the duty itself, such as an empty seat.
        return [(date, finding.post, person) for person in on_post or [""]]
    if finding.group is not None or finding.room is not None:
        return [
            (date, duty.post, "")
            for duty in handout.work.on.get(date, ())
            if (finding.group is None or duty.group == finding.group)
            and (finding.room is None or duty.room == finding.room)
            and _overlaps(finding, duty.start, duty.busy_until)
        ]
    return [(date, "", person) for person in finding.staff if finding.rule != "shortage"]


def _overlaps(finding: Finding, start: int, end: int) -> bool:
    if finding.start is None or finding.end is None:
        return True
    return finding.start <= end and start <= finding.end


def _serves(handout: PlanView, date: dt.date, post: str, staff: str) -> bool:
    return any(row.staff == staff for row in handout.crew.get(DutyKey(date, post), ()))


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with the name that tells it apart; ``hint`` is what else it may be looked up by."""

    of: Of
    id: str
    name: str
    hint: str = ""

    @property
    def token(self) -> str:
        """What stands for it among the options of a widget."""
        return f"{self.of}:{self.id}"

    def label(self, lang: Lang) -> str:
        """Return name, kind and hint."""
        return " · ".join(filter(None, (self.name, THING_KINDS[self.of].say(lang), self.hint)))


def things_of(index: Index, lang: Lang) -> dict[str, Thing]:
    """Return everything that can be looked up by token, in the order in which it is listed."""
    found = [thing for of in OFS for thing in _sorted(of, _told_apart(_all(index, of, lang)))]
    return {thing.token: thing for thing in found}


def spoken(name: str) -> tuple[tuple[int, int, bytes], ...]:
    """Sort key of names: room 2 before room 10, common characters in the order of their sound.

    GB 2312 lists its 3,755 everyday characters by pinyin, and so do all encodings made from it.
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple(
        (0, int(part), b"") if part[0] in "0123456789" else (1, 0, part.encode("gb18030", "replace"))
        for part in parts
    )


def _sorted(of: Of, things: Iterable[Thing]) -> Iterator[Thing]:
    # Classes stand as the school lists them: by sound 二 would come before 一. What has no name comes last.
    listed = list(things)
    ordered = listed if of == "group" else sorted(listed, key=lambda thing: spoken(thing.name))
    yield from (thing for thing in ordered if thing.id)
    yield from (thing for thing in ordered if not thing.id)


def _told_apart(things: Iterable[Thing]) -> Iterator[Thing]:
    listed = list(things)
    names = told_apart({thing.id: thing.name for thing in listed})
    for thing in listed:
        yield replace(thing, name=names[thing.id])


def _all(index: Index, of: Of, lang: Lang) -> Iterator[Thing]:
    """Yield what the case knows, what only the roster names, and what has no name if there is any."""
    known = {thing.id: thing for thing in _KNOWN[of](index, lang)}
    yield from known.values()
    for name in sorted(index.about[of].keys() - known.keys() - {""}):
        yield Thing(of, name, name)
    if of in UNNAMED and index.about[of].get(""):
        yield Thing(of, "", UNNAMED[of].say(lang))


def _people(index: Index, _lang: Lang) -> Iterator[Thing]:
    case = index.handout.case
    heads = {group.head: group.name for group in case.groups if group.head}
    for person in case.staff:
        hint = " ".join(filter(None, (*person.subjects, heads.get(person.id))))
        yield Thing("person", person.id, person.name, hint)


def _groups(index: Index, _lang: Lang) -> Iterator[Thing]:
    for group in index.handout.case.groups:
        head = index.handout.staff_name(group.head) if group.head else ""
        yield Thing("group", group.id, group.name, head)


def _rooms(index: Index, _lang: Lang) -> Iterator[Thing]:
    case = index.handout.case
    for room in case.rooms:
        yield Thing("room", room.id, room.name, index.names.places.get(room.zone, ""))
    for zone in case.zones:
        if zone.id not in case.room:
            yield Thing("room", zone.id, zone.name)


def _posts(index: Index, lang: Lang) -> Iterator[Thing]:
    sessions = index.handout.case.session
    for post in index.handout.work.posts.values():
        if not post.club:
            session = sessions.get(post.session)
            hint = (kind_name(post.kind).say(lang), session.name if session else "")
            yield Thing("post", post.id, post.name, " ".join(filter(None, hint)))


def _clubs(index: Index, _lang: Lang) -> Iterator[Thing]:
    for club in index.handout.case.clubs:
        yield Thing("club", club.id, club.name)


_KNOWN = {"person": _people, "group": _groups, "room": _rooms, "post": _posts, "club": _clubs}
