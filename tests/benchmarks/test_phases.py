"""The benchmark of the phases around the search runs, and tells every phase."""

from __future__ import annotations

import pytest

from benchmarks import phases


def test_smoke_mode_tells_the_time_and_memory_of_every_phase(capsys: pytest.CaptureFixture[str]) -> None:
    assert phases.main(["--smoke"]) == 0
    told = capsys.readouterr().out
    for phase in ("load", "pairs", "accounts", "sheet", "roster", "audit", "csv", "xlsx", "pdf", "ics"):
        assert f"\n{phase} " in told
    assert "candidate pairs" in told
