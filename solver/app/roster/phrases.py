"""Small facts in words: lists, weekdays, times, dates, how many heads, how long somebody stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from solver.app.roster.roster_index import Index
from solver.base.text import WEEKDAYS, Lang, Listed, Words
from solver.base.units import Minutes, clock
from solver.io.tables.vocabulary import ROTATIONS, spelt

NEED = Words(zh="需要 {need}", en="needs {need}")
WANT = Words(zh="需要 {need}，最好 {want}", en="needs {need}, better {want}")
EVERY = Words(zh="每 {count} 周轮换", en="every {count} weeks")


def listed(texts: Iterable[str], lang: Lang) -> str:
    """Return texts as one list; empty ones are left out."""
    return Listed(texts, "；").say(lang)


def spaced(*texts: str) -> str:
    """Return texts one behind the other; empty ones are left out."""
    return " ".join(filter(None, texts))


def weekdays(numbers: Iterable[int], lang: Lang) -> str:
    """Return weekdays by name."""
    return " ".join(WEEKDAYS[number].say(lang) for number in numbers)


def hours(start: Minutes | None, end: Minutes | None) -> str:
    """Return a span of the day, open where an end is not given."""
    if start is None and end is None:
        return ""
    return f"{'' if start is None else clock(start)}–{'' if end is None else clock(end)}"


def days(first: dt.date | None, last: dt.date | None) -> str:
    """Return a span of dates, open where an end is not given."""
    if first == last:
        return "" if first is None else first.isoformat()
    return f"{'' if first is None else first.isoformat()} – {'' if last is None else last.isoformat()}"


def heads(need: int, want: int, lang: Lang) -> str:
    """Return how many must be there and how many should."""
    return WANT.say(lang, need=need, want=want) if want > need else NEED.say(lang, need=need)


def rotation(text: str, lang: Lang) -> str:
    """Return how long the same person keeps a post."""
    kind, _, count = text.partition(":")
    return EVERY.say(lang, count=count) if kind == "weeks" else spelt(text, ROTATIONS, lang)


def session(index: Index, name: str) -> str:
    """Return the name of a session."""
    known = index.handout.case.session.get(name)
    return known.name if known else name


def post(index: Index, name: str | None) -> str:
    """Return the name of a post, of a club, or of the posts of one row; else the id."""
    if not name:
        return ""
    known = index.handout.work.posts.get(name)
    club = index.handout.case.club.get(name)
    return known.name if known else club.name if club else name
