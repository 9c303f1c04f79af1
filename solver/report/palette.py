"""One colour for each kind of post: soft on paper, strong where a screen tints its own background."""

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
HUE = {
    "care": "#3D86D1",
    "tutoring": "#2F6FA8",
    "club": "#5AA02C",
    "patrol": "#D19A00",
    "gate": "#E0702F",
    "leader": "#8A57C2",
    "arrival": "#D6457F",
    "lunch": "#A9813B",
    "nap": "#6A6AD1",
    "extended": "#159C8A",
    "evening": "#6B7285",
    "missing": "#D1242F",
    "other": "#888888",
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
    """Return the soft colour of a kind of post."""
    return FILL.get(kind, FILL["other"])


def hue(kind: str) -> str:
    """Return the strong colour of a kind of post."""
    return HUE.get(kind, HUE["other"])
