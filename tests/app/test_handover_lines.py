"""What the page of the hand-over draws: the plan's lines, the gate's minutes, no hole unseen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import service
from solver.app import theme
from solver.app.handover import gates, page
from solver.app.handover.page import first_shown
from solver.domain.calendar import service_days
from solver.domain.case import Zone
from solver.domain.plan import VARIANTS, Variant
from solver.report import PlanView, palette
from solver.report.handover_day import HandoverDay, LineOut, gate_minutes, throughput_of
from tests.app import rosters

NAMES = ["small", "tiny"]


@pytest.fixture(scope="module", params=NAMES)
def handout(request: pytest.FixtureRequest) -> PlanView:
    return rosters.handout(request.param)


def line(group: str, arrive: int, released: int, heads: int) -> LineOut:
    return LineOut("pm", group, "g", "g", arrive - 5, arrive - 3, arrive, released, heads, ("t",))


@pytest.mark.parametrize("variant", VARIANTS)
def test_lines_are_those_of_the_plan_with_the_heads_of_the_day(handout: PlanView, variant: Variant) -> None:
    planned = {(row.session, row.group): row for row in handout.plan.handover if row.variant == variant}
    for day in service_days(handout.case):
        lines = HandoverDay(handout, day.date, variant).lines
        for one in lines:
            row = planned[one.session, one.group]
            assert (one.leave, one.arrive, one.released) == (row.leave, row.arrive, row.released)
            assert one.heads <= row.heads
            assert one.staff, "somebody leads the line"
        received = [
            leg
            for leg in handout.custody
            if (leg.date, leg.variant, leg.how) == (day.date, variant, "receiver")
            and (leg.session, leg.group) in planned
        ]
        assert sum(one.heads for one in lines) == sum(leg.heads for leg in received if leg.party == leg.group)


def test_on_its_fullest_day_a_line_is_as_long_as_planned(handout: PlanView) -> None:
    most: dict[tuple[str, str], int] = defaultdict(int)
    for day in service_days(handout.case):
        for one in HandoverDay(handout, day.date, "fine").lines:
            most[one.session, one.group] = max(most[one.session, one.group], one.heads)
    planned = {(row.session, row.group): row.heads for row in handout.plan.handover if row.variant == "fine"}
    assert most == planned


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8), st.integers(1, 60)), min_size=1, max_size=6),
    st.one_of(st.none(), st.integers(1, 20)),
)
def test_every_pupil_goes_through_the_gate_once(
    drawn: list[tuple[int, int, int]], throughput: int | None
) -> None:
    lines = [
        line(str(place), 1000 + arrive, 1000 + arrive + minutes, heads)
        for place, (arrive, minutes, heads) in enumerate(drawn)
    ]
    through: dict[str, int] = defaultdict(int)
    for minute in gate_minutes(lines, throughput):
        own = lines[int(minute.group)]
        assert own.arrive <= minute.minute < max(own.released, own.arrive + 1)
        through[minute.group] += minute.heads
    assert through == {one.group: one.heads for one in lines}


def test_a_gate_is_never_seen_to_release_more_than_it_can(handout: PlanView) -> None:
    for variant in VARIANTS:
        day = HandoverDay(handout, service_days(handout.case)[0].date, variant)
        for gate in {one.gate for one in day.lines}:
            throughput = day.throughput(gate)
            minutes = gate_minutes([one for one in day.lines if one.gate == gate], throughput)
            assert throughput is not None
            assert all(minute.heads <= throughput and not minute.crowded for minute in minutes)


def test_too_many_for_the_minutes_and_two_lines_at_once_are_seen() -> None:
    late = gate_minutes([line("a", 1000, 1002, 50)], 10)
    assert [minute.heads for minute in late] == [10, 40]
    both = gate_minutes([line("a", 1000, 1003, 30), line("b", 1002, 1004, 20)], 10)
    assert [(minute.minute, minute.crowded) for minute in both] == [
        (1000, False),
        (1001, False),
        (1002, True),
        (1002, True),
        (1003, False),
    ]
    rows = rosters.drawn(gates.gate_chart(both, 10, {"a": "a", "b": "b"}, (999, 1005), "zh", theme.LIGHT))
    stacked = [(row["low"], row["high"]) for row in rows if row["start"] == 1002 and "low" in row]
    assert stacked == [(0, 10), (10, 20)]


def test_rain_has_its_own_throughput_where_one_is_given() -> None:
    gate = Zone(id="g", name="g", kind="gate", throughput=20, rain_throughput=8)
    assert throughput_of(gate, "fine") == 20
    assert throughput_of(gate, "rain") == 8
    assert throughput_of(gate.model_copy(update={"rain_throughput": None}), "rain") == 20
    assert throughput_of(None, "fine") is None


def test_the_chain_tells_every_leg_with_who_gives_and_who_takes(handout: PlanView) -> None:
    day = HandoverDay(handout, service_days(handout.case)[0].date, "fine")
    assert day.groups
    for group in day.groups:
        holds = day.holds(group, "zh")
        legs = [
            leg for leg in handout.custody if (leg.date, leg.variant, leg.group) == (day.date, "fine", group)
        ]
        assert len(holds) == len(legs)
        assert not any(hold.alone for hold in holds)
        for hold in holds:
            assert hold.adults if hold.how != "receiver" else hold.receiver
            assert hold.how != "receiver" or hold.giver or hold.start == hold.end


def test_a_hole_in_the_chain_is_red_and_says_so() -> None:
    result = rosters.solved("tiny")
    taken = rosters.care_on(result)
    broken = service.handout(rosters.without(result, taken))
    group = broken.work.posts[taken.post].group or taken.post.partition("/")[2]
    day = HandoverDay(broken, taken.date, "fine")
    assert day.broken == {group}
    holds = day.holds(group, "zh")
    alone = [hold for hold in holds if hold.alone]
    assert alone
    assert {hold.adults for hold in alone} == {"无人"}
    span = min(hold.start for hold in holds), max(hold.end for hold in holds)
    chart = page.chain_chart(holds, span, "zh", theme.DARK)
    scale = chart.to_dict()["layer"][0]["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True))["无人看管"] == palette.GAP
    assert sum(row.get("kind") == "无人看管" for row in rosters.drawn(chart)) == len(alone)


def test_the_next_service_day_is_shown_first() -> None:
    days = service_days(rosters.case_of("tiny"))
    assert first_shown(days, days[0].date - dt.timedelta(days=30)) == 0
    assert first_shown(days, days[2].date) == 2
    assert first_shown(days, days[-1].date + dt.timedelta(days=1)) == 0


def test_hostile_names_of_classes_stay_apart_and_are_data() -> None:
    handout = service.handout(rosters.hostile())
    labels = theme.told_apart({group.id: group.name for group in handout.case.groups})
    assert len(set(labels.values())) == len(handout.case.groups)
    lines = HandoverDay(handout, service_days(handout.case)[0].date, "fine").lines
    chart = gates.leaving_chart(
        lines, labels, theme.staff_labels(handout), gates.window(lines), "zh", theme.LIGHT, legend=True
    )
    assert {row["name"] for row in rosters.drawn(chart)} == {labels[one.group] for one in lines}
