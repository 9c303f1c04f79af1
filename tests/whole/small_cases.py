"""Whole cases small enough to look at: a strategy that mixes whatever a school may hand in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from solver.domain.case import (
    Absence,
    Case,
    Club,
    Dates,
    Enrolment,
    History,
    Lesson,
    Member,
    Pin,
    Post,
    RuleSetting,
    Session,
    Staff,
    Teaching,
    Wish,
)
from solver.domain.example_cases import at, on_day, sketch
from solver.rules import catalogue

NAMES = ("ann", "bo", "cy", "dee")
ROTATIONS = ("daily", "weekday", "weekly", "weeks:2", "term")
ELIGIBLE = ("any", "any", "own", "own or leader", "not id:ann", "head or leader", "id:ann or id:bo")
CHOSEN = tuple(
    RuleSetting(code=kind.code, params=example.params)
    for kind in catalogue()
    if not kind.by_default and kind.stage == "rotation"
    for example in kind.examples()
)
"""Rules that a school has to ask for, with the settings of their own examples."""


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some(choices: tuple[Any, ...], most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(choices), max_size=most, unique=True)


@st.composite
def people(draw: st.DrawFn, least: int = 2, most: int = 4) -> tuple[Staff, ...]:
    """Draw people with working patterns, shares, pools and caps."""
    return tuple(
        Staff(
            id=name,
            name=name.title(),
            kind=draw(st.sampled_from(("own", "own", "leader", "worker", "external"))),
            subjects=tuple(draw(some(("art",), 1))),
            qualifications=tuple(draw(some(("nurse", "first aid"), 2))),
            share=draw(st.sampled_from((Decimal(1), Decimal(1), Decimal("0.5")))),
            pool=draw(st.sampled_from(("p", "p", "q", None))),
            weekdays=tuple(sorted(draw(some((1, 2, 3, 4), 2)))),
            end=draw(st.sampled_from((None, None, at(18, 10)))),
            max_day=draw(st.sampled_from((None, None, 1, 2))),
            max_week=draw(st.sampled_from((None, None, 2))),
            max_term=draw(st.sampled_from((None, None, 3))),
        )
        for name in NAMES[: draw(st.integers(least, most))]
    )


@st.composite
def other_post(draw: st.DrawFn, name: str) -> Post:
    """Draw a post without a class: gates, patrols, leaders."""
    start = draw(st.sampled_from((None, at(16, 30), at(17), at(17, 57))))
    need = draw(st.integers(0, 2))
    return Post(
        id=name,
        name=name.title(),
        kind=draw(st.sampled_from(("gate", "patrol", "leader", "tutoring"))),
        session="pm",
        zone=draw(st.sampled_from(("a", "b", "g"))),
        start=start,
        end=draw(st.sampled_from((None, at(17, 30), at(18, 30)))) if start != at(17, 57) else at(18),
        dates=Dates(weekdays=tuple(sorted(draw(some((1, 2, 3), 2))))),
        need=need,
        want=need + draw(st.integers(0, 1)),
        units=draw(st.sampled_from((Decimal(1), Decimal("0.5"), Decimal(2), Decimal(0)))),
        eligible=draw(st.sampled_from(ELIGIBLE)),
        rotation=draw(st.sampled_from(ROTATIONS)),
        hold=draw(st.sampled_from((None, Decimal(0), Decimal("0.5"), Decimal(1)))),
    )


@st.composite
def cases(draw: st.DrawFn, *, days: int = 4, extras: bool = True) -> Case:
    """Draw a case of a class or two with care, other posts, and whatever else there may be."""
    staff = draw(people() if extras else people(2, 2))
    ids = tuple(person.id for person in staff)
    groups = ("c1", "c2")[: draw(st.integers(1, 2 if extras else 1))]
    need = st.sampled_from((1, 1, 2))
    care = [
        Post(
            id=f"care{group}",
            name=f"Care {group}",
            kind="care",
            session="pm",
            group=group,
            need=(heads := draw(need)),
            want=heads + draw(st.integers(0, 1)),
            eligible=draw(st.sampled_from(ELIGIBLE)),
            rotation=draw(st.sampled_from(ROTATIONS)),
        )
        for group in groups
    ]
    others = [
        draw(other_post(name)) for name in ("gate", "watch")[: draw(st.integers(0, 2 if extras else 1))]
    ]
    sessions = [
        Session(
            id="pm", name="Afternoon", start=at(16), end=at(18), ends=draw(st.sampled_from(("gate", "room")))
        )
    ]
    enrolment = [Enrolment(group=group, session="pm", pupils=10) for group in groups]
    if extras and draw(st.booleans()):
        sessions.append(Session(id="late", name="Late", kind="extended", start=at(18), end=at(19)))
        enrolment.append(Enrolment(group="c1", session="late", pupils=3))
        others.append(
            Post(id="late", name="Late", kind="extended", session="late", room="hall", eligible="any")
        )
    clubs = draw(st.lists(_club(ids), max_size=2)) if extras else []
    clubs = [club.model_copy(update={"id": f"club{number}"}) for number, club in enumerate(clubs)]
    length = draw(st.sampled_from((1, days, days, 9 if extras else days)))
    names = tuple(post.id for post in (*care, *others))
    return sketch(
        staff=staff,
        posts=(*care, *others),
        days=length,
        sessions=tuple(sessions),
        enrolment=tuple(enrolment),
        clubs=tuple(clubs),
        members=tuple(Member(club=club.id, group="c1", pupils=draw(st.integers(1, 6))) for club in clubs),
        teaching=tuple(Teaching(staff=name, group="c1") for name in draw(some(ids, 2))),
        lessons=draw(_some_of(_lesson(ids), 2)),
        absences=draw(_some_of(_absence(ids, length), 2)),
        wishes=draw(_some_of(_wish(ids, names), 2)),
        pins=draw(_some_of(_pin(ids, names), 1)),
        history=draw(_some_of(_history(ids), 1)),
        rules=tuple(draw(some_settings())) if extras else (),
    )


def some_settings() -> st.SearchStrategy[list[RuleSetting]]:
    return st.lists(st.sampled_from(CHOSEN), max_size=3, unique_by=lambda setting: setting.code)


def _some_of(strategy: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def _club(ids: tuple[str, ...]) -> st.SearchStrategy[Club]:
    return st.builds(
        Club,
        id=st.just("club"),
        name=st.just("Club"),
        start=st.just(at(16, 30)),
        end=st.sampled_from((at(17, 30), at(17, 50))),
        room=st.sampled_from((None, "hall")),
        room_kind=st.sampled_from((None, "hall")),
        meetings=st.integers(1, 2),
        need=st.integers(1, 2),
        want=st.just(2),
        eligible=st.sampled_from(("any", "external", *(f"id:{name}" for name in ids))),
        rotation=st.sampled_from(ROTATIONS),
    )


def _lesson(ids: tuple[str, ...]) -> st.SearchStrategy[Lesson]:
    return st.builds(
        Lesson,
        staff=st.sampled_from(ids),
        weekday=st.integers(1, 3),
        start=st.just(at(15, 20)),
        end=st.sampled_from((at(16, 5), at(16, 10), at(17, 15))),
        weeks=st.sampled_from(("", "odd", "even")),
        zone=st.sampled_from((None, "a", "b")),
    )


def _absence(ids: tuple[str, ...], length: int) -> st.SearchStrategy[Absence]:
    def absence(
        staff: str, first: int, more: int, hours: tuple[int | None, int | None], less: Decimal
    ) -> Absence:
        return Absence(
            staff=staff,
            first=on_day(first),
            last=on_day(first + more),
            start=hours[0],
            end=hours[1],
            reduces_share=less,
        )

    return st.builds(
        absence,
        st.sampled_from(ids),
        st.integers(0, length - 1),
        st.integers(0, 2),
        st.sampled_from(((None, None), (at(17), None), (None, at(16, 30)), (at(18, 30), None))),
        st.sampled_from((Decimal(0), Decimal(1), Decimal("0.5"))),
    )


def _wish(ids: tuple[str, ...], posts: tuple[str, ...]) -> st.SearchStrategy[Wish]:
    return st.builds(
        Wish,
        who=st.sampled_from(("any", "own", *(f"id:{name}" for name in ids))),
        want=st.sampled_from(("avoid", "prefer")),
        post=st.sampled_from((None, "care", *posts)),
        weekday=st.sampled_from((None, 1, 2)),
        weight=st.integers(1, 2),
    )


def _pin(ids: tuple[str, ...], posts: tuple[str, ...]) -> st.SearchStrategy[Pin]:
    return st.builds(
        Pin,
        action=st.sampled_from(("assign", "forbid")),
        staff=st.sampled_from(ids),
        post=st.sampled_from(posts),
        weekday=st.sampled_from((None, 1, 2)),
    )


def _history(ids: tuple[str, ...]) -> st.SearchStrategy[History]:
    return st.builds(History, staff=st.sampled_from(ids), balance=st.sampled_from((Decimal(1), Decimal(-2))))
