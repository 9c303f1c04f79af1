"""Which roster is looked at: the newest, the one that was chosen, the one that an address names."""

from __future__ import annotations

import pytest
import streamlit as st

from solver.app.page import chosen_plan

ADDRESSES = {
    "its own case's": ({"case": "tiny", "plan": "3"}, 3),
    "another case's": ({"case": "medium", "plan": "3"}, None),
    "none": ({"case": "tiny"}, None),
    "no number": ({"case": "tiny", "plan": "<b>"}, None),
}


@pytest.mark.parametrize(("address", "plan"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_names_a_roster_of_its_case(
    monkeypatch: pytest.MonkeyPatch, address: dict[str, str], plan: int | None
) -> None:
    monkeypatch.setattr(st, "query_params", address)
    monkeypatch.setattr(st, "session_state", {})
    assert chosen_plan("tiny") == plan


def test_what_was_chosen_here_counts_more_than_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "query_params", {"case": "tiny", "plan": "3"})
    monkeypatch.setattr(st, "session_state", {"plan:tiny": 5})
    assert chosen_plan("tiny") == 5
