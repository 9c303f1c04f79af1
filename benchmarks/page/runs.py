"""Runs that differ in nothing but their seed, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.record import LevelRecord, Record

BUSY = "†"
"""Marks runs on a machine that had more to do than it has cores: their seconds say little."""


@dataclass(frozen=True)
class Runs:
    """All seeds of one subject on one instance with one limit; those without a roster last."""

    records: tuple[Record, ...]

    @property
    def first(self) -> Record:
        """The run that stands for all where one must: that of the smallest seed."""
        return min(self.records, key=lambda record: record.seed)

    @property
    def solved(self) -> tuple[Record, ...]:
        """The runs that found a roster."""
        return tuple(record for record in self.records if record.levels)

    @property
    def worst(self) -> tuple[bool, tuple[int, ...]]:
        """What to sort by: whether a run found nothing, and the lexicographically worst values."""
        return len(self.solved) < len(self.records), max((each.values for each in self.solved), default=())

    @property
    def busy(self) -> str:
        """A mark, where the machine was busy with something else."""
        return (
            BUSY if any(each.machine.load_before > each.machine.cores * 0.75 for each in self.records) else ""
        )

    def level(self, name: str) -> tuple[LevelRecord, ...]:
        """Return a level of every run that has it."""
        return tuple(level for record in self.solved for level in record.levels if level.name == name)

    def spread(self, of: Callable[[Record], float | None], form: str = ",.0f") -> str:
        """Return the median of a figure and, where seeds differ, its smallest and largest."""
        return spread([of(record) for record in self.records], form)


def gathered(records: Iterable[Record]) -> list[Runs]:
    """Return runs gathered by instance, limit and subject, in that order.

    Runs of another instance under the same name (another hash) are kept apart.
    """
    found: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        key = (record.instance, record.instance_hash, record.time_limit, record.workers, record.subject)
        found.setdefault(key, []).append(record)
    return [Runs(tuple(sorted(each, key=lambda record: record.seed))) for each in found.values()]


def spread(values: Sequence[float | None], form: str = ",.0f") -> str:
    """Return the median of values and, where they differ as shown, the smallest and largest; – for none."""
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    least, middle, most = (format(each, form) for each in (min(known), median(known), max(known)))
    return middle if least == most else f"{middle} ({least}–{most})"


def percent(gap: float | None) -> str:
    """Return a gap as people read it."""
    if gap is None:
        return "–"
    if gap == 0:
        return "proven"
    return f"{gap:.1%}" if gap < 0.9995 else "100%"
