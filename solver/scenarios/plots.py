"""What the plots of a comparison are drawn from, whatever the pen: the report's or the screen's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.base.text import Lang
from solver.report.palette import GREY, POOLS
from solver.scenarios.comparison import Comparison
from solver.scenarios.figures import Figure, Value, grouped
from solver.scenarios.measures import PersonLoad

BINS = 60
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Dot:
    """One person in one column: how high from 0 to 1, and how many places beside the column's middle."""

    column: int
    person: PersonLoad
    at: float
    side: int


@dataclass(frozen=True, slots=True)
class Loads:
    """Everybody who has work, in every column.

    ``ticks`` are units from 0 to the height of 1, ``hues`` the colours of the pools, ``widest`` is the
    furthest that a dot lies beside its middle.
    """

    dots: tuple[Dot, ...]
    ticks: tuple[Fraction, ...]
    hues: Mapping[str, str]
    widest: int


def loads_of(comparison: Comparison) -> Loads:
    """Return dots that don't hide one another: equals of a column stand in a row, pool by pool."""
    people = [
        (at, person)
        for at, column in enumerate(comparison.columns)
        for person in column.people
        if person.units
    ]
    marks = ticks(max((person.units for _, person in people), default=Fraction(1)))
    pools = list(dict.fromkeys(person.pool for _, person in people))
    hues = dict(zip(filter(None, pools), (*POOLS, *POOLS[-1:] * len(pools)), strict=False)) | {"": GREY}
    rows: Counter[tuple[int, int]] = Counter()
    dots = []
    for at, person in sorted(people, key=lambda each: (each[0], pools.index(each[1].pool))):
        height = int(person.units / marks[-1] * BINS)
        rows[at, height] += 1
        offset = rows[at, height] // 2
        dots.append(Dot(at, person, height / BINS, offset if rows[at, height] % 2 else -offset))
    widest = max((abs(dot.side) for dot in dots), default=0) or 1
    return Loads(tuple(dots), marks, {pool: hues[pool] for pool in pools}, widest)


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
    left, right = ends_of(across.numbers)
    bottom, top = ends_of(up.numbers)
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


def ends_of(numbers: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
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
