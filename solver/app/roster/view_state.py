"""Where a reader is in the roster: view, date, thing looked at; kept with the session and in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, get_args

import streamlit as st

from solver.app.page import Page
from solver.app.roster import views
from solver.app.roster.roster_index import Index, Thing, Wanted
from solver.report.duty_cells import OFS, Of

View = Literal["day", "week", "person", "group", "room", "post", "club"]
VIEWS: tuple[View, ...] = get_args(View)
Shape = Literal["month", "term", "list"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
ADDRESS = ("view", "date", "who", "shape", "rows")
T = TypeVar("T", bound=str)
LONGEST = 200
"""What is longer in an address was not put there by us."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the roster. ``things`` is what was last looked at, by kind."""

    view: View = "day"
    date: dt.date | None = None
    things: tuple[tuple[Of, str], ...] = ()
    shape: Shape = "month"
    day_rows: views.DayRows = "room"
    week_rows: views.WeekRows = "post"
    wanted: Wanted = field(default_factory=Wanted)

    @property
    def of(self) -> Of | None:
        """What the view is about, if it is about one thing."""
        return next((of for of in OFS if of == self.view), None)

    def thing(self, of: Of) -> str:
        """Return what was last looked at of a kind, or nothing."""
        return dict(self.things).get(of, "")

    def at(self, of: Of, name: str) -> Place:
        """Return the place at one thing."""
        return replace(self, view=of, things=tuple({**dict(self.things), of: name}.items()))


@dataclass(frozen=True)
class Reader:
    """One run of the page: a case's roster, what can be looked up in it, and where the reader is."""

    page: Page
    key: str
    index: Index
    things: Mapping[str, Thing]
    now: Place

    @property
    def thing(self) -> Thing | None:
        """What the view is about, if it is about one thing."""
        return self.things[f"{self.now.of}:{self.now.thing(self.now.of)}"] if self.now.of else None

    @property
    def week(self) -> int:
        """The teaching week of the date that the reader is at."""
        return next(date.week for date in self.index.dates if date.date == self.now.date)


def here(key: str) -> Place:
    """Return where the session is in the roster of a case, else where the address says."""
    kept = st.session_state.get(_slot(key))
    return kept if isinstance(kept, Place) else _addressed()


def go(key: str, place: Place) -> None:
    """Be at a place from now on."""
    st.session_state[_slot(key)] = place


def settled(place: Place, index: Index, things: Mapping[str, Thing], today: dt.date) -> Place:
    """Return the nearest place that this plan has: dates and things of another plan may be missing in it."""
    dates = [date.date for date in index.dates]
    wish = place.date or today
    date = next((each for each in dates if each >= wish), dates[-1] if dates else None)
    chosen: dict[Of, str] = dict(place.things)
    for thing in things.values():
        if f"{thing.of}:{chosen.get(thing.of)}" not in things:
            chosen[thing.of] = thing.id
    of = place.of
    view = place.view if of is None or of in chosen else VIEWS[0]
    return replace(place, view=view, date=date, things=tuple(chosen.items()))


def write_address(place: Place) -> None:
    """Write the place into the address, so that a link or a reload finds it."""
    about = {
        "view": place.view,
        "date": place.date.isoformat() if place.date else None,
        # An empty name stands for what has none, such as the empty seats.
        "who": place.thing(place.of) if place.of else None,
        "shape": place.shape if place.of and place.shape != SHAPES[0] else None,
        "rows": _rows(place),
    }
    for name, value in about.items():
        if value is None:
            if name in st.query_params:
                del st.query_params[name]
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def _rows(place: Place) -> str | None:
    if place.view == "day":
        return None if place.day_rows == views.DAY_ROWS[0] else place.day_rows
    if place.view == "week":
        return None if place.week_rows == views.WEEK_ROWS[0] else place.week_rows
    return None


def _slot(key: str) -> str:
    return f"roster_place:{key}"


def _addressed() -> Place:
    """Read the address; whatever is not ours is as if it were not there."""
    address = {name: st.query_params.get(name, "")[:LONGEST] for name in ADDRESS}
    place = Place(
        view=_one_of(address["view"], VIEWS),
        date=_date(address["date"]),
        shape=_one_of(address["shape"], SHAPES),
        day_rows=_one_of(address["rows"], views.DAY_ROWS),
        week_rows=_one_of(address["rows"], views.WEEK_ROWS),
    )
    return place.at(place.of, address["who"]) if place.of and "who" in st.query_params else place


def _one_of(said: str, known: tuple[T, ...]) -> T:
    return next((each for each in known if each == said), known[0])


def _date(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None
