"""One soft colour for each kind of post, the same in the workbook and on paper."""

from __future__ import annotations

FILL = {
    "care": "#DCEBFA",
    "tutoring": "#D6E4F0",
    "club": "#E3F1DA",
    "patrol": "#FFF0CC",
    "gate": "#FCE0CE",
    "leader": "#E9DDF3",
    "arrival": "#FDE8EF",
    "lunch": "#F3E9D8",
    "nap": "#E4E4F6",
    "extended": "#D5F0EC",
    "evening": "#DEDFE6",
    "missing": "#F8C4C0",
    "other": "#EEEEEE",
}
HEAD = "#2F4B66"
BAND = "#DDE4EB"
HEAD_TEXT = "#FFFFFF"
LABEL = "#F3F5F7"
LINE = "#B8C0C8"
MUTED = "#6B7580"
BAR_MORE = "#E58B6B"
BAR_LESS = "#6FA0CC"


def fill(kind: str) -> str:
    """Return the colour of a kind of post."""
    return FILL.get(kind, FILL["other"])
