"""A duty as it stands in one cell of a view: who, what, when and where, and how many are short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from solver.base.text import Lang
from solver.base.units import Minutes
from solver.report.matrix import Names, who
from solver.report.roster_lines import RosterLine

Part = Literal["who", "what", "time", "place"]
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
class DutyCell:
    """One duty in one cell, with those of its crew that belong to the cell.

    ``what`` is the class for a care post, else the post. ``missing`` heads are part of ``who``.
    """

    date: dt.date
    post: str
    kind: str
    staff: tuple[str, ...]
    start: Minutes | None
    end: Minutes | None
    who: str
    what: str
    time: str
    place: str
    missing: int

    def part(self, name: Part) -> str:
        """Return one part of the words."""
        return {"who": self.who, "what": self.what, "time": self.time, "place": self.place}[name]

    def says(self, of: Of) -> tuple[str, str]:
        """Return what stands large and what stands small where the page is about one ``of``."""
        first, rest = PARTS[of]
        # The room of a class says its name again, and a class's page is about the class.
        known = {"place"} if self.what in self.place else set()
        if of == "group" and self.kind == "care":
            known.add("what")
        small = (self.part(name) for name in rest if name not in known)
        return self.part(first), " · ".join(filter(None, small))


def chips_of(lines: Iterable[RosterLine], names: Names, lang: Lang) -> tuple[DutyCell, ...]:
    """Return the duties of some lines in their order, the people of a duty together."""
    crews: dict[tuple[dt.date, str], list[RosterLine]] = {}
    for line in lines:
        crews.setdefault((line.date, line.post), []).append(line)
    return tuple(_chip(crew, names, lang) for crew in crews.values())


def _chip(crew: list[RosterLine], names: Names, lang: Lang) -> DutyCell:
    line = crew[0]
    care_of = names.groups.get(line.group) if line.kind == "care" else None
    return DutyCell(
        date=line.date,
        post=line.post,
        kind=line.kind,
        staff=tuple(each.staff for each in crew if not each.missing),
        start=line.start,
        end=line.end,
        who=("、" if lang == "zh" else ", ").join(who(each, lang) for each in crew),
        what=care_of or line.post_name,
        time=line.time,
        place=names.places.get(line.room, line.room),
        missing=sum(each.missing for each in crew),
    )
