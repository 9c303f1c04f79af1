"""The page itself: what is told in which order, and which plot stands where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.page import answers, plots, tables
from benchmarks.page.runs import BUSY, Runs
from benchmarks.record import Record

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks"

HEAD = f"""\
# Results 实测结果

Made by `make benchpage` from the records in `benchmarks/results`; how they came about stands in
[Benchmarks](../benchmarks.md). Figures are medians over seeds, in parentheses the smallest and the largest.
Seconds are wall time. {BUSY}: the machine was busy with something else when a run began, so that its seconds
say little.
"""
SCHOOLS = """\
## Schools

From the files to a written plan. Seconds to the first complete roster count from the end of loading;
deviations are counted in steps of the work units' grid. *If no worse in*: the bound says that no plan at
least as good on these levels is below it.
"""
PEERS = """\
## Peers

The same instances, the same judge, one run at a time. Values in order of importance, less is better; ours is
in bold. Of several seeds the worst is shown.
"""
SHIFTS = """\
## Shift scheduling

Public instances of Curtois & Qu, solved with the rules and the engine of schools.
"""
SCALE = """\
## Scale

Schools of 6 to 120 groups, people and pupils in proportion, every size with the same budget.
"""
APP = f"""\
## The app

In a browser, from the press of a button to the frame in which all that it changed is drawn. Cold: the first
time after the app was started. {answers.LATE}: later than promised.
"""
SESSIONS = """\
Several people at once, each on a case of their own; two of them solve.
"""


class Pictures:
    """Writes plots beside the page; what is not drawn leaves no trace."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def draw(self, name: str, words: str, chart: plots.Spec | None) -> str:
        """Write a plot and return its place in the page."""
        if chart is None:
            return ""
        (self.folder / f"{name}.svg").write_text(plots.svg(chart), encoding="utf-8")
        return f"![{words}]({name}.svg)\n"


def write(records: Sequence[Record], folder: Path = PAGE) -> Path:
    """Write page and plots into a folder; plots of earlier pages go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    page = folder / "results.md"
    parts = [HEAD, tables.machines(records), *_parts(records, Pictures(folder))]
    page.write_text("\n".join(part for part in parts if part), encoding="utf-8")
    return page


def _parts(records: Sequence[Record], pictures: Pictures) -> Iterator[str]:
    of = {
        name: [record for record in records if record.benchmark == name]
        for name in ("school", "peers", "shift_scheduling", "scale", "interaction", "sessions")
    }
    if of["school"]:
        yield SCHOOLS
        yield from _schools(of["school"], pictures)
    if of["peers"]:
        yield PEERS
        yield from _peers(of["peers"], pictures)
    if of["shift_scheduling"]:
        yield SHIFTS
        yield tables.single(of["shift_scheduling"])
    if of["scale"]:
        yield SCALE
        most = max(record.time_limit for record in of["scale"])
        drawn = [record for record in of["scale"] if record.time_limit == most]
        yield tables.scale(of["scale"])
        yield pictures.draw(
            "scale",
            "Time, memory and gap against the number of groups",
            plots.scale(drawn, tables.PHASES),
        )
    if of["interaction"]:
        yield APP
        yield answers.interaction(of["interaction"])
    if of["sessions"]:
        yield SESSIONS
        yield answers.sessions(of["sessions"])


def _schools(records: Sequence[Record], pictures: Pictures) -> Iterator[str]:
    yield tables.schools(records)
    every = tables.in_order(records)
    yield pictures.draw("gaps", "Gap over time, by level", plots.gaps_over_time(_longest(every)))
    for runs in every:
        first = runs.first
        yield f"### `{first.instance}`, {first.time_limit:g} s\n"
        yield tables.levels(runs)
        name = f"school-{first.instance}-{first.time_limit:g}"
        yield pictures.draw(name, "Value and bound over time, by level", plots.values_over_time(runs))


def _peers(records: Sequence[Record], pictures: Pictures) -> Iterator[str]:
    for name, own in tables.by_instance(records):
        caption, table, judgement = tables.peers(own)
        yield f"### `{name}`, {own[0].time_limit:g} s\n"
        yield f"{caption}\n"
        yield table
        yield judgement
        where = f"peers-{name}-{own[0].time_limit:g}"
        yield pictures.draw(where, "Values over time, ours and peers'", plots.peers_over_time(own))


def _longest(every: Sequence[Runs]) -> list[Runs]:
    """Return for each instance the runs with the longest limit, which show the most."""
    longest: dict[str, Runs] = {}
    for runs in every:
        had = longest.setdefault(runs.first.instance, runs)
        if runs.first.time_limit > had.first.time_limit:
            longest[runs.first.instance] = runs
    return list(longest.values())
