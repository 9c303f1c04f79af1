"""The comparison as tables on a screen: one for each instance, the best roster first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from benchmarks.peers.subjects import OURS
from benchmarks.record import Record

MOMENT = 60.0
"""Seconds after which a first look is taken at what a run would have handed in."""
HEAD = (
    "subject",
    "seed",
    "limit",
    "first",
    "at {at:g} s",
    "at the end",
    "took",
    "cpu",
    "MiB",
    "load",
    "status",
)


def tables(records: Iterable[Record], moment: float = MOMENT) -> Iterator[str]:
    """Yield the lines of all tables; vectors: uncovered/largest/summed deviation/wishes, less is better."""
    for (instance, digest), each in groupby(sorted(records, key=_place), key=_place):
        own = sorted(each, key=lambda record: (not record.levels, record.values, record.seconds))
        processor, date = own[0].machine.processor, own[0].date
        yield f"{instance} ({digest[:8]}): {_size(own[0])}; {processor}, {date:%Y-%m-%d}"
        rows = [tuple(cell.format(at=moment) for cell in HEAD)]
        rows += [_row(record, moment) for record in own]
        widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
        for row in rows:
            yield (
                "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            )
        yield from (f"  {line}" for line in _judgements(own, moment))
        yield ""


def at_moment(record: Record, moment: float) -> tuple[int, ...]:
    """Return what a run held at a moment; nothing where it had no legal roster yet."""
    held: tuple[int, ...] = ()
    for point in record.trace:
        if point.seconds <= moment:
            held = tuple(value for value in point.values if value is not None)
    return held


def better(records: Sequence[Record], than: tuple[int, ...]) -> list[Record]:
    """Return the peers whose last roster is lexicographically better than a vector."""
    return [
        record
        for record in records
        if record.subject != OURS and record.levels and (not than or record.values < than)
    ]


def _judgements(records: Sequence[Record], moment: float) -> Iterator[str]:
    """Yield for each of our runs whether any peer, with all its time, ended up better."""
    if not any(record.subject != OURS for record in records):
        return
    for ours in (record for record in records if record.subject == OURS):
        for when, vector in ((f"at {moment:g} s", at_moment(ours, moment)), ("at the end", ours.values)):
            ahead = better(records, vector)
            names = ", ".join(sorted({record.subject for record in ahead}))
            verdict = f"behind {names}" if ahead else "no worse than every peer at its end"
            run = f"seed {ours.seed}, limit {ours.time_limit:g} s"
            yield f"{OURS} ({run}) {when} {_vector(vector)}: {verdict}"


def _place(record: Record) -> tuple[str, str]:
    return record.instance, record.instance_hash


def _size(record: Record) -> str:
    return ", ".join(f"{record.facts[fact]} {fact}" for fact in ("staff", "duties") if fact in record.facts)


def _row(record: Record, moment: float) -> tuple[str, ...]:
    broken = [name.removeprefix("broken_") for name in record.facts if name.startswith("broken_")]
    first = record.first_complete_seconds
    return (
        record.subject,
        str(record.seed),
        f"{record.time_limit:g}",
        "-" if first is None else f"{first:.1f}",
        _vector(at_moment(record, moment)),
        f"ILLEGAL ({', '.join(broken)})" if broken else _vector(record.values),
        f"{record.seconds:.1f}",
        f"{record.cpu_seconds:.1f}",
        f"{record.peak_mib:.0f}",
        f"{record.machine.load_before:.1f}-{record.machine.load_after:.1f}",
        " ".join(f"{record.facts[fact]}" for fact in ("status", "trace_ends_at") if fact in record.facts),
    )


def _vector(vector: Sequence[int]) -> str:
    return "/".join(str(value) for value in vector) or "none"
