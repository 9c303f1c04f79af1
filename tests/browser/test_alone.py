"""The app is this machine's alone: it listens on loopback, calls nobody, and a kill costs nothing."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest
from playwright.sync_api import expect

from solver.service import Options
from solver.workspace import Workspace
from tests.support import cases
from tests.support.browser.grid import Grid
from tests.support.browser.server import LOOPBACK, serving
from tests.support.solved import folder_of

pytestmark = pytest.mark.browser


def test_it_listens_on_loopback_and_nowhere_else(server):
    assert server.listens() == {(ip_address(LOOPBACK), server.port)}
    for family, *_, address in socket.getaddrinfo(socket.gethostname(), server.port, type=socket.SOCK_STREAM):
        if not ip_address(address[0]).is_loopback:
            with socket.socket(family) as caller, pytest.raises(ConnectionRefusedError):
                caller.connect(address)


def test_no_page_calls_anybody(session, server):
    # What a session asks for from elsewhere is a trouble; every session is checked for it in the end.
    tab = session()
    for page in ("inputs", "solve", "start"):
        tab.turn_to(page)
    assert tab.troubles.abroad == []
    assert server.reached() == set()


def test_a_kill_in_the_middle_costs_nothing(browser, tmp_path):
    folder = folder_of("tiny", tmp_path / "cases")
    cases.copied(cases.DATA / "fengjin", folder)
    with serving(folder, tmp_path / "app.log") as server:
        with Workspace(folder) as workspace:
            (plan,) = workspace.plans.of("tiny")
            run = cases.submitted(workspace, "fengjin", Options(seconds=600, workers=1))
            cases.under_way(workspace, run)
        tab = browser.session(server.url)
        tab.open("inputs", case="tiny")
        Grid(tab).type(0, "姓名", "沈新静")
        tab.page.context.close()
        server.kill()
        assert not server.answers()
        server.start()
        tab = browser.session(server.url)
        tab.open("inputs", case="tiny")
        expect(Grid(tab).cell(0, "姓名")).to_have_text("沈新静")
        with Workspace(folder) as workspace:
            assert workspace.plans.of("tiny") == (plan,)
            assert workspace.runs.get(run).state == "running"
            workspace.runs.stop(run)
            assert cases.ended(workspace, run).plan_id is not None
        tab.turn_to("roster")
        assert tab.page.locator("button[data-duty]").count() > 0
        tab.page.context.close()
