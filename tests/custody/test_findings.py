"""One change to a good plan, one finding that names it."""

import datetime as dt
from dataclasses import replace

import pytest

from solver.base.units import clock
from solver.custody import CODES, chain, findings
from solver.domain import Absence, Assignment, Case, Departure, Enrolment, Plan, Post
from solver.domain.plan import VARIANTS
from tests.custody.stories import (
    DAYS,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    changed,
    leaves,
    made,
    sent,
    stretch,
    without,
)


def told(case: Case, plan: Plan) -> list[tuple[str, dt.date | None, str, str, int]]:
    """Every finding in short: rule, date, minutes, heads or minutes."""
    return [(found.rule, found.date, *stretch(found), found.amount) for found in findings(case, plan)]


def test_nobody_in_care_leaves_the_class_alone_until_it_is_home(school, plan):
    alone = without(plan, "care-21", MONDAY)
    assert told(school, alone) == [("custody_gap", MONDAY, "15:05", "17:10", 18)]
    found = next(findings(school, alone))
    assert found.say("zh") == "2026-09-07 15:05–17:10，二(1)班的18名学生在二1教室无人看管"
    assert found.say("en") == "2026-09-07 15:05–17:10: 18 pupils of 二(1)班 in 二1教室 are with nobody"
    assert (found.hard, found.room) == (True, "r21")


def test_nobody_at_extended_care_is_a_gap_for_every_class_that_sends_pupils(school, plan):
    assert told(school, without(plan, "late", TUESDAY)) == [
        ("custody_gap", TUESDAY, "17:01", "18:00", 4),
        ("custody_gap", TUESDAY, "17:06", "18:00", 3),
    ]


def test_a_club_without_crew_is_a_gap_from_collection_to_return(school, plan):
    assert told(school, without(plan, "art@2-after")) == [
        ("custody_gap", TUESDAY, "15:30", "16:30", 6),
        ("custody_gap", TUESDAY, "15:32", "16:28", 5),
    ]


def test_extended_care_that_begins_after_the_first_line_is_a_late_receiver(school, plan):
    late = changed(school, "posts", ("late",), start=at("17:05"))
    found = [found for found in findings(late, plan) if found.date == MONDAY]
    assert [(f.rule, *stretch(f), f.amount) for f in found] == [("receiver_late", "17:01", "17:05", 4)]
    assert (
        found[0].say("en")
        == "2026-09-07: 4 pupils of 一(1)班·延时 reach 书院一层 at 17:01, the receiver only at 17:05"
    )


def test_pupils_sent_to_extended_care_after_its_end_meet_nobody(school, plan):
    over = changed(school, "sessions", ("ext",), start=at("16:00"), end=at("17:00"))
    assert ("custody_gap", MONDAY, "17:01", "17:02", 4) in told(over, plan)


def test_a_line_that_leaves_before_the_session_ends(school, plan):
    early = sent(plan, "12", "fine", leave=at("16:50"))
    assert told(school, early) == [("line_early", MONDAY, "16:50", "17:00", 10)]
    assert next(findings(school, early)).say("en") == (
        "一(2)班 leaves at 16:50, before 课后 ends at 17:00 (fine-day plan) (from 2026-09-07, 3 days)"
    )


def test_a_line_that_leaves_before_its_club_is_back(school, plan):
    long = changed(school, "clubs", ("ball",), end=at("17:04"))
    assert told(long, plan) == [
        ("line_early", TUESDAY, "17:00", "17:04", 4),
        ("line_early", TUESDAY, "17:02", "17:04", 2),
        ("line_early", TUESDAY, "17:03", "17:04", 1),
    ]


def test_a_club_may_end_in_the_minute_in_which_the_line_leaves(school, plan):
    long = changed(school, "clubs", ("ball",), end=at("17:00"))
    assert told(long, plan) == []


def test_a_line_that_leaves_early_takes_the_club_along_in_the_chain(school, plan):
    long = changed(school, "clubs", ("ball",), end=at("17:20"))
    out = [leg for leg in chain(long, plan, dates={TUESDAY}) if leg.party == "12/ball"]
    assert {(leg.variant, clock(leg.end)) for leg in out if leg.how == "club"} == {
        ("fine", "17:02"),
        ("rain", "17:03"),
    }


def test_whoever_is_there_for_the_whole_session_does_not_stand_in_for_a_class_of_its_own(school, plan):
    hall = Post(id="all", name="大厅看护", kind="care", session="after", room="study")
    shared = made(school, posts=(*school.posts, hall))
    alone = without(plan, "care-12", MONDAY)
    roster = (*alone.roster, *(Assignment(date, "all", "sun") for date in (MONDAY, WEDNESDAY)))
    assert told(shared, replace(alone, roster=roster)) == [("custody_gap", MONDAY, "15:05", "17:08", 15)]


