"""Mutations of the club timetable. The crew of a meeting moves with it, so that only the meeting is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from solver.domain.duties import club_post, expand
from solver.domain.plan import Assignment, Meeting, Plan
from tests.whole.mutations import Change, World, kind, shuffled


def _post(world: World, meeting: Meeting) -> str:
    return club_post(world.case.club[meeting.club], meeting).id


def _moved(world: World, old: Meeting, *new: Meeting) -> Change:
    """Put other meetings in the place of one, led by the same people."""
    case, plan = world.case, world.plan
    crew = sorted({row.staff for row in plan.roster if row.post == _post(world, old)})
    timetable = tuple(sorted([row for row in plan.timetable if row != old] + list(new)))
    dates = {
        (duty.post, duty.date)
        for duty in expand(case, timetable, plan.handover).duties
        if duty.kind == "club"
    }
    kept = [row for row in plan.roster if row.post != _post(world, old)]
    posts = {_post(world, meeting) for meeting in new}
    led = [Assignment(date, post, staff) for post, date in dates if post in posts for staff in crew]
    changed = replace(plan, timetable=timetable, roster=tuple(sorted({*kept, *led})))
    return f"{old} → {', '.join(str(meeting) for meeting in new) or 'nowhere'}", changed


def _meetings(world: World, *clubs: str) -> list[Meeting]:
    return [meeting for meeting in world.plan.timetable if not clubs or meeting.club in clubs]


@kind("room_fits")
def a_room_too_small(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world, "chess", "paint"), rng):
        yield _moved(world, meeting, replace(meeting, room="cabin"))


@kind("room_fits")
def a_room_of_the_wrong_kind(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        for room in shuffled(world.case.rooms, rng)[:3]:
            club = world.case.club[meeting.club]
            if room.id != meeting.room and room.kind != club.room_kind:
                yield _moved(world, meeting, replace(meeting, room=room.id))


@kind("room_free")
def a_room_that_is_taken(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        for group in shuffled(world.case.groups, rng)[:2]:
            yield _moved(world, meeting, replace(meeting, room=f"r{group.id}"))
    for one, other in (("chess", "paint"), ("paint", "chess")):
        for meeting, there in zip(_meetings(world, one), _meetings(world, other), strict=False):
            yield _moved(world, meeting, replace(meeting, weekday=there.weekday, room=there.room))


@kind("instructors_free")
def instructors_who_clash(world: World, rng: Random) -> Iterator[Change]:
    for one, other in shuffled((("chess", "paint"), ("paint", "chess")), rng):
        for meeting, there in zip(_meetings(world, one), _meetings(world, other), strict=False):
            room = "studio2" if there.room == "studio" else "studio"
            yield _moved(world, meeting, replace(meeting, weekday=there.weekday, room=room))
    for meeting in _meetings(world, "ball", "chess", "paint"):
        yield _moved(world, meeting, replace(meeting, weekday=5))


@kind("same_pupils")
def clubs_for_the_same_pupils_at_once(world: World, rng: Random) -> Iterator[Change]:
    for one, other in (("paint", "choir"), ("choir", "paint")):
        for meeting, there in zip(_meetings(world, one), _meetings(world, other), strict=False):
            yield _moved(world, meeting, replace(meeting, weekday=there.weekday))
            if one == "paint":
                for room in shuffled(("studio", "studio2", "cabin"), rng):
                    yield _moved(world, meeting, replace(meeting, weekday=there.weekday, room=room))


@kind("club_not_twice")
def a_club_that_meets_once_more(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        for weekday in shuffled(range(1, 6), rng)[:2]:
            if weekday != meeting.weekday:
                yield _moved(world, meeting, meeting, replace(meeting, weekday=weekday))


@kind("club_not_twice")
def a_club_in_two_rooms_at_once(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        for room in shuffled(world.case.rooms, rng)[:2]:
            if room.id != meeting.room:
                yield _moved(world, meeting, meeting, replace(meeting, room=room.id))


@kind("club_placed")
def a_club_without_a_place(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        yield _moved(world, meeting)


@kind("clubs_in_term")
def a_weekday_or_session_that_is_not_the_clubs(world: World, rng: Random) -> Iterator[Change]:
    for meeting in _meetings(world, "choir"):
        yield _moved(world, meeting, replace(meeting, weekday=5))
    for meeting in shuffled(_meetings(world), rng):
        other = "one" if meeting.session == "three" else "three"
        yield _moved(world, meeting, replace(meeting, session=other))
        yield _moved(world, meeting, replace(meeting, session="late"))


@kind("clubs_in_term")
def a_weekday_without_service(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        yield _moved(world, meeting, replace(meeting, weekday=6))


@kind("spread")
def two_meetings_on_days_running(world: World, rng: Random) -> Iterator[Change]:
    first, second = _meetings(world, "ball")
    for fixed, moved in shuffled(((first, second), (second, first)), rng):
        for weekday in (fixed.weekday - 1, fixed.weekday + 1):
            if 1 <= weekday <= 5:
                yield _moved(world, moved, replace(moved, weekday=weekday))


@kind("certificate: stage")
def a_timetable_edited_after_its_certificate(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        for weekday in shuffled(range(1, 5), rng):
            if weekday != meeting.weekday:
                yield _moved(world, meeting, replace(meeting, weekday=weekday))


@kind("seats")
def a_crew_that_does_not_move_with_its_club(world: World, rng: Random) -> Iterator[Change]:
    for meeting in shuffled(_meetings(world), rng):
        weekday = meeting.weekday % 5 + 1
        moved: Plan = replace(
            world.plan,
            timetable=tuple(
                sorted(
                    [row for row in world.plan.timetable if row != meeting]
                    + [replace(meeting, weekday=weekday)]
                )
            ),
        )
        yield f"{meeting} → {weekday} without its crew", moved
