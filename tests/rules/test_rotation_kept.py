"""Cover is free where a holder is missing, and only there."""

from __future__ import annotations

from decimal import Decimal

from solver.domain.case import Absence
from solver.domain.example_cases import a_post, on_day, roster, sketch
from solver.rules.rotation.availability import Availability
from solver.rules.rotation.rotation_kept import RotationKept, RotationKeptParams
from tests.rules.plans import found_levels, model_for, rosters, says

RULES = (Availability(Availability.params_type()), RotationKept(RotationKeptParams()))
LEAVE = Absence(staff="ann", first=on_day(2), last=on_day(2), reason="course")
WEEK = sketch(posts=[a_post("care", rotation="weekly")], days=5, absences=(LEAVE,))


def test_cover_for_a_missing_holder_is_free() -> None:
    kept = [f"{number} care ann" for number in (0, 1, 3, 4)]
    assert not list(RULES[1].check(WEEK, roster(*kept, "2 care bo cover")))
    also_covered = roster(*kept, "1 care bo cover", "2 care bo cover")
    assert [finding.date for finding in RULES[1].check(WEEK, also_covered)] == [on_day(1)]


def test_model_and_check_agree_where_a_holder_may_be_missing() -> None:
    away = Absence(staff="ann", first=on_day(1), last=on_day(1), reason="course")
    case = sketch(posts=[a_post("care", rotation="weekly", hold=Decimal("0.5"))], days=3, absences=(away,))
    plan = roster()
    model = model_for(case, "rotation", RULES, plan)
    judged = 0
    for other in rosters(case, plan):
        said = says(model, other, "rotation")
        if said is not None:
            charged = {name: value for name, value in said[1].items() if value}
            assert charged == found_levels(list(RULES[1].check(case, other)))
            judged += 1
    assert judged > 50
