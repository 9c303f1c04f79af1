"""Widgets that show where the reader is and take the reader elsewhere.

The place is kept beside the widgets: Streamlit forgets a widget's value once its page is left.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import streamlit as st

from solver.app.page import Page
from solver.app.roster import view_state
from solver.app.roster.view_state import Place
from solver.app.widgets import said_of
from solver.base.text import Said, Words

T = TypeVar("T")
Options = Mapping[T, Words | Said | str]
"""What can be chosen, each with what it says."""
Turn = str | Callable[[Place, Any], Place]
"""What a new value of a widget makes of the place: the field that it fills, by its path, or another place."""
BEFORE = Words(zh="往前", en="Back")
AFTER = Words(zh="往后", en="Forward")
SAID = "said:"
"""What the keys begin with that tell in which language a widget spoke last."""


@dataclass(frozen=True, slots=True)
class Controls:
    """The widgets of one run of the page, for one case."""

    page: Page
    key: str
    now: Place

    def segments(self, name: str, label: Words, options: Options[str], value: str, turn: Turn) -> None:
        """Draw a choice of few, side by side."""
        self._hold(name, value)
        st.segmented_control(
            self.page.say(label),
            list(options),
            required=True,
            format_func=said_of(self.page, options),
            key=name,
            label_visibility="collapsed",
            on_change=self._taken(name, turn),
        )

    def steps(
        self, name: str, label: Words, options: Options[T], value: T, turn: Turn, width: int = 200
    ) -> None:
        """Draw a choice of many in order, with a step back and a step forward beside it."""
        given = list(options)
        at = given.index(value)
        before = given[at - 1] if at else None
        after = given[at + 1] if at + 1 < len(given) else None
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", width="content"):
            self._step(f"{name}_before", BEFORE, "chevron_left", before, turn)
            self._hold(name, value)
            self._list(name, label, options, turn, width)
            self._step(f"{name}_after", AFTER, "chevron_right", after, turn)

    def search(
        self, name: str, label: Words, options: Options[T], turn: Turn, placeholder: Words, width: int
    ) -> None:
        """Draw a search over many by any part of their names; it is empty again once it led there."""
        self._hold(name, None)
        self._list(name, label, options, turn, width, index=None, placeholder=self.page.say(placeholder))

    def several(self, name: str, label: Words, options: Options[T], value: Collection[T], turn: Turn) -> None:
        """Draw a choice of any number; none of them means all."""
        self._hold(name, [each for each in options if each in value])
        st.multiselect(
            self.page.say(label),
            list(options),
            format_func=said_of(self.page, options),
            key=name,
            on_change=self._taken(name, turn),
        )

    def switch(self, name: str, label: Words, turn: Turn, *, value: bool) -> None:
        """Draw something that is on or off."""
        self._hold(name, value)
        st.toggle(self.page.say(label), key=name, on_change=self._taken(name, turn))

    def _list(
        self,
        name: str,
        label: Words,
        options: Options[T],
        turn: Turn,
        width: int,
        **more: str | None,
    ) -> None:
        look: dict[str, Any] = {
            "label_visibility": "collapsed",
            "filter_mode": "contains",
            "width": width,
            **more,
        }
        st.selectbox(
            self.page.say(label),
            list(options),
            format_func=said_of(self.page, options),
            key=name,
            on_change=self._taken(name, turn),
            **look,
        )

    def _step(self, name: str, label: Words, icon: str, to: object, turn: Turn) -> None:
        st.button(
            "",
            key=name,
            icon=f":material/{icon}:",
            help=self.page.say(label),
            disabled=to is None,
            on_click=self._gone(to, turn),
        )

    def _hold(self, name: str, value: object) -> None:
        # In another language a choice goes on saying what it said unless it is given its value anew.
        state, said = st.session_state, f"{SAID}{name}"
        if name not in state or state[name] != value or state.get(said) != self.page.lang:
            state[name] = value
        state[said] = self.page.lang

    def _taken(self, name: str, turn: Turn) -> Callable[[], None]:
        def take() -> None:
            value = st.session_state[name]
            if value is not None:
                self._gone(value, turn)()

        return take

    def _gone(self, to: object, turn: Turn) -> Callable[[], None]:
        def go() -> None:
            here = view_state.here(self.key)
            view_state.go(self.key, _with(here, turn, to) if isinstance(turn, str) else turn(here, to))

        return go


def _with(part: T, path: str, value: object) -> T:
    """Return a place, or a part of one, with another value in one of its fields."""
    name, _, rest = path.partition(".")
    known: Any = part
    changed: T = replace(known, **{name: _with(getattr(part, name), rest, value) if rest else value})
    return changed
