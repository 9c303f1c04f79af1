"""The schools that are solved once for all tests are what a solve gives, and every test has its own copy."""

from __future__ import annotations

from pathlib import Path

from solver import service
from solver.workspace import Workspace
from tests.support.cases import QUICK
from tests.support.solved import folder_of, result_of


def test_the_plan_that_is_kept_is_the_one_that_a_solve_makes() -> None:
    kept = result_of("tiny")
    assert service.solve(kept.case, QUICK) == kept


def test_every_test_has_a_folder_of_its_own(tmp_path: Path) -> None:
    one, other = (folder_of("tiny", tmp_path / name) for name in ("one", "other"))
    (one / "tiny" / "staff.csv").write_text("", "utf-8")
    with Workspace(other) as workspace:
        (plan,) = workspace.plans.of("tiny")
        assert workspace.plans.result(plan.id) == result_of("tiny")
        assert workspace.drafts.open("tiny").tables.digest == plan.digest
        assert workspace.runs.get(plan.run_id or 0).state == "done"
