"""A duty as it stands in one cell of a view: who, what, when and where, and how many are short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from solver.base.text import Lang, Listed
from solver.base.units import Minutes, clock
from solver.report.plan_view import PlanView
from solver.report.roster_lines import RosterLine
from solver.report.words import TEXT

Part = Literal["who", "what", "time", "place"]
By = Literal["day", "person", "group", "room"]
BYS: tuple[By, ...] = ("day", "person", "group", "room")
Of = Literal["person", "group", "room", "post", "club"]
OFS: tuple[Of, ...] = ("person", "group", "room", "post", "club")
"""What a row, a calendar or a page may be about."""

PARTS: dict[Of, tuple[Part, tuple[Part, ...]]] = {
    "person": ("what", ("time", "place")),
    "group": ("who", ("time", "what", "place")),
    "room": ("who", ("time", "what")),
    "post": ("who", ("time", "place")),
    "club": ("who", ("time", "place")),
}
"""What stands large and what small: nothing that the reader of that page knows already."""


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called; an id without a name is its own name. Order of rows is that of the case."""

    groups: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(handout: PlanView) -> Names:
        """Return the names that the case gives."""
        case = handout.case
        return Names(
            groups={row.id: row.name for row in case.groups},
            places={
                **{row.id: row.name for row in case.rooms},
                **{row.id: row.name for row in case.zones},
            },
            staff={row.id: row.name for row in case.staff},
        )


@dataclass(frozen=True, slots=True)
class DutyCell:
    """One duty in one cell, with those of its crew that belong to the cell.

    ``what`` is the class for a care post, else the post. ``crew`` says each seat, a hole with the heads that
    are ``missing``; ``who`` says them together. ``covered`` where somebody stands in on this date only.
    """

    date: dt.date
    post: str
    kind: str
    staff: tuple[str, ...]
    start: Minutes | None
    end: Minutes | None
    crew: tuple[str, ...]
    who: str
    what: str
    time: str
    place: str
    missing: int
    covered: bool

    @property
    def tint(self) -> str:
        """The kind that colours the cell: a hole outshines all else."""
        return "missing" if self.missing else self.kind

    def says(self, of: Of, known: Collection[Part] = ()) -> tuple[str, str]:
        """Return what stands large and what stands small where the page is about one ``of``.

        ``known`` is what the place of the cell on its page says already.
        """
        parts = {"who": self.who, "what": self.what, "time": self.time, "place": self.place}
        first, rest = PARTS[of]
        skipped = {*known}
        # The room of a class says its name again, and a class's page is about the class.
        if self.what in self.place:
            skipped.add("place")
        if of == "group" and self.kind == "care":
            skipped.add("what")
        return parts[first], " · ".join(parts[name] for name in rest if name not in skipped and parts[name])

    def lines(self, by: By, lang: Lang) -> tuple[str, ...]:
        """Return what stands in a cell of a table of many dates: a line for each seat."""
        if by == "day":
            return self.crew
        start = "" if self.start is None else clock(self.start)
        if by == "person":
            mark = TEXT["cover_mark"].say(lang) if self.covered else ""
            return (f"{start} {self.what}{mark}".strip(),)
        what = "" if by == "group" and self.kind == "care" else self.what
        return tuple(" ".join(filter(None, (start, what, seat))) for seat in self.crew)


def cells_of(lines: Iterable[RosterLine], names: Names, lang: Lang) -> tuple[DutyCell, ...]:
    """Return the duties of some lines in their order, the people of a duty together."""
    crews: dict[tuple[dt.date, str], list[RosterLine]] = {}
    for line in lines:
        crews.setdefault((line.date, line.post), []).append(line)
    return tuple(_cell(crew, names, lang) for crew in crews.values())


def who(line: RosterLine, lang: Lang) -> str:
    """Return who holds a seat: a name, marked when it is cover, or how many are short."""
    if line.missing:
        return TEXT["short"].say(lang, count=line.missing)
    return line.staff_name + (TEXT["cover_mark"].say(lang) if line.cover else "")


def _cell(crew: list[RosterLine], names: Names, lang: Lang) -> DutyCell:
    line = crew[0]
    # Care posts are many and their names long: the class says it, and the colour the rest.
    care_of = names.groups.get(line.group) if line.kind == "care" else None
    seats = tuple(who(each, lang) for each in crew)
    return DutyCell(
        date=line.date,
        post=line.post,
        kind=line.kind,
        staff=tuple(each.staff for each in crew if not each.missing),
        start=line.start,
        end=line.end,
        crew=seats,
        who=Listed(seats).say(lang),
        what=care_of or line.post_name,
        time=line.time,
        place=names.places.get(line.room, line.room),
        missing=sum(each.missing for each in crew),
        covered=any(each.cover for each in crew),
    )
