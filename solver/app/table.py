"""Tables to be read: rows under named columns, as high as they need up to a number of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from solver.app.page import Page
from solver.base.text import Words

ROW, EDGE = 35, 3
"""Pixels of a row, and of the frame."""


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


def show(
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
        names[name]: _look(page, each, heading)
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


def _look(page: Page, column: Column, heading: str) -> object:
    look: dict[str, Any] = {"width": column.width, "pinned": column.pinned}
    look["help"] = page.say(column.about) if column.about else None
    if column.number is None:
        return st.column_config.Column(heading, **look)
    return st.column_config.NumberColumn(heading, format=column.number, **look)
