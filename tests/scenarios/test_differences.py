"""What differs is told once, in words; what is only spelt otherwise is no difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from solver.domain.duties import DutyKey
from solver.io.editing import CaseTables
from solver.scenarios import input_changes, roster_changes
from tests.scenarios.conftest import Planned
from tests.scenarios.test_measures import handout_of

Changed = Callable[..., CaseTables]


def told(before: CaseTables, after: CaseTables) -> list[str]:
    return [change.say("zh") for change in input_changes(before, after)]


def test_rows_cells_and_settings_are_told_in_words(tiny: CaseTables, changed: Changed) -> None:
    after = changed("""
title = "x"
[[change]]
add = "staff"
row = { id = "T5", name = "许可欣" }
[[change]]
drop = "rooms"
where = { id = "R2" }
[[change]]
set = "groups"
where = { id = "1-1" }
to = { head = "T3" }
[[change]]
set = "staff"
where = { id = "T2" }
to = { kind = "worker", start = 16:00:00 }
[[change]]
setting = "term.end"
to = 2026-09-25
[[change]]
setting = "rules.caps.most"
to = 3
""")
    assert told(tiny, after) == [
        "设置：学期结束 2026-09-18 → 2026-09-25",
        "设置：上限 most （空） → 3",
        "人员 · 陆晓岚 (T2)：身份 本校教师 → 职工",
        "人员 · 陆晓岚 (T2)：最早时间 （空） → 16:00",
        "人员 · 新增：许可欣 (T5)",
        "班级 · 一（1）班 (1-1)：班主任 沈文静 → 顾志远",
        "班级 · 二（1）班 (2-1)：场地 二班教室 → （空）",
        "场地 · 去掉：二班教室 (R2)",
    ]
    assert all(change.say("en") for change in input_changes(tiny, after))


def test_rows_without_an_id_are_called_by_whom_they_are_about(tiny: CaseTables, changed: Changed) -> None:
    after = changed("""
title = "x"
[[change]]
set = "absences"
where = { staff = "T1" }
to = { to = 2026-09-17 }
[[change]]
add = "absences"
row = { staff = "T2", from = 2026-09-08 }
[[change]]
set = "enrolment"
where = { group = "1-1", weekday = 5 }
to = { pupils = 20 }
""")
    assert told(tiny, after) == [
        "报名 · 一（1）班 · 课后服务 · 5：学生数 24 → 20",
        "请假 · 沈文静 · 2026-09-16 · 2026-09-17：截止日期 2026-09-16 → 2026-09-17",
        "请假 · 新增：陆晓岚 · 2026-09-08",
    ]


def test_another_spelling_is_no_difference(tiny: CaseTables, changed: Changed) -> None:
    after = changed("""
title = "x"
[[change]]
set = "staff"
where = { id = "T1" }
to = { kind = "本校教师", share = "100%" }
[[change]]
set = "sessions"
where = {}
to = { start = "15点30分", grace = 5 }
""")
    assert told(tiny, after) == []


def test_what_is_new_one_way_is_gone_the_other_way(tiny: CaseTables, changed: Changed) -> None:
    after = changed('title = "x"\n[[change]]\ndrop = "staff"\nwhere = { id = "T1" }')
    there = Counter((one.kind, one.table, one.column) for one in input_changes(tiny, after))
    back = Counter((one.kind, one.table, one.column) for one in input_changes(after, tiny))
    turned = {"added": "gone", "gone": "added", "changed": "changed"}
    assert {(turned[kind], *rest): count for (kind, *rest), count in there.items()} == back


@given(
    st.lists(st.sampled_from(["T1", "T2", "T3"]), max_size=6),
    st.lists(st.sampled_from(["T1", "T4"]), max_size=6),
)
def test_rows_that_come_several_times_are_counted(before: list[str], after: list[str]) -> None:
    empty = CaseTables("x", "", {"wishes": ()})

    def wishes(people: list[str]) -> CaseTables:
        return empty.with_rows("wishes", [{"who": who} for who in people])

    found = Counter(change.kind for change in input_changes(wishes(before), wishes(after)))
    here, there = Counter(before), Counter(after)
    assert found == Counter({kind: count for kind, count in (
        ("added", (there - here).total()), ("gone", (here - there).total())) if count})  # fmt: skip


def test_a_roster_is_no_different_from_itself(planned: Planned) -> None:
    handout = handout_of(planned)
    found = roster_changes(handout, handout)
    assert (found.kept, found.moved, found.new, found.gone) == (len(handout.plan.roster), 0, 0, 0)
    assert found.people == ()


def test_seats_and_loads_change_hands_as_the_rosters_say(planned: Planned) -> None:
    before, after = handout_of(planned), handout_of(planned, "one_more")
    found = roster_changes(before, after)
    assert found.kept + found.moved + found.new == len(after.plan.roster)
    old = {(row.date, row.post, row.staff) for row in before.plan.roster}
    assert found.kept == sum((row.date, row.post, row.staff) in old for row in after.plan.roster)
    newcomer = next(person for person in found.people if person.staff == "T5")
    assert newcomer.before is None
    assert newcomer.after == sum(
        after.case.grid.units(after.work.duty[DutyKey(row.date, row.post)].steps)
        for row in after.plan.roster
        if row.staff == "T5"
    )
    for person in found.people:
        gained = sum(count for _, count in person.posts)
        here, there = (sum(row.staff == person.staff for row in one.plan.roster) for one in (before, after))
        assert gained == there - here
