"""What was read with less than certainty, or known and left aside: gathered, and said once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solver.base.text import Listed, Said
from solver.io.class_timetable.meaning import Heard, Idle, Meaning, shown
from solver.io.class_timetable.messages import GLUED, IDLE_NAMES, NEW_SUBJECTS, ODD_NAMES, PLACES

MOST_SHOWN = 5


class Asides:
    """Words and cells that the reader of timetables wants looked at."""

    def __init__(self) -> None:
        self._idle: dict[str, None] = {}
        self._glued: dict[str, None] = {}
        self._places: list[str] = []
        self._odd: dict[str, None] = {}
        self._new: dict[str, None] = {}

    def idle(self, meaning: Meaning, where: str) -> None:
        """Remember a cell that is no lesson and yet names people."""
        names = isinstance(meaning, Idle) and meaning.names
        if names or (isinstance(meaning, Heard) and any(entry.teachers for entry in meaning.entries)):
            self._idle[where] = None

    def lesson(self, heard: Heard, text: str) -> None:
        """Remember what is less than certain in a cell that was read."""
        if heard.glued:
            self._glued[shown(text)] = None
        self._places += heard.places[:1]
        self._odd |= dict.fromkeys(heard.odd_names)
        self._new |= dict.fromkeys(heard.new_subjects)

    def notices(self) -> Iterator[Said]:
        """Yield what is to be said of it all."""
        if self._idle:
            yield IDLE_NAMES.with_(count=len(self._idle), where=_some(self._idle))
        if self._glued:
            yield GLUED.with_(count=len(self._glued), words=_some(self._glued))
        if self._places:
            yield PLACES.with_(count=len(self._places), words=_some(dict.fromkeys(self._places)))
        if self._odd:
            yield ODD_NAMES.with_(names=Listed(self._odd))
        if self._new:
            yield NEW_SUBJECTS.with_(names=Listed(self._new))


def _some(words: Iterable[str]) -> Listed:
    return Listed(words, most=MOST_SHOWN)
