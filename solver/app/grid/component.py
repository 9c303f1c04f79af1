"""The grid as a component of Streamlit: Tabulator from its package, our own files on top."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import streamlit as st

TABULATOR = files("js_lib_tabulator") / "static" / "tabulator"
OWN = (
    "sheet.js",
    "editor.js",
    "bar.js",
    "cells.js",
    "table.js",
    "cursor.js",
    "grid.js",
    "hands.js",
    "start.js",
)
NOTHING = "\nexport default () => {};\n"


def own(*names: str) -> str:
    """Return files of ours as one."""
    here = files(__package__)
    return "\n".join((here / name).read_text(encoding="utf-8") for name in names)


# Half a megabyte that never changes, in an element of its own: the browser keeps it when rows come anew.
_LIBRARY = st.components.v2.component(
    "afterbell_tabulator",
    js=(TABULATOR / "js" / "tabulator.min.js").read_text(encoding="utf-8") + NOTHING,
    css=(TABULATOR / "css" / "tabulator.min.css").read_text(encoding="utf-8") + own("page.css"),
    isolate_styles=False,
)
_GRID = st.components.v2.component("afterbell_grid", js=own(*OWN), css=own("grid.css"), isolate_styles=False)


def library() -> None:
    """Bring Tabulator to the page; once on a page that has grids, outside of what is drawn again."""
    _LIBRARY(key="grid_library")


def grid(key: str, data: dict[str, Any], on_ops: Callable[[], None]) -> None:
    """Draw a grid; ``on_ops`` is called when something was typed, and finds it by ``sent_by``."""
    _GRID(key=key, data=data, on_ops_change=on_ops)


def sent_by(key: str) -> object:
    """Return what the browser sent for the grid of this key, or ``None``."""
    state = st.session_state.get(key)
    return state.get("ops") if state is not None else None
