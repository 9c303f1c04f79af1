"""The chain as a story: who holds whom, where, from which minute."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from solver.base.units import clock
from solver.custody import CUSTODY_COLUMNS, Leg, chain, findings, rows_of
from solver.domain import Assignment, Dates, Enrolment, Group, Post, Session
from solver.domain.plan import VARIANTS, Variant
from tests.custody.stories import DAYS, MONDAY, TUESDAY, WEDNESDAY, at, care, changed, made, stretch


def told(legs: Iterable[Leg], party: str, variant: Variant = "fine") -> list[tuple[str, str, str, int, str]]:
    """The story of one party: from when, where, with whom, how many, in what way."""
    return [
        (clock(leg.start), leg.place, leg.receiver or "+".join(leg.staff), leg.heads, leg.how)
        for leg in legs
        if leg.party == party and leg.variant == variant
    ]


def heads_at(legs: Iterable[Leg], group: str, variant: Variant, minute: int) -> int:
    """How many pupils of a group somebody holds at a minute."""
    here = [leg for leg in legs if leg.group == group and leg.variant == variant]
    return sum(leg.heads for leg in here if leg.start <= minute < leg.end)


def test_a_good_plan_has_no_finding(school, plan):
    assert list(findings(school, plan)) == []


def test_a_class_goes_from_its_lesson_through_care_and_the_line_to_parents_bus_and_route(school, plan):
    assert told(chain(school, plan, dates={MONDAY}), "11") == [
        ("15:00", "r11", "", 20, "lesson"),
        ("15:05", "r11", "wang", 20, "care"),
        ("17:00", "hall", "wang", 20, "walk"),
        ("17:01", "gate", "wang", 16, "walk"),
        ("17:03", "gate", "wang", 16, "gate"),
        ("17:04", "gate", "parent", 10, "receiver"),
        ("17:04", "gate", "bus", 2, "receiver"),
        ("17:04", "gate", "route", 3, "receiver"),
        ("17:04", "gate", "self", 1, "receiver"),
    ]


def test_in_the_rain_the_line_goes_where_the_gate_says(school, plan):
    assert told(chain(school, plan, dates={MONDAY}), "12", "rain")[2:] == [
        ("17:03", "lobby", "li", 15, "walk"),
        ("17:05", "lobby", "li", 15, "gate"),
        ("17:08", "lobby", "parent", 15, "receiver"),
    ]


def test_extended_care_takes_its_pupils_as_the_line_walks_past(school, plan):
    assert told(chain(school, plan, dates={MONDAY}), "21/ext") == [
        ("17:06", "study", "zhou", 3, "extended"),
        ("18:00", "study", "parent", 3, "receiver"),
    ]


def test_a_club_collects_the_farthest_class_first_and_brings_it_back_last(school, plan):
    legs = chain(school, plan, dates={TUESDAY})
    assert told(legs, "11/art") == [
        ("15:30", "art", "chen", 6, "walk"),
        ("15:33", "studio", "chen", 6, "club"),
        ("16:27", "art", "chen", 6, "walk"),
    ]
    assert told(legs, "21/art") == [
        ("15:32", "art", "chen", 5, "walk"),
        ("15:33", "studio", "chen", 5, "club"),
        ("16:27", "art", "chen", 5, "walk"),
    ]
    assert told(legs, "21")[1:4] == [
        ("15:05", "r21", "zhao", 18, "care"),
        ("15:32", "r21", "zhao", 13, "care"),
        ("16:28", "r21", "zhao", 18, "care"),
    ]


def test_classes_in_one_zone_are_collected_in_the_same_minute(school, plan):
    legs = [leg for leg in chain(school, plan, dates={TUESDAY}) if leg.party.endswith("/ball")]
    assert {clock(leg.start) for leg in legs if leg.how == "walk"} == {"15:30", "16:28"}


def test_a_club_that_begins_with_the_session_waits_until_the_grace_is_over(school, plan):
    early = changed(school, "clubs", ("ball",), start=at("15:00"))
    assert told(chain(early, plan, dates={TUESDAY}), "12/ball")[0][0] == "15:05"


def test_a_whole_class_in_clubs_is_handed_back_to_its_care(school, plan):
    whole = changed(school, "members", ("ball", "12"), pupils=15)
    assert told(chain(whole, plan, dates={TUESDAY}), "12")[1:3] == [
        ("15:05", "r12", "li", 15, "care"),
        ("16:30", "r12", "li", 15, "care"),
    ]
    assert list(findings(whole, plan)) == []


def test_a_club_without_members_has_no_party(school, plan):
    alone = made(school, members=school.members[:2])
    assert not [leg for leg in chain(alone, plan) if "ball" in leg.party]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("date", DAYS)
def test_heads_add_up_to_enrolment_at_every_minute_until_the_release(school, plan, date, variant):
    legs = chain(school, plan, dates={date})
    for group, pupils in {"11": 20, "12": 15, "21": 18}.items():
        counts = {heads_at(legs, group, variant, minute) for minute in range(at("15:00"), at("17:04"))}
        assert counts == {pupils}
    gone: Counter[str] = Counter()
    for leg in legs:
        if leg.how == "receiver" and leg.variant == variant:
            gone[leg.group] += leg.heads
    assert gone == {"11": 20, "12": 15, "21": 18}


def test_a_class_stays_away_on_a_weekday_without_enrolment(school, plan):
    monday_off = Enrolment(group="12", session="after", weekday=1, pupils=0)
    fewer = made(school, enrolment=(*school.enrolment, monday_off))
    assert {leg.date for leg in chain(fewer, plan) if leg.group == "12"} == {TUESDAY, WEDNESDAY}
    assert list(findings(fewer, plan)) == []


def test_a_merged_group_is_one_party_and_its_classes_are_none(school, plan):
    merged = Group(
        id="g1", name="一年级", grade=1, room="r11", parts=("11", "12"), dates=Dates(weekdays=(3,))
    )
    both = made(school, groups=(*school.groups, merged), posts=(*school.posts, care("g1")))
    legs = chain(both, plan, dates={WEDNESDAY})
    assert {leg.group for leg in legs} == {"g1", "21"}
    assert heads_at(legs, "g1", "fine", at("16:00")) == 35
    gap, missing = [finding for finding in findings(both, plan) if finding.group == "g1"]
    assert (gap.rule, gap.date, gap.amount) == ("custody_gap", WEDNESDAY, 35)
    assert (missing.rule, missing.stage) == ("departure_missing", "handover")


def test_classes_merged_in_one_session_only_are_themselves_in_the_others(school, plan):
    noon = Session(
        id="noon", name="午间", kind="midday", start=at("12:00"), end=at("13:30"), ends="lesson",
        dates=Dates(weekdays=(1,)),
    )  # fmt: skip
    merged = Group(id="g1", name="一年级", grade=1, room="r11", parts=("11", "12"), sessions=("noon",))
    rows = tuple(Enrolment(group=group, session="noon", pupils=9) for group in ("11", "12"))
    posts = (*school.posts, Post(id="nap", name="午休", kind="nap", session="noon", group="g1"))
    both = made(
        school,
        sessions=(*school.sessions, noon),
        groups=(*school.groups, merged),
        enrolment=(*school.enrolment, *rows),
        posts=posts,
    )
    legs = chain(both, plan, dates={MONDAY})
    assert {leg.group for leg in legs if leg.session == "noon"} == {"g1"}
    assert {leg.group for leg in legs if leg.session == "after"} == {"11", "12", "21"}
    assert heads_at(legs, "g1", "fine", at("12:30")) == 18


def test_a_midday_session_ends_with_the_lessons_teacher(school, plan):
    noon = Session(
        id="noon",
        name="午间",
        kind="midday",
        start=at("12:00"),
        end=at("13:30"),
        ends="lesson",
        dates=Dates(weekdays=(1,)),
    )
    lunch = Post(id="lunch", name="午餐", kind="lunch", session="noon", room="study", end=at("12:30"))
    nap = Post(id="nap", name="午休", kind="nap", session="noon", group="12", start=at("12:30"))
    rows = (*school.enrolment, Enrolment(group="12", session="noon", pupils=9))
    midday = made(
        school, sessions=(*school.sessions, noon), posts=(*school.posts, lunch, nap), enrolment=rows
    )
    gap = next(iter(findings(midday, plan)))
    assert (gap.rule, *stretch(gap), gap.amount) == ("custody_gap", "12:05", "13:30", 9)
    assert told(chain(midday, plan, dates={MONDAY}), "12")[-4:] == [
        ("12:00", "r12", "", 9, "lesson"),
        ("12:05", "study", "", 9, "care"),
        ("12:30", "r12", "", 9, "care"),
        ("13:30", "r12", "lesson", 9, "receiver"),
    ]
    crew = (Assignment(MONDAY, "lunch", "sun"), Assignment(MONDAY, "nap", "li"))
    staffed = replace(plan, roster=(*plan.roster, *crew))
    assert list(findings(midday, staffed)) == []
    assert [row[2] for row in told(chain(midday, staffed, dates={MONDAY}), "12")[-3:]] == [
        "sun",
        "li",
        "lesson",
    ]


def test_who_arrives_from_home_was_in_no_lesson(school, plan):
    early = Session(
        id="early",
        name="早到",
        kind="arrival",
        start=at("07:20"),
        end=at("08:00"),
        ends="lesson",
        dates=Dates(weekdays=(1,)),
    )
    door = Post(id="door", name="早到看护", kind="arrival", session="early", room="study")
    rows = (*school.enrolment, Enrolment(group="12", session="early", pupils=4))
    morning = made(school, sessions=(*school.sessions, early), posts=(*school.posts, door), enrolment=rows)
    staffed = replace(plan, roster=(*plan.roster, Assignment(MONDAY, "door", "sun")))
    legs = [leg for leg in chain(morning, staffed, dates={MONDAY}) if leg.session == "early"]
    assert told(legs, "12") == [
        ("07:25", "study", "sun", 4, "care"),
        ("08:00", "r12", "lesson", 4, "receiver"),
    ]


def test_rows_say_once_what_any_weather_has_in_common_and_name_the_giver(school, plan):
    rows = [
        dict(zip(CUSTODY_COLUMNS, row, strict=True))
        for row in rows_of(school, chain(school, plan, dates={TUESDAY}))
    ]
    joined = next(row for row in rows if row["party"] == "12/ball" and row["how"] == "walk")
    assert (joined["variant"], joined["giver"], joined["staff_name"]) == ("both", "Li", "Sun")
    back = [row for row in rows if row["party"] == "11" and row["start"] == "16:30"]
    assert [row["giver"] for row in back] == ["Chen;Sun"]
    assert {row["variant"] for row in rows if row["how"] == "gate"} == {"fine", "rain"}
    assert all(re.fullmatch(r"\d\d:\d\d", row["start"]) for row in rows)
