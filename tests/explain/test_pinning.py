"""A decision taken by hand becomes rows of the table of pins, and the next solve respects it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from solver import explain, service
from solver.domain.case import Pin
from solver.domain.duties import DutyKey, facts
from solver.domain.example_cases import a_post, on_day, roster, sketch
from solver.domain.plan import Plan
from solver.engine.budget import Options
from solver.explain.edits import Row
from solver.service import Result

QUICK = Options(effort=5, workers=1, seed=0)


def with_pins(folder: Path, rows: Iterable[Row]) -> Path:
    columns = ("action", "staff", "post", "weekday", "date", "from", "to")
    with (folder / "pins.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.mark.parametrize("post", ["care/1-1", "gate"])
def test_the_next_solve_keeps_a_pinned_person_there(
    tiny: Result, repository: Path, tmp_path: Path, post: str
) -> None:
    """Whoever is second best somewhere is put there by hand, pinned, and stays there."""
    for key, crew in facts(tiny.case, tiny.plan).crew.items():
        found = service.candidates(tiny, key, crew[0].staff) if key.post == post else None
        if found and found.able:
            break
    else:
        pytest.fail("nobody to put there")
    newcomer = found.able[-1].staff
    plan = found.able[-1].move.on(tiny.case, tiny.plan)
    rows = explain.pin_rows(tiny.case, plan, key, newcomer)
    assert rows == ({"action": "assign", "staff": newcomer, "post": post, "date": key.date.isoformat()},)
    folder = with_pins(shutil.copytree(repository / "data/tiny", tmp_path / "tiny"), rows)
    solved = service.solve(service.open_case(folder).case, QUICK)
    assert any(row.staff == newcomer for row in facts(solved.case, solved.plan).crew[key])
    assert not any(finding.rule == "pins" for finding in solved.findings)


def rows_of(plan: Plan, of: str, date: int, *, rotation: str, whole: bool = True) -> list[dict[str, str]]:
    case = sketch(posts=[a_post("care", rotation=rotation)], days=12)
    found = explain.pin_rows(case, plan, DutyKey(on_day(date), of), "ann", whole=whole)
    return [
        {name: text for name, text in row.items() if name not in {"action", "staff", "post"}} for row in found
    ]


DAYS = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)
ALL = roster(*(f"{day} care ann" for day in DAYS))


def test_a_week_is_pinned_from_its_first_to_its_last_day() -> None:
    assert rows_of(ALL, "care", 2, rotation="weekly") == [{"from": "2026-09-07", "to": "2026-09-11"}]
    assert rows_of(ALL, "care", 2, rotation="weekly", whole=False) == [{"date": "2026-09-09"}]


def test_a_weekday_is_pinned_as_one() -> None:
    assert rows_of(ALL, "care", 1, rotation="weekday") == [
        {"weekday": "2", "from": "2026-09-08", "to": "2026-09-15"}
    ]


def test_a_date_that_is_missed_is_left_out() -> None:
    plan = roster(*(f"{day} care ann" for day in DAYS if day != 2))
    assert rows_of(plan, "care", 0, rotation="weekly") == [
        {"from": "2026-09-07", "to": "2026-09-08"},
        {"from": "2026-09-10", "to": "2026-09-11"},
    ]


@pytest.mark.parametrize("rotation", ["daily", "weekday", "weekly", "weeks:2", "term"])
def test_pins_name_exactly_the_dates_that_are_kept(rotation: str) -> None:
    case = sketch(posts=[a_post("care", rotation=rotation)], days=12)
    plan = roster(*(f"{day} care ann" for day in DAYS if day not in {3, 8}))
    key = DutyKey(on_day(1), "care")
    rows = explain.pin_rows(case, plan, key, "ann", whole=True)
    pins = [Pin.model_validate(_typed(row)) for row in rows]
    named = {
        duty.date
        for duty in facts(case, plan).work.duties
        for pin in pins
        if (pin.first or duty.date) <= duty.date <= (pin.last or duty.date)
        and pin.weekday in {None, duty.day.weekday}
    }
    block = facts(case, plan).work.block_of[key]
    there = {row.date for row in plan.roster}
    assert named == {duty.date for duty in block.duties} & there


def _typed(row: Row) -> dict[str, object]:
    import datetime as dt

    found: dict[str, object] = {name: row[name] for name in ("action", "staff", "post")}
    first, last = row.get("date", row.get("from")), row.get("date", row.get("to"))
    found |= {"first": dt.date.fromisoformat(first or ""), "last": dt.date.fromisoformat(last or "")}
    if "weekday" in row:
        found["weekday"] = int(row["weekday"])
    return found


def test_pins_come_and_go_and_leave_others_alone() -> None:
    other: Row = {"action": "forbid", "staff": "bo", "post": "gate"}
    own: Row = {"action": "assign", "staff": "ann", "post": "care", "date": "2026-09-07"}
    table = explain.with_pins([other], [own])
    assert table == (other, own)
    assert explain.pinned(table, [own])
    assert explain.with_pins(table, [own]) == table
    assert explain.without_pins(table, [own]) == (other,)
    assert not explain.pinned([other], [own])
