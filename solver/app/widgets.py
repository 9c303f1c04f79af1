"""Widgets as pages draw them: they keep their value, and their choices can be told apart.

Streamlit forgets a value once its page is left, goes on saying a choice in the language in which it was made,
and knows a chosen option by what it says, by that alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from solver.app.page import Page, plain
from solver.base.text import Message, Said, Words
from solver.base.vocabulary import MORE

T = TypeVar("T")
Look = Literal["list", "segments", "radio"]
Align = Literal["top", "center", "bottom"]
MIMES = {
    "ics": "text/calendar",
    "json": "application/json",
    "pdf": "application/pdf",
    "toml": "application/toml",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
HELD = "held:"
"""What the keys of kept values begin with."""


def button(
    page: Page,
    key: str,
    label: Message | str,
    icon: str,
    do: Callable[..., None] | None = None,
    *args: object,
    primary: bool = False,
    about: Words | None = None,
    disabled: bool = False,
    wide: bool = False,
) -> bool:
    """Draw a button and tell whether it was clicked; ``do(*args)`` is done before the page is drawn."""
    return st.button(
        label if isinstance(label, str) else page.say(label),
        key=key,
        icon=f":material/{icon}:" if icon else None,
        help=page.say(about) if about else None,
        on_click=do,
        args=args,
        type="primary" if primary else "secondary",
        disabled=disabled,
        width="stretch" if wide else "content",
    )


def segments(
    page: Page,
    key: str,
    label: Words,
    options: Mapping[T, Words | Said | str],
    usual: T | None = None,
    *,
    about: str | None = None,
    bare: bool = False,
    act: Callable[[], None] | None = None,
) -> T | None:
    """Draw a choice of few, side by side, that is forgotten with the page; ``usual`` is chosen at first."""
    return st.segmented_control(
        page.say(label),
        list(options),
        default=usual,
        required=True,
        format_func=said_of(page, options),
        key=key,
        help=about,
        label_visibility="collapsed" if bare else "visible",
        on_change=act,
    )


def bullets(page: Page, lines: Sequence[str], most: int | None = None, more: Words = MORE) -> None:
    """Draw a list of texts as they stand; of those beyond ``most`` only the number."""
    for line in lines[:most]:
        st.markdown(f"- {plain(line)}")
    if most is not None and len(lines) > most:
        st.caption(page.say(more, count=len(lines) - most))


def choice(
    page: Page,
    key: str,
    label: Words,
    options: Mapping[T, Words | Said | str],
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
    say = said_of(page, options)
    first = given[0] if usual is None else usual
    hold(key, first, tuple(map(say, given)), given)
    if look == "segments":
        chosen = segments(page, key, label, options, about=about, bare=bare)
    elif look == "radio":
        chosen = st.radio(page.say(label), given, format_func=say, key=key)
    else:
        chosen = st.selectbox(
            page.say(label),
            given,
            format_func=say,
            key=key,
            label_visibility="collapsed" if bare else "visible",
            width=width or "stretch",
        )
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


def download(
    page: Page,
    key: str,
    label: Words,
    file_name: str,
    data: str | bytes | Callable[[], bytes],
    icon: str,
    *,
    about: Words | None = None,
    wide: bool = False,
) -> None:
    """Draw a button that saves a file; what is given as a function is made when it is asked for."""
    st.download_button(
        page.say(label),
        data,
        file_name=file_name,
        mime=MIMES[file_name.rpartition(".")[2]],
        key=key,
        icon=f":material/{icon}:",
        help=page.say(about) if about else None,
        on_click="ignore",
        width="stretch" if wide else "content",
    )


def in_columns(items: Sequence[T], count: int, align: Align = "top") -> Iterator[tuple[DeltaGenerator, T]]:
    """Yield items, so many beside each other, each with the column to draw it in."""
    for at in range(0, len(items), count):
        yield from zip(st.columns(count, vertical_alignment=align), items[at : at + count], strict=False)


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


def said_of(page: Page, options: Mapping[T, Words | Said | str]) -> Callable[[T], str]:
    """Return what each option says to the reader, told apart from the others."""
    texts = {option: text if isinstance(text, str) else page.say(text) for option, text in options.items()}
    return apart(texts, texts.__getitem__)


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
