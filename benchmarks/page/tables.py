"""The page's tables, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from benchmarks.page.runs import Runs, gathered, percent, spread
from benchmarks.record import Record

LEVEL_NAMES = {
    "uncovered_pupils": "uncovered, with pupils",
    "uncovered": "uncovered",
    "rules": "priced rules",
    "wanted": "wanted heads",
    "max_deviation": "largest deviation",
    "sum_deviation": "sum of deviations",
    "burdens": "burdens",
    "wishes": "wishes",
}
PHASES = ("load", "timetable", "handover", "pairs", "counts", "start", "bounds", "audit", "write")
"""The parts of a run but the search and the last proof, whose time is given."""
FIGURE = re.compile(r"[\d–]|proven$|none\b|$")
"""How a cell of figures begins."""
MOMENT = 60.0
"""Seconds at which a first look is taken at long runs."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; columns of figures stand to the right."""
    body = [tuple(row) for row in rows]
    figures = [all(FIGURE.match(row[at]) for row in body) for at in range(len(head))]
    lines = [head, ["--:" if right else "---" for right in figures], *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def machines(records: Iterable[Record]) -> str:
    """Return what the runs were made on and with."""
    found: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        here = record.machine
        where = f"{here.processor}, {here.cores} cores, {here.memory_gib:g} GiB"
        versions = ", ".join(f"{name} {version}" for name, version in sorted(record.versions.items()))
        found.setdefault((record.benchmark, where, versions), []).append(record)
    rows = [
        (benchmark, where, versions, _dates(own), str(len(own)))
        for (benchmark, where, versions), own in sorted(found.items())
    ]
    return table(("benchmark", "machine", "versions", "dates", "runs"), rows)


def _dates(records: Sequence[Record]) -> str:
    first, last = (pick(record.date.date() for record in records) for pick in (min, max))
    return str(first) if first == last else f"{first} – {last}"


def schools(records: Iterable[Record]) -> str:
    """Return one row for each school and limit: what a user sees of a run."""
    rows = []
    for runs in in_order(records):
        sums = runs.level("sum_deviation")
        rows.append(
            (
                runs.first.instance,
                *(_fact(runs, name) for name in ("groups", "staff", "seats")),
                f"{runs.first.time_limit:g} s × {len(runs.records)}{runs.busy}",
                runs.spread(lambda record: record.first_complete_seconds, ".1f"),
                runs.spread(lambda record: record.phases.get("load"), ".1f"),
                runs.spread(lambda record: record.phases.get("audit"), ".1f"),
                runs.spread(lambda record: record.phases.get("write"), ".1f"),
                runs.spread(lambda record: record.cpu_seconds),
                runs.spread(lambda record: record.peak_mib),
                spread([level.value for level in sums]),
                spread([level.bound for level in sums]),
            )
        )
    head = ("school", "groups", "people", "seats", "limit × seeds", "first complete roster, s", "load, s")
    return table((*head, "audit, s", "write, s", "CPU s", "peak MiB", "sum of deviations", "its bound"), rows)


def levels(runs: Runs) -> str:
    """Return the levels of one school: values, bounds, gaps and how the bounds were derived."""
    rows = []
    for name in [level.name for level in runs.solved[0].levels] if runs.solved else ():
        own = runs.level(name)
        gaps = [level.gap for level in own]
        widest = None if None in gaps else max(gap for gap in gaps if gap is not None)
        rows.append(
            (
                LEVEL_NAMES.get(name, name),
                spread([level.value for level in own]),
                spread([level.bound for level in own]),
                percent(widest),
                ", ".join(dict.fromkeys(level.method.replace("_", " ") for level in own if level.method)),
                ", ".join(
                    dict.fromkeys(LEVEL_NAMES.get(one, one) for each in own for one in each.conditional)
                ),
            )
        )
    return table(("level", "value", "bound", "widest gap", "method", "if no worse in"), rows)


def peers(records: Sequence[Record], ours: str = "afterbell") -> tuple[str, str, str]:
    """Return caption, table and judgement for one instance and limit, the best roster first."""
    own = sorted(gathered(records), key=lambda runs: (runs.worst, runs.first.seconds))
    first = own[0].first
    names = " / ".join(LEVEL_NAMES.get(level.name, level.name) for level in first.levels)
    size = ", ".join(f"{first.facts[what]:,} {what}" for what in ("staff", "duties") if what in first.facts)
    head = ("subject", f"at {MOMENT:g} s", "at the end", "bounds", "first roster, s", "took, s", "CPU s")
    shown = table((*head, "peak MiB"), (_peer(runs, ours) for runs in own))
    return f"{size}. Values: {names}.", shown, _judgement(own, ours)


def _judgement(every: Sequence[Runs], ours: str) -> str:
    """Say which peers end better than we stand at the moment and at the end; our worst seeds count."""
    others = [runs for runs in every if runs.first.subject != ours]
    said = []
    for runs in (runs for runs in every if runs.first.subject == ours):
        for when, held in (
            (f"after {MOMENT:g} s", [_held(record, MOMENT) for record in runs.records]),
            ("at the end", [record.values for record in runs.records]),
        ):
            better = [
                other.first.subject
                for other in others
                if other.solved and not (all(held) and max(held) <= min(one.values for one in other.solved))
            ]
            than = f"worse than {', '.join(better)}" if better else "no worse than any peer"
            said.append(f"Ours {when} is {than} at the end.")
    return " ".join(said) + "\n" if said and others else ""


def by_instance(records: Iterable[Record]) -> list[tuple[str, list[Record]]]:
    """Return records by instance and limit, small instances first."""
    ordered = sorted(records, key=_instance)
    grouped = ([*own] for _, own in groupby(ordered, key=_instance))
    return [(own[0].instance, own) for own in grouped]


def _peer(runs: Runs, ours: str) -> tuple[str, ...]:
    name = runs.first.subject
    bounds = ["–" if level.bound is None else str(level.bound) for level in runs.first.levels]
    return (
        (f"**{name}**" if name == ours else name) + runs.busy,
        _vectors([_held(record, MOMENT) for record in runs.records]),
        _vectors([record.values for record in runs.records]),
        "/".join(bounds) if set(bounds) != {"–"} else "–",
        runs.spread(lambda record: record.first_complete_seconds, ".1f"),
        runs.spread(lambda record: record.seconds),
        runs.spread(lambda record: record.cpu_seconds),
        runs.spread(lambda record: record.peak_mib),
    )


def _held(record: Record, moment: float) -> tuple[int, ...]:
    """Return the values that a run held at a moment; none where it had no roster."""
    held = [point for point in record.trace if point.seconds <= moment and None not in point.values]
    values = held[-1].values if held else ()
    # What ended before the moment holds what it ended with.
    if record.seconds <= moment:
        return record.values
    return tuple(value for value in values if value is not None)


def _vectors(vectors: Sequence[tuple[int, ...]]) -> str:
    """Return the worst of several seeds' values, and the best where it differs."""
    found = ["/".join(map(str, vector)) for vector in sorted(filter(None, vectors))]
    if len(found) < len(vectors):
        return f"none in {len(vectors) - len(found)} of {len(vectors)}" if found else "none"
    return found[0] if found[0] == found[-1] else f"{found[-1]} (best {found[0]})"


def single(records: Iterable[Record]) -> str:
    """Return a table of a benchmark with one merged level and values that are known to be the best."""
    rows = []
    for runs in in_order(records):
        level = [each.levels[0] for each in runs.solved]
        best = float(runs.first.facts.get("best_known", 0))
        values = [each.value for each in level]
        over = [value / best - 1 for value in values] if best else []
        rows.append(
            (
                runs.first.instance,
                f"{runs.first.time_limit:g} s × {len(runs.records)}{runs.busy}",
                spread(values),
                _fact(runs, "best_known"),
                spread(over, ".1%"),
                spread([each.bound for each in level]),
                runs.spread(lambda record: record.first_complete_seconds, ".1f"),
                runs.spread(lambda record: record.cpu_seconds),
                runs.spread(lambda record: record.peak_mib),
            )
        )
    head = ("instance", "limit × seeds", "value", "best known", "above it", "bound")
    return table((*head, "first roster, s", "CPU s", "peak MiB"), rows)


def scale(records: Iterable[Record]) -> str:
    """Return seconds of each part, memory and gap by size."""
    rows = []
    for runs in in_order(records):
        sums = runs.level("sum_deviation")
        rows.append(
            (
                f"{_fact(runs, 'groups')}{runs.busy}",
                *(_fact(runs, name) for name in ("staff", "seats")),
                *(spread([each.phases.get(phase) for each in runs.records], ".1f") for phase in PHASES),
                runs.spread(lambda record: record.first_complete_seconds, ".1f"),
                runs.spread(lambda record: record.peak_mib),
                percent(max((level.gap or 0.0 for level in sums), default=None)),
            )
        )
    head = ("groups", "people", "seats", *PHASES)
    return table((*head, "first complete roster", "peak MiB", "gap of the sum"), rows)


def _fact(runs: Runs, name: str) -> str:
    """Return a fact of the first run that tells it."""
    known = [record.facts[name] for record in runs.records if name in record.facts]
    return f"{known[0]:,}" if known and not isinstance(known[0], str) else str(*known[:1]) or "–"


def in_order(records: Iterable[Record]) -> list[Runs]:
    """Return runs by instance, small ones first, and limit."""
    return sorted(gathered(records), key=lambda runs: _instance(runs.first))


def _instance(record: Record) -> tuple[object, ...]:
    size = record.facts.get("seats", record.facts.get("duties", 0))
    # Instance2 comes before Instance12.
    natural = tuple(
        (int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", record.instance)
    )
    return (size, natural, record.time_limit)
