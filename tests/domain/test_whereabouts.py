"""Where a group is, who has it, and to which extended care its pupils go on."""

from __future__ import annotations

from solver.domain.calendar import Day
from solver.domain.case import Case, Enrolment, Session
from solver.domain.duties import expand
from solver.domain.example_cases import a_club, a_post, at, on_day, sketch
from solver.domain.whereabouts import extended_post, held_by, home_zone, onward, receiver, zone_at

MONDAY = Day(on_day(0), week=1, weekday=1, real_weekday=1)


def test_a_group_is_with_its_own_post_before_one_for_all_and_else_in_its_room() -> None:
    posts = [
        a_post("own", group="c1", zone="b", end=at(17)),
        a_post("all", "tutoring", zone="g", start=at(16, 30), end=at(17, 30)),
        a_post("gate", "gate", zone="g"),
    ]
    case = sketch(posts=posts, days=1)
    duties, group = expand(case, (), ()).on[MONDAY.date], case.group["c1"]

    def where(minute: int) -> tuple[str | None, str | None]:
        duty = held_by(duties, "pm", "c1", minute)
        return None if duty is None else duty.post, zone_at(case, duties, "pm", group, minute)

    assert where(at(16, 45)) == ("own", "b")
    assert where(at(17)) == ("all", "g")
    assert where(at(17, 30)) == (None, "a")
    assert home_zone(case, case.session["pm"], group) == "a"
    longer = [posts[0], a_post("all", "tutoring", zone="g", start=at(16, 30))]
    assert home_zone(sketch(posts=longer), case.session["pm"], group) == "g"


def evening(**late: object) -> Case:
    """Two sessions of the afternoon and extended care after them."""
    sessions = [
        Session(id="one", name="One", start=at(16), end=at(17)),
        Session(id="two", name="Two", start=at(17), end=at(18)),
        Session.model_validate(
            {"id": "late", "name": "Late", "kind": "extended", "start": at(18), "end": at(19)} | late
        ),
    ]
    enrolment = [
        Enrolment(group="c1", session="one", pupils=10),
        Enrolment(group="c1", session="two", pupils=8),
        Enrolment(group="c1", session="late", pupils=3),
        Enrolment(group="c2", session="one", pupils=10),
        Enrolment(group="c2", session="late", pupils=2),
    ]
    posts = [
        a_post("all", "extended", session="late", zone="a"),
        a_post("own", "extended", session="late", zone="b", group="c2"),
    ]
    return sketch(sessions=sessions, enrolment=enrolment, posts=posts, days=1)


def test_pupils_go_on_from_the_last_session_before_extended_care() -> None:
    case = evening()
    first, second = case.groups
    one, two = case.session["one"], case.session["two"]
    assert onward(case, one, first, MONDAY) == {}
    assert onward(case, two, first, MONDAY) == {"late": 3}
    assert onward(case, one, second, MONDAY) == {"late": 2}
    assert onward(evening(end=at(17, 30)), two, first, MONDAY) == {}


def test_extended_care_receives_a_group_by_its_own_post_before_one_for_all() -> None:
    case = evening()
    duties = expand(case, (), ()).on[MONDAY.date]
    for group, post in zip(case.groups, ("all", "own"), strict=True):
        by_post, by_duty = extended_post(case, "late", group), receiver(duties, "late", group)
        assert by_post is not None
        assert by_duty is not None
        assert by_post.id == by_duty.post == post


def test_a_row_without_times_has_those_of_its_session() -> None:
    session = Session(id="pm", name="Afternoon", start=at(16), end=at(18))
    assert session.hours(a_post("care")) == (at(16), at(18))
    assert session.hours(a_post("care", end=at(17))) == (at(16), at(17))
    assert session.hours(a_club("art")) == (at(16, 30), at(17, 30))
