"""Records as lines on a screen."""

from __future__ import annotations

from benchmarks.record import Record

HEADER = f"{'instance':14s} seed  limit  load first   all  MiB findings  level=value/proven bound"


def line(record: Record) -> str:
    """Return a run of a school as a line under the header."""
    levels = " ".join(
        f"{level.name}={level.value}/{'-' if level.bound is None else level.bound}" for level in record.levels
    )
    first = record.first_complete_seconds
    return (
        f"{record.instance:14s} {record.seed:4d} {record.time_limit:6g} {record.phases['load']:5.1f} "
        f"{'-' if first is None else format(first, '.1f'):>5s} {record.seconds:5.0f} {record.peak_mib:4.0f} "
        f"{record.facts.get('blemishes', '-'):>8}  {levels or 'no plan'}"
    )
