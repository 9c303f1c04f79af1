"""Widgets that keep their value, and choices that can be told apart.

Streamlit forgets a value once its page is left, goes on saying a choice in the language in which it was made,
and knows a chosen option by what it says, by that alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal, TypeVar

import streamlit as st

from solver.app.page import Page
from solver.base.text import Words

T = TypeVar("T")
Look = Literal["list", "segments", "radio"]
HELD = "held:"
"""What the keys of kept values begin with."""


def choice(
    page: Page,
    key: str,
    label: Words,
    options: Mapping[T, Words | str],
    *,
    usual: T | None = None,
    look: Look = "list",
    about: str | None = None,
    width: int | None = None,
    bare: bool = False,
) -> T:
    """Draw a choice of one and return what is chosen: what was chosen last, as long as it is an option.

    Parameters
    ----------
    options
        What can be chosen, at least one, each with what it says.
    usual
        What is chosen at first; the first option if ``None``.
    about
        What is told when asked.
    bare
        Without its label, which only readers of screens need.
    """
    given = list(options)
    texts = {option: page.say(text) if isinstance(text, Words) else text for option, text in options.items()}
    first = given[0] if usual is None else usual
    hold(key, first, tuple(texts.values()), given)
    told: dict[str, Any] = {"format_func": apart(given, texts.__getitem__), "key": key, "help": about}
    told["label_visibility"] = "collapsed" if bare else "visible"
    if width is not None:
        told["width"] = width
    if look == "segments":
        chosen = st.segmented_control(page.say(label), given, required=True, **told)
    elif look == "radio":
        chosen = st.radio(page.say(label), given, **told)
    else:
        chosen = st.selectbox(page.say(label), given, **told)
    return first if chosen is None else chosen


def number(
    page: Page,
    key: str,
    label: Words,
    usual: int,
    span: tuple[int, int],
    *,
    about: str | None = None,
    width: int,
) -> int:
    """Draw a field for a whole number between two that keeps what was typed."""
    least, most = span
    hold(key, usual, page.lang, range(least, most + 1))
    return int(st.number_input(page.say(label), least, most, key=key, help=about, width=width))


def hold(name: str, usual: T, told: object, options: Collection[T] | None = None) -> None:
    """Give the widget that is drawn next under the key ``name`` the value it had last, else the usual one.

    Parameters
    ----------
    told
        What the texts of the widget depend on: where it is another one, the value is given anew.
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


def hold_some(name: str, told: object, options: Collection[T]) -> list[T]:
    """Do the same for a widget with any number of choices, usually none, and return its value."""
    state = st.session_state
    kept, before = state.get(HELD + name, ([], told))
    value = state.get(name, kept) or []
    left = [each for each in value if each in options]
    if name not in state or left != list(value) or told != before:
        state[name] = left
    state[HELD + name] = (left, told)
    return left


def apart(options: Iterable[T], say: Callable[[T], str]) -> Callable[[T], str]:
    """Return ``say`` with the option itself behind what several options would say.

    Two people of the same name, or two copies of a case, would otherwise be one choice: the last of them,
    whichever was clicked.

    Parameters
    ----------
    options
        Ids or other values whose text tells them apart.
    """
    said = {option: say(option) for option in options}
    times = Counter(said.values())
    names: dict[T, str] = {}
    taken: set[str] = set()
    for option, name in said.items():
        own = name
        while own in taken or times[own] > (own == name):
            own = f"{own} · {option}"
        names[option] = own
        taken.add(own)
    return lambda option: names[option] if option in names else say(option)
