"""Rows to put into a store."""

from __future__ import annotations

from solver.store import PlanRow, RunRow
from solver.store.schema import now


def a_run(key: str = "tiny", cores: int = 1) -> RunRow:
    return RunRow(
        key=key,
        title=key,
        scenario="",
        batch="",
        options="{}",
        cores=cores,
        case_hash="c" * 64,
        digest="",
        version="1",
        queued=now(),
    )


def a_plan(key: str = "tiny", run_id: int | None = None) -> PlanRow:
    return PlanRow(
        key=key,
        made=now(),
        case_hash="c" * 64,
        digest="",
        version="1",
        seed=0,
        seconds=1.0,
        findings=0,
        summary_zh="好",
        summary_en="good",
        label_zh="一",
        label_en="one",
        run_id=run_id,
    )
