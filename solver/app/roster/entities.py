"""What a reader can look up: every person, class, place, post and club of a case, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from solver.app.roster.roster_index import Index
from solver.app.theme import told_apart
from solver.base.text import Lang, Words
from solver.base.vocabulary import CLASS, PERSON
from solver.report.duty_cells import OFS, Of
from solver.report.words import TEXT, kind_name

KINDS: dict[Of, Words] = {
    "person": PERSON,
    "group": CLASS,
    "room": Words(zh="场地", en="Place"),
    "post": Words(zh="岗位", en="Post"),
    "club": Words(zh="社团", en="Club"),
}
UNNAMED: dict[Of, Words] = {
    "person": Words(zh="（缺人的席位）", en="(empty seats)"),
    "group": TEXT["no_group"],
    "room": TEXT["no_room"],
}
"""What is looked up where the roster has no name."""


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
        return " · ".join(filter(None, (self.name, KINDS[self.of].say(lang), self.hint)))


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
