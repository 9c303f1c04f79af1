"""Widgets as pages draw them: they keep their value, and their choices can be told apart; tables to be read.

Streamlit forgets a value once its page is left, goes on saying a choice in the language in which it was made,
and knows a chosen option by what it says, by that alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import pandas as pd
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

ROW, EDGE = 35, 3
"""Pixels of a row, and of the frame."""


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
    value = _last_value(name, usual, told)
    _give(name, value if options is None or value in options else usual, told)


def hold_some(name: str, told: object, options: Collection[T]) -> list[T]:
    """Do the same for a widget with any number of choices, usually none, and return its value."""
    before: list[T] = _last_value(name, [], told) or []
    left = [each for each in before if each in options]
    _give(name, left, told)
    return left


def _last_value(name: str, usual: T, told: object) -> T:
    value: T = st.session_state.get(name, st.session_state.get(HELD + name, (usual, told))[0])
    return value


def _give(name: str, value: object, told: object) -> None:
    state = st.session_state
    if name not in state or state[name] != value or told != state.get(HELD + name, (value, told))[1]:
        state[name] = value
    state[HELD + name] = (value, told)


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
    texts = {option: say(option) for option in options}
    times = Counter(texts.values())
    names: dict[T, str] = {}
    taken: set[str] = set()
    for option, name in texts.items():
        label = name
        while label in taken or times[label] > (label == name):
            label = f"{label} · {option}"
        names[option] = label
        taken.add(label)
    return lambda option: names[option] if option in names else say(option)


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is headed and looks; with a ``number`` format its cells are numbers."""

    heading: Words | str
    number: str | None = None
    width: int | Literal["small", "medium", "large"] | None = None
    about: Words | None = None
    pinned: bool | None = None


Columns = Mapping[str, Column | Words | str]
"""Columns by key, those that are headed and nothing more by their headings."""


def show_table(
    page: Page,
    key: str,
    columns: Columns,
    rows: Sequence[Mapping[str, object]],
    *,
    most_rows: int | None = None,
    marks: Mapping[tuple[int, str], str] | None = None,
    chosen: Callable[[int], None] | None = None,
) -> None:
    """Draw a table.

    Parameters
    ----------
    columns
        What stands in each row under which key; cells that a row lacks stay blank.
    most_rows
        The table scrolls inside itself beyond so many.
    marks
        The style of single cells, by row and column.
    chosen
        What a click on any cell of a row does.
    """

    def take() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if chosen is not None and cells and cells[0][0] < len(rows):
            chosen(cells[0][0])

    known = {name: each if isinstance(each, Column) else Column(each) for name, each in columns.items()}
    headings = [
        page.say(each.heading) if isinstance(each.heading, Words) else each.heading for each in known.values()
    ]
    # Who takes the table home finds its headings in the file; a file can't have two columns of one name.
    names = dict(zip(known, headings if len(set(headings)) == len(headings) else known, strict=True))
    frame = pd.DataFrame(
        [{names[name]: row.get(name) for name in names} for row in rows], columns=list(names.values())
    )
    styles = pd.DataFrame("", index=frame.index, columns=frame.columns)
    for (row, name), style in (marks or {}).items():
        styles.loc[row, names[name]] = style
    looks: Any = {
        names[name]: _column_look(page, each, heading)
        for (name, each), heading in zip(known.items(), headings, strict=True)
    }
    clicks: dict[str, Any] = {"on_select": take, "selection_mode": "single-cell"} if chosen else {}
    st.dataframe(
        frame.style.apply(lambda _: styles, axis=None) if marks else frame,
        hide_index=True,
        column_config=looks,
        height="content" if most_rows is None else ROW * (min(len(rows), most_rows) + 1) + EDGE,
        key=key,
        **clicks,
    )


def _column_look(page: Page, column: Column, heading: str) -> object:
    look: dict[str, Any] = {"width": column.width, "pinned": column.pinned}
    look["help"] = page.say(column.about) if column.about else None
    if column.number is None:
        return st.column_config.Column(heading, **look)
    return st.column_config.NumberColumn(heading, format=column.number, **look)
