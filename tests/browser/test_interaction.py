"""What the benchmark of the app does can be done: every action once, on the smallest case."""

from __future__ import annotations

import pytest

from benchmarks.browser import interaction
from solver.workspace import Workspace
from tests.support import cases

pytestmark = pytest.mark.browser


def test_every_action_is_answered_and_recorded(browser, server, folder):
    cases.copied(cases.DATA / "tiny", folder, "measured")
    with Workspace(folder) as workspace:
        cases.solved(workspace, "measured", cases.QUICK)
    seconds, memory = interaction.measured(server, browser, "measured", rounds=1)
    tab = browser.tabs[-1]
    tab.page.context.close()
    record = interaction.record_of("measured", seconds, memory, 1.0, 0.0)
    assert not tab.troubles
    assert record.phases.keys() == interaction.ACTIONS.keys()
    assert all(0 < each < 30 for each in record.phases.values())
    assert record.peak_mib > 100
