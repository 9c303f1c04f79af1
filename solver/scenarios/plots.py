"""What the plots of a comparison are drawn from: shares of a length, so that any pen can draw them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.base.text import Lang
from solver.base.units import show_units
from solver.scenarios.comparison import Comparison
from solver.scenarios.figures import POOLS, Figure, Value, grouped

HUES = ("#2F6DB5", "#D9812B", "#4E9A51", "#8C5BB0", "#B8504A", "#8A8F94")
"""A colour for each pool; whoever is in none has the last."""
BINS = 60
STEPS = (1, 2, 5)


def load_plot(comparison: Comparison, lang: Lang) -> dict[str, object]:
    """Return everybody's load in every column: height from 0 to 1, place in the row of equals, colour."""
    people = [person for column in comparison.planned for person in column.people]
    loads = [person.units for person in people if person.units]
    top = ticks(max(loads, default=Fraction(1)))
    pools = list(dict.fromkeys(person.pool for person in people if person.units))
    named = sorted((pool for pool in pools if pool), key=pools.index)
    hue = {pool: HUES[min(at, len(HUES) - 2)] for at, pool in enumerate(named)} | {"": HUES[-1]}
    columns = [
        _dots([(person.units, hue[person.pool]) for person in column.people if person.units], top[-1])
        for column in comparison.columns
    ]
    return {
        "ticks": [{"at": float(tick / top[-1]), "text": show_units(tick, 2)} for tick in top],
        "legend": [
            {"hue": hue[pool], "name": POOLS[pool].say(lang) if pool in POOLS else pool} for pool in pools
        ],
        "columns": [[{"at": dot.at, "side": dot.side, "hue": dot.hue} for dot in dots] for dots in columns],
        "widest": max((abs(dot.side) for dots in columns for dot in dots), default=0) or 1,
    }


@dataclass(frozen=True, slots=True)
class Dot:
    """One person: how high, how far beside the middle, in which colour."""

    at: float
    side: int
    hue: str


def _dots(loads: Sequence[tuple[Fraction, str]], top: Fraction) -> list[Dot]:
    """Return dots that don't hide one another: equals stand in a row, ``side`` counted from the middle."""
    found = []
    rows: Counter[int] = Counter()
    for units, hue in sorted(loads, key=lambda load: load[1]):
        row = int(units / top * BINS)
        rows[row] += 1
        place = rows[row] // 2
        found.append(Dot(row / BINS, place if rows[row] % 2 else -place, hue))
    return found


def ticks(most: Fraction, about: int = 4) -> tuple[Fraction, ...]:
    """Return round numbers from 0 to at least ``most``."""
    if most <= 0:
        return (Fraction(0), Fraction(1))
    step = Fraction(1, 100)
    while True:
        for round_number in STEPS:
            if step * round_number * about >= most:
                width = step * round_number
                return tuple(width * at for at in range(int(-(-most // width)) + 1))
        step *= 10


@dataclass(frozen=True, slots=True)
class Point:
    """Columns with the same values of two measures: each by itself would hide the others."""

    columns: tuple[int, ...]
    x: Value
    y: Value

    @property
    def mark(self) -> str:
        """The numbers of the columns."""
        return ",".join(map(str, self.columns))


def points_of(across: Figure, up: Figure) -> tuple[Point, ...]:
    """Return the columns as points of two measures."""
    found: dict[tuple[Fraction, Fraction], Point] = {}
    for at, (x, y) in enumerate(zip(across.values, up.values, strict=True)):
        if x is not None and y is not None:
            known = found.get((x.number, y.number))
            columns = (*known.columns, at) if known else (at,)
            found[x.number, y.number] = Point(columns, x, y)
    return tuple(found.values())


def trade_off(figures: Sequence[Figure], lang: Lang) -> dict[str, object] | None:
    """Return two measures against each other, where two vary: what it costs against what it brings."""
    across = _varying(figures, ("pay", "outside", "spare_least", "spare_median"))
    up = _varying(figures, ("seats", "largest", "total", "findings"))
    if across is None or up is None:
        return None
    left, right = _frame(across.numbers)
    bottom, top = _frame(up.numbers)
    return {
        "across": _axis(across, left, right, lang),
        "up": _axis(up, bottom, top, lang),
        "points": [
            {
                "mark": point.mark,
                "x": float((point.x.number - left) / (right - left)),
                "y": float((point.y.number - bottom) / (top - bottom)),
            }
            for point in points_of(across, up)
        ],
    }


def _varying(figures: Sequence[Figure], keys: Sequence[str]) -> Figure | None:
    """Return the first measure that is not the same everywhere."""
    for key in keys:
        for figure in figures:
            if figure.key == key and figure.varies:
                return figure
    return None


def _frame(numbers: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Return ends of an axis with a little room beyond the numbers."""
    room = (max(numbers) - min(numbers)) / 8
    return min(numbers) - room, max(numbers) + room


def _axis(figure: Figure, low: Fraction, high: Fraction, lang: Lang) -> dict[str, object]:
    step = ticks(high - low)[1]
    # Nothing that is counted here is below 0, though its axis may begin there.
    first = max(-(-low // step) * step, Fraction(0))
    marks = []
    while first <= high:
        marks.append({"at": float((first - low) / (high - low)), "text": grouped(first)})
        first += step
    note = figure.note.say(lang).partition("；")[0].partition(";")[0]
    name = figure.name.say(lang)
    return {"name": f"{name} ({note})" if note else name, "ticks": marks}
