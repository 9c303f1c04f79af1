"""What a reader can look up: every person, class, place, post and club of a case, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from solver.app.charts.theme import told_apart
from solver.app.roster.roster_index import Index
from solver.base.text import Lang, Words
from solver.base.vocabulary import CLASS, PERSON
from solver.domain.case import Club, Group, Post, Staff
from solver.report.duty_cells import OFS, Of
from solver.report.words import TEXT, kind_name

KINDS: dict[Of, Words] = {
    "person": PERSON,
    "group": CLASS,
    "room": Words(zh="场地", en="Place"),
    "post": Words(zh="岗位", en="Post"),
    "club": Words(zh="社团", en="Club"),
}
UNFILLED = Words(zh="（缺人的席位）", en="(empty seats)")


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
    found = [thing for of in OFS for thing in _sorted(of, _told_apart(_MAKERS[of](index, lang)))]
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


def _strangers(index: Index, of: Of, known: Iterable[str]) -> list[str]:
    """Return what the roster names and the case does not; the empty name apart."""
    return sorted(set(index.about[of]) - set(known) - {""})


def _people(index: Index, lang: Lang) -> Iterator[Thing]:
    case = index.handout.case
    heads = {group.head: group.name for group in case.groups if group.head}
    for person in case.staff:
        yield Thing("person", person.id, person.name, _person_hint(person, heads))
    for name in _strangers(index, "person", case.person):
        yield Thing("person", name, name)
    if index.about["person"].get(""):
        yield Thing("person", "", UNFILLED.say(lang))


def _person_hint(person: Staff, heads: dict[str, str]) -> str:
    return " ".join(filter(None, (*person.subjects, heads.get(person.id))))


def _groups(index: Index, lang: Lang) -> Iterator[Thing]:
    case = index.handout.case
    for group in case.groups:
        yield Thing("group", group.id, group.name, _head(index, group))
    for name in _strangers(index, "group", case.group):
        yield Thing("group", name, name)
    if index.about["group"].get(""):
        yield Thing("group", "", TEXT["no_group"].say(lang))


def _head(index: Index, group: Group) -> str:
    return index.handout.staff_name(group.head) if group.head else ""


def _rooms(index: Index, lang: Lang) -> Iterator[Thing]:
    case = index.handout.case
    for room in case.rooms:
        yield Thing("room", room.id, room.name, index.names.places.get(room.zone, ""))
    for zone in case.zones:
        if zone.id not in case.room:
            yield Thing("room", zone.id, zone.name)
    for name in _strangers(index, "room", {**case.room, **case.zone}):
        yield Thing("room", name, name)
    if index.about["room"].get(""):
        yield Thing("room", "", TEXT["no_room"].say(lang))


def _posts(index: Index, lang: Lang) -> Iterator[Thing]:
    case, posts = index.handout.case, index.handout.work.posts
    known: dict[str, Post] = {name: post for name, post in posts.items() if not post.club}
    for post in known.values():
        session = case.session.get(post.session)
        hint = (kind_name(post.kind).say(lang), session.name if session else "")
        yield Thing("post", post.id, post.name, " ".join(filter(None, hint)))
    for name in _strangers(index, "post", known):
        yield Thing("post", name, name)


def _clubs(index: Index, _lang: Lang) -> Iterator[Thing]:
    case = index.handout.case
    clubs: dict[str, Club] = case.club
    for club in clubs.values():
        yield Thing("club", club.id, club.name)
    for name in _strangers(index, "club", clubs):
        yield Thing("club", name, name)


_MAKERS = {"person": _people, "group": _groups, "room": _rooms, "post": _posts, "club": _clubs}
