"""How the app is served: on this machine, to this machine's own pages, the same in both ways of starting."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from solver.app.server import SETTINGS, flags_for, is_loopback
from solver.base import process
from tests.app.conftest import ROOT

ASKED = """
from streamlit.web import bootstrap
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed
from solver.app.server import flags_for
hosts = ("127.0.0.1:8501", "localhost:8501", "[::1]:8501", "evil.example:8501")
for address in ("127.0.0.1", "::"):
    bootstrap.load_config_options(flag_options=flags_for(8501, address))
    print(*map(is_host_allowed, hosts))
"""


def test_both_ways_of_starting_say_the_same() -> None:
    tree = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    told = {
        f"{section}.{name}": value
        for section, values in tree.items()
        if section != "theme"
        for name, value in values.items()
    }
    colours = {
        f"theme.{kind}.{name}": value for kind in tree["theme"] for name, value in tree["theme"][kind].items()
    }
    assert told | colours == SETTINGS


def test_a_page_that_lets_its_name_mean_this_machine_does_not_reach_the_app() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, env=process.environment()
    )
    assert done.stdout.split("\n")[:2] == ["True True True False", "True True True True"]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_addresses_of_this_machine_alone(address: str) -> None:
    assert is_loopback(address)
    assert flags_for(1, address)["server_allowedHosts"]


@pytest.mark.parametrize("address", ["0", "::", "192.0.2.1", "school.example"])
def test_addresses_that_others_reach(address: str) -> None:
    assert not is_loopback(address)
