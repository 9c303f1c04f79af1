"""Widgets that keep their value: when the page is left, when the language changes, when options go away."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
HELD = "held:"
"""What the keys of kept values begin with."""


def hold(name: str, usual: T, told: object, options: Collection[T] | None = None) -> None:
    """Give the widget that is drawn next under the key ``name`` the value it had last, else the usual one.

    Streamlit forgets a value once its page is left, and a choice goes on saying what it said before unless
    it is given its value anew.

    Parameters
    ----------
    told
        What the texts of the choices depend on: the language, mostly.
    options
        What can be chosen; a value that no longer can gives way to the usual one.
    """
    state = st.session_state
    kept, before = state.get(HELD + name, (usual, told))
    value = state.get(name, kept)
    if options is not None and value not in options:
        value = usual
    if name not in state or state[name] != value or told != before:
        state[name] = value
    state[HELD + name] = (value, told)


def hold_some(name: str, told: object, options: Collection[T]) -> None:
    """Do the same for a widget with any number of choices, usually none."""
    state = st.session_state
    kept, before = state.get(HELD + name, ([], told))
    value = state.get(name, kept) or []
    left = [each for each in value if each in options]
    if name not in state or left != list(value) or told != before:
        state[name] = left
    state[HELD + name] = (left, told)
