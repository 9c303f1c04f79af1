"""Plans in the store: audited when they are opened, never read when damaged, honest after an edit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from solver import service
from solver.audit.plan import audit
from solver.base.text import Words
from solver.domain.plan import Assignment
from solver.store.database import sealed
from solver.store.schema import CaseRow, FileRow, PlanRow
from solver.workspace import DamagedError, Workspace, plan_cache, serialization
from tests.workspace.conftest import case_of, opened, put_plan

LABEL = Words(zh="手工改", en="by hand")


@pytest.fixture(scope="session")
def solved(repository: Path) -> service.Result:
    case = service.open_case(repository / "data/tiny").case
    return service.solve(case, service.Options(effort=20, workers=1))


@pytest.fixture
def plan(root: Path, solved: service.Result) -> int:
    """A plan of which the workspace was not told."""
    return put_plan(root, solved)


def spoilt(root: Path, plan: int, change: Any) -> None:
    with opened(root) as database, database.writing() as session:
        change(session, session.get(PlanRow, plan))


def swapped(result: service.Result) -> service.Result:
    """The same plan with somebody else in its first seat, audited."""
    first, *rest = result.plan.roster
    other = next(person.id for person in result.case.staff if person.id != first.staff)
    roster = tuple(sorted([Assignment(first.date, first.post, other, first.cover), *rest]))
    edited = replace(result.plan, roster=roster)
    return replace(result, plan=edited, audit=audit(result.case, edited, result.certificate))


def test_what_comes_out_is_what_was_put_in_audited_anew(
    workspace: Workspace, plan: int, solved: service.Result
) -> None:
    result = workspace.plans.result(plan)
    assert result == solved
    assert result.audit is not solved.audit
    assert (
        result.certificate.stages[-1].levels[-1].evidence == solved.certificate.stages[-1].levels[-1].evidence
    )


def test_sessions_that_ask_at_once_wait_for_one_audit(
    workspace: Workspace, plan: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    audits: list[int] = []
    everybody_asks = threading.Barrier(4, timeout=10)

    def counted(*given: Any) -> Any:
        audits.append(1)
        return audit(*given)

    def ask(_: int) -> Any:
        everybody_asks.wait()
        return workspace.plans.handout(plan)

    monkeypatch.setattr(serialization, "audit", counted)
    with ThreadPoolExecutor(4) as pool:
        handouts = list(pool.map(ask, range(4)))
    assert len(audits) == 1
    assert all(handout is handouts[0] for handout in handouts)


def test_only_the_last_few_are_kept(workspace: Workspace, solved: service.Result, plan: int) -> None:
    plans = [
        plan,
        *(
            workspace.plans.keep("tiny", solved, parent=plan, label=LABEL)
            for _ in range(plan_cache.MAX_RESULTS)
        ),
    ]
    first = workspace.plans.result(plan)
    for each in plans[1:]:
        workspace.plans.result(each)
    assert workspace.plans.result(plan) is not first
    assert workspace.plans.result(plans[-1]) is workspace.plans.result(plans[-1])


def test_a_plan_says_in_one_line_what_is_proven_of_it(
    workspace: Workspace, solved: service.Result, plan: int
) -> None:
    kept = workspace.plans.get(workspace.plans.keep("tiny", solved, parent=plan, label=LABEL))
    assert kept.findings == 0
    assert "已证明" in kept.summary.say("zh")
    assert kept.summary.say("en").startswith("Audited and clean")
    assert (kept.parent, kept.label.say("zh")) == (plan, "手工改")


@pytest.mark.parametrize("name", [*serialization.PLAN_FILES, serialization.SHORTFALLS])
def test_a_damaged_file_is_never_loaded(workspace: Workspace, root: Path, plan: int, name: str) -> None:
    def damage(session: Any, row: PlanRow) -> None:
        file = session.get(FileRow, (row.id, name))
        file.content = file.content[:-1] + bytes([file.content[-1] ^ 1])

    spoilt(root, plan, damage)
    with pytest.raises(DamagedError) as damaged:
        workspace.plans.result(plan)
    assert "已损坏" in damaged.value.message.say("zh")
    assert [info.id for info in workspace.plans.of("tiny")] == [plan]


def test_a_file_that_is_gone_is_told(workspace: Workspace, root: Path, plan: int) -> None:
    spoilt(root, plan, lambda session, row: session.delete(session.get(FileRow, (row.id, "roster.csv"))))
    with pytest.raises(serialization.OutdatedError):
        workspace.plans.result(plan)


def test_a_case_that_a_newer_version_sees_otherwise_proves_nothing(
    workspace: Workspace, root: Path, plan: int, solved: service.Result
) -> None:
    """The stored content is whole, yet it is not the case that the certificate speaks of."""
    other = solved.case.model_copy(update={"title": "as the newer version reads it"})

    def reread(session: Any, row: PlanRow) -> None:
        stored = session.get(CaseRow, row.case_hash)
        stored.content = sealed(serialization.packed_case(other))

    spoilt(root, plan, reread)
    result = workspace.plans.result(plan)
    assert result.plan.roster == solved.plan.roster
    assert result.certificate == service.unproven(other)
    assert not result.audit.doubts


def test_a_case_of_a_form_that_nobody_knows_is_told(workspace: Workspace, root: Path, plan: int) -> None:
    def forget(session: Any, row: PlanRow) -> None:
        session.get(CaseRow, row.case_hash).content = sealed(b'{"form": "of the future"}')

    spoilt(root, plan, forget)
    with pytest.raises(serialization.OutdatedError):
        workspace.plans.result(plan)


def test_an_edited_plan_is_kept_with_what_is_true_of_it(
    workspace: Workspace, plan: int, solved: service.Result
) -> None:
    edited = swapped(solved)
    assert edited.audit.doubts, "the old certificate does not fit the edited plan"
    kept = workspace.plans.result(workspace.plans.keep("tiny", edited, parent=plan, label=LABEL))
    assert kept.plan.roster == edited.plan.roster
    assert not kept.audit.doubts
    assert workspace.plans.of("tiny")[0].findings == len(kept.findings)


def test_all_outputs_of_a_plan_are_there(workspace: Workspace, plan: int) -> None:
    files = workspace.plans.files(plan, "zh")
    assert {"roster.csv", "roster.xlsx", "roster.pdf", "certificate.json"} <= files.keys()
    assert any(name.startswith("calendars/") for name in files)
    assert workspace.plans.files(plan, "zh", ("xlsx",)).keys() == {"roster.xlsx", "certificate.json"}
    assert workspace.plans.files(plan, "zh")["roster.pdf"] is files["roster.pdf"]
    assert workspace.plans.files(plan, "en")["roster.xlsx"] != files["roster.xlsx"]


def test_plans_of_scenarios_do_not_stand_for_the_case(
    workspace: Workspace, root: Path, plan: int, solved: service.Result
) -> None:
    newest = put_plan(root, solved, scenario="多一名教练")
    assert [info.id for info in workspace.plans.of("tiny")] == [newest, plan]
    last = workspace.cases.cards()[0].last_plan
    assert last is not None
    assert last.id == plan


def test_a_plan_and_its_inputs_can_be_told_apart(workspace: Workspace, plan: int) -> None:
    assert workspace.plans.result(plan).case == case_of(workspace, "tiny")
