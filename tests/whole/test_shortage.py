"""A planted shortage: level 1 is proven exactly, and the finding says who is short, when and by how many."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from solver import service
from solver.domain.case import Case, Dates, Group, Post
from solver.domain.duties import expand
from solver.domain.plan import Finding, LevelCertificate
from solver.engine.bounds import seat_bounds
from solver.engine.budget import Options
from solver.fairness.flow import Shortfall
from solver.formulation.candidate_pairs import CandidatePairs
from solver.rules import rules_of
from solver.service import Result
from tests.whole.midsize import date, midsize

MONDAY, THURSDAY = 1, 4
THURSDAYS = tuple(date(day) for day in (3, 10))
MONDAYS = tuple(date(day) for day in (0, 7))


def only(case: Case, weekday: int, who: Mapping[str, str]) -> Case:
    """Return two weeks in which, on one weekday, some posts are for a few people only."""
    posts: list[Post] = []
    for post in case.posts:
        if post.id not in who:
            posts.append(post)
            continue
        others = tuple(day for day in post.dates.weekdays or range(1, 6) if day != weekday)
        if others:
            posts.append(post.model_copy(update={"dates": Dates(weekdays=others)}))
        then = {"id": f"{post.id}@{weekday}", "rotation": "daily", "dates": Dates(weekdays=(weekday,))}
        posts.append(post.model_copy(update={**then, "eligible": who[post.id]}))
    term = case.term.model_copy(update={"end": date(11)})
    return case.model_copy(update={"posts": tuple(posts), "term": term})


@pytest.fixture(scope="module")
def thursdays() -> Result:
    """On Thursdays three classes have only two people."""
    two = "id:h3-1 or id:h3-2"
    case = only(midsize(), THURSDAY, {"care3-1": two, "care3-2": two, "care3-3": two})
    return service.solve(case, Options(effort=16, workers=1))


@pytest.fixture(scope="module")
def mondays() -> Result:
    """On Mondays two classes are merged and need two heads.

    Every post has enough people, every two posts as well: only all of them together need four and have three.
    """
    case = midsize()
    both = Group(
        id="3-12",
        name="3-1、3-2合班",
        grade=3,
        room="house",
        parts=("3-1", "3-2"),
        dates=Dates(weekdays=(MONDAY,)),
    )
    care = Post(
        id="care3-12",
        name="合班看护",
        kind="care",
        session="three",
        group="3-12",
        need=2,
        want=2,
        eligible="own",
    )
    update = {"groups": (*case.groups, both), "posts": (*case.posts, care)}
    few = {
        "care3-12": "id:h3-1 or id:h3-2 or id:s2",
        "care3-3": "id:h3-1 or id:h3-2",
        "patrol": "id:s2 or id:h3-1",
    }
    return service.solve(only(case.model_copy(update=update), MONDAY, few), Options(effort=40, workers=1))


def level(result: Result, name: str) -> LevelCertificate:
    return next(level for level in result.certificate.stages[-1].levels if level.name == name)


def shortages(result: Result) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == "shortage"]


def tells(finding: Finding, *parts: object) -> bool:
    return all(str(part) in finding.say(lang) for lang in ("zh", "en") for part in parts)


def test_the_first_level_is_proven_exactly(thursdays: Result) -> None:
    first = thursdays.certificate.stages[-1].levels[0]
    assert (first.name, first.value, first.bound, first.method) == ("uncovered_pupils", 2, 2, "flow")
    assert first.proven
    assert first.conditional == ()
    assert level(thursdays, "uncovered").value == level(thursdays, "uncovered").bound == 0


def test_a_finding_of_every_date_says_who_is_short_and_by_how_many(thursdays: Result) -> None:
    found = shortages(thursdays)
    assert [finding.date for finding in found] == list(THURSDAYS)
    for finding in found:
        assert finding.blemish
        assert finding.staff == ("h3-1", "h3-2")
        assert finding.amount == 1
        assert tells(finding, finding.date, "3-1看护", "3-2看护", "3-3看护", "班主任3-1", "班主任3-2")
        assert "共需 3 个席位" in finding.say("zh")
        assert "缺 1 人次" in finding.say("zh")
        assert "need 3 seats" in finding.say("en")
        assert "so 1 stay empty" in finding.say("en")
    # What is short comes before everything else that is found.
    assert thursdays.findings[: len(found)] == tuple(found)


def test_seat_by_seat_the_audit_finds_the_same(thursdays: Result) -> None:
    assert not thursdays.audit.doubts
    short = [finding for finding in thursdays.audit.findings if finding.rule == "uncovered"]
    assert sorted(finding.date for finding in short if finding.date) == list(THURSDAYS)
    assert {finding.rule for finding in thursdays.audit.findings if finding.hard} == {"custody_gap"}


def test_a_shortage_hidden_in_several_posts_is_found_as_well(mondays: Result) -> None:
    pupils, others = level(mondays, "uncovered_pupils"), level(mondays, "uncovered")
    assert pupils.proven
    assert others.proven
    assert (pupils.value, others.value) == (0, 2), "the seat without pupils stays empty"
    assert [part.dates for part in mondays.shortfalls] == [(monday,) for monday in MONDAYS]
    for part, finding in zip(mondays.shortfalls, shortages(mondays), strict=True):
        assert part.posts == ("care3-12@1", "care3-3@1", "patrol@1")
        assert (part.seats, part.able, part.short) == (4, 3, 1)
        assert finding.staff == ("h3-1", "h3-2", "s2")
        assert tells(finding, "合班看护", "3-3看护", "巡视", "班主任3-1", "班主任3-2", "数学2")


def test_neither_post_nor_pair_of_posts_is_short_by_itself(mondays: Result) -> None:
    """Every post alone and every two could be filled: Hall's condition fails for all three together."""
    case = mondays.case
    posts = {"care3-12@1", "care3-3@1", "patrol@1"}
    for spared in sorted(posts):
        fewer = tuple(post for post in case.posts if post.id != spared)
        assert not shortfalls(case.model_copy(update={"posts": fewer}), mondays), spared
    assert shortfalls(case, mondays)


def test_with_one_more_person_nothing_is_short(thursdays: Result) -> None:
    """The proof is of this shortage, not of any: who may take one of the seats mends it."""
    three = "id:h3-1 or id:h3-2 or id:s2"
    case = only(midsize(), THURSDAY, {"care3-1": three, "care3-2": three, "care3-3": three})
    assert not shortfalls(case, thursdays)


def shortfalls(case: Case, made: Result) -> tuple[Shortfall, ...]:
    """Return what is short under the timetable and hand-over that were made."""
    work = expand(case, made.plan.timetable, made.plan.handover)
    return seat_bounds(case, CandidatePairs(case, work, rules_of(case)))[1]
