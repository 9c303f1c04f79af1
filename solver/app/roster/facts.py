"""Everything that a case and a plan say about one person, class, place, post or club, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from solver.app.roster.about_people import group, person
from solver.app.roster.about_posts import club, place, post
from solver.app.roster.roster_index import Index
from solver.base.text import Lang, Words
from solver.report.duty_cells import Of

Fact = tuple[Words, str]
"""What is told, and what it is."""
_TELL: dict[Of, Callable[[Index, str, Lang], Iterator[Fact]]] = {
    "person": person,
    "group": group,
    "room": place,
    "post": post,
    "club": club,
}


def facts_of(index: Index, of: Of, name: str, lang: Lang) -> list[Fact]:
    """Return what is known of one thing; nothing is told where nothing is known."""
    return [(words, text) for words, text in _TELL[of](index, name, lang) if text]
