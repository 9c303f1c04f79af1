"""What bounds rest on, as data in a file and back: exact numbers as text, long lists told once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from solver.domain.evidence import Evidence, Multiplier, RowKind, RowName, SeatClass
from solver.domain.plan import Account, Share, TightSet

EXACT = re.compile(r"-?\d{1,40}(/[1-9]\d{0,39})?", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _exact(text: str) -> str:
    if not EXACT.fullmatch(text):
        msg = "not a whole number or a fraction"
        raise ValueError(msg)
    return text


Exact = Annotated[str, AfterValidator(_exact)]
"""A whole number or a fraction as text, of a length that can be worked with."""
Whole = Annotated[int, Field(ge=-(10**15), le=10**15)]
"""A whole number such as a level can come to."""
Place = Annotated[int, Field(ge=0)]
"""The place of a list among those told once."""


class Lists:
    """The lists of a file, each read once however many rows speak of it."""

    def __init__(self, lists: Sequence[tuple[str, ...]]) -> None:
        self._lists = lists
        self._dates: dict[int, tuple[dt.date, ...]] = {}

    def names(self, place: int | None) -> tuple[str, ...]:
        """Return a list as it stands; nothing where none is meant.

        Raises
        ------
        LookupError
            If there is no such list.
        """
        if place is None:
            return ()
        if place >= len(self._lists):
            msg = "lists"
            raise LookupError(msg)
        return self._lists[place]

    def dates(self, place: int | None) -> tuple[dt.date, ...]:
        """Return a list of dates; nothing where none is meant.

        Raises
        ------
        LookupError
            If there is no such list, or it holds anything but dates.
        """
        if place is None:
            return ()
        if place not in self._dates:
            self._dates[place] = tuple(_date(item) for item in self.names(place))
        return self._dates[place]


class OnceTold:
    """Lists of posts, periods and dates that many rows speak of, each told once."""

    def __init__(self) -> None:
        self._place: dict[tuple[str, ...], int] = {}

    def place(self, items: Iterable[object]) -> int:
        """Return the place of a list, putting it down if it is new."""
        return self._place.setdefault(tuple(str(item) for item in items), len(self._place))

    @property
    def lists(self) -> list[list[str]]:
        """All lists in order of their places."""
        return [list(items) for items in self._place]


def evidence_data(evidence: Evidence, told: OnceTold) -> dict[str, object]:
    """Return what a bound rests on as data."""
    rows = [{"times": str(one.times), **_row_data(one.row, told)} for one in evidence.multipliers]
    seats = [
        [{"posts": told.place(own.posts), "dates": told.place(own.dates)} for own in part]
        for part in evidence.seats
    ]
    data: dict[str, object] = {"proven": evidence.proven, "multipliers": rows, "seats": seats}
    return {**data, "by_contradiction": True} if evidence.by_contradiction else data


def _row_data(row: RowName, told: OnceTold) -> dict[str, object]:
    data: dict[str, object] = {"row": row.kind}
    for field in ("staff", "post", "weekday", "heads", "setting", "level"):
        value = getattr(row, field)
        if value is not None:
            data[field] = value
    for field in ("posts", "periods", "dates"):
        if items := getattr(row, field):
            data[field] = told.place(items)
    return data


def account_data(account: Account) -> dict[str, object]:
    """Return an account of fairness as data."""
    return {
        "name": account.name,
        "shortage": account.shortage,
        "relaxed": list(account.relaxed),
        "shares": [
            {
                "staff": staff,
                "weight": str(share.weight),
                "balance": str(share.balance),
                "due": str(share.due),
                "reachable": str(share.reachable),
                "target": share.target,
            }
            for staff, share in account.shares.items()
        ],
        "tight": [{"level": str(own.level), "staff": list(own.staff)} for own in account.tight],
    }


@dataclass(frozen=True)
class WrittenRow:
    """A multiplier as it stands in a file."""

    row: RowKind
    times: Exact
    staff: str | None = None
    post: str | None = None
    weekday: Whole | None = None
    heads: Whole | None = None
    setting: Place | None = None
    level: str | None = None
    posts: Place | None = None
    periods: Place | None = None
    dates: Place | None = None

    def read(self, lists: Lists) -> Multiplier:
        """Return what it says."""
        name = RowName(
            kind=self.row,
            staff=self.staff,
            post=self.post,
            weekday=self.weekday,
            heads=self.heads,
            setting=self.setting,
            level=self.level,
            posts=lists.names(self.posts),
            periods=lists.names(self.periods),
            dates=lists.dates(self.dates),
        )
        return Multiplier(name, Fraction(self.times))


@dataclass(frozen=True)
class WrittenSeats:
    """A class of seats as it stands in a file."""

    posts: Place
    dates: Place

    def read(self, lists: Lists) -> SeatClass:
        """Return what it says."""
        return SeatClass(lists.names(self.posts), lists.dates(self.dates))


@dataclass(frozen=True)
class WrittenEvidence:
    """What a bound rests on as it stands in a file."""

    proven: Whole
    multipliers: tuple[WrittenRow, ...] = ()
    seats: tuple[tuple[WrittenSeats, ...], ...] = ()
    by_contradiction: bool = False

    def read(self, lists: Lists) -> Evidence:
        """Return what it says."""
        return Evidence(
            self.proven,
            tuple(row.read(lists) for row in self.multipliers),
            tuple(tuple(own.read(lists) for own in part) for part in self.seats),
            self.by_contradiction,
        )


@dataclass(frozen=True)
class WrittenShare:
    """One person's share as it stands in a file."""

    staff: str
    weight: Exact
    balance: Exact
    due: Exact
    reachable: Exact
    target: Whole

    def read(self) -> Share:
        """Return what it says."""
        return Share(
            weight=Fraction(self.weight),
            balance=Fraction(self.balance),
            due=Fraction(self.due),
            reachable=Fraction(self.reachable),
            target=self.target,
        )


@dataclass(frozen=True)
class WrittenTightSet:
    """A tight set as it stands in a file."""

    level: Exact
    staff: tuple[str, ...]


@dataclass(frozen=True)
class WrittenAccount:
    """An account of fairness as it stands in a file."""

    name: str
    shortage: Whole
    relaxed: tuple[str, ...]
    shares: tuple[WrittenShare, ...]
    tight: tuple[WrittenTightSet, ...]

    def read(self) -> Account:
        """Return what it says."""
        shares: Mapping[str, Share] = {share.staff: share.read() for share in self.shares}
        tight = tuple(TightSet(own.staff, Fraction(own.level)) for own in self.tight)
        return Account(self.name, shares, tight, self.shortage, self.relaxed)


def _date(item: str) -> dt.date:
    msg = "dates"
    if not DATE.fullmatch(item):
        raise LookupError(msg)
    try:
        return dt.date.fromisoformat(item)
    except ValueError as error:
        raise LookupError(msg) from error
