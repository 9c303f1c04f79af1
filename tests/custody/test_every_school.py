"""Whatever the files say: nobody is lost or counted twice, and only minutes without an adult are gaps."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.custody import CODES, chain, findings
from solver.domain import Absence, Assignment, Case, Departure, Enrolment, Meeting, Member, Plan
from solver.domain.plan import VARIANTS
from tests.custody.stories import CREW, MONDAY, at, changed, made, small_school, whole_plan

PUPILS = st.integers(0, 9)
MINUTES = st.integers(at("14:50"), at("18:10"))


@st.composite
def schools(draw: st.DrawFn) -> Case:
    case = small_school()
    enrolment = [
        Enrolment(group=group, session=session, pupils=draw(PUPILS), bus=draw(PUPILS))
        for group in ("11", "12", "21")
        for session in ("after", "ext")
    ]
    members = [
        Member(club=club, group=group, pupils=draw(PUPILS))
        for club in ("art", "ball")
        for group in ("11", "12", "21")
    ]
    gone = [
        Absence(staff=staff, first=MONDAY, last=MONDAY, start=draw(MINUTES), end=draw(MINUTES))
        for staff in draw(st.lists(st.sampled_from(sorted(CREW.values())), max_size=3))
    ]
    case = made(case, enrolment=tuple(enrolment), members=tuple(members), absences=tuple(gone))
    case = changed(case, "sessions", ("after",), ends=draw(st.sampled_from(["gate", "room", "lesson"])))
    for club in ("art", "ball"):
        case = changed(case, "clubs", (club,), start=draw(MINUTES), end=draw(MINUTES))
    return changed(case, "posts", ("late",), start=draw(MINUTES), end=draw(MINUTES))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    handover = [
        Departure("after", group, variant, "gate", draw(MINUTES), draw(MINUTES), draw(MINUTES), 0)
        for group in ("11", "12", "21")
        for variant in VARIANTS
        if draw(st.integers(0, 4))
    ]
    posts = [post.replace("@2", "@1") for post in CREW]
    people = st.lists(st.sampled_from([*CREW.values(), "nobody"]), max_size=2, unique=True)
    roster = [Assignment(MONDAY, post, staff) for post in posts for staff in draw(people)]
    timetable = (Meeting("art", 1, "after", "studio"), Meeting("ball", 1, "after", "court"))
    return Plan(timetable=timetable, handover=tuple(handover), roster=tuple(roster))


def is_away(case: Case, staff: str, minute: int) -> bool:
    """Whether a person is away at a minute of Monday."""
    rows = [row for row in case.absences if row.staff == staff]
    return any((row.start or 0) <= minute < (row.end or 0) for row in rows)


@settings(max_examples=80, deadline=None)
@given(case=schools(), plan=plans())
def test_pupils_are_neither_lost_nor_doubled(case, plan):
    legs = chain(case, plan, dates={MONDAY})
    enrolled = {(row.group, row.session): row.pupils for row in case.enrolment}
    leaving = {(row.group, row.variant): row for row in plan.handover}
    for variant in VARIANTS:
        for group in ("11", "12", "21"):
            own = [leg for leg in legs if leg.group == group and leg.variant == variant]
            pupils = enrolled[group, "after"]
            cuts = {at("15:00"), *(cut for leg in own for cut in (leg.start, leg.end - 1, leg.end))}
            for minute in (cut for cut in cuts if at("15:00") <= cut < at("17:00")):
                held = sum(leg.heads for leg in own if leg.start <= minute < leg.end)
                row = leaving.get((group, variant))
                if row is None or minute < row.leave or case.session["after"].ends != "gate":
                    assert held == pupils
            received = sum(leg.heads for leg in own if leg.how == "receiver")
            if pupils and (case.session["after"].ends != "gate" or (group, variant) in leaving):
                from_lesson = case.session["after"].ends == "lesson"
                assert received == pupils + (enrolled[group, "ext"] if from_lesson else 0)


@settings(max_examples=60, deadline=None)
@given(case=schools(), plan=plans())
def test_every_leg_lasts_and_follows_the_one_before(case, plan):
    legs = chain(case, plan, dates={MONDAY})
    for leg in legs:
        assert leg.heads > 0
        assert leg.start == leg.end if leg.how == "receiver" else leg.start < leg.end
    parties = {(leg.session, leg.party, leg.variant) for leg in legs}
    for party in parties:
        own = [leg for leg in legs if (leg.session, leg.party, leg.variant) == party]
        assert all(leg.end <= following.start for leg, following in pairwise(own))


@settings(max_examples=60, deadline=None)
@given(case=schools(), plan=plans())
def test_a_minute_is_a_gap_exactly_when_no_adult_of_the_case_is_there(case, plan):
    found = list(findings(case, plan, dates={MONDAY}))
    assert {finding.rule for finding in found} <= set(CODES)
    gaps = [
        (finding.group, range(finding.start or 0, finding.end or 0))
        for finding in found
        if finding.rule == "custody_gap"
    ]
    for group in ("11", "12", "21"):
        crew = {row.staff for row in plan.roster if row.post == f"care-{group}"} & set(case.person)
        in_care = [
            leg
            for leg in chain(case, plan, dates={MONDAY})
            if leg.party == group and leg.how == "care" and leg.variant == "fine"
        ]
        for leg in in_care:
            for minute in range(leg.start, min(leg.end, at("17:00"))):
                there = [staff for staff in crew if not is_away(case, staff, minute)]
                told = any(who == group and minute in minutes for who, minutes in gaps)
                assert bool(leg.staff) == bool(there)
                assert told or there


@given(seats=st.sets(st.sampled_from(whole_plan().roster), min_size=1, max_size=2))
def test_no_seat_that_holds_pupils_can_be_dropped_unnoticed(seats):
    plan = whole_plan()
    short = Plan(plan.timetable, plan.handover, tuple(row for row in plan.roster if row not in seats))
    told = {finding.date for finding in findings(small_school(), short)}
    assert told == {row.date for row in seats}