def test_a_tutor_for_all_visits_classes_and_holds_none(school, plan):
    care_12_gone = tuple(post for post in school.posts if post.id != "care-12")
    tutor = Post(id="all", name="巡回辅导", kind="tutoring", session="after", room="study")
    visited = made(school, posts=(*care_12_gone, tutor))
    roster = (*plan.roster, *(Assignment(date, "all", "sun") for date in DAYS))
    assert {row[0] for row in told(visited, replace(plan, roster=roster))} == {"custody_gap"}


def test_a_class_without_departure_is_told_once_for_the_term(school, plan):
    nobody = replace(plan, handover=tuple(row for row in plan.handover if row.group != "12"))
    found = [found for found in findings(school, nobody) if found.rule == "departure_missing"]
    assert len(found) == 1
    assert found[0].say("zh") == "一(2)班课后有学生离校，却没有交接安排（2026-09-07起，共3天）"


def test_a_gap_only_in_the_rain_says_so(school, plan):
    sick = Absence(staff="zhao", first=MONDAY, last=MONDAY, start=at("17:09"))
    wet = made(school, absences=(sick,))
    found = list(findings(wet, plan))
    assert [(f.rule, *stretch(f)) for f in found] == [("custody_gap", "17:09", "17:10")]
    assert found[0].say("zh").endswith("（雨天方案）")
    assert found[0].say("en").endswith("(rain plan)")


def test_a_missing_rain_departure_is_missing_in_the_rain_only(school, plan):
    rows = tuple(row for row in plan.handover if (row.group, row.variant) != ("11", "rain"))
    found = list(findings(school, replace(plan, handover=rows)))
    assert [f.rule for f in found] == ["departure_missing"]
    assert "(rain plan)" in found[0].say("en")


def test_whoever_is_away_for_the_afternoons_end_does_not_count(school, plan):
    dentist = Absence(staff="li", first=WEDNESDAY, last=WEDNESDAY, start=at("16:00"), end=at("16:30"))
    absent = made(school, absences=(dentist,))
    assert told(absent, plan) == [("custody_gap", WEDNESDAY, "16:00", "16:30", 15)]
    lighter = dentist.model_copy(update={"away": False})
    assert told(made(school, absences=(lighter,)), plan) == []
    helped = replace(plan, roster=(*plan.roster, Assignment(WEDNESDAY, "care-12", "sun", cover=True)))
    assert told(absent, helped) == []


def test_a_person_nobody_knows_is_no_adult(school, plan):
    stranger = replace(without(plan, "care-12", MONDAY), accounts={})
    stranger = replace(stranger, roster=(*stranger.roster, Assignment(MONDAY, "care-12", "nobody")))
    assert [row[0] for row in told(school, stranger)] == ["custody_gap"]


def test_an_instructor_in_two_places_at_once(school, plan):
    double = without(plan, "ball@2-after")
    double = replace(double, roster=(*double.roster, Assignment(TUESDAY, "ball@2-after", "chen")))
    found = list(findings(school, double))
    assert [(f.rule, f.staff, f.date, stretch(f)[0]) for f in found] == [
        ("custody_twice", ("chen",), TUESDAY, "15:30")
    ]
    assert "Chen" in found[0].say("zh")


def test_one_person_with_two_classes_in_one_building_is_no_contradiction_until_they_leave(school, plan):
    shared = without(plan, "care-12", MONDAY)
    shared = replace(shared, roster=(*shared.roster, Assignment(MONDAY, "care-12", "wang")))
    assert [(rule, start) for rule, _, start, _, _ in told(school, shared)] == [("custody_twice", "17:00")]


def test_leading_a_line_and_receiving_in_extended_care_is_a_contradiction(school, plan):
    double = without(plan, "late", MONDAY)
    double = replace(double, roster=(*double.roster, Assignment(MONDAY, "late", "wang")))
    assert [row[0] for row in told(school, double)] == ["custody_twice"]


@pytest.mark.parametrize(
    ("table", "key", "changes", "over"),
    [
        ("members", ("ball", "12"), {"pupils": 16}, 1),
        ("members", ("art", "11"), {"pupils": 19}, 2),
        ("enrolment", ("11", "ext"), {"pupils": 22}, 2),
        ("enrolment", ("11", "after"), {"bus": 14}, 2),
    ],
    ids=["a club larger than the class", "two clubs at once", "extended care", "the bus"],
)
def test_heads_beyond_enrolment(school, plan, table, key, changes, over):
    crowded = changed(school, table, key, **changes)
    found = [found for found in findings(crowded, plan) if found.rule == "custody_heads"]
    assert sum(f.amount for f in found) >= over
    assert found[0].amount == over


