"""What a level's number is to a reader: heads stay heads whatever they cost, merged levels go by weight."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from solver import service
from solver.app.certificate.page import headline
from solver.audit.plan import audit
from solver.base.text import LANGS
from solver.batch.progress_text import running_words
from solver.batch.run import Overview, Running
from solver.domain.case import Case, RuleSetting
from solver.domain.example_cases import a_post, sketch
from solver.domain.levels import LevelState
from solver.domain.plan import Certificate, LevelCertificate, Plan, StageCertificate
from solver.jobs.messages import Job, News, Sentence, Settings
from solver.report import level_rows, now_words, proofs_of
from solver.rules.level_scale import counting, scale_of
from solver.scenarios.measures import measure
from solver.service import Options, Result, Snapshot
from solver.workspace.serialization import TakenSeats

DEAR = RuleSetting(code="uncovered", params={"cost": 5})
CAPS = {"most": 2, "per": "week"}


def school(*rules: RuleSetting, **more: object) -> Case:
    """One person, and three classes that all need somebody at the same time: two seats stay empty."""
    posts = [a_post(name) for name in ("one", "two", "three")]
    return sketch(staff="ann", posts=posts, days=1, rules=rules, **more)


@pytest.fixture(scope="module")
def dear() -> Result:
    """Two empty seats at five points each."""
    result = service.solve(school(DEAR), Options(effort=5, workers=1))
    assert dict(result.audit.levels["rotation"])["uncovered_pupils"] == 10
    return result


def watched(result: Result) -> str:
    """What the page of a running solve shows: needed seats, and those that are taken."""
    levels = tuple(LevelState(name, value) for name, value in result.audit.levels["rotation"])
    snapshot = Snapshot(stage="rotation", step="search", levels=levels, seats=3)
    point = TakenSeats(result.case).counted(snapshot)
    assert point.seats is not None
    assert point.assigned is not None
    return str(point.seats - point.assigned)


def in_a_table(result: Result) -> str:
    level = result.certificate.level("rotation", "uncovered_pupils")
    assert level is not None
    (row,) = level_rows(result.case, [("rotation", level)], "en")
    assert row.bound == row.value
    return row.value


def in_a_line(result: Result) -> str:
    state = LevelState("uncovered_pupils", 10, 6)
    said = now_words(result.case, "rotation", state).say("en")
    # Six points are more than one head: there are only whole ones.
    assert said == "uncovered, pupils 2 (≥ 2)"
    return said.split()[2]


def in_the_certificate(result: Result) -> str:
    (*_, rotation) = proofs_of(service.handout(result), "en")
    (said,) = [line for line in rotation.sentences if "seats that hold pupils" in line]
    return said.partition("yours has ")[2].partition(".")[0]


def in_the_headline(result: Result) -> str:
    said = headline(service.handout(result), doubted=False).say("zh")
    assert "已证明哪份排班都缺这么多" in said
    return said.partition("还缺 ")[2].partition(" 人次")[0]


def among_scenarios(result: Result) -> str:
    found = measure(service.handout(result))
    assert found.uncovered_proven is not None
    assert found.uncovered == found.uncovered_proven.bound
    return str(found.uncovered_proven.bound)


def when_verified(result: Result) -> str:
    found = service.verify(result.case, result.plan, result.certificate)
    told = service.checked(result.case, found, "en")
    assert not told.wrong
    (level,) = [own for own in told.levels if own.row.name == "uncovered, pupils"]
    assert level.proven == level.row.bound
    return level.proven


PLACES: dict[str, Callable[[Result], str]] = {
    "watching": watched,
    "table": in_a_table,
    "line": in_a_line,
    "certificate": in_the_certificate,
    "headline": in_the_headline,
    "scenarios": among_scenarios,
    "verify": when_verified,
}


@pytest.mark.parametrize("place", PLACES)
def test_empty_seats_are_shown_and_bounded_as_heads_whatever_one_costs(place: str, dear: Result) -> None:
    assert PLACES[place](dear) == "2"


@pytest.mark.parametrize(
    "case",
    [
        school(RuleSetting(code="caps", params={**CAPS, "cost": 5, "level": "uncovered_pupils"})),
        school(levels=[(("uncovered_pupils", 2), ("uncovered", 1))]),
        school(levels=[(("uncovered_pupils", 1), ("rules", 1))]),
        school(DEAR, RuleSetting(code="uncovered")),
        school(RuleSetting(code="uncovered", params={"level": "rules"})),
        school(RuleSetting(code="uncovered", on=False)),
    ],
    ids=[
        "another rule's price",
        "uneven weights",
        "with other things",
        "twice",
        "under prices",
        "not at all",
    ],
)
def test_levels_that_are_more_than_heads_say_nothing_of_heads(case: Case) -> None:
    assert counting(case, "seats") == ()


def test_points_are_called_points() -> None:
    case = school(RuleSetting(code="caps", params={**CAPS, "cost": 5, "level": "uncovered"}))
    scale = scale_of(case, "rotation", "uncovered")
    assert (scale.value(46).say("zh"), scale.value(46).say("en")) == ("46 分", "46 points")


def quarter_hours(*levels: tuple[tuple[str, int], ...]) -> Case:
    """A school whose work units lie on a grid of a quarter."""
    posts = [a_post("gate", "gate", units=Decimal("0.25"))]
    return sketch(staff="ann", posts=posts, levels=levels)


LARGEST, SUM = 2, 6
"""In quarters of a unit: the largest deviation is half a unit, all deviations are one and a half."""


@pytest.mark.parametrize(
    ("group", "value", "said"),
    [
        ((("max_deviation", 1),), LARGEST, "0.5 units"),
        ((("max_deviation", 2),), 2 * LARGEST, "0.5 units"),
        ((("sum_deviation", 1),), SUM, "1.5 units"),
        # Both are units, and 0.5 + 1.5 of them is 2.
        ((("max_deviation", 1), ("sum_deviation", 1)), LARGEST + SUM, "2 units"),
        ((("max_deviation", 3), ("sum_deviation", 3)), 3 * LARGEST + 3 * SUM, "2 units"),
        # 3 · 2 + 6 = 12 quarters, weighed unevenly: that is no amount of work at all.
        ((("max_deviation", 3), ("sum_deviation", 1)), 3 * LARGEST + SUM, "12 points"),
        ((("sum_deviation", 1), ("burdens", 1)), SUM + 4, "10 points"),
        ((("burdens", 1), ("wishes", 3)), 4 + 3 * 5, "19 points"),
        ((("rules", 2),), 2 * 7, "7"),
        ((("rules", 1), ("wishes", 1)), 7 + 5, "12"),
    ],
)
def test_merged_levels_are_read_by_their_weights(
    group: tuple[tuple[str, int], ...], value: int, said: str
) -> None:
    case = quarter_hours(group)
    name = "+".join(level for level, _ in group)
    assert scale_of(case, "rotation", name).value(value).say("en") == said


def test_a_bound_between_two_steps_is_the_next_step() -> None:
    """Twice the largest deviation is at least 3 quarters: so it is itself at least 2 of them."""
    scale = scale_of(quarter_hours((("max_deviation", 2),)), "rotation", "max_deviation")
    assert scale.least(3) == Fraction(1, 2)
    assert scale.bound(3).say("zh") == "0.5 个工作量"


def test_a_largest_deviation_that_counts_double_is_not_told_double() -> None:
    case = quarter_hours((("max_deviation", 2),))
    level = LevelCertificate("max_deviation", 2 * LARGEST, 2 * LARGEST, "dual_rechecked")
    (row,) = level_rows(case, [("rotation", level)], "en")
    assert (row.value, row.bound, row.gap, row.state) == ("0.5 units", "0.5 units", "0 units", "proven best")


def certificate_of(case: Case, *levels: LevelCertificate) -> Certificate:
    stages = (StageCertificate("rotation", levels, {"timetable": "changed"}),)
    return Certificate(case.id, case.hash, "1", 0, 1, None, stages)


@pytest.mark.parametrize(
    ("level", "zh", "en"),
    [
        (
            LevelCertificate("max_deviation", 2, 0, "trivial"),
            "称 0.5 个工作量，核验得 0 个工作量",
            "0.5 units",
        ),
        (LevelCertificate("max_deviation", 0, 2, "trivial"), "下界 0.5 个工作量 高于实际值 0", "0.5 units"),
        (LevelCertificate("max_deviation+wishes", 2, 0, "trivial"), "最大偏差 + 未满足意愿的扣分", "wishes"),
    ],
    ids=["value", "bound", "no such level"],
)
def test_doubts_name_stages_and_levels_and_say_units(level: LevelCertificate, zh: str, en: str) -> None:
    case = quarter_hours()
    doubts = audit(case, Plan(), certificate_of(case, level)).doubts
    told = {lang: [doubt.say(lang) for doubt in doubts] for lang in LANGS}
    assert any(zh in line for line in told["zh"])
    assert any(en in line for line in told["en"])
    for line in (*told["zh"], *told["en"]):
        assert line.startswith(("轮岗排班", "rotation"))
        assert "deviation" not in line or "largest deviation" in line
        assert "_" not in line


def test_a_batch_tells_levels_by_name_and_unit() -> None:
    case = quarter_hours()
    said = Sentence.of(now_words(case, "rotation", LevelState("max_deviation", 2, 1)))
    news = News(school="小学", snapshot=Snapshot(stage="rotation"), level=said)
    job = Job(name="a", case=Path("a"), out=Path("b"), settings=Settings())
    overview = Overview(1, 0, 0, (), (), (Running(job, 1, news, 0.0),), 12.0, stopping=False)
    assert "小学 轮岗排班 12 秒 (最大偏差 0.5 个工作量（≥ 0.25 个工作量）)" in running_words(overview, "zh")
