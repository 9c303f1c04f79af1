"""The units account adds up exactly, and says nothing about what was not counted."""

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from solver.domain import Account
from solver.report import PlanView
from solver.report.units_account import account_lines


def by_staff(handout: PlanView, account: str = "units"):
    return {line.staff: line for line in account_lines(handout) if line.account == account}


def test_closing_is_opening_plus_load_minus_due_unrounded(handout: PlanView):
    line = by_staff(handout)["t3"]
    assert (line.opening, line.load, line.due) == (Fraction(1, 4), 6, Fraction(77, 24))
    assert line.closing == Fraction(73, 24)
    assert line.deviation == 6 - Fraction(11, 4)


def test_the_table_is_exact(written: Path):
    with (written / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["staff"]: row for row in csv.DictReader(file)}
    assert rows["t3"]["closing_balance"] == "3 1/24"
    assert rows["t2"]["opening_balance"] == "-0 1/3"
    assert rows["t1"]["deviation"] == "-0.75"


def test_people_outside_fairness_have_a_load_but_no_due(handout: PlanView):
    line = by_staff(handout)["-5"]
    assert line.load == Fraction(5, 2)
    assert line.due is line.closing is line.deviation is None


def test_everything_on_the_roster_is_in_the_account(handout: PlanView):
    worth = sum(Fraction(handout.work.posts[row.post].units) for row in handout.plan.roster)
    assert sum(line.load or 0 for line in by_staff(handout).values()) == worth


def test_a_burden_counts_duties_and_is_blank_where_nobody_counted(handout: PlanView):
    shares = handout.plan.accounts["units"].shares
    accounts = {**handout.plan.accounts, "gates": Account("gates", shares)}
    uncounted = replace(handout, plan=replace(handout.plan, accounts=accounts))
    assert by_staff(uncounted, "gates")["t1"].load is None
    counted = replace(uncounted, loads={"gates": {"t1": 3}})
    assert by_staff(counted, "gates")["t1"].load == 3
    assert by_staff(counted, "gates")["t2"].load == 0