def test_a_club_too_short_to_collect_its_pupils(school, plan):
    short = changed(school, "clubs", ("art",), end=at("15:36"))
    assert told(short, plan) == [("club_walk", TUESDAY, "15:30", "15:36", 1)]
    just = changed(school, "clubs", ("art",), end=at("15:37"))
    assert told(just, plan) == []


def test_gate_duty_must_last_from_the_first_line_to_the_last_release(school, plan):
    late = changed(school, "posts", ("gate",), start=at("17:04"), end=at("17:08"))
    monday = [found for found in findings(late, plan) if found.date == MONDAY]
    assert [(f.rule, *stretch(f)) for f in monday] == [
        ("receiver_late", "17:03", "17:04"),
        ("receiver_late", "17:08", "17:09"),
        ("receiver_late", "17:02", "17:04"),
        ("receiver_late", "17:08", "17:10"),
    ]
    assert [row[0] for row in told(school, without(plan, "gate", MONDAY))] == ["receiver_late"] * 2
    unguarded = made(school, posts=school.posts[:-1])
    assert told(unguarded, without(plan, "gate")) == []


def test_fetched_from_the_room_those_who_stay_are_walked_to_extended_care(school, plan):
    fetched = changed(school, "sessions", ("after",), ends="room")
    assert told(fetched, replace(plan, handover=())) == []


def test_extended_care_without_an_earlier_session_takes_over_from_the_lesson(school, plan):
    straight = made(school, enrolment=(Enrolment(group="12", session="ext", pupils=5),))
    assert told(straight, plan) == []
    assert told(straight, without(plan, "late", MONDAY)) == [("custody_gap", MONDAY, "17:05", "18:00", 5)]


def test_an_empty_plan_leaves_every_class_alone_every_day(school):
    found = list(findings(school, Plan()))
    assert {f.rule for f in found} == {"custody_gap", "departure_missing"}
    assert {f.rule for f in found} <= set(CODES)
    days = {(f.date, f.group) for f in found if f.rule == "custody_gap"}
    assert len(days) == 9


def test_only_the_dates_asked_for_are_looked_at(school, plan):
    assert list(findings(school, without(plan, "care-11", MONDAY), dates={TUESDAY})) == []


def test_a_departure_of_an_unknown_group_is_nobodys(school, plan):
    stray = replace(plan, handover=(*plan.handover, leaves("99", "fine", "17:00", "17:03", "17:04")))
    assert told(school, stray) == []


def test_between_the_lines_of_two_sessions_nobody_need_stand_at_the_gate(school, plan):
    """Afternoon service and evening study leave by one gate hours apart, each with its own gate duty."""
    evening = school.sessions[0].model_copy(
        update={"id": "night", "name": "Evening", "kind": "evening", "start": at("19:00"), "end": at("20:30")}
    )
    own = next(post for post in school.posts if post.id == "gate")
    study = next(post for post in school.posts if post.kind == "care" and post.group == "11")
    later = {"session": "night", "start": at("20:30"), "end": at("20:50")}
    posts = (
        own.model_copy(update={"id": "night-gate", **later}),
        study.model_copy(update={"id": "study", "kind": "evening", "session": "night", "zone": None}),
    )
    enrolled = next(row for row in school.enrolment if row.group == "11" and row.session == "after")
    both = made(
        school,
        sessions=(*school.sessions, evening),
        posts=(*school.posts, *posts),
        enrolment=(*school.enrolment, enrolled.model_copy(update={"session": "night"})),
    )
    gate = next(zone.id for zone in school.zones if zone.kind == "gate")
    leaving = [
        Departure("night", "11", variant, gate, at("20:30"), at("20:33"), at("20:40"), enrolled.pupils)
        for variant in VARIANTS
    ]
    days = sorted({row.date for row in plan.roster})
    keeper = next(row.staff for row in plan.roster if row.post == "gate")
    carer = next(row.staff for row in plan.roster if row.post == study.id)
    more = [
        Assignment(day, post, who) for day in days for post, who in (("night-gate", keeper), ("study", carer))
    ]
    whole = Plan(plan.timetable, (*plan.handover, *leaving), (*plan.roster, *more))
    assert told(both, whole) == []
    alone = Plan(whole.timetable, whole.handover, tuple(r for r in whole.roster if r.post != "night-gate"))
    assert {row[0] for row in told(both, alone)} == {"receiver_late"}
