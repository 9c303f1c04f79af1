"""One run of one benchmark as it is stored: what was solved, by whom, how well, how fast, on what machine.

A record is one JSON file under ``benchmarks/results/<benchmark>/<instance>/``. Runs with the same
benchmark, instance, subject, limit and seed replace one another; everything else is inside the file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from benchmarks import machine
from solver import __version__
from solver.domain.levels import LEVEL
from solver.domain.plan import LevelCertificate

RESULTS = Path(__file__).parent / "results"
MOST_POINTS = 200
"""Points that a stored trace has at most: enough for a curve, small enough to commit."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*$")]
"""A word that is also part of a file's name."""


class Point(NamedTuple):
    """What was known at a moment: seconds since the start, and a value and a bound for each level.

    ``None`` where there was no roster yet, or nothing proven.
    """

    seconds: float
    values: tuple[int | None, ...]
    bounds: tuple[int | None, ...]


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class LevelRecord(_Closed):
    """One level at the end of a run; without a bound nothing was proven of it."""

    name: str
    value: int
    bound: int | None = None
    method: str = ""
    conditional: tuple[str, ...] = ()
    unit: str = "count"

    @property
    def gap(self) -> float | None:
        """(value − bound) / max(value, one step); ``None`` where nothing is proven."""
        return None if self.bound is None else (self.value - self.bound) / max(self.value, 1)

    @classmethod
    def of(cls, level: LevelCertificate) -> LevelRecord:
        """Return a level of one of our certificates as a record."""
        return cls(
            name=level.name,
            value=level.value,
            bound=level.bound,
            method=level.method,
            conditional=level.conditional,
            unit=LEVEL[level.name].unit if level.name in LEVEL else "count",
        )


class Machine(_Closed):
    """What the run was made on; the load is the minute's average of processes before and after."""

    processor: str
    cores: int
    memory_gib: float
    load_before: float
    load_after: float

    @classmethod
    def here(cls, load_before: float) -> Machine:
        """Return this machine, now that a run has ended."""
        return cls(
            processor=machine.processor(),
            cores=machine.cores(),
            memory_gib=machine.memory_gib(),
            load_before=load_before,
            load_after=machine.load_average(),
        )


class Record(_Closed):
    """One run.

    Parameters
    ----------
    benchmark, instance, subject
        What was measured, on what, and who solved it (``afterbell``, or a peer with its form, such as
        ``highs-merged``).
    instance_hash
        SHA-256 of the instance, so that results of different instances are never compared.
    seconds
        Wall time of the whole run; ``phases`` says how much of it each part took.
    first_complete_seconds
        Seconds from the end of loading until the first complete roster; ``None`` if there never was one.
    levels
        In order of importance; none where no roster was found.
    trace
        What was known when (seconds from the end of loading), for the levels in their order.
    peak_mib
        Most memory that the process (a fresh one for every run) ever held.
    facts
        What else the benchmark says: size of the instance, findings of an evaluator.
    """

    benchmark: Name
    instance: Name
    instance_hash: str = ""
    subject: Name = "afterbell"
    seed: int = 0
    workers: int = 1
    time_limit: float
    seconds: float
    first_complete_seconds: float | None = None
    cpu_seconds: float
    peak_mib: float
    levels: tuple[LevelRecord, ...] = ()
    phases: Mapping[str, float] = Field(default_factory=dict)
    facts: Mapping[str, int | float | str] = Field(default_factory=dict)
    versions: Mapping[str, str] = Field(default_factory=dict)
    machine: Machine
    date: dt.datetime
    trace: tuple[Point, ...] = ()

    @property
    def values(self) -> tuple[int, ...]:
        """The level values in order: what lexicographic comparison compares."""
        return tuple(level.value for level in self.levels)

    @property
    def path(self) -> Path:
        """Where the record stands under the folder of results."""
        name = f"{self.subject}--t{self.time_limit:g}-s{self.seed}.json"
        return Path(self.benchmark) / self.instance / name


def our_versions(*more: str) -> dict[str, str]:
    """Return the versions of ourselves, Python, OR-tools and what else is asked for."""
    return {"afterbell": __version__} | machine.versions("ortools", *more)


def machine_line() -> str:
    """Return the machine and our versions in a line, for tables on a screen."""
    words = ", ".join(f"{name} {version}" for name, version in our_versions().items())
    return f"{words}; {machine.processor()}, {machine.cores()} cores, {machine.memory_gib():g} GiB"


def thinned(trace: Iterable[Point], most: int = MOST_POINTS) -> tuple[Point, ...]:
    """Return a trace without repetitions, and with at most ``most`` points: the last one always, the others
    spread over the changes.
    """
    kept: list[Point] = []
    for point in trace:
        if not kept or (point.values, point.bounds) != (kept[-1].values, kept[-1].bounds):
            kept.append(point._replace(seconds=round(point.seconds, 3)))
    if len(kept) <= most:
        return tuple(kept)
    places = [at * (len(kept) - 1) // (most - 1) for at in range(most)]
    return tuple(kept[at] for at in places)


def file_hash(paths: Sequence[Path]) -> str:
    """Return the SHA-256 of files in order of their names, for instances that are no cases of ours."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda each: each.name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def write(record: Record, results: Path = RESULTS) -> Path:
    """Store a record, its trace thinned; an older run of the same name is replaced."""
    data = record.model_dump(mode="json", exclude={"trace"})
    trace = [json.dumps(point, separators=(",", ":")) for point in thinned(record.trace)]
    text = json.dumps(data, indent=1, ensure_ascii=False).removesuffix("\n}")
    # One line a point: a difference of two runs stays readable.
    rows = "[\n  " + ",\n  ".join(trace) + "\n ]" if trace else "[]"
    path = results / record.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{text},\n "trace": {rows}\n}}\n', encoding="utf-8")
    return path


def read(path: Path) -> Record:
    """Read one record."""
    return Record.model_validate_json(path.read_text(encoding="utf-8"))


def read_all(benchmark: str = "", results: Path = RESULTS) -> list[Record]:
    """Read all records of a benchmark, or of all of them, in order of their paths."""
    return [read(path) for path in sorted((results / benchmark).rglob("*.json"))]
