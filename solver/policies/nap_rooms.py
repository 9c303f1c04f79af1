"""The better nap rooms go to the lower grades first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from solver.base.text import Words
from solver.domain import Case, Day, Finding, Post, Room, session_days
from solver.domain.calendar import in_care, selects
from solver.domain.example_cases import a_post, school
from solver.domain.presence import pupils_of
from solver.policies.offer import day_words
from solver.policies.policy import Example, Params, Policy

HIGHER_FIRST = Words(
    zh="{when}“{low}”（{low_grade}年级）在“{room}”午休，条件更好的“{better}”却给了“{high}”（{high_grade}年级）",
    en="{low} (grade {low_grade}) naps in {room} {when}, while {high} (grade {high_grade}) has {better}, "
    "which is better",
)


class NapRoomsParams(Params):
    """The kinds are those of the table of rooms, the best first; rooms of any other kind come last."""

    kinds: Annotated[
        tuple[str, ...],
        Words(zh="场地类别，条件最好的写在最前", en="kinds of room, the best first"),
    ] = Field(min_length=1)


class NapRooms(Policy[NapRoomsParams]):
    """No class naps in a better room than a class of a lower grade."""

    code = "nap_rooms"
    title = Words(zh="午休场所先给低年级", en="Nap rooms: lower grades first")
    meaning = Words(
        zh="同一天里，高年级午休的场所不比低年级的条件好。",
        en="On no day does a class nap in a better room than a class of a lower grade.",
    )
    source = Words(
        zh="S15 五项服务（条件较好的午休场所优先提供给低年级）",
        en="S15 five services (better nap rooms to lower grades first)",
    )

    def check(self, case: Case) -> Iterator[Finding]:
        """Compare where classes nap, day by day; each class is told once for each room that it has."""
        naps: dict[tuple[dt.date, str], list[tuple[Post, Day]]] = defaultdict(list)
        for post in case.posts:
            for day in session_days(case, post.session) if post.kind == "nap" and post.group else ():
                if selects(post.dates, day) and self._naps(case, post, day):
                    naps[day.date, post.session].append((post, day))
        found: dict[tuple[str, str], tuple[Post, Post, list[Day]]] = {}
        for rows in naps.values():
            for post, day in rows:
                others = [other for other, _ in rows if self._ahead(case, other, post)]
                if others:
                    best = min(others, key=lambda other: (self._rank(case, other), other.id))
                    _, _, days = found.setdefault((post.group or "", best.id), (post, best, []))
                    days.append(day)
        for low, high, days in found.values():
            group, other = case.group[low.group or ""], case.group[high.group or ""]
            room, better = _room(case, low), _room(case, high)
            yield self.finding(
                HIGHER_FIRST.with_(
                    when=day_words(tuple(days)),
                    low=group.name,
                    low_grade=group.grade,
                    room=room.name if room else "?",
                    high=other.name,
                    high_grade=other.grade,
                    better=better.name if better else "?",
                ),
                amount=len(days),
                post=low.id,
                group=group.id,
                date=days[0].date,
            )

    def _naps(self, case: Case, post: Post, day: Day) -> bool:
        group = case.group[post.group or ""]
        there = in_care(case, group, post.session, day)
        return there and pupils_of(case, group, post.session, day.weekday) > 0

    def _ahead(self, case: Case, one: Post, other: Post) -> bool:
        """Tell whether one is of a higher grade and in a better room."""
        higher = case.group[one.group or ""].grade > case.group[other.group or ""].grade
        return higher and self._rank(case, one) < self._rank(case, other)

    def _rank(self, case: Case, post: Post) -> int:
        kinds, room = self.params.kinds, _room(case, post)
        return kinds.index(room.kind) if room is not None and room.kind in kinds else len(kinds)

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Return a library for naps that grade 1 has, or grade 2; every day, or on one day only."""
        rooms = (
            *school().rooms,
            Room(id="lib", name="Library", kind="library", capacity=40, zone="a"),
            Room(id="gym", name="Gym", kind="gym", capacity=40, zone="a"),
        )
        first, second = a_post("nap1", "nap", group="c1"), a_post("nap2", "nap", group="c2")

        def naps(low: str, high: str, **more: object) -> Case:
            posts = (first.model_copy(update={"room": low}), second.model_copy(update={"room": high} | more))
            return school(rooms=rooms, posts=posts)

        friday = first.dates.model_copy(update={"weekdays": (5,)})
        return (
            Example(naps("lib", "r2"), naps("r1", "lib"), {"kinds": ["library"]}),
            Example(naps("lib", "gym"), naps("gym", "lib", dates=friday), {"kinds": ["library", "gym"]}),
        )


def _room(case: Case, post: Post) -> Room | None:
    return case.room.get(post.room or case.group[post.group or ""].room or "")
