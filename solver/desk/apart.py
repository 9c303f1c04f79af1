"""Choices that can be told apart: Streamlit knows a chosen option by what it says, and by that alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


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
