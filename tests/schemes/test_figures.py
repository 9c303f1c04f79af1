"""Figures that a scheme's text gives are the case's."""

from __future__ import annotations

from benchmarks import schemes
from solver import policies, service
from solver.base.units import clock
from solver.domain.duties import expand


def case(name):
    return service.open_case(schemes.DATA / name).case


def enrolled(case, session, group=""):
    rows = [row for row in case.enrolment if row.session == session and row.group.startswith(group)]
    return sum(row.pupils for row in rows)


def test_linping_has_seven_of_nine_classes_in_service_and_37_of_57_staff():
    linping = case("linping")
    assert {group.grade for group in linping.groups} == {5, 6, 7, 8, 9}
    assert len(linping.groups) == 9
    assert enrolled(linping, "after") == 260
    duties = expand(linping, (), ()).duties
    cared_for = {duty.group for duty in duties if duty.group}
    assert len(cared_for) == 7
    assert not any(group.startswith("9") for group in cared_for)
    school = [person for person in linping.staff if person.kind in {"own", "leader"}]
    assert len(school) == 57
    assert sum(p.kind == "leader" or "课后服务" in p.qualifications for p in school) == 37
    after = {duty.post for duty in duties if duty.start >= linping.session["after"].end}
    assert after == {"patrol", "safety"}


def test_shanhaitian_is_full_at_noon_and_merged_in_the_afternoon():
    schools = [case(f"shanhaitian/school{number}") for number in range(1, 6)]
    assert 3800 < sum(enrolled(school, "noon") for school in schools) < 3900
    assert 500 < sum(enrolled(school, "after") for school in schools) < 600
    for school in schools:
        noon, after = school.session["noon"], school.session["after"]
        assert [clock(m) for m in (noon.start, noon.end, after.start, after.end)] == [
            "11:40", "14:10", "16:20", "18:00",
        ]  # fmt: skip
        duties = expand(school, (), ()).duties
        classes = {group.id for group in school.groups if not group.parts}
        assert {duty.group for duty in duties if duty.session == "noon" and duty.group} == classes
        merged = {duty.group for duty in duties if duty.session == "after" and duty.group}
        assert classes.isdisjoint(merged)
        assert len(merged) <= 6


def test_gaoxin_has_92_of_100_pupils_and_83_of_100_staff():
    gaoxin = case("gaoxin")
    in_service = enrolled(gaoxin, "noon") + enrolled(gaoxin, "after")
    assert round(100 * in_service / (41 * len(gaoxin.groups))) == 92
    staff = [person for person in gaoxin.staff if person.kind in {"own", "leader"}]
    assert round(100 * sum(person.pool is not None for person in staff) / len(staff)) == 83


def test_yanshan_lets_pupils_leave_their_class_groups_for_clubs_in_the_same_hour():
    yanshan = case("yanshan")
    assert {club.weekdays for club in yanshan.clubs} == {(2, 4)}
    assert len(yanshan.clubs) == 6
    grade = {"clay": 3, "chess": 4, "brush": 5, "reading": 6}
    for post in yanshan.posts:
        row = post.id.partition("/")[0]
        if row in grade:
            assert yanshan.group[post.group].grade == grade[row]
            assert post.dates.weekdays == (1, 2, 3, 4)
            assert all(post.start <= club.start < club.end <= post.end for club in yanshan.clubs)


def test_runan_and_guangxi_keep_the_policies_that_their_texts_set():
    for name, asked in (
        ("runan", {"five_days", "two_hours", "off_work", "fee_cap"}),
        ("guangxi", {"two_periods", "off_work", "subject_work", "qualifications"}),
    ):
        school = case(name)
        assert {policy.code for policy in school.policies} == asked
        assert not policies.findings(school)


def test_volunteers_serve_in_five_departments_without_pay():
    school = case("volunteers")
    leaders = [person for person in school.staff if person.kind == "leader"]
    assert len({person.qualifications for person in leaders}) == 5
    assert all(session.fee is None for session in school.sessions)
    assert {person.kind for person in school.staff} == {"own", "leader", "parent", "volunteer"}
