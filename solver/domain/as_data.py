"""How exact numbers and long lists stand in a file: numbers as text, each list once.

The types are plain to whoever computes with them. Only who writes a certificate down or reads one back sees
the other form, and hands over the lists of the file as the context of pydantic's call.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Annotated, TypeVar

from pydantic import FailFast, Field, PlainSerializer, PlainValidator, SerializationInfo, ValidationInfo

_EXACT = re.compile(r"-?\d{1,40}(/[1-9]\d{0,39})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class SharedLists:
    """The lists of a file: rows hold the place of a list, and whoever reads them shares it."""

    def __init__(self, lists: Iterable[tuple[str, ...]] = ()) -> None:
        self._lists = list(lists)
        self._places: dict[tuple[str, ...], int] = {}
        self._dates: dict[object, tuple[dt.date, ...]] = {}

    @property
    def lists(self) -> list[list[str]]:
        """All lists in order of their places."""
        return [list(items) for items in self._lists]

    def place(self, items: Iterable[object]) -> int:
        """Return the place of a list, putting it down if it is new."""
        texts = tuple(map(str, items))
        if texts not in self._places:
            self._places[texts] = len(self._lists)
            self._lists.append(texts)
        return self._places[texts]

    def names(self, place: object) -> tuple[str, ...]:
        """Return a list as it stands.

        Raises
        ------
        ValueError
            If there is no such list.
        """
        if type(place) is not int or not 0 <= place < len(self._lists):
            msg = "there is no such list"
            raise ValueError(msg)
        return self._lists[place]

    def dates(self, place: object) -> tuple[dt.date, ...]:
        """Return a list of dates.

        Raises
        ------
        ValueError
            If there is no such list, or it holds anything but dates.
        """
        names = self.names(place)
        if place not in self._dates:
            self._dates[place] = tuple(map(_date, names))
        return self._dates[place]


def _exact(value: object) -> Fraction:
    # Fraction() would also take 1e999999999, and spend the machine's memory on it.
    if not isinstance(value, str) or not _EXACT.fullmatch(value):
        msg = "not a whole number or a fraction"
        raise ValueError(msg)
    return Fraction(value)


def _date(text: str) -> dt.date:
    if not _DATE.fullmatch(text):
        msg = "not a date"
        raise ValueError(msg)
    return dt.date.fromisoformat(text)


def _lists(info: ValidationInfo | SerializationInfo) -> SharedLists:
    if not isinstance(info.context, SharedLists):
        msg = "the context of this call is the lists of the file"
        raise TypeError(msg)
    return info.context


def _names(place: object, info: ValidationInfo) -> tuple[str, ...]:
    return _lists(info).names(place)


def _dates(place: object, info: ValidationInfo) -> tuple[dt.date, ...]:
    return _lists(info).dates(place)


def _put(items: tuple[object, ...], info: SerializationInfo) -> int | None:
    return _lists(info).place(items) if items else None


T = TypeVar("T")
Several = Annotated[tuple[T, ...], FailFast()]
"""Things in their order. A file is refused at the first wrong one: a million faults would take gigabytes."""
ByName = Annotated[Mapping[str, T], FailFast()]
"""Things by what they are called, refused likewise."""
Exact = Annotated[Fraction, PlainValidator(_exact), PlainSerializer(str)]
"""An exact number; as data the text of a whole number or a fraction, of a length that can be worked with."""
Whole = Annotated[int, Field(strict=True, ge=-(10**15), le=10**15)]
"""A whole number such as a level can come to."""
Names = Annotated[tuple[str, ...], PlainValidator(_names), PlainSerializer(_put)]
"""Names such as the posts of a row; as data the place of their list, nothing where there are none."""
Dates = Annotated[tuple[dt.date, ...], PlainValidator(_dates), PlainSerializer(_put)]
"""Dates; as data the place of their list, nothing where there are none."""
