"""What a designer would find at first sight, found by a program: each page is asked where its texts are.

Nothing scrolls sideways, nothing overlaps or is cut off, everything can be read against its ground, has a
glyph, and is in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from solver.base.text import Lang

LAYOUT = Path(__file__).with_name("layout.js").read_text("utf-8")
HAN = re.compile(r"[\u3400-\u9fff]+")
WORDS = re.compile(r"[A-Za-z]{2,}(?:[ '][A-Za-z]{2,})+")
EVERYWHERE = frozenset({"中文", "课后排", "English", "Afterbell"})
"""What is said in its own language whatever the reader's."""
KINDS: Mapping[str, str] = {
    "sideways": "scrolls sideways",
    "overlaps": "texts overlap",
    "cut": "text is cut off",
    "broken": "a short word in two lines",
    "faint": "hard to read",
    "boxes": "no glyph",
    "exceptions": "an exception",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with a page as it stands."""

    kind: str
    what: str


def violations(page: Page, lang: Lang, data: str) -> Iterator[Violation]:
    """Yield what is wrong with a page.

    Parameters
    ----------
    data
        All that the case says: its names stay as they are in every language.
    """
    seen = page.evaluate(LAYOUT)
    for kind, words in KINDS.items():
        for what in seen[kind]:
            yield Violation(words, what)
    for text in seen["texts"]:
        for what in foreign(text, lang, data):
            yield Violation("not translated", f"“{what}” in “{text[:60]}”")


def foreign(text: str, lang: Lang, data: str) -> Iterator[str]:
    """Yield what in a text is neither in the reader's language nor data.

    In English pages that is any Chinese; in Chinese pages two English words or more in a row.
    """
    for found in (HAN if lang == "en" else WORDS).finditer(text):
        words = found[0]
        if words not in EVERYWHERE and words not in data:
            yield words
