"""Four sessions at once on four marked cases, two of them solving: nobody sees another's people."""

from __future__ import annotations

import pytest

from benchmarks.browser import sessions
from solver.workspace import Workspace
from tests.support import cases

pytestmark = pytest.mark.browser
MOST_MIB = 1000
"""More than this the server and two small solves never held."""


def test_four_sessions_at_once_never_see_each_other(browser, server, folder, record_property):
    keys = sessions.prepared(folder, cases.SCHOOLS / "small", cases.DATA / "tiny")
    known = len(browser.tabs)
    seen = sessions.worked(server, browser, keys, ("roster", "solve", "inputs"))
    tabs = browser.tabs[known:]
    own = [mark in tab.text() for tab, mark in zip(tabs, sessions.MARKS, strict=True)]
    for tab in tabs:
        tab.page.context.close()
    with Workspace(folder) as workspace:
        for key in keys[:2]:
            (run,) = workspace.runs.find(key)
            assert run.state in {"running", "done"}
            workspace.runs.cancel(run.id)
    assert seen.mixed == []
    assert [str(tab.troubles) for tab in tabs if tab.troubles] == []
    assert all(own)
    assert seen.whole_mib < MOST_MIB
    record_property("memory_mib", f"{seen.server_mib:.0f} server, {seen.worker_mib:.0f} a solve")
