"""The colours of everything that is drawn.

Each kind of post has one, soft on paper, strong where a screen tints its own background. Charts have those of
Okabe and Ito: told apart by colour-blind eyes, and seen on white as on black.
"""

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
GOOD = "#DDF0D6"

BLUE, SKY, GREEN, ORANGE = "#0072b2", "#56b4e9", "#009e73", "#e69f00"
VERMILION, PURPLE, GREY = "#d55e00", "#cc79a7", "#8a8f98"
GAP = "#d1242f"
"""What must not be: a minute without an adult."""
POOLS = (BLUE, ORANGE, GREEN, PURPLE, SKY, VERMILION)
"""A colour for each pool; whoever is in none is grey."""


def fill(kind: str) -> str:
    """Return the soft colour of a kind of post."""
    return FILL.get(kind, FILL["other"])


def hue(kind: str) -> str:
    """Return the strong colour of a kind of post."""
    return HUE.get(kind, HUE["other"])
